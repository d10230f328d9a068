"""Facilitators, the places that they hold, and the pairs that they make."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta

import pytest
from flask import Flask
from sqlalchemy import func, select

from scaleup import commit
from scaleup.audit import Entry
from scaleup.core import facts
from scaleup.core.errors import Absent, Refused
from scaleup.extensions import db
from scaleup.facilitators import queries, service
from scaleup.facilitators.models import Facilitator, Place
from scaleup.facilitators.rules import Profession
from scaleup.licences import service as licence_service
from scaleup.licences.models import Licence
from scaleup.licences.rules import Terms
from tests.factories import areas as make
from tests.factories import licences
from tests.factories.areas import NOW, TODAY

pytestmark = pytest.mark.usefixtures("session")


def facilitator(licence: Licence, profession: Profession = Profession.MIDWIFE) -> Facilitator:
    return service.join(licence.implementation_id, make.person().id, profession=profession, by=None)


def hold(licence: Licence, somebody: Facilitator) -> Place:
    return service.hold_place(licence.id, somebody.id, from_on=TODAY, by=None)


def test_twelve_hold_twelve_places_and_the_thirteenth_is_told_why_not() -> None:
    licence = licences.granted()
    numbers = [hold(licence, facilitator(licence)).number for _ in range(12)]
    assert numbers == [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]
    with pytest.raises(Refused) as refused:
        hold(licence, facilitator(licence))
    assert [(one.field, one.message) for one in refused.value.refusals] == [
        (
            "place",
            "All 12 places of this licence are held. Release a place of somebody who left, or ask for more places.",
        )
    ]
    assert queries.places_used([licence.id]) == {licence.id: 12}


def test_who_holds_a_place_holds_one() -> None:
    licence = licences.granted()
    somebody = facilitator(licence)
    assert hold(licence, somebody) is hold(licence, somebody)
    assert queries.places_used([licence.id]) == {licence.id: 1}


def test_a_place_that_was_released_is_free_and_keeps_its_history() -> None:
    licence = licences.granted(wanted=licences.terms(places=1))
    first, second = facilitator(licence), facilitator(licence)
    place = hold(licence, first)
    service.release_place(place.id, on_day=date(2026, 11, 20), by=None)
    assert hold(licence, second).number == 1
    assert db.session.scalar(select(func.count()).select_from(Place)) == 2


def test_who_leaves_frees_their_place() -> None:
    licence = licences.granted()
    somebody = facilitator(licence)
    place = service.hold_place(licence.id, somebody.id, from_on=date(2026, 9, 1), by=None)
    service.leave(somebody.id, on_day=date(2026, 9, 4), today=TODAY, by=None)
    assert (place.released_on, somebody.left, somebody.left_on) == (
        date(2026, 9, 4),
        True,
        date(2026, 9, 4),
    )
    assert queries.places_used([licence.id]) == {licence.id: 0}


def test_a_draft_has_no_places_to_hold() -> None:
    licence = licences.draft()
    with pytest.raises(Refused, match="This licence is not granted"):
        hold(licence, facilitator(licence))


def test_a_facilitator_of_another_area_holds_no_place_here() -> None:
    here = licences.granted()
    version = make.programme_version("minding-the-baby")
    there = licences.granted(make.implementation(make.area("Oxley"), version=version))
    with pytest.raises(Absent):
        hold(here, facilitator(there))


def test_fewer_places_than_are_held_are_refused() -> None:
    facts.install(service.HANDLERS)
    licence = licences.granted()
    for _ in range(3):
        hold(licence, facilitator(licence))
    with pytest.raises(Refused, match="3 places are held"):
        licence_service.vary(
            licence.id,
            licence_service.Variation(Terms(licence.starts_on, licence.ends_on, 2), "Fewer wanted."),
            version=licence.version,
            by=None,
            now=NOW,
        )


def test_pairs_count_who_is_accredited_and_not_gone() -> None:
    licence = licences.granted(make.shipped_implementation())
    team = [
        Profession.HEALTH_VISITOR,
        Profession.HEALTH_VISITOR,
        Profession.MIDWIFE,
        Profession.FAMILY_SUPPORT_WORKER,
        Profession.NURSERY_NURSE,
        Profession.OTHER,
    ]
    joined = [facilitator(licence, profession) for profession in team]
    for somebody in joined[1:]:
        service.record_part(somebody.id, "initial", done_on=date(2024, 4, 25), by=None)
    service.leave(joined[2].id, on_day=None, today=TODAY, by=None)
    commit.now()
    found = queries.pairs_of([licence.implementation_id], TODAY)[licence.implementation_id]
    assert (found.health, found.children, found.unknown, found.count) == (1, 2, 1, 1)


def test_on_the_last_day_a_facilitator_is_still_there_and_from_the_next_has_left() -> None:
    licence = licences.granted(make.shipped_implementation())
    somebody = facilitator(licence, Profession.HEALTH_VISITOR)
    service.record_part(somebody.id, "initial", done_on=date(2024, 4, 25), by=None)
    service.leave(somebody.id, on_day=TODAY, today=TODAY, by=None)
    commit.now()
    for day, left in ((TODAY, False), (TODAY + timedelta(days=1), True)):
        (line,) = queries.facilitators_of(licence.area_id, day)[licence.implementation_id]
        assert (line.left, line.left_on) == (left, TODAY)
        assert queries.pairs_of([licence.implementation_id], day)[licence.implementation_id].health == int(not left)
        assert len(queries.without_place(licence, day)) == int(not left)


def test_a_person_joins_once_and_may_come_back_in_another_profession() -> None:
    licence = licences.granted()
    somebody = facilitator(licence)
    service.leave(somebody.id, on_day=TODAY, today=TODAY, by=None)
    again = service.join(licence.implementation_id, somebody.person_id, profession=Profession.SOCIAL_WORKER, by=None)
    assert again is somebody
    assert (again.left, again.profession) == (False, Profession.SOCIAL_WORKER)
    acts = db.session.scalars(select(Entry.act).where(Entry.subject == "facilitator").order_by(Entry.id)).all()
    assert acts == ["facilitator joined", "facilitator left", "facilitator joined"]


def test_a_place_held_after_the_last_day_is_free_from_its_first() -> None:
    licence = licences.granted()
    somebody = facilitator(licence)
    place = hold(licence, somebody)
    service.leave(somebody.id, on_day=date(2026, 9, 4), today=TODAY, by=None)
    assert (place.held_from, place.released_on) == (TODAY, TODAY)


def test_a_part_of_training_is_kept_once_with_its_latest_day() -> None:
    licence = licences.granted()
    somebody = facilitator(licence)
    service.record_part(somebody.id, "initial", done_on=date(2024, 4, 25), by=None)
    service.record_part(somebody.id, "initial", done_on=date(2024, 6, 11), by=None)
    (line,) = queries.facilitators_of(licence.area_id, TODAY)[licence.implementation_id]
    assert list(line.parts) == [("initial", date(2024, 6, 11))]


def test_of_two_hundred_who_ask_at_once_exactly_twelve_hold_a_place(app: Flask) -> None:
    licence = licences.granted()
    asking = [facilitator(licence).id for _ in range(200)]
    licence_id = licence.id
    db.session.commit()

    def ask(facilitator_id: int) -> bool:
        with app.app_context():
            try:
                service.hold_place(licence_id, facilitator_id, from_on=TODAY, by=None)
                db.session.commit()
            except Refused:
                db.session.rollback()
                return False
            return True

    with ThreadPoolExecutor(8) as threads:
        got = list(threads.map(ask, asking))
    assert sum(got) == 12
    held = db.session.scalars(select(Place.number).where(Place.licence_id == licence_id, Place.released_on.is_(None)))
    assert sorted(held) == [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]
