"""Who may deliver together: the programme's roles and the accreditation of the very day."""

from datetime import date

import pytest

from scaleup.delivery.rules import Days, Deliverer, role_of, shortfalls
from scaleup.facilitators.rules import Profession
from tests.delivery.groups import ACCREDITED, MIDWIFE, SUPPORTER
from tests.factories.programmes import shipped

DAY = date(2024, 6, 18)


def short(*pair: Deliverer, on_day: date = DAY, slug: str = "baby-steps") -> tuple[str, ...]:
    """What this pair lacks."""
    programme = shipped(slug)
    assert programme.pairing is not None
    return shortfalls(pair, pairing=programme.pairing, roles=programme.roles, on_day=on_day)


def test_a_midwife_and_a_family_support_worker_are_a_pair() -> None:
    assert short(MIDWIFE, SUPPORTER) == short(SUPPORTER, MIDWIFE) == ()


@pytest.mark.parametrize(
    ("profession", "role"),
    [
        (Profession.HEALTH_VISITOR, "health"),
        (Profession.MIDWIFE, "health"),
        (Profession.NURSERY_NURSE, "childrens_services"),
        (Profession.CHILDRENS_CENTRE_WORKER, "childrens_services"),
        (Profession.SOCIAL_WORKER, "childrens_services"),
        (Profession.OTHER, ""),
    ],
)
def test_a_profession_counts_for_a_role_of_the_programme(profession: Profession, role: str) -> None:
    assert role_of(profession, shipped().roles) == role


def test_another_programme_has_other_roles() -> None:
    roles = shipped("minding-the-baby").roles
    assert role_of(Profession.SOCIAL_WORKER, roles) == "social_worker"
    assert role_of(Profession.MIDWIFE, roles) == "nurse"
    assert role_of(Profession.FAMILY_SUPPORT_WORKER, roles) == ""


def test_two_of_one_side_are_no_pair() -> None:
    visitor = Deliverer(3, Profession.HEALTH_VISITOR, ACCREDITED)
    assert short(MIDWIFE, visitor) == (
        "Children's services practitioner: 1 needed, 0 named, 0 accredited on 18 June 2024",
    )


def test_the_same_person_twice_is_one_person() -> None:
    assert len(short(MIDWIFE, MIDWIFE)) == 1


def test_a_third_person_who_is_not_accredited_spoils_nothing() -> None:
    assert short(MIDWIFE, SUPPORTER, Deliverer(3, Profession.OTHER)) == ()


def test_accreditation_is_that_of_the_day_of_the_session_its_first_and_last_day_included() -> None:
    lapsed = Deliverer(2, Profession.SOCIAL_WORKER, (Days(date(2024, 4, 25), date(2024, 6, 18)),))
    assert short(MIDWIFE, lapsed) == ()
    assert short(MIDWIFE, lapsed, on_day=date(2024, 4, 25)) == ()
    assert len(short(MIDWIFE, lapsed, on_day=date(2024, 4, 24))) == 2
    assert short(MIDWIFE, lapsed, on_day=date(2024, 6, 19)) == (
        "Children's services practitioner: 1 needed, 1 named, 0 accredited on 19 June 2024",
    )


def test_who_was_restored_may_deliver_again() -> None:
    again = Deliverer(
        2,
        Profession.SOCIAL_WORKER,
        (Days(date(2024, 4, 25), date(2024, 12, 18)), Days(date(2025, 2, 4), date(2027, 3, 31))),
    )
    assert len(short(MIDWIFE, again, on_day=date(2025, 2, 3))) == 1
    assert short(MIDWIFE, again, on_day=date(2025, 2, 4)) == ()


def test_nobody_lacks_one_of_each_role() -> None:
    assert len(short()) == 2
