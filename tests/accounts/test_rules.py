"""What a password must be, how long somebody waits, when a link works, who gives which role."""

from datetime import UTC, datetime, timedelta

import pytest

from scaleup.accounts import rules
from scaleup.accounts.adapters import common_words
from scaleup.accounts.rules import LinkDates, Purpose, Role, Standing

NOON = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
CONTEXT = ["scaleup", "Quiet Starts", "Nadia Brook", "nadia.brook@marlbury.example"]


def refused(password: str) -> str:
    found = rules.password_refusals(password, common=common_words(), context=CONTEXT)
    return found[0].message if found else ""


@pytest.mark.parametrize(
    "password",
    [
        "marmalade-lantern-ploughs",
        "zebra kiosk trowel mango",
        "Tr0wel-m4ngo-kiosk",
        "the heron eats seven pickled walnuts",
        "ŵyl y cneuaf yng Nghymru",
        "x" * 3 + "vB9rlQ2mWk7tZs",
        " leading and trailing spaces kept ",
        "lantern" * 2 + "-heron-trowel" + "k" * 160,
    ],
)
def test_a_long_password_of_ones_own_is_allowed_whatever_its_characters(password: str) -> None:
    assert refused(password) == ""


@pytest.mark.parametrize(
    ("password", "reason"),
    [
        ("", "This has 0 characters"),
        ("fourteen-chars", "This has 14 characters"),
        ("m" + "arlantine" * 23, "Use at most 200"),
        ("aaaaaaaaaaaaaaaaaa", "easy to guess"),
        ("abcabcabcabcabcabc", "easy to guess"),
        ("123456789012345678", "easy to guess"),
        ("qwertyuiopasdfghjkl", "easy to guess"),
        ("lkjhgfdsapoiuytrewq", "easy to guess"),
        ("passwordpassword1", "easy to guess"),
        ("P4ssw0rdP4ssw0rd!!", "easy to guess"),
        ("Welcome123Welcome", "easy to guess"),
        ("monkeydragonfootball", "easy to guess"),
        ("November2026November", "easy to guess"),
        ("iloveyouiloveyou12", "easy to guess"),
        ("my-ScaleUp-lantern-9", "Leave out “scaleup”"),
        ("quiet starts for everyone", "Leave out"),
        ("brook-lantern-heron", "Leave out “brook”"),
        ("lantern-nadia-ploughs", "Leave out “nadia”"),
        ("marlbury lantern heron", "Leave out “marlbury”"),
    ],
)
def test_a_password_that_others_would_try_first_is_refused_with_the_reason(password: str, reason: str) -> None:
    assert reason in refused(password)


def counts(*pairs: tuple[int, int]) -> dict[datetime, int]:
    return {NOON - timedelta(minutes=minutes): failed for minutes, failed in pairs}


def test_nine_failures_cost_no_wait_and_the_tenth_costs_five_minutes() -> None:
    assert rules.account_wait(counts((0, 9)), NOON) is None
    assert rules.account_wait(counts((0, 10)), NOON) == NOON + timedelta(minutes=6)
    assert rules.account_wait(counts((6, 10)), NOON) is None


def test_the_wait_doubles_with_each_failure_and_never_exceeds_an_hour() -> None:
    waits = [rules.account_wait(counts((0, failed)), NOON) for failed in (10, 11, 12, 13, 14, 400)]
    assert [(until - NOON).seconds // 60 for until in waits if until] == [6, 11, 21, 41, 61, 61]


def test_failures_of_yesterday_are_forgotten() -> None:
    assert rules.account_wait(counts((24 * 60, 400)), NOON) is None


def test_an_office_address_waits_only_while_its_last_five_minutes_are_full() -> None:
    assert rules.spell_wait(counts((3, 30), (1, 19)), NOON, 50) is None
    assert rules.spell_wait(counts((3, 30), (1, 20)), NOON, 50) == NOON + timedelta(minutes=3)
    assert rules.spell_wait(counts((300, 4000), (1, 20)), NOON, 50) is None


@pytest.mark.parametrize(
    ("dates", "expected"),
    [
        (LinkDates(NOON + timedelta(seconds=1), None, None), Standing.USABLE),
        (LinkDates(NOON, None, None), Standing.EXPIRED),
        (LinkDates(NOON + timedelta(days=1), NOON, None), Standing.USED),
        (LinkDates(NOON + timedelta(days=1), None, NOON), Standing.WITHDRAWN),
        (LinkDates(NOON, NOON, NOON), Standing.USED),
    ],
)
def test_a_link_works_until_it_is_used_withdrawn_or_too_old(dates: LinkDates, expected: Standing) -> None:
    assert rules.standing(dates, NOON) is expected


def test_every_link_that_does_not_work_says_what_happened_and_what_to_do() -> None:
    said = {rules.says(one, purpose) for purpose in Purpose for one in Standing if one is not Standing.USABLE}
    assert len(said) == 12
    assert rules.says(Standing.USED, Purpose.NEW_PASSWORD) == (
        "This link has been used already. Each link works once. Ask for a new link on the page “I can’t sign in”."
    )


def test_a_unit_manager_gives_every_role_but_administrator() -> None:
    given = [role for role in Role if rules.may_give(["unit_manager"], role)]
    assert given == [role for role in Role if role is not Role.ADMINISTRATOR]
    assert not any(rules.may_give(["implementation_manager", "project_lead"], role) for role in Role)


def test_a_unit_manager_does_not_look_after_an_administrator() -> None:
    assert rules.may_look_after(["unit_manager"], ["project_lead", "viewer"])
    assert not rules.may_look_after(["unit_manager"], ["viewer", "administrator"])
    assert rules.may_look_after(["administrator"], ["administrator"])
    assert not rules.may_look_after(["trainer"], [])


def test_an_administrator_sees_no_area() -> None:
    assert rules.permissions(["administrator"]) == {
        "see work",
        "see people",
        "manage people",
        "manage web hooks",
        "answer people about their data",
        "correct addresses",
    }
