"""A portfolio of any size on SQLite, written in bulk: each area with a licence, 22 contacts and two actions."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from flask import Flask
from sqlalchemy import insert, select

from scaleup.accounts.models import Person, RoleHeld
from scaleup.accounts.rules import Role
from scaleup.app import create_app
from scaleup.areas.models import Access, Area, AreaPerson, Implementation
from scaleup.config import Settings
from scaleup.core.dates import Nation
from scaleup.core.holidays import calendar
from scaleup.extensions import db
from scaleup.licences.models import Licence
from scaleup.programmes.models import Programme, ProgrammeVersion
from scaleup.programmes.rules import from_content
from scaleup.programmes.service import load_catalogue
from scaleup.support.models import Action, Slot
from scaleup.support.rules import taper

NOW = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)
TODAY = date(2026, 11, 23)
STARTS = 720
"""Licences begin on so many different days, so that each day has its share of contacts."""


def empty(folder: Path) -> Flask:
    """An application on a migrated SQLite database without rows."""
    from flask_migrate import upgrade  # noqa: PLC0415 - Alembic configures logging at import; only this needs it

    settings = Settings(env="test", var=folder, database_url=f"sqlite:///{folder}/bench.sqlite3", secret_key="b" * 40)
    app = create_app(settings)
    with app.app_context():
        upgrade()
    return app


def fill(areas: int) -> int:
    """So many areas stand, looked after by one manager; returns the manager's id."""
    load_catalogue(NOW)
    version = db.session.scalars(select(ProgrammeVersion).join(Programme).where(Programme.slug == "baby-steps")).one()
    people = [
        {"id": 1, "name": "Priya Nair", "email": "priya.nair@unit.example", "created_at": NOW, "version": 1},
        {"id": 2, "name": "Niamh Lead", "email": "niamh.lead@area.example", "created_at": NOW, "version": 1},
    ]
    db.session.execute(insert(Person), people)
    for role in (Role.IMPLEMENTATION_MANAGER, Role.UNIT_MANAGER):
        db.session.execute(insert(RoleHeld), [{"person_id": 1, "role": role, "since_at": NOW}])
    numbers = range(1, areas + 1)
    since = date(2020, 1, 1)
    db.session.execute(
        insert(Area),
        [
            {
                "id": n,
                "name": f"Area {n}",
                "name_key": f"area {n}",
                "nation": "England",
                "created_at": NOW,
                "reminders_started_at": NOW,
                "version": 1,
            }
            for n in numbers
        ],
    )
    db.session.execute(
        insert(Access),
        [
            {"person_id": 1, "area_id": n, "role": "implementation_manager", "from_on": since, "through": "manager"}
            for n in numbers
        ],
    )
    db.session.execute(
        insert(AreaPerson),
        [{"person_id": 2, "area_id": n, "role": "project_lead", "from_on": since} for n in numbers],
    )
    db.session.execute(
        insert(Implementation),
        [
            {
                "id": n,
                "area_id": n,
                "programme_id": version.programme_id,
                "programme_version_id": version.id,
                "opened_on": since,
                "manager_id": 1,
                "version": 1,
            }
            for n in numbers
        ],
    )
    licences(version, numbers)
    db.session.commit()
    return 1


def licences(version: ProgrammeVersion, numbers: range) -> None:
    """Each area has a licence of three years, its plan, and two actions."""
    steps = from_content(version.content).taper_steps
    england = calendar(Nation.ENGLAND)
    plans = {}
    for offset in range(min(STARTS, len(numbers))):
        starts_on = TODAY - timedelta(days=30 + offset)
        ends_on = date(starts_on.year + 3, starts_on.month, min(starts_on.day, 28)) - timedelta(days=1)
        plans[offset] = (starts_on, ends_on, taper(starts_on, ends_on, steps, england))
    rows, slots, actions = [], [], []
    for n in numbers:
        starts_on, ends_on, plan = plans[n % len(plans)]
        rows.append(
            {
                "id": n,
                "implementation_id": n,
                "area_id": n,
                "programme_version_id": version.id,
                "number": f"B-{n}",
                "starts_on": starts_on,
                "ends_on": ends_on,
                "places": 12,
                "state": "granted",
                "granted_before_system": False,
                "created_at": NOW,
                "version": 1,
            }
        )
        slots += [slot(n, one) for one in plan]
        actions.append(action(n))
    db.session.execute(insert(Licence), rows)
    db.session.execute(insert(Slot), slots)
    db.session.execute(insert(Action), actions)


def slot(n: int, planned: object) -> dict[str, object]:
    """One contact of the plan of area n; those before last week were held."""
    due_on = planned.due_on  # type: ignore[attr-defined]  # a PlannedContact
    return {
        "licence_id": n,
        "implementation_id": n,
        "area_id": n,
        "sequence": planned.sequence,  # type: ignore[attr-defined]
        "nominal_on": planned.nominal_on,  # type: ignore[attr-defined]
        "due_on": due_on,
        "interval_months": planned.interval_months,  # type: ignore[attr-defined]
        "provisional": planned.provisional,  # type: ignore[attr-defined]
        "state": "held" if due_on < TODAY - timedelta(days=3) else "open",
        "anchor_version": 1,
        "version": 1,
    }


def action(n: int) -> dict[str, object]:
    """Something agreed in area n."""
    return {
        "implementation_id": n,
        "area_id": n,
        "wording": "Send the one-page report",
        "owner_id": 1,
        "due_on": TODAY + timedelta(days=n % 60 + 1),
        "anchor_version": 1,
        "version": 1,
    }
