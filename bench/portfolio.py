"""A portfolio of any size, by a few statements that make their rows inside the database: 22 contacts an area.

Everything is invented. Licences began on some of the last 900 days, so that every stage is there and each day has
its share of contacts; one area in seven is late. The rows that lists read are made by the product's own act.
"""

import contextlib
from datetime import UTC, date, datetime, timedelta

from sqlalchemy import (
    CTE,
    Column,
    ColumnElement,
    Date,
    FromClause,
    Integer,
    MetaData,
    String,
    Table,
    case,
    cast,
    func,
    insert,
    literal,
    select,
    text,
)
from sqlalchemy.exc import DBAPIError

from scaleup.accounts.models import Person, RoleHeld, SignedIn
from scaleup.accounts.rules import Role, token_hash
from scaleup.areas.models import Access, Area, AreaAuthority, AreaPerson, Implementation, LocalAuthority
from scaleup.areas.service import load_authorities
from scaleup.core.base import Base
from scaleup.core.dates import Nation
from scaleup.core.holidays import calendar
from scaleup.delivery.models import DeliveryStart
from scaleup.extensions import db
from scaleup.facilitators.models import Facilitator, PartDone, Place
from scaleup.facilitators.rules import Profession
from scaleup.fidelity.models import FidelityCheck
from scaleup.licences.models import Licence, LicenceMove
from scaleup.milestones import service as milestones
from scaleup.programmes.models import Programme, ProgrammeVersion
from scaleup.programmes.rules import from_content
from scaleup.programmes.service import load_catalogue
from scaleup.support.models import Action, Contact, Slot
from scaleup.support.rules import taper

NOW = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)
TODAY = date(2026, 11, 23)
SINCE = date(2020, 1, 1)
TOKEN = "the-session-of-an-invented-unit-manager"
STARTS = 900
"""Licences begin on so many different days."""
MANAGERS, LEADS, VISITORS = 20, 100, 12
AUTHORITIES = 361
WELSH = 2_000
"""Areas of one nation: the part of the list that is taken out at every size."""
LOOKED_AT = 40
"""So many areas are full: twelve facilitators, three events, three checks. B2 looks at these."""

SCRATCH = MetaData()
TERMS = Table(
    "bench_term",
    SCRATCH,
    Column("place", Integer, primary_key=True),
    Column("starts_on", Date),
    Column("ends_on", Date),
    Column("late", Integer),
)
PLANS = Table(
    "bench_plan",
    SCRATCH,
    Column("place", Integer, primary_key=True),
    Column("sequence", Integer, primary_key=True),
    Column("nominal_on", Date),
    Column("due_on", Date),
    Column("interval_months", Integer),
    Column("state", String(10)),
)


def looked_at(size: int) -> list[int]:
    """The ids of the full areas, spread over the whole portfolio."""
    return list(range(1, size + 1, max(size // LOOKED_AT, 1)))[:LOOKED_AT]


def fill(size: int) -> None:
    """So many areas stand, and the unit manager is signed in with TOKEN."""
    unchecked()
    load_catalogue(NOW)
    load_authorities()
    people()
    version = db.session.scalars(select(ProgrammeVersion).join(Programme).where(Programme.slug == "baby-steps")).one()
    starts = min(STARTS, size)
    lay_scratch(version, starts)
    areas(count_to(size), version)
    licences(count_to(size), version, starts)
    history(count_to(size), starts)
    for one in looked_at(size):
        training(one)
    SCRATCH.drop_all(db.session.connection())
    number_on()
    milestones.rebuild()
    db.session.commit()
    db.session.execute(text("ANALYZE"))
    db.session.commit()


def unchecked() -> None:
    """PostgreSQL takes these rows without asking of each whether what it refers to is there: they are made whole."""
    if db.engine.dialect.name == "postgresql":
        with contextlib.suppress(DBAPIError), db.session.begin_nested():
            db.session.execute(text("SET LOCAL session_replication_role = replica"))


def put(model: type[Base], rows: FromClause, /, **values: object) -> None:
    """Rows of this table from those of the source; columns that are not named have the model's defaults."""
    table = model.__table__
    asked = [
        value
        if isinstance(value, ColumnElement) or hasattr(value, "__clause_element__")
        else literal(value, table.c[name].type)
        for name, value in values.items()
    ]
    db.session.execute(insert(table).from_select(list(values), select(*asked).select_from(rows)))  # type: ignore[arg-type]  # a Table, as mapped


def count_to(size: int) -> CTE:
    """The numbers from 1, made by the database."""
    numbers = select(literal(1, Integer).label("n")).cte("numbers", recursive=True)
    return numbers.union_all(select(numbers.c.n + 1).where(numbers.c.n < size))


def people() -> None:
    """The unit manager who looks, managers, project leads and facilitators."""
    rows = [("Priya Nair", "priya.nair@unit.example")]
    rows += [(f"Manager {n}", f"manager{n}@unit.example") for n in range(MANAGERS)]
    rows += [(f"Lead {n}", f"lead{n}@area.example") for n in range(LEADS)]
    rows += [(f"Visitor {n}", f"visitor{n}@area.example") for n in range(VISITORS)]
    db.session.execute(
        insert(Person),
        [{"id": id_, "name": name, "email": email, "created_at": NOW} for id_, (name, email) in enumerate(rows, 1)],
    )
    roles = {1: Role.UNIT_MANAGER} | {2 + n: Role.IMPLEMENTATION_MANAGER for n in range(MANAGERS)}
    db.session.execute(
        insert(RoleHeld), [{"person_id": one, "role": role, "since_at": NOW} for one, role in roles.items()]
    )
    signed_in = {"token_hash": token_hash(TOKEN), "person_id": 1, "begun_at": NOW, "seen_at": NOW}
    db.session.execute(insert(SignedIn), [signed_in])


def lay_scratch(version: ProgrammeVersion, starts: int) -> None:
    """The terms and plans that licences take in turn."""
    steps = from_content(version.content).taper_steps
    england = calendar(Nation.ENGLAND)
    terms: list[dict[str, object]] = []
    plans: list[dict[str, object]] = []
    for place in range(starts):
        starts_on = TODAY - timedelta(days=10 + place * (STARTS // starts))
        ends_on = date(starts_on.year + 3, starts_on.month, min(starts_on.day, 28)) - timedelta(days=1)
        held_until = TODAY - timedelta(days=40 if place % 7 == 0 else 3)
        terms.append({"place": place, "starts_on": starts_on, "ends_on": ends_on, "late": int(place % 7 == 0)})
        plans += [
            {
                "place": place,
                "sequence": one.sequence,
                "nominal_on": one.nominal_on,
                "due_on": one.due_on,
                "interval_months": one.interval_months,
                "state": "held" if one.due_on < held_until else "open",
            }
            for one in taper(starts_on, ends_on, steps, england)
        ]
    SCRATCH.create_all(db.session.connection())
    db.session.execute(insert(TERMS), terms)
    db.session.execute(insert(PLANS), plans)


def areas(numbers: CTE, version: ProgrammeVersion) -> None:
    """The areas, where they lie, who leads them, who looks after them, and what they take up."""
    n = numbers.c.n
    name = literal("Area ", String) + func.substr(cast(n + 1_000_000, String), 2)
    nation = case((n <= WELSH, "Wales"), (n % 9 == 1, "Scotland"), else_="England")
    put(
        Area,
        numbers,
        id=n,
        name=name,
        name_key=func.lower(name),
        nation=nation,
        created_at=NOW,
        reminders_started_at=NOW,
    )
    place = (func.row_number().over(order_by=LocalAuthority.code) - 1).label("place")
    ranked = select(LocalAuthority.code, place).subquery()
    lies = numbers.join(ranked, ranked.c.place == n % AUTHORITIES)
    put(AreaAuthority, lies, area_id=n, authority_code=ranked.c.code)
    manager, lead = n % MANAGERS + 2, n % LEADS + MANAGERS + 2
    put(
        Access,
        numbers,
        person_id=manager,
        area_id=n,
        role="implementation_manager",
        from_on=SINCE,
        through="manager",
    )
    put(AreaPerson, numbers, area_id=n, person_id=lead, role="project_lead", from_on=SINCE)
    put(
        Implementation,
        numbers,
        id=n,
        area_id=n,
        programme_id=version.programme_id,
        programme_version_id=version.id,
        opened_on=SINCE,
        manager_id=manager,
    )


def licences(numbers: CTE, version: ProgrammeVersion, starts: int) -> None:
    """Each area has a licence of three years with its plan."""
    n = numbers.c.n
    put(
        Licence,
        numbers.join(TERMS, TERMS.c.place == n % starts),
        id=n,
        implementation_id=n,
        area_id=n,
        programme_version_id=version.id,
        number=literal("B-", String) + cast(n, String),
        starts_on=TERMS.c.starts_on,
        ends_on=TERMS.c.ends_on,
        places=12,
        state="granted",
        created_at=NOW,
    )
    planned = ("sequence", "nominal_on", "due_on", "interval_months", "state")
    put(
        Slot,
        numbers.join(PLANS, PLANS.c.place == n % starts),
        licence_id=n,
        implementation_id=n,
        area_id=n,
        **{name: PLANS.c[name] for name in planned},
    )
    put(
        LicenceMove,
        Licence.__table__,
        licence_id=Licence.id,
        from_state="draft",
        to_state="granted",
        on_day=Licence.starts_on,
        person_id=1,
        reason="Ready in all parts.",
        at=NOW,
    )


def history(numbers: CTE, starts: int) -> None:
    """The contacts that were held, something agreed, a first session, and a facilitator who is trained."""
    n = numbers.c.n
    held = select(Slot).where(Slot.state == "held").subquery()
    put(
        Contact,
        held,
        implementation_id=held.c.implementation_id,
        area_id=held.c.area_id,
        slot_id=held.c.id,
        held_on=held.c.due_on,
        channel="call",
        outcome="held",
        staff_id=1,
        entered_by_id=1,
        entered_at=NOW,
    )
    fourth = (PLANS.c.place == n % starts) & (PLANS.c.sequence == 4)
    later = numbers.join(PLANS, fourth)
    agreed = {"implementation_id": n, "area_id": n, "wording": "Send the one-page report", "owner_id": 1}
    put(Action, numbers.join(TERMS, TERMS.c.place == n % starts), due_on=TERMS.c.ends_on, **agreed)
    begun = numbers.join(PLANS, fourth & (PLANS.c.state == "held"))
    put(DeliveryStart, begun, implementation_id=n, area_id=n, started_on=PLANS.c.due_on, source="told")
    put(
        Facilitator,
        later,
        implementation_id=n,
        area_id=n,
        person_id=MANAGERS + LEADS + 2,
        profession=Profession.MIDWIFE.value,
    )
    trained = {"part": "initial", "source": "told"}
    facilitators = Facilitator.__table__.join(Licence.__table__, Licence.area_id == Facilitator.area_id)
    put(PartDone, facilitators, facilitator_id=Facilitator.id, done_on=Licence.starts_on, **trained)


def training(area_id: int) -> None:
    """One area is full: eleven facilitators more on twelve places, three events, three checks, something open."""
    starts_on = db.session.scalars(select(Licence.starts_on).where(Licence.id == area_id)).one()
    first = MANAGERS + LEADS + 3
    trades = list(Profession)
    whole = {"implementation_id": area_id, "area_id": area_id}
    db.session.execute(
        insert(Facilitator),
        [{**whole, "person_id": first + n, "profession": trades[n % len(trades)]} for n in range(VISITORS - 1)],
    )
    team = db.session.scalars(
        select(Facilitator.id).where(Facilitator.area_id == area_id).order_by(Facilitator.id)
    ).all()
    events = (("initial", 30, team[1:]), ("top_up", 150, team[:10]), ("verp", 240, team[:8]))
    done = [
        {"facilitator_id": one, "part": part, "done_on": starts_on + timedelta(days=days), "source": "told"}
        for part, days, those in events
        for one in those
    ]
    db.session.execute(insert(PartDone), done)
    places = [
        {"licence_id": area_id, "number": n, "facilitator_id": one, "held_from": starts_on}
        for n, one in enumerate(team, 1)
    ]
    db.session.execute(insert(Place), places)
    checks = [
        {
            **whole,
            "on_day": starts_on + timedelta(days=200 + 60 * n),
            "method": "observation",
            "percent": 82.0 + n,
            "source": "told",
        }
        for n in range(3)
    ]
    db.session.execute(insert(FidelityCheck), checks)


def number_on() -> None:
    """PostgreSQL counts ids itself; those that were given are told to it."""
    if db.engine.dialect.name != "postgresql":
        return
    for model in (Person, Area, Implementation, Licence):
        name = model.__tablename__
        db.session.execute(text(f"SELECT setval(pg_get_serial_sequence('{name}', 'id'), max(id)) FROM {name}"))
