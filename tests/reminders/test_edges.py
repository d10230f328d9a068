"""The edges of the rules of reminding: exactly at a limit, exactly at an instant, with nobody, with one too many."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from scaleup.core.dates import Nation
from scaleup.core.holidays import calendar
from scaleup.outbox.rules import Draft
from scaleup.programmes.rules import (
    Expiry,
    Offset,
    Recipient,
    ReminderSubject,
    Side,
    Unit,
)
from scaleup.reminders.rules import (
    Choices,
    Day,
    Due,
    Manner,
    People,
    Repeat,
    Subject,
    UnitRule,
    allowed_recipients,
    faults,
    going,
    mails_of,
    reach,
    recipients,
    refusals_of_choices,
    rungs,
    standing_for,
    step_code,
    terms_of,
    to_fold,
)
from scaleup.reminders.rules.arranging import StandIn, arranged, with_stand_ins
from scaleup.reminders.rules.rungs import Telling
from scaleup.reminders.rules.sharing import folding, having
from tests.factories.rules import LATE

ENGLAND = calendar(Nation.ENGLAND)
DUE_ON = date(2026, 11, 23)
CONTACT = Subject(ReminderSubject.CONTACT, 7, 2, DUE_ON, area_id=5)
NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
MORNING = NOW + timedelta(days=1)
ANYBODY = (Recipient.IMPLEMENTATION_MANAGER, Recipient.UNIT_MANAGER)


def said(rule: UnitRule, *allowed: Recipient) -> list[tuple[str | None, str]]:
    return [(one.field, one.message) for one in faults(rule, allowed or ANYBODY)]


DAYS = ("amount", "Choose 0 to 400 days.")
EVERY = ("every", "Repeat it every 1 to 90 days.")
MOST = ("most", "Repeat it 1 to 26 times.")
BEFORE = ("every", "Only a reminder on the day or after it can be repeated.")


@pytest.mark.parametrize(
    ("changes", "found"),
    [
        ({"offset": Offset(400, Unit.DAYS, Side.AFTER)}, []),
        ({"offset": Offset(401, Unit.DAYS, Side.AFTER)}, [DAYS]),
        ({"offset": Offset(0, Unit.DAYS, Side.AFTER)}, []),
        ({"offset": Offset(-1, Unit.DAYS, Side.AFTER)}, [DAYS]),
        ({"repeat": Repeat(1, Unit.DAYS, 1)}, []),
        ({"repeat": Repeat(90, Unit.DAYS, 26)}, []),
        ({"repeat": Repeat(91, Unit.DAYS, 27)}, [EVERY, MOST]),
        ({"repeat": Repeat(0, Unit.DAYS, 0)}, [EVERY, MOST]),
        ({"repeat": Repeat(1, Unit.DAYS, 1), "offset": Offset(1, Unit.DAYS, Side.BEFORE)}, [BEFORE]),
        ({"repeat": Repeat(1, Unit.DAYS, 1), "offset": Offset(0, Unit.DAYS, Side.BEFORE)}, []),
        ({"expires": Expiry.ANCHOR}, [("expires", "On the day or after it, choose another end than the day.")]),
        ({"expires": Expiry.START}, [("expires", "On the day or after it, choose another end than the day.")]),
        ({"expires": Expiry.ANCHOR, "offset": Offset(1, Unit.DAYS, Side.BEFORE)}, []),
        ({"recipients": ()}, [("recipients", "Choose who is told.")]),
        (
            {"recipients": (Recipient.TRAINER, Recipient.UNIT_MANAGER)},
            [("recipients", "Nobody stands for that role here: choose among those listed.")],
        ),
    ],
)
def test_a_rule_stands_up_to_each_limit_and_not_beyond(changes: dict[str, object], found: list[object]) -> None:
    assert said(replace(LATE, **changes)) == found  # type: ignore[arg-type]  # its own fields


def test_who_may_be_told_are_the_three_roles_and_whom_the_catalogue_names_for_it() -> None:
    register = replace(LATE, subject=ReminderSubject.REGISTER, recipients=(Recipient.TRAINER, Recipient.UNIT_MANAGER))
    three = (Recipient.PROJECT_LEAD, Recipient.IMPLEMENTATION_MANAGER, Recipient.UNIT_MANAGER)
    assert allowed_recipients([LATE, register], ReminderSubject.CONTACT) == three
    assert allowed_recipients([LATE, register], ReminderSubject.REGISTER) == (*three, Recipient.TRAINER)


def test_each_role_is_held_by_whom_it_says_and_where_nobody_does_by_the_manager_or_the_unit() -> None:
    people = People(project_leads=(1,), manager_id=2, unit_managers=(3, 4))
    nobody = People(project_leads=(), manager_id=None, unit_managers=(3, 4))
    owned = replace(CONTACT, owner_id=9, trainer_ids=(7, 8))
    for role, held, alone in (
        (Recipient.PROJECT_LEAD, (1,), (3, 4)),
        (Recipient.IMPLEMENTATION_MANAGER, (2,), (3, 4)),
        (Recipient.UNIT_MANAGER, (3, 4), (3, 4)),
        (Recipient.ACTION_OWNER, (9,), (3, 4)),
        (Recipient.CONDITION_OWNER, (9,), (3, 4)),
        (Recipient.MILESTONE_OWNER, (9,), (3, 4)),
        (Recipient.TRAINER, (7, 8), ()),
    ):
        rule = replace(LATE, recipients=(role,))
        assert tuple(recipients(rule, owned, people)) == held
        assert tuple(recipients(rule, CONTACT, nobody)) == alone
    everybody = replace(LATE, recipients=(Recipient.IMPLEMENTATION_MANAGER, Recipient.ACTION_OWNER))
    assert tuple(recipients(everybody, CONTACT, people)) == (2,), "told once, whatever they are"


def test_a_subject_is_known_by_its_kind_and_number_and_asked_about_with_its_version() -> None:
    assert (CONTACT.key, CONTACT.condition_key) == ("contact:7", "7:2")
    assert step_code(LATE, 0) == "contact_3_days_late"
    assert step_code(replace(LATE, rhythm=4), 2) == "contact_3_days_late/4/2"


def test_a_rung_is_due_at_its_instant_and_one_that_never_expires_is_told_from_the_area_s_begin_on() -> None:
    [rung] = rungs(CONTACT, [LATE], ENGLAND)
    second = timedelta(seconds=1)
    assert [rung.goes(at, at) for at in (rung.due_at - second, rung.due_at, rung.due_at + second)] == [
        False,
        True,
        False,
    ]
    begun = replace(rung, subject=replace(CONTACT, begun_at=rung.due_at))
    assert begun.goes(rung.due_at + timedelta(days=9), rung.due_at + timedelta(days=9))
    assert not replace(rung, subject=replace(CONTACT, begun_at=rung.due_at + second)).goes(rung.due_at, rung.due_at)
    ending = replace(rung, expires_at=MORNING + timedelta(days=9))
    assert [ending.goes(at, at) for at in (ending.expires_at - second, ending.expires_at)] == [True, False]
    acting = [replace(rung, rule=replace(LATE, acts_from=at)) for at in (rung.due_at, rung.due_at + second)]
    assert [one.acts for one in acting] == [True, False]


def test_as_far_ahead_as_a_rule_reaches_and_a_fortnight_more() -> None:
    week = replace(LATE, offset=Offset(7, Unit.DAYS, Side.BEFORE))
    ten = replace(LATE, offset=Offset(10, Unit.WORKING_DAYS, Side.BEFORE))
    other = replace(week, subject=ReminderSubject.LICENCE, offset=Offset(180, Unit.DAYS, Side.BEFORE))
    assert reach([LATE, other], ReminderSubject.CONTACT) == timedelta(days=14)
    assert reach([week, LATE, other], ReminderSubject.CONTACT) == timedelta(days=21)
    assert reach([week, ten], ReminderSubject.CONTACT) == timedelta(days=34)


def test_what_is_kept_of_a_version_is_everything_but_its_number() -> None:
    rule = replace(LATE, repeat=Repeat(5, Unit.WORKING_DAYS, 3), quiet_until=date(2027, 1, 4))
    assert terms_of(rule) == {
        "subject": "contact",
        "anchor": "due_on",
        "offset": {"amount": 3, "unit": "working_days", "side": "after"},
        "to": ["implementation_manager"],
        "expires": "never",
        "if_not_working": "later",
        "says": "reminder",
        "channel": "mail",
        "repeat": {"every": 5, "unit": "working_days", "most": 3},
        "quiet_until": "2027-01-04",
    }
    assert terms_of(LATE)["repeat"] is None
    assert standing_for(LATE, {}, "baby-steps") is LATE


def test_choices_are_refused_without_a_day_without_an_hour_and_with_a_stranger() -> None:
    good = {"from_hour": 9, "until_hour": 10, "stand_in_id": 4, "may_stand_in": [4]}
    assert refusals_of_choices([0], **good) == []
    assert refusals_of_choices([0], **good | {"stand_in_id": None, "may_stand_in": []}) == []
    bad = refusals_of_choices([], from_hour=9, until_hour=9, stand_in_id=5, may_stand_in=[4])
    assert [(one.field, one.message) for one in bad] == [
        ("days", "Tick at least one day, or no reminder would ever reach you."),
        ("until_hour", "The last hour lies before the first. Choose a later one."),
        ("stand_in", "This person cannot open your areas. Choose somebody from the list."),
    ]


def way(choices: Choices, **more: object) -> tuple[datetime, bool]:
    given = {"expires_at": None, "had_digest": False, "stood_in_for": False} | more
    found = going(choices, NOW, **given)  # type: ignore[arg-type]  # as it takes them
    return found.at, found.in_digest


def test_single_mail_goes_now_a_daily_one_in_today_s_digest_or_after_it_in_tomorrow_s() -> None:
    midnight = datetime(2026, 11, 24, tzinfo=UTC)
    assert way(Choices()) == (NOW, False)
    assert way(Choices(), expires_at=NOW + timedelta(minutes=1)) == (NOW, False)
    daily = Choices(manner=Manner.DAILY)
    assert way(daily) == (NOW, True)
    assert way(daily, had_digest=True) == (midnight, True)
    later = replace(daily, days=frozenset({1}), from_hour=8)
    assert way(later, had_digest=True) == (midnight + timedelta(hours=8), True)


def test_who_is_stood_in_for_reads_it_in_one_mail_on_the_first_day_back() -> None:
    away = Choices(away=((date(2026, 11, 20), date(2026, 11, 24)),), from_hour=8)
    assert [away.away_on(date(2026, 11, day)) for day in (19, 20, 24, 25)] == [False, True, True, False]
    assert way(away, stood_in_for=True) == (datetime(2026, 11, 25, 8, tzinfo=UTC), True)


def test_a_day_has_room_for_three_and_a_digest_that_waits_takes_one_of_them() -> None:
    assert [Day(taken).room for taken in range(5)] == [3, 2, 1, 0, 0]
    assert [Day(taken, digest_waits=True).room for taken in range(4)] == [2, 1, 0, 0]
    assert [Day(3).takes_digest, Day(2).takes_digest, Day(3, digest_waits=True).takes_digest] == [False, True, True]
    assert [mails_of(late, coming) for late, coming in ((0, 3), (3, 0), (2, 2), (4, 0), (0, 4), (1, 9))] == [
        3,
        3,
        3,
        1,
        3,
        3,
    ]
    assert mails_of(3, 1) == 2


def test_what_has_no_room_is_late_or_farthest_off_and_the_nearest_go_by_themselves() -> None:
    some = [Due(n, DUE_ON + timedelta(days=days)) for n, days in enumerate((-1, 0, 3, 1), 1)]
    assert to_fold(some, Day(0), DUE_ON) == [1, 3]
    assert to_fold(some[:3], Day(0), DUE_ON) == []
    assert to_fold(some, Day(0, digest_waits=True), DUE_ON) == [1, 3]
    assert to_fold(some, Day(1), DUE_ON) == [1, 3, 4]
    assert to_fold(some, Day(3), DUE_ON) == [1, 2, 3, 4]
    same = [Due(n, DUE_ON) for n in (9, 8, 7, 6)]
    assert to_fold(same, Day(0), DUE_ON) == [9, 8], "of one day the first that was written"


def test_a_digest_is_today_s_while_it_waits_or_has_room_else_that_of_nine_the_next_morning() -> None:
    waiting = [Due(n, DUE_ON) for n in (1, 2, 3, 4)]
    nine = datetime(2026, 11, 24, 9, tzinfo=UTC)
    none = having([], taken=0, choices=None, now=NOW)
    assert (none.day, none.today_id, none.later_id, none.morning) == (Day(0), None, None, nine)
    found = folding(waiting, none, NOW)
    assert found is not None
    assert (found.ids, found.into, found.at) == ((3, 4), None, NOW)
    both = having([(50, NOW), (60, nine), (70, nine + timedelta(days=1))], taken=3, choices=None, now=NOW)
    assert (both.day, both.today_id, both.later_id) == (Day(3, digest_waits=True), 50, 60)
    later = having([(60, nine)], taken=3, choices=None, now=NOW)
    full = folding(waiting, later, NOW)
    assert full is not None
    assert (full.ids, full.into, full.at) == ((1, 2, 3, 4), 60, nine)
    assert folding(waiting[:2], none, NOW) is None
    hours = having([], taken=0, choices=Choices(days=frozenset({3}), from_hour=10), now=NOW)
    assert hours.morning == datetime(2026, 11, 26, 10, tzinfo=UTC), "Thursday at ten"


def draft(key: str, person_id: int | None, **more: object) -> Draft:
    return Draft(key, "kind", NOW, person_id=person_id, **more)  # type: ignore[arg-type]  # as it takes them


def test_what_is_due_is_arranged_as_each_reader_chose() -> None:
    evening = Choices(from_hour=17)
    chosen = {2: evening, 3: Choices(manner=Manner.DAILY), 4: Choices(), 5: Choices(manner=Manner.DAILY)}
    drafts = [
        draft("a", None),
        draft("b", 1),
        draft("c", 2),
        draft("d", 3),
        draft("e", 4),
        draft("f", 5),
        draft("g", 4),
    ]
    found = arranged(drafts, chosen, had_digest={5}, covered={"g"}, now=NOW)
    five = datetime(2026, 11, 23, 17, tzinfo=UTC)
    midnight = datetime(2026, 11, 24, tzinfo=UTC)
    assert [(one.dedupe_key, one.due_at) for one in found.single] == [("a", NOW), ("b", NOW), ("c", five), ("e", NOW)]
    assert {key: [one.dedupe_key for one in some] for key, some in found.digests.items()} == {
        (3, NOW): ["d"],
        (5, midnight): ["f"],
        (4, datetime(2026, 11, 23, tzinfo=UTC)): ["g"],
    }


def test_a_stand_in_is_told_in_the_areas_open_to_them_and_never_twice() -> None:
    [rung] = rungs(CONTACT, [LATE], ENGLAND)
    one, other = Telling(rung, 1), Telling(rung, 2)
    here, nowhere = StandIn(2, frozenset({5}), everywhere=False), StandIn(2, frozenset({6}), everywhere=False)
    assert with_stand_ins([one], {}).tellings == (one,)
    stood = with_stand_ins([one], {1: here})
    assert (stood.tellings, stood.covered) == ((one, Telling(rung, 2, instead_of=1)), (one,))
    assert with_stand_ins([one, other], {1: here}).tellings == (one, other)
    assert with_stand_ins([one], {1: nowhere}).covered == ()
    assert with_stand_ins([one], {1: replace(nowhere, everywhere=True)}).covered == (one,)
