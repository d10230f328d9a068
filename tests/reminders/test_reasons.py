"""Why a reminder went: its rule in a sentence, what it is about, and through which role each reader had it."""

from dataclasses import replace

import pytest

from scaleup.programmes.rules import Expiry, Offset, Recipient, ReminderAnchor, ReminderSubject, Shift, Side, Unit
from scaleup.reminders.rules.book import UnitRule
from scaleup.reminders.rules.reasons import Reason, reason, through

WEEK_BEFORE = UnitRule(
    subject=ReminderSubject.LICENCE,
    code="licence_week",
    offset=Offset(5, Unit.WORKING_DAYS, Side.BEFORE),
    anchor=ReminderAnchor.ENDS_ON,
    recipients=(Recipient.IMPLEMENTATION_MANAGER,),
    expires=Expiry.NEVER,
    if_not_working=Shift.EARLIER,
    programme="baby-steps",
    number=3,
)
CARRIED = {"anchor_on": "2026-12-18", "rule": "licence_week"}
FOR_THE_MANAGER = {"role": "implementation_manager", "by": "implementation_manager"}


def why(subject: ReminderSubject, rule: UnitRule | None = None, *, away: str = "", **values: object) -> Reason:
    """Of a message that carries these values too."""
    return reason(rule, subject, CARRIED | values, condition="that the licence runs", away=away)


def test_it_names_the_rule_the_version_what_it_is_about_what_is_asked_again_and_the_role() -> None:
    assert why(ReminderSubject.LICENCE, WEEK_BEFORE, **FOR_THE_MANAGER) == Reason(
        rule="5 working days before a licence ends, while no decision is recorded, to the implementation manager.",
        code="licence_week",
        programme="baby-steps",
        number=3,
        about="the licence that ends on Friday 18 December 2026",
        asked="that the licence runs",
        through="the implementation manager",
        to_one="5 working days before a licence ends, while no decision is recorded.",
    )


def test_of_a_rule_that_is_known_no_more_only_its_code_is_told() -> None:
    found = why(ReminderSubject.LICENCE, **FOR_THE_MANAGER)
    assert (found.rule, found.code, found.programme, found.number) == ("", "licence_week", "", 0)


def test_a_message_from_before_rules_were_kept_says_so_by_silence() -> None:
    found = reason(None, ReminderSubject.CONTACT, {"anchor_on": "2026-12-18"}, condition="", away="")
    assert (found.code, found.through) == ("", "")


@pytest.mark.parametrize(
    ("subject", "about"),
    [
        (ReminderSubject.CONTACT, "the contact of Friday 18 December 2026"),
        (ReminderSubject.ACTION, "what was agreed for Friday 18 December 2026"),
        (ReminderSubject.CONDITION, "the condition to be met by Friday 18 December 2026"),
        (ReminderSubject.LICENCE, "the licence that ends on Friday 18 December 2026"),
        (ReminderSubject.MILESTONE, "the milestone of Friday 18 December 2026"),
        (ReminderSubject.FUNDING, "the funding that ends on Friday 18 December 2026"),
        (ReminderSubject.REGISTER, "the register of the event of Friday 18 December 2026"),
        (ReminderSubject.REVIEW, "the review of Friday 18 December 2026"),
        (ReminderSubject.TOP_UP_OPENS, "the top-up window that opens on Friday 18 December 2026"),
        (ReminderSubject.TOP_UP_CLOSES, "the top-up window that closes on Friday 18 December 2026"),
    ],
)
def test_each_subject_is_named_with_its_day(subject: ReminderSubject, about: str) -> None:
    assert why(subject).about == about


@pytest.mark.parametrize(
    ("role", "because"),
    [
        (Recipient.PROJECT_LEAD, "there is no project lead"),
        (Recipient.IMPLEMENTATION_MANAGER, "nobody looks after it"),
        (Recipient.ACTION_OWNER, "nobody said they would do it"),
        (Recipient.CONDITION_OWNER, "nobody owns the condition"),
        (Recipient.MILESTONE_OWNER, "nobody sees to the milestone"),
        (Recipient.TRAINER, "nobody holds that role"),
    ],
)
def test_who_is_told_in_place_of_somebody_who_is_wanting_reads_why(role: Recipient, because: str) -> None:
    instead = {"role": role.value, "by": "unit_manager"}
    assert through(instead, "") == f"the unit managers, because {because}"
    assert through(instead, "Ada Okafor") == f"the stand-in of Ada Okafor (the unit managers, because {because})"


def test_who_stands_in_reads_for_whom() -> None:
    assert through(FOR_THE_MANAGER, "Ada Okafor") == "the stand-in of Ada Okafor (the implementation manager)"
    assert through({}, "Ada Okafor") == "the stand-in of Ada Okafor"


def test_who_is_next_in_line_reads_that_mail_comes_back() -> None:
    came_back = FOR_THE_MANAGER | {"came_back": True}
    assert through(came_back, "Ada Okafor") == "the next in line, because mail to Ada Okafor comes back"
    assert through(came_back, "") == "the implementation manager"


def test_a_rule_of_every_programme_names_none() -> None:
    assert why(ReminderSubject.LICENCE, replace(WEEK_BEFORE, programme="")).programme == ""
