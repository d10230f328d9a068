"""The example tracker comes in whole: exact figures, every row accounted for, and a second run that changes nothing."""

import hashlib
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.orm import Session, scoped_session

from scaleup.accounts import service as accounts
from scaleup.accounts.models import Person
from scaleup.app import create_app
from scaleup.areas.models import Area, AreaPerson, Implementation
from scaleup.areas.service import mark_demonstration
from scaleup.core.base import Base
from scaleup.core.errors import Refused
from scaleup.delivery.models import DeliveryStart
from scaleup.extensions import db
from scaleup.facilitators.models import Facilitator, PartDone, Place
from scaleup.fidelity.models import FidelityCheck
from scaleup.imports import service
from scaleup.imports.models import ImportedRow
from scaleup.imports.rules import Plan
from scaleup.licences.models import Licence
from scaleup.support.models import Action, Contact, Slot
from tests.client import Statements
from tests.databases import OnSqlite, settings

TRACKER = Path(__file__).parents[1] / "data" / "legacy-tracker.xlsx"
NOW = datetime(2026, 11, 22, 9, tzinfo=UTC)
DB = scoped_session[Session]


@dataclass(frozen=True)
class Brought:
    """A database with the tracker in it, to be copied, and what was said when it came in."""

    file: Path
    plan: Plan


@pytest.fixture(scope="module")
def brought(databases: Callable[[str], OnSqlite], tmp_path_factory: pytest.TempPathFactory) -> Brought:
    """The tracker came in once, for all tests that look at what is there then."""
    folder = tmp_path_factory.mktemp("imported")
    with databases("sqlite").clean(folder) as url, create_app(settings(url, folder)).app_context():
        found = service.bring_in(TRACKER, by=None, now=NOW)
        db.session.commit()
        db.session.remove()
        db.engine.dispose()
    return Brought(folder / "scaleup.sqlite3", found)


@pytest.fixture
def imported(brought: Brought) -> Plan:
    """What was said when the tracker came in."""
    return brought.plan


@pytest.fixture
def after(brought: Brought, tmp_path: Path) -> Iterator[DB]:
    """A session on a copy of the database with the tracker in it."""
    shutil.copy(brought.file, tmp_path / "after.sqlite3")
    with create_app(settings(f"sqlite:///{tmp_path / 'after.sqlite3'}", tmp_path)).app_context():
        yield db.session
        db.session.rollback()
        db.session.remove()
        db.engine.dispose()


def count(session: DB, table: type[Base]) -> int:
    """How many rows the table has."""
    return session.scalar(select(func.count()).select_from(table)) or 0


def digest(session: DB) -> str:
    """The same for the same content of all tables."""
    session.flush()
    whole = hashlib.sha256()
    for table in Base.metadata.sorted_tables:
        for row in sorted(repr(tuple(row)) for row in session.execute(select(table))):
            whole.update(f"{table.name}{row}".encode())
    return whole.hexdigest()


def figures(found: Plan) -> dict[str, tuple[int, int, int, int, int]]:
    """Rows, created, merged, undecided, refused of each sheet."""
    return {
        name: (one.rows, one.created, one.merged, one.needs_decision, one.refused) for name, one in found.sheets.items()
    }


def number_of(key: str) -> int:
    """The number of the open decision whose question begins so."""
    return next(one.number for one in service.waiting(now=NOW) if one.question.key.startswith(key))


FIRST = {
    "Licences": (45, 42, 1, 0, 2),
    "Facilitators": (402, 381, 0, 21, 0),
    "Support calls": (601, 579, 0, 22, 0),
    "Fidelity": (120, 120, 0, 0, 0),
    "Sheet4": (0, 0, 0, 0, 0),
}
SECOND = {
    "Licences": (45, 0, 43, 0, 2),
    "Facilitators": (402, 0, 381, 21, 0),
    "Support calls": (601, 0, 579, 22, 0),
    "Fidelity": (120, 0, 120, 0, 0),
    "Sheet4": (0, 0, 0, 0, 0),
}
TOTALS = {"areas": 42, "licences": 42, "facilitators": 381, "contacts": 579, "fidelity_checks": 120}
RECORDS = (Area, Licence, Facilitator, Contact, FidelityCheck)


def test_every_row_is_accounted_for_and_a_second_run_changes_nothing(session: DB, statements: Statements) -> None:
    first = service.bring_in(TRACKER, by=None, now=NOW)
    assert (figures(first), first.totals) == (FIRST, TOTALS)
    assert [count(session, table) for table in RECORDS] == [42, 42, 381, 579, 120]
    assert count(session, ImportedRow) == 45 + 402 + 601 + 120
    # SQLite takes inserts one by one; the others grow with the licences, not with people, calls and checks.
    assert len([one for one in statements if not one.startswith("INSERT")]) < 45 * 42
    before, heard = digest(session), len(statements)
    again = service.bring_in(TRACKER, by=None, now=datetime(2026, 11, 22, 15, tzinfo=UTC))
    assert len(statements) - heard < 60
    assert digest(session) == before
    assert (figures(again), again.totals) == (SECOND, TOTALS)
    assert again.problems == first.problems
    service.decide([(number_of("area|dorset city"), "Dorset"), (number_of("places|norfolk"), "a, b")], by=None, now=NOW)
    assert [count(session, table) for table in RECORDS] == [42, 42, 387, 583, 120]


def test_a_preview_says_the_same_and_leaves_no_area(app: Flask, session: DB) -> None:
    found = service.preview(TRACKER, now=NOW)
    session.rollback()
    assert (figures(found), found.totals) == (FIRST, TOTALS)
    assert count(session, Area) == 0


def test_what_people_changed_since_then_stands_after_a_second_run(after: DB) -> None:
    implementation = after.scalars(select(Implementation).where(Implementation.readiness_note.is_not(None))).first()
    assert implementation is not None
    implementation.readiness_note = None
    place = after.scalars(select(Place)).first()
    assert place is not None
    place.released_on = date(2026, 11, 22)
    after.flush()
    before = digest(after)
    service.bring_in(TRACKER, by=None, now=NOW)
    assert digest(after) == before


@pytest.mark.parametrize(
    ("sheet", "row", "column"),
    [
        ("Licences", 46, "Licence no."),
        ("Licences", 47, "Licence end"),
        ("Licences", 49, "Area"),
        ("Licences", 27, "E-mail"),
        ("Licences", 21, "E-mail"),
        ("Licences", 15, "E-mail"),
        ("Licences", 12, "Unit contact"),
        ("Facilitators", 3, "Area"),
        ("Facilitators", 197, "Facilitator"),
        ("Support calls", 602 - 39, "Area"),
        ("Fidelity", 5, "Method"),
    ],
)
def test_each_oddity_of_the_tracker_is_said_at_its_place(imported: Plan, sheet: str, row: int, column: str) -> None:
    places = {(said.where.sheet, said.where.row, said.where.column) for said in imported.problems}
    assert (sheet, row, column) in places


def test_a_licence_comes_in_as_granted_before_the_system_and_its_area_is_held(after: DB) -> None:
    licence = after.scalars(select(Licence).where(Licence.number == "SU-2024-002")).one()
    assert (licence.starts_on, licence.ends_on) == (date(2024, 11, 11), date(2027, 11, 10))
    assert (licence.state, licence.granted_before_system, licence.places) == ("granted", True, 12)
    implementation = licence.implementation
    assert implementation.readiness_note == "Readiness in the old tracker: 89 %. A note, not a verdict."
    assert implementation.readiness_note_on == date(2024, 9, 16)
    assert after.get_one(DeliveryStart, implementation.id).started_on == date(2025, 2, 11)
    assert {area.reminders_started_at for area in after.scalars(select(Area))} == {None}
    lead = after.scalars(select(AreaPerson).where(AreaPerson.area_id == licence.area_id)).one().person
    assert (lead.name, lead.email) == ("Priya MacLeod", "priya.macleod@cheshireeast.gov.example")


def test_a_county_covers_its_authorities_and_its_nation_is_theirs(after: DB) -> None:
    devon = after.scalars(select(Area).where(Area.name == "Devon")).one()
    assert (devon.nation, len(devon.authorities)) == ("England", 8)
    orkney = after.scalars(select(Area).where(Area.name == "Orkney Islands")).one()
    assert orkney.nation == "Scotland"


def test_past_contacts_settle_the_plan_which_goes_on_from_them(after: DB) -> None:
    licence = after.scalars(select(Licence).where(Licence.number == "SU-2026-012")).one()
    slots = after.scalars(select(Slot).where(Slot.licence_id == licence.id).order_by(Slot.sequence)).all()
    assert [(slot.due_on, slot.state) for slot in slots[:4]] == [
        (date(2026, 9, 21), "held"),
        (date(2026, 10, 21), "held"),
        (date(2026, 11, 23), "open"),
        (date(2026, 12, 21), "open"),
    ]
    told = select(Contact).where(Contact.implementation_id == licence.implementation_id).order_by(Contact.held_on)
    contacts = after.scalars(told)
    assert [(one.held_on, one.channel, one.staff_note) for one in contacts] == [
        (date(2026, 9, 21), "call", "Iain Muir"),
        (date(2026, 10, 21), "call", "Iain Muir"),
    ]
    actions = after.scalars(select(Action).where(Action.implementation_id == licence.implementation_id)).all()
    assert [(action.wording, action.due_on) for action in actions] == [("Agree cover facilitator", None)]


def test_facilitators_come_with_their_training_and_places_and_fourteen_hold_none(after: DB) -> None:
    norfolk = after.scalars(select(Area).where(Area.name == "Norfolk")).one()
    people = after.scalars(select(Facilitator).where(Facilitator.area_id == norfolk.id)).all()
    assert len(people) == 14
    holders = set(after.scalars(select(Place.facilitator_id)))
    assert holders.isdisjoint(one.id for one in people)
    assert {one.id for one in after.scalars(select(Facilitator).where(Facilitator.left))}.isdisjoint(holders)
    esther = after.scalars(
        select(Facilitator).join(Person).where(Person.email == "esther.singh@haringey.gov.example")
    ).one()
    assert (esther.profession, esther.left) == ("social_worker", True)
    parts = after.scalars(select(PartDone).where(PartDone.facilitator_id == esther.id).order_by(PartDone.done_on))
    assert [(part.part, part.done_on) for part in parts] == [
        ("initial", date(2026, 7, 22)),
        ("verp", date(2026, 9, 22)),
    ]


def test_a_video_check_keeps_its_score_and_is_flagged(after: DB) -> None:
    checks = after.scalars(select(FidelityCheck).where(FidelityCheck.method == "video")).all()
    assert len(checks) == 32
    assert all(check.flag and "no pass mark" in check.flag for check in checks)
    assert count(after, FidelityCheck) - len(checks) == len(
        after.scalars(select(FidelityCheck).where(FidelityCheck.flag.is_(None))).all()
    )


def test_a_decision_on_a_spelling_brings_its_rows_in_and_is_remembered(after: DB) -> None:
    found = service.decide([(number_of("area|dorset city"), "Dorset")], by=None, now=NOW)
    assert found is not None
    assert figures(found)["Facilitators"] == (402, 6, 381, 15, 0)
    assert figures(found)["Support calls"] == (601, 4, 579, 18, 0)
    assert [count(after, Facilitator), count(after, Contact)] == [387, 583]
    before = digest(after)
    again = service.bring_in(TRACKER, by=None, now=NOW)
    assert digest(after) == before
    assert figures(again)["Facilitators"] == (402, 0, 387, 15, 0)


@pytest.mark.parametrize("dialect", ["sqlite"])
def test_a_person_of_the_unit_who_is_known_by_full_name_looks_after_the_areas(session: DB) -> None:
    accounts.invite(None, name="Sunita Rao", email="sunita.rao@unit.example", roles=["implementation_manager"], now=NOW)
    found = service.bring_in(TRACKER, by=None, now=NOW)
    assert "manager|sunita rao" not in {question.key for question in found.questions}
    managed = select(func.count()).select_from(Implementation).where(Implementation.manager_id.is_not(None))
    assert session.scalar(managed) == 11
    service.decide([(number_of("manager|sunita"), "a")], by=None, now=NOW)
    assert session.scalar(managed) == 12


def test_the_decision_on_places_is_taken_once_and_places_twelve(after: DB) -> None:
    before = count(after, Place)
    service.decide([(number_of("places|norfolk"), "a, b")], by=None, now=NOW)
    assert count(after, Place) == before + 12
    assert not [one for one in service.waiting(now=NOW) if one.question.key.startswith("places|norfolk")]


def test_an_address_that_was_decided_joins_the_lead_who_is_here(after: DB) -> None:
    moira = after.scalars(select(Person).where(Person.name == "Moira Patel", Person.email.is_(None))).one()
    service.decide([(number_of("address|moira patel"), "a")], by=None, now=NOW)
    assert moira.email == "moira.patel@blackburnwithdarwen.gov.example"


def test_an_answer_that_is_none_refuses_all_of_them(after: DB) -> None:
    before = digest(after)
    with pytest.raises(Refused, match="does not answer the question"):
        service.decide([(number_of("area|dorset city"), "a"), (number_of("area|devon"), "Atlantis")], by=None, now=NOW)
    with pytest.raises(Refused, match="no open decision 9999"):
        service.decide([(9999, "a")], by=None, now=NOW)
    assert digest(after) == before


def test_once_all_is_decided_no_cell_of_the_workbook_is_kept(after: DB) -> None:
    assert after.scalar(select(func.count()).select_from(ImportedRow).where(ImportedRow.kept)) == 45 + 402 + 601 + 120
    for _ in range(3):
        answers = [(one.number, ", ".join("abcdefgh"[: one.question.picks or 1])) for one in service.waiting(now=NOW)]
        if answers:
            service.decide(answers, by=None, now=NOW)
    assert service.waiting(now=NOW) == []
    assert after.scalar(select(func.count()).select_from(ImportedRow).where(ImportedRow.kept)) == 0


def test_no_tracker_is_imported_beside_the_demonstration(session: DB) -> None:
    mark_demonstration(now=NOW)
    with pytest.raises(Refused, match="DEMO=0"):
        service.bring_in(TRACKER, by=None, now=NOW)
