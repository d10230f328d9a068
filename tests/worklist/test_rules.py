"""My work is derived: each role is asked for what is theirs, each line says why and since when."""

from dataclasses import replace
from datetime import date, time

import pytest

from scaleup.core.dates import Nation
from scaleup.core.holidays import calendar
from scaleup.worklist.rules import (
    ActionDue,
    ConditionDue,
    ContactDue,
    Facts,
    Group,
    Line,
    NotDelivering,
    Notice,
    Target,
    Unattended,
    Undecided,
    Unfunded,
    Uninvited,
    Viewer,
    coming,
    end_of_week,
    escalates_on,
    group_of,
    next_actions,
    of_licences,
    of_manager,
)

TODAY = date(2026, 11, 23)
LEAD = Viewer(1, frozenset({"project_lead"}))
PRIYA = Viewer(2, frozenset({"implementation_manager"}))
HEAD = Viewer(3, frozenset({"unit_manager"}))
ADMINISTRATOR = Viewer(4, frozenset({"administrator"}))
TRAINER = Viewer(5, frozenset({"trainer"}))

TWENTY = ContactDue(
    area_id=7,
    area="Marlbury",
    implementation_id=8,
    slot_id=20,
    sequence=20,
    total=22,
    due_on=date(2026, 11, 20),
    at=None,
    interval_months=3,
    manager_id=2,
    manager="Priya Nair",
    lead="Niamh O’Rourke",
    own=False,
)


def lines(viewer: Viewer, **facts: object) -> list[Line]:
    return list(next_actions(Facts(viewer, **facts), TODAY))


def whats(viewer: Viewer, **facts: object) -> list[tuple[Group, str]]:
    return [(line.group, line.what) for line in lines(viewer, **facts)]


@pytest.mark.parametrize(
    ("due_on", "group"),
    [
        (date(2026, 11, 20), Group.LATE),
        (date(2026, 11, 23), Group.TODAY),
        (date(2026, 11, 27), Group.WEEK),
        (date(2026, 11, 30), None),
    ],
)
def test_a_day_stands_in_late_today_this_week_or_nowhere(due_on: date, group: Group | None) -> None:
    assert group_of(due_on, TODAY) is group


@pytest.mark.parametrize(
    ("today", "friday"),
    [
        (date(2026, 11, 23), date(2026, 11, 27)),
        (date(2026, 11, 27), date(2026, 12, 4)),
        (date(2026, 11, 28), date(2026, 12, 4)),
    ],
)
def test_the_week_ends_on_the_friday_to_come(today: date, friday: date) -> None:
    assert end_of_week(today) == friday


def test_a_late_contact_is_its_leads_and_its_managers_with_the_other_named() -> None:
    [for_lead] = lines(LEAD, contacts=[replace(TWENTY, own=True)])
    [for_manager] = lines(PRIYA, contacts=[TWENTY])
    assert (for_lead.what, for_lead.why) == ("Contact 20 of 22 has no record", "Every 3 months, with Priya Nair")
    assert for_manager.why == "Every 3 months, with Niamh O’Rourke"
    assert (for_manager.link.target, for_manager.link.item_id, for_manager.act) == (Target.LOG, 20, "Log it")


@pytest.mark.parametrize(
    ("today", "due_on"),
    [
        (date(2026, 11, 23), date(2026, 11, 9)),
        (date(2026, 11, 22), date(2026, 11, 8)),
        (date(2027, 1, 4), date(2026, 12, 16)),
    ],
)
def test_a_late_contact_is_the_unit_managers_after_ten_working_days(today: date, due_on: date) -> None:
    # From 16 December: 17, 18, 21, 22, 23, 24, 29, 30, 31 December and 4 January; 25, 28 and 1 are bank holidays.
    assert escalates_on(today, calendar(Nation.ENGLAND)) == due_on


@pytest.mark.parametrize(("escalated", "asked"), [(False, 0), (True, 1)])
def test_the_unit_manager_is_asked_for_what_waited_too_long(escalated: bool, asked: int) -> None:
    assert len(lines(HEAD, contacts=[replace(TWENTY, escalated=escalated)])) == asked


def test_an_area_without_a_manager_is_the_unit_managers_at_once() -> None:
    [line] = lines(HEAD, contacts=[replace(TWENTY, manager_id=None, manager="")])
    assert line.why == "Every 3 months, with Niamh O’Rourke; nobody looks after the area"


def test_contacts_of_others_are_not_shown_to_a_trainer() -> None:
    assert lines(TRAINER, contacts=[replace(TWENTY, escalated=True)]) == []


def test_a_contact_today_says_its_time() -> None:
    [line] = lines(PRIYA, contacts=[replace(TWENTY, due_on=TODAY, at=time(14, 30))])
    assert (line.group, line.what, line.distance) == (Group.TODAY, "Contact 20 of 22", "at 14:30")


def test_several_contacts_without_a_record_are_one_line() -> None:
    [line] = lines(PRIYA, contacts=[replace(TWENTY, after=2)])
    assert line.why == "Every 3 months, with Niamh O’Rourke; 2 contacts after it without a record too"


def test_the_oldest_late_thing_stands_first() -> None:
    action = ActionDue(1, 7, "Marlbury", "Send the report", 2, "Priya Nair", date(2026, 11, 2))
    assert whats(PRIYA, contacts=[TWENTY], actions=[action]) == [
        (Group.LATE, "Send the report"),
        (Group.LATE, "Contact 20 of 22 has no record"),
    ]


def test_what_others_promised_and_have_not_done_waits_on_them() -> None:
    action = ActionDue(1, 7, "Marlbury", "Name a deputy", 9, "Niamh O’Rourke", date(2026, 11, 2))
    [line] = lines(PRIYA, actions=[action])
    assert (line.group, line.why, line.act) == (Group.WAITING, "Niamh O’Rourke agreed to do it", "See it")
    assert lines(PRIYA, actions=[replace(action, due_on=date(2026, 11, 25))]) == []


MARLBURY_ENDS = Undecided(7, "Marlbury", "BS-001", date(2027, 3, 31), 2)


def test_a_renewal_is_the_managers_180_days_before_the_end() -> None:
    [line] = lines(PRIYA, undecided=[MARLBURY_ENDS])
    assert (line.group, line.on, line.what) == (Group.LATE, date(2026, 10, 2), "Decide on renewal")
    assert line.why == "Licence BS-001 ends on 31 March 2027; the decision was due 180 days before"


def test_a_renewal_reaches_the_unit_manager_90_days_before_the_end() -> None:
    assert lines(HEAD, undecided=[MARLBURY_ENDS]) == []
    assert lines(HEAD, undecided=[replace(MARLBURY_ENDS, ends_on=date(2027, 2, 22))]) == []
    [line] = lines(HEAD, undecided=[replace(MARLBURY_ENDS, ends_on=date(2027, 2, 21))])
    assert line.group is Group.LATE


def test_funding_that_ends_before_the_licence_is_seen_to_from_half_a_year_before() -> None:
    funded = Unfunded(7, "Marlbury", 3, date(2027, 5, 22), date(2027, 9, 30), 2)
    assert lines(PRIYA, unfunded=[replace(funded, funded_until_on=date(2027, 5, 23))]) == []
    [line] = lines(PRIYA, unfunded=[funded])
    assert (line.group, line.what) == (Group.TODAY, "See to further funding")
    assert line.why == "Funding ends on 22 May 2027, the licence on 30 September 2027"
    [line] = lines(PRIYA, unfunded=[replace(funded, funded_until_on=date(2026, 10, 31))])
    assert (line.group, line.why[:29]) == (Group.LATE, "Funding ended on 31 October 2")


def test_a_renewal_is_late_since_the_same_day_for_everybody() -> None:
    ends = replace(MARLBURY_ENDS, ends_on=date(2026, 12, 20))
    [hers], [heads] = lines(PRIYA, undecided=[ends]), lines(HEAD, undecided=[ends])
    assert hers.on == heads.on == date(2026, 6, 23)
    assert heads.why == "Licence BS-001 ends on 20 December 2026; the decision was due 180 days before"


def test_licences_that_end_undecided_name_three_areas_and_lead_to_all_of_them() -> None:
    four = [Undecided(number, f"Area {number}", "BS", date(2027, 3, number), 2) for number in (1, 2, 3, 4)]
    ends, idle = of_licences(four, 4, [], 0)
    assert (ends.label, ends.address, ends.rest) == ("4 licences", "/areas?need=decision", "and 1 more")
    assert ends.named == (
        ("Area 1", "/areas/1", " on 1 March 2027"),
        ("Area 2", "/areas/2", " on 2 March 2027"),
        ("Area 3", "/areas/3", " on 3 March 2027"),
    )
    assert (idle.words, idle.address) == ("None", "")


def test_a_manager_is_led_to_the_areas_of_their_own() -> None:
    soon = replace(MARLBURY_ENDS, area_id=8, area="Luton", ends_on=date(2027, 5, 24))  # decided from 25 November on
    waiting = [NotDelivering(9, "Kelso", 5, date(2026, 6, 30), 2)]
    glance = of_manager(PRIYA, 6, next_contact=None, undecided=[MARLBURY_ENDS, soon], idle=waiting, today=TODAY)
    ends, idle = glance.facts[2:]
    assert (ends.label, ends.address) == ("1 licence", "/areas?need=decision&manager=2")
    assert (idle.label, idle.address) == ("1 area", "/areas?need=session&manager=2")
    assert idle.named == (("Kelso", "/areas/9", ""),)


def test_an_area_trained_120_days_ago_without_a_session_is_late() -> None:
    trained = NotDelivering(7, "Marlbury", 8, date(2026, 7, 1), 2)
    [line] = lines(PRIYA, not_delivering=[trained])
    assert (line.what, line.on) == ("Trained but not delivering", date(2026, 10, 29))
    assert lines(PRIYA, not_delivering=[replace(trained, trained_on=date(2026, 8, 3))]) == []


def test_imported_areas_wait_for_a_person_and_are_one_line_when_they_are_many() -> None:
    held = [Unattended(n, f"Area {n}", n, date(2026, 11, 20), 2, held=True) for n in range(1, 5)]
    assert whats(PRIYA, held=held[:1]) == [(Group.TODAY, "Start its reminders")]
    [line] = lines(PRIYA, held=held, held_total=4)
    assert (line.what, line.link.target) == ("4 imported areas wait for their reminders to start", Target.AREAS)
    [line] = lines(PRIYA, held=held, held_total=501)
    assert line.what == "500+ imported areas wait for their reminders to start"


def test_a_condition_of_a_licence_is_its_owners_and_waits_on_them_for_the_manager() -> None:
    condition = ConditionDue(3, 7, "Marlbury", "A deputy is named", "BS-001", 1, "Niamh O’Rourke", date(2026, 11, 20))
    [own] = lines(LEAD, conditions=[condition])
    assert (own.group, own.why) == (Group.LATE, "A condition of licence BS-001; yours to meet")
    [theirs] = lines(PRIYA, conditions=[condition])
    assert (theirs.group, theirs.why) == (
        Group.WAITING,
        "A condition of licence BS-001; Niamh O’Rourke is to meet it",
    )
    assert lines(PRIYA, conditions=[replace(condition, due_on=date(2026, 11, 25))]) == []


def test_only_the_unit_manager_names_managers() -> None:
    alone = Unattended(1, "Kelso", 1, date(2026, 11, 20), None, held=False)
    assert whats(HEAD, alone=[alone]) == [(Group.TODAY, "Name an implementation manager")]
    assert lines(PRIYA, alone=[alone]) == []


def test_an_administrator_invites_again() -> None:
    unused = Uninvited(9, "Callum Reid", date(2026, 11, 9))
    [line] = lines(ADMINISTRATOR, uninvited=[unused])
    assert (line.what, line.why) == (
        "Invite Callum Reid again",
        "The invitation of 9 November 2026 ran out unused",
    )
    assert lines(HEAD, uninvited=[unused]) == []


def test_other_parts_of_the_product_say_what_waits() -> None:
    notice = Notice("9 questions of the import wait for an answer", "The tracker left them open", TODAY)
    assert whats(HEAD, notices=[notice]) == [(Group.TODAY, "9 questions of the import wait for an answer")]


def test_what_another_part_says_is_late_once_its_last_day_is_past() -> None:
    notice = Notice("1 time point of measures late", "Not known", TODAY, due_on=date(2026, 11, 22))
    (line,) = lines(HEAD, notices=[notice])
    assert (line.group, line.on, line.distance) == (Group.LATE, date(2026, 11, 22), "")
    (line,) = lines(HEAD, notices=[replace(notice, due_on=TODAY)])
    assert (line.group, line.on) == (Group.TODAY, None)


def test_nothing_late_names_what_comes_next() -> None:
    ahead = [
        replace(TWENTY, area="Kelso", due_on=date(2027, 1, 12)),
        replace(TWENTY, sequence=21, due_on=date(2027, 1, 4)),
    ]
    assert coming(ahead) == "The next is contact 21 of 22 with Marlbury on Monday 4 January 2027."
    assert coming([]) == ""
