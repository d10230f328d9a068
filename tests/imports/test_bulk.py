"""Many areas come in at once: workbooks of known truth, as many statements for ten areas as for a hundred."""

from pathlib import Path

import pytest
from sqlalchemy import func, insert, select
from sqlalchemy.orm import Session, scoped_session

from bench.workbook import NOW, Truth, made, name_of
from scaleup import audit
from scaleup.accounts.models import Person
from scaleup.areas.models import Area, LocalAuthority
from scaleup.areas.rules import ImplementationOpened
from scaleup.areas.service import load_authorities
from scaleup.core import facts
from scaleup.core.base import Base
from scaleup.facilitators.models import Facilitator
from scaleup.fidelity.models import FidelityCheck
from scaleup.imports import service
from scaleup.licences.models import Licence
from scaleup.licences.rules import LicenceGranted
from scaleup.milestones import service as milestones
from scaleup.programmes.service import load_catalogue
from scaleup.support import service as support
from scaleup.support.models import Contact, Slot
from tests.client import Statements
from tests.factories import accounts as people

DB = scoped_session[Session]
MOST_STATEMENTS = 60
TABLES: tuple[type[Base], ...] = (Area, Licence, Facilitator, Contact, FidelityCheck)


def invented(session: DB, count: int) -> None:
    """So many invented authorities, whose nation is known."""
    given = {"kind": "invented", "region_name": "Bench", "nation": "England", "hex_q": 0, "hex_r": 0}
    rows = [{"code": f"X{number:08d}", "name": name_of(number), **given} for number in range(count)]
    session.execute(insert(LocalAuthority), rows)


def counts(session: DB) -> Truth:
    """What is here."""
    return Truth(*(session.scalar(select(func.count()).select_from(table)) or 0 for table in TABLES))


def test_a_tracker_of_400_rows_is_here_as_it_was_made(session: DB, tmp_path: Path) -> None:
    invented(session, 40)
    truth = made(tmp_path / "tracker.xlsx", areas=40, whole=True)
    found = service.bring_in(tmp_path / "tracker.xlsx", by=None, now=NOW)
    session.commit()
    assert truth == Truth(areas=40, licences=40, facilitators=120, contacts=200, checks=40)
    assert (counts(session), found.all_in) == (truth, True)
    assert session.scalar(select(func.count()).select_from(Slot)) == 40 * 22
    assert milestones.differences() == []


def test_statements_do_not_hang_on_the_number_of_areas(session: DB, tmp_path: Path, statements: Statements) -> None:
    invented(session, 220)
    asked = []
    for first, areas in ((True, 10), (False, 110), (False, 220)):
        made(tmp_path / f"{areas}.xlsx", areas=areas, whole=True)
        statements.clear()
        service.bring_in(tmp_path / f"{areas}.xlsx", by=None, now=NOW)
        session.commit()
        if not first:
            asked.append(len(statements))
    assert asked[1] <= asked[0]
    assert counts(session).licences == 220


def test_areas_with_their_licences_and_plans_come_in_by_at_most_60_statements(
    session: DB, tmp_path: Path, statements: Statements
) -> None:
    load_catalogue(NOW)
    load_authorities()
    invented(session, 120)
    session.commit()
    made(tmp_path / "licences.xlsx", areas=120, whole=False)
    statements.clear()
    service.bring_in(tmp_path / "licences.xlsx", by=None, now=NOW)
    session.commit()
    assert len([one for one in statements if not one.startswith("BEGIN")]) <= MOST_STATEMENTS


def test_an_area_brought_in_with_others_has_the_plan_of_one_that_came_alone(session: DB, tmp_path: Path) -> None:
    invented(session, 1)
    made(tmp_path / "one.xlsx", areas=1, whole=False)
    service.bring_in(tmp_path / "one.xlsx", by=None, now=NOW)
    licence = session.scalars(select(Licence)).one()
    planned = session.execute(
        select(Slot.sequence, Slot.nominal_on, Slot.due_on, Slot.interval_months, Slot.provisional).order_by(Slot.id)
    ).all()
    for slot in session.scalars(select(Slot)).all():
        session.delete(slot)
    session.flush()
    support.make_plan(licence.id)
    again = session.execute(
        select(Slot.sequence, Slot.nominal_on, Slot.due_on, Slot.interval_months, Slot.provisional).order_by(Slot.id)
    ).all()
    assert planned == again


@pytest.mark.usefixtures("app")
def test_only_plans_follow_the_facts_that_an_import_passes_over() -> None:
    """Whoever else is to follow them must be told by the import too (imports/service/licensing.py)."""
    passed_over = (LicenceGranted, ImplementationOpened)
    followers = {handler for handler in facts.table() if handler.apply and issubclass(handler.fact, passed_over)}
    assert followers == {handler for handler in support.HANDLERS if issubclass(handler.fact, passed_over)}


def test_each_record_that_came_in_is_in_the_audit_log(session: DB, tmp_path: Path) -> None:
    invented(session, 2)
    made(tmp_path / "two.xlsx", areas=2, whole=True)
    service.bring_in(tmp_path / "two.xlsx", by=None, now=NOW)
    rows = session.execute(select(audit.Entry.act, func.count()).group_by(audit.Entry.act)).all()
    assert {act: count for act, count in rows if count > 1} == {
        "area founded": 2,
        "implementation opened": 2,
        "licence brought in": 2,
        "organisation added": 2,
        "area person added": 2,
        "access given": 2,
        "person entered": 8,
        "facilitator brought in": 6,
        "place held": 6,
        "fidelity check brought in": 2,
    }


def test_a_person_of_the_unit_who_comes_later_has_spoken_in_the_contacts_of_their_name(
    session: DB, tmp_path: Path
) -> None:
    invented(session, 1)
    made(tmp_path / "one.xlsx", areas=1, whole=True)
    service.bring_in(tmp_path / "one.xlsx", by=None, now=NOW)
    assert set(session.scalars(select(Contact.staff_id))) == {None}
    nair = people.person("P. Nair", "implementation_manager", email="nair@unit.example")
    service.bring_in(tmp_path / "one.xlsx", by=None, now=NOW)
    assert isinstance(nair, Person)
    assert set(session.scalars(select(Contact.staff_id))) == {nair.id}
