"""Two records become one with everything of both, and are two again exactly as they were."""

import re
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session, scoped_session

from scaleup.accounts import queries as accounts
from scaleup.accounts.models import Person
from scaleup.accounts.rules import Role
from scaleup.areas import service as areas
from scaleup.areas.models import Access, Area, AreaPerson, Implementation
from scaleup.areas.queries import authorities
from scaleup.areas.rules import AreaRole, Founding, OrganisationRole
from scaleup.core.base import Base
from scaleup.core.errors import Refused
from scaleup.delivery.models import DeliveryGroup, GroupSession
from scaleup.facilitators import service as facilitators
from scaleup.facilitators.models import Facilitator, PartDone, Place
from scaleup.facilitators.rules import Profession
from scaleup.licences.models import Licence
from scaleup.outbox import service as outbox
from scaleup.outbox.models import Message
from scaleup.outbox.rules import Draft, dedupe_key
from scaleup.records import queries, service
from scaleup.records.models import Merge
from scaleup.records.rules import Chosen, Kind
from scaleup.support import service as support
from scaleup.support.models import Action, Contact, Slot
from scaleup.support.rules import ActionTerms, Channel, ContactTerms, Outcome
from tests.client import Statements
from tests.factories import support as make
from tests.together import refused_meanwhile

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
TODAY = date(2026, 11, 23)
Saved = scoped_session[Session]
MOVES_ON = {"audit_entry", "merge", "merge_step", "word_piece", "signed_in", "link", "outbox_event"}
"""The log and the journal grow; sessions and links stay ended."""


@pytest.fixture
def helen(session: Saved) -> Person:
    """A unit manager, who acts."""
    return make.person("Helen Ashworth", Role.UNIT_MANAGER)


def everything(session: Saved) -> dict[str, list[Any]]:
    """Every row of every table, but for what moves on."""
    session.commit()
    return {
        name: sorted(map(repr, session.execute(select(table)).all()))
        for name, table in Base.metadata.tables.items()
        if name not in MOVES_ON
    }


def spoken(
    lead: Person, implementation: Implementation, manager: Person, nonce: str, held_on: date = date(2026, 10, 6)
) -> None:
    """A contact was held with this person, and something was agreed."""
    terms = ContactTerms(
        held_on=held_on,
        outcome=Outcome.HELD,
        channel=Channel.CALL,
        people_ids=(lead.id,),
        staff_id=manager.id,
        discussed="The venue.",
        actions=(ActionTerms("Send the plan", lead.id, date(2026, 11, 30)),),
    )
    support.log_contact(lead.id, terms, implementation_id=implementation.id, nonce=nonce, today=TODAY, now=NOW)


class Doubles:
    """One human on record twice in Marlbury: as its lead, and without an address as a facilitator and deputy."""

    def __init__(self, session: Saved, helen: Person) -> None:
        self.area = make.area("Marlbury")
        self.implementation = make.implementation(self.area, manager=helen)
        licence = make.licence(self.implementation)
        support.make_plan(licence.id)
        self.old = make.lead("Niamh O’Rourke", self.area)
        self.new = make.lead("Niamh Orourke-Daly", self.area)
        self.new.email = "n.orourke@nhs.example"
        for one, day in ((self.old, date(2026, 10, 6)), (self.new, date(2026, 11, 3))):
            visitor = facilitators.join(self.implementation.id, one.id, profession=Profession.MIDWIFE, by=None)
            make.keep(PartDone(facilitator_id=visitor.id, part="initial", done_on=TODAY, source="register"))
            facilitators.hold_place(licence.id, visitor.id, from_on=TODAY, by=None)
            spoken(one, self.implementation, helen, one.name, day)
            key = dedupe_key("contact", subject="slot:1", version=1, step="today", recipient=f"person:{one.id}")
            outbox.enqueue(Draft(key, "x", NOW + timedelta(days=1), person_id=one.id, area_id=self.area.id), now=NOW)
        make.keep(
            AreaPerson(area_id=self.area.id, person_id=self.old.id, role=AreaRole.CHAMPION, from_on=date(2024, 1, 8))
        )
        session.commit()


@pytest.fixture
def doubles(session: Saved, helen: Person) -> Doubles:
    return Doubles(session, helen)


def joined(helen: Person, doubles: Doubles) -> int:
    """The two are merged; the id of the merge."""
    chosen = Chosen(name_of=doubles.old.id, email_of=doubles.new.id)
    return service.merge_people(helen.id, doubles.new.id, doubles.old.id, chosen, now=NOW).id


def test_one_human_has_one_record_with_everything_of_both(session: Saved, helen: Person, doubles: Doubles) -> None:
    gone, kept = doubles.old.id, doubles.new.id
    joined(helen, doubles)
    session.commit()
    person = accounts.the_person(kept)
    assert (person.name, person.email) == ("Niamh O’Rourke", "n.orourke@nhs.example")
    assert accounts.person(gone) is None
    assert sorted(session.scalars(select(AreaPerson.role).where(AreaPerson.person_id == kept))) == [
        "champion",
        "project_lead",
    ]
    assert len(session.scalars(select(Access).where(Access.person_id == kept)).all()) == 1
    assert session.scalars(select(Contact.entered_by_id)).all() == [kept, kept]
    assert session.scalars(select(Action.owner_id)).all() == [kept, kept]
    (visitor,) = session.scalars(select(Facilitator)).all()
    assert len(session.scalars(select(PartDone)).all()) == 1
    places = session.execute(select(Place.facilitator_id, Place.released_on).order_by(Place.number)).all()
    assert sorted((one.facilitator_id, one.released_on) for one in places if one.released_on is None) == [
        (visitor.id, None)
    ]
    assert len(places) == 2


def test_what_waited_for_both_is_sent_once(session: Saved, helen: Person, doubles: Doubles) -> None:
    joined(helen, doubles)
    states = session.execute(select(Message.person_id, Message.state).where(Message.kind == "x")).all()
    assert sorted(states) == [(doubles.new.id, "cancelled"), (doubles.new.id, "pending")]


def test_undone_within_a_week_both_are_exactly_as_they_were(session: Saved, helen: Person, doubles: Doubles) -> None:
    before = everything(session)
    merge_id = joined(helen, doubles)
    assert everything(session) != before
    service.undo(merge_id, by=helen.id, now=NOW + timedelta(days=7))
    after = everything(session)
    mails = "outbox_message"
    assert {name for name in before if before[name] != after[name]} == {mails}
    assert [row.replace("cancelled", "pending") for row in after[mails]] != before[mails]  # one stays cancelled
    with pytest.raises(Refused, match="undone already"):
        service.undo(merge_id, by=helen.id, now=NOW)


def test_what_was_changed_since_stands_in_the_way_of_undoing(session: Saved, helen: Person, doubles: Doubles) -> None:
    gone = doubles.old.id
    merge_id = joined(helen, doubles)
    session.scalars(select(Action).order_by(Action.id)).first().done_on = TODAY  # type: ignore[union-attr]
    session.commit()
    with pytest.raises(Refused, match=r"Since then a moved row \(action\) was changed"):
        service.undo(merge_id, by=helen.id, now=NOW)
    assert accounts.person(gone) is None


def test_after_a_week_a_merge_stays(session: Saved, helen: Person, doubles: Doubles) -> None:
    merge_id = joined(helen, doubles)
    with pytest.raises(Refused, match="undone for a week"):
        service.undo(merge_id, by=helen.id, now=NOW + timedelta(days=7, seconds=1))


def test_of_two_addresses_one_is_chosen(session: Saved, helen: Person, doubles: Doubles) -> None:
    with pytest.raises(Refused, match="Both have an address. Choose the one that stays"):
        service.merge_people(helen.id, doubles.new.id, doubles.old.id, Chosen(name_of=doubles.old.id), now=NOW)


def test_nobody_merges_themselves(session: Saved, helen: Person, doubles: Doubles) -> None:
    with pytest.raises(Refused, match="Nobody merges their own record"):
        service.merge_people(helen.id, helen.id, doubles.old.id, Chosen(name_of=helen.id, email_of=helen.id), now=NOW)


def test_the_merged_record_is_found_where_it_went(session: Saved, helen: Person, doubles: Doubles) -> None:
    gone, kept = doubles.old.id, doubles.new.id
    merge_id = joined(helen, doubles)
    assert queries.kept_instead(Kind.PERSON, gone) == kept
    service.undo(merge_id, by=helen.id, now=NOW)
    assert queries.kept_instead(Kind.PERSON, gone) is None


class Twins:
    """One area on record twice: with a licence, and with the programme taken up anew and a draft."""

    def __init__(self, helen: Person) -> None:
        areas.load_authorities()
        code = next(one.code for one in authorities() if one.name == "Haringey")
        self.old, self.new = make.area("Haringey"), make.area("Haringey City")
        for area in (self.old, self.new):
            areas.edit(area.id, Founding(area.name, "England", frozenset({code})), version=1, by=None)
            areas.add_organisation(area.id, "Haringey Council", role=OrganisationRole.COMMISSIONER, by=None)
            make.lead(f"Lead of {area.name}", area)
        self.under = make.implementation(self.old, manager=helen)
        self.again = make.implementation(self.new, manager=helen)
        self.licence = make.licence(self.under, number="BS-003")
        support.make_plan(self.licence.id)
        spoken(make.lead("Ola Haringey", self.old), self.under, helen, "haringey")
        self.new.reminders_started_at = None
        make.db.session.commit()


@pytest.fixture
def twins(session: Saved, helen: Person) -> Twins:
    return Twins(helen)


def united(helen: Person, twins: Twins) -> int:
    return service.merge_areas(helen.id, twins.old.id, twins.new.id, Chosen(name_of=twins.old.id), now=NOW).id


def test_one_area_has_everything_of_both(session: Saved, helen: Person, twins: Twins) -> None:
    kept, gone = twins.new.id, twins.old.id
    united(helen, twins)
    session.commit()
    area = session.get_one(Area, kept)
    assert (area.name, area.name_key) == ("Haringey", "haringey")
    assert area.reminders_started_at is not None
    assert session.get(Area, gone) is None
    assert session.scalars(select(Implementation.area_id)).all() == [kept]
    for table in (Licence, Slot, Contact, Action):
        assert set(session.scalars(select(table.area_id))) == {kept}
        assert set(session.scalars(select(table.implementation_id))) == {twins.again.id}
    assert len({one.person_id for one in session.scalars(select(AreaPerson).where(AreaPerson.area_id == kept))}) == 3


def test_an_area_that_is_two_again_is_as_it_was(session: Saved, helen: Person, twins: Twins) -> None:
    before = everything(session)
    merge_id = united(helen, twins)
    assert everything(session) != before
    service.undo(merge_id, by=helen.id, now=NOW)
    after = everything(session)
    assert {name for name in before if before[name] != after[name]} == set()


def test_two_groups_of_one_name_stand_beside_each_other_with_all_that_was_recorded(
    session: Saved, helen: Person, twins: Twins
) -> None:
    name = "Library in the old town hall on the market square, springtime"[:60]
    for of, first_on in ((twins.under, date(2026, 3, 3)), (twins.again, date(2026, 9, 1))):
        group = DeliveryGroup(
            implementation_id=of.id,
            area_id=of.area_id,
            programme_version_id=of.programme_version_id,
            name=name,
            variant="standard",
            first_on=first_on,
            places=8,
            set_up_at=NOW,
        )
        kept = make.keep(group)
        session_of = {"code": "A1", "name": "Session 1", "kind": "group", "planned_on": first_on, "due_on": first_on}
        make.keep(GroupSession(group_id=kept.id, area_id=of.area_id, **session_of))
    before = everything(session)
    merge_id = united(helen, twins)
    names = session.execute(select(DeliveryGroup.first_on, DeliveryGroup.name).order_by(DeliveryGroup.first_on)).all()
    assert [tuple(one) for one in names] == [
        (date(2026, 3, 3), "Library in the old town hall on the market square, sprin (2)"),
        (date(2026, 9, 1), "Library in the old town hall on the market square, springtim"),
    ]
    assert session.scalars(select(GroupSession.area_id)).all() == [twins.new.id, twins.new.id]
    service.undo(merge_id, by=helen.id, now=NOW)
    after = everything(session)
    assert {name for name in before if before[name] != after[name]} == set()


def test_what_stands_in_the_way_is_read_table_by_table(
    session: Saved, helen: Person, twins: Twins, statements: Statements
) -> None:
    ids = {"implementation_id": twins.under.id, "area_id": twins.old.id}
    for day in range(1, 29):
        said = {"channel": "call", "outcome": "held", "entered_at": NOW, "source": f"tracker {day}"}
        make.keep(Contact(**ids, held_on=date(2025, 2, day), **said))
    merge_id = united(helen, twins)
    session.commit()
    statements.clear()
    service.what_stands_in_the_way(merge_id, NOW)
    assert len(statements) < 60
    asked_of_contacts = [one for one in statements if re.search(r"FROM contact\b", one)]
    assert len(asked_of_contacts) <= 3


def test_a_contact_written_down_since_stands_in_the_way(session: Saved, helen: Person, twins: Twins) -> None:
    merge_id = united(helen, twins)
    session.commit()
    lead = session.scalars(select(Person).where(Person.name == "Ola Haringey")).one()
    spoken(lead, twins.again, helen, "since", date(2026, 7, 2))
    session.commit()
    with pytest.raises(Refused, match="Since then"):
        service.undo(merge_id, by=helen.id, now=NOW)


def test_two_licences_of_one_programme_at_one_time_are_refused(session: Saved, helen: Person, twins: Twins) -> None:
    make.licence(twins.again, number="BS-002")
    with pytest.raises(Refused, match="Both have a licence for Baby Steps at the same time"):
        united(helen, twins)


def test_areas_of_two_nations_are_refused(session: Saved, helen: Person, twins: Twins) -> None:
    twins.new.nation = "Scotland"
    with pytest.raises(Refused, match="Put the nation right first"):
        united(helen, twins)


def test_likely_doubles_are_proposed(session: Saved, helen: Person, doubles: Doubles, twins: Twins) -> None:
    session.commit()
    people = service.proposed_people() or []
    assert ("Niamh O’Rourke", "Niamh Orourke-Daly", "Both are in Marlbury.") in {
        (p.one, p.other, p.why) for p in people
    }
    assert {(p.one, p.other) for p in service.proposed_areas()} == {("Haringey", "Haringey City")}


def test_a_person_is_given_all_that_is_held_of_them_and_nothing_secret(
    session: Saved, helen: Person, doubles: Doubles
) -> None:
    parts = {part.title: part.rows for part in service.own_record(doubles.old.id)}
    assert parts["You"][0]["name"] == "Niamh O’Rourke"
    assert {row["area"] for row in parts["Roles in areas"]} == {"Marlbury"}
    assert parts["Actions"][0]["wording"] == "Send the plan"
    assert "hash" not in repr(parts)
    assert "The venue." not in repr(parts)


def test_of_two_who_merge_the_same_records_at_once_the_second_is_told(
    app: Flask, session: Saved, helen: Person, doubles: Doubles
) -> None:
    ids, chosen = (helen.id, doubles.old.id, doubles.new.id), Chosen(doubles.old.id, email_of=doubles.new.id)
    told = refused_meanwhile(app, lambda: joined(helen, doubles), lambda: service.merge_people(*ids, chosen, now=NOW))
    assert told == [
        "Somebody else merged one of these two records meanwhile. Look at what is there now, then act again."
    ]
    assert len(session.scalars(select(Merge)).all()) == 1
