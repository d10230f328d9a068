"""The demonstration: Marlbury as it is written down, something for every role, and an empty database only."""

from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import func, select

from scaleup import audit, commit
from scaleup.accounts.models import Person
from scaleup.accounts.queries import holders
from scaleup.accounts.rules import Role
from scaleup.areas.models import Area, Implementation
from scaleup.areas.queries import scoped
from scaleup.core.errors import Refused
from scaleup.demo import queries, service
from scaleup.demo.rules import LAID, anchor, months_of
from scaleup.extensions import db
from scaleup.facilitators.queries import pairs_of, places_used
from scaleup.fidelity.queries import checks_of
from scaleup.licences.models import Licence
from scaleup.readiness import queries as readiness
from scaleup.readiness.rules import Finding
from scaleup.reviews.models import AreaReview, ReviewRecord
from scaleup.support.models import Contact, Slot
from tests.factories import areas as make
from tests.factories import demonstration

NOW = datetime(2026, 11, 22, 10, 0, tzinfo=UTC)
TODAY = date(2026, 11, 22)
DUE_ON = (
    "2024-05-01 2024-06-03 2024-07-01 2024-08-01 2024-09-02 2024-10-01 2024-11-01 2024-12-02 2025-01-02 2025-02-03 "
    "2025-03-03 2025-04-01 2025-06-02 2025-08-01 2025-10-01 2025-12-01 2026-02-02 2026-04-01 2026-07-01 2026-10-01 "
    "2027-01-04 2027-03-31"
)


@pytest.mark.usefixtures("session")
def test_marlbury_stands_as_its_story_is_written_down() -> None:
    service.fill(NOW)
    commit.now()
    licence = db.session.scalars(
        select(Licence).join(Area, Area.id == Licence.area_id).filter_by(name="Marlbury")
    ).one()
    slots = db.session.scalars(select(Slot).where(Slot.licence_id == licence.id).order_by(Slot.sequence)).all()
    assert " ".join(slot.due_on.isoformat() for slot in slots) == DUE_ON
    states = {slot.sequence: slot.state for slot in slots}
    assert [number for number, state in states.items() if state == "missed"] == [16]
    assert [number for number, state in states.items() if state == "open"] == [20, 21, 22]
    held = {
        slot.sequence: contact.held_on
        for contact, slot in db.session.execute(select(Contact, Slot).join(Slot, Slot.id == Contact.slot_id))
        if slot.licence_id == licence.id
    }
    assert held[17] == date(2026, 2, 13)
    assert (licence.starts_on, licence.ends_on, licence.renewal) == (date(2024, 4, 1), date(2027, 3, 31), None)
    assert places_used([licence.id]) == {licence.id: 12}
    assert pairs_of([licence.implementation_id], TODAY)[licence.implementation_id].count == 6
    checks = checks_of(licence.implementation_id)
    assert [check.percent for check in checks if check.group_id is None] == [86.0, 88.0, 79.0, 84.0]
    assert [round(check.percent) for check in checks if check.group_id] == [100, 96, 96, 98, 91, 96, 85, 93, 96, 98]


@pytest.mark.usefixtures("session")
@pytest.mark.parametrize("dialect", ["sqlite"])
def test_a_review_was_held_one_has_no_record_and_one_comes_soon() -> None:
    demonstration.lay_out(NOW)
    first = func.min(AreaReview.due_on).label("due_on")
    asked = select(Area.name, first).join(AreaReview, AreaReview.area_id == Area.id).where(AreaReview.state == "open")
    stand = {row.name: row.due_on for row in db.session.execute(asked.group_by(Area.name))}
    assert stand["Jersey"] < TODAY < stand["Newham"] < TODAY + timedelta(days=14)
    assert db.session.scalars(select(ReviewRecord.held_on).order_by(ReviewRecord.held_on)).all() == [
        date(2025, 4, 1),
        date(2026, 4, 1),
    ]


@pytest.mark.parametrize("dialect", ["sqlite"])
def test_every_role_has_a_person_with_something_to_see_and_every_address_is_an_example(session: object) -> None:
    assert not queries.present()
    assert service.fill(NOW) == len(LAID) + 1
    assert queries.present()
    for role in Role:
        person = db.session.get_one(Person, holders(role)[0])
        seen = scoped(select(Area.id), Area.id, actor=make.actor(person, role), today=TODAY)
        assert (len(db.session.scalars(seen).all()) > 0) is (role is not Role.ADMINISTRATOR), role
    addresses = db.session.scalars(select(Person.email)).all()
    assert [one for one in addresses if one and not one.endswith(".example")] == []
    exits = db.session.scalars(select(Implementation.exit).where(Implementation.exit.is_not(None))).all()
    assert sorted(one or "" for one in exits) == ["lapsed", "paused", "terminated"]
    assert set(db.session.scalars(select(Area.nation))) == {
        "England",
        "Wales",
        "Scotland",
        "Northern Ireland",
        "Jersey",
        "Guernsey",
        "Isle of Man",
    }
    acts = set(db.session.scalars(select(audit.Entry.act)))
    assert {"area founded", "licence granted", "place held", "implementation closed"} <= acts
    assert service.fill_if_empty(NOW) == 0
    with pytest.raises(Refused, match="goes into an empty one only"):
        service.fill(NOW)


@pytest.mark.parametrize("target", [date(2026, 11, 30), date(2027, 1, 29), date(2027, 3, 31), date(2028, 2, 29)])
def test_a_licence_is_laid_so_that_a_contact_falls_on_the_wanted_day(target: date) -> None:
    months = months_of([(1, 12), (2, 6), (3, 4)])
    assert months[11:] == (12, 14, 16, 18, 20, 22, 24, 27, 30, 33, 36)
    start = anchor(target, contact=2, months=months)
    assert start < target
    assert (target.year * 12 + target.month) - (start.year * 12 + start.month) in months
    assert start.day == target.day


def course(name: str) -> readiness.Course:
    area = db.session.scalars(select(Area).where(Area.name == name)).one()
    return readiness.courses_of(area.id)[0]


@pytest.mark.usefixtures("session")
@pytest.mark.parametrize("dialect", ["sqlite"])
def test_marlbury_was_not_yet_ready_and_then_ready_but_for_its_deputy_while_norwich_answers() -> None:
    demonstration.lay_out(NOW)
    second, first = (readiness.reading(one) for one in course("Marlbury").rounds)
    assert (first.assessment.begun_on, first.verdict.finding) == (date(2023, 10, 17), Finding.NOT_YET)
    weakest = first.score.factors[0]
    assert (weakest.name, weakest.shown, first.verdict.failing[0]) == ("Capacity", "2.4", "P1")
    assert (second.assessment.begun_on, second.verdict.finding) == (date(2024, 1, 23), Finding.CONDITIONS)
    assert [one.item_code for one in second.verdict.conditions] == ["L2"]
    assert course("Norwich").stands == "Round 1 is being answered: 8 of 33 items."
    assert course("Stoke-on-Trent").stands == "Round 1 is with the unit, which reviews and signs it."
