"""Years of areas under licence, day by day through the real tick; what happened is written down for years_check.py.

Each day at nine in London: licences begin, the tick plans, the sender hands everything that is due to a sink in this
process, and then people log the contacts of the day, late ones too, and decide on renewals. All of it is seeded.
"""

import json
import os
import random
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from pathlib import Path

from sqlalchemy import Engine, event, insert, select, update

from scaleup import commit
from scaleup.accounts.models import Person
from scaleup.accounts.rules import Role
from scaleup.app import create_app
from scaleup.areas.models import Implementation
from scaleup.config import Env, Settings
from scaleup.core.dates import add_months, nine_o_clock
from scaleup.extensions import db, upgrade
from scaleup.licences.models import Licence
from scaleup.outbox import adapters
from scaleup.outbox.rules import Outcome, Reply
from scaleup.outbox.service import PLAN, dispatch, forget_texts, ticked
from scaleup.programmes.queries import latest_version
from scaleup.programmes.service import load_catalogue, named
from scaleup.reminders.tasks import tick
from scaleup.support import service as support
from scaleup.support.models import Slot
from tests.factories import support as made

DAY, MINUTE = timedelta(days=1), timedelta(minutes=1)
FIRST = date(2026, 1, 1)
MONTHS = 36
BATCH = 500
AREAS_OF_A_MANAGER = 100
LATE_BY = (0,) * 30 + (1, 2, 3, 5, 6, 8, 13, 20, 30, 45)
"""Days after its day on which a contact is logged: three of four on the day itself."""
DECIDED_BEFORE = (200, 120, 60, 20, 1)
"""Days before its end on which what follows a licence is decided."""


@dataclass
class Sink:
    """Takes every mail, and notes for whom it came, and when."""

    day: date = FIRST
    mails: list[tuple[str, str, str]] = field(default_factory=list)
    """Day, address, Message-ID."""
    recipient: str = ""

    def offer(self, _sender: str, recipient: str) -> Outcome:
        self.recipient = recipient
        return Outcome(Reply.ACCEPTED, 250)

    def hand(self, mail: bytes) -> Outcome:
        head = mail.partition(b"\r\n\r\n")[0]
        [name] = [line for line in head.split(b"\r\n") if line.lower().startswith(b"message-id:")]
        self.mails.append((self.day.isoformat(), self.recipient, name.partition(b":")[2].decode().strip()))
        return Outcome(Reply.ACCEPTED, 250)

    def withdraw(self) -> None:
        self.recipient = ""


@dataclass
class World:
    """The areas, who answers for them, and what is to happen on which day."""

    areas: int
    years: int
    seed: int
    spread: int = 365
    """The first licences begin within so many days."""
    days_more: int = 0
    """Days beyond the years."""
    begins: dict[date, list[int]] = field(default_factory=lambda: defaultdict(list))
    """Implementations whose next licence begins."""
    logged: dict[date, list[int]] = field(default_factory=lambda: defaultdict(list))
    decided: dict[date, list[int]] = field(default_factory=lambda: defaultdict(list))
    nations: dict[int, str] = field(default_factory=dict)
    contacts: dict[int, dict[str, object]] = field(default_factory=dict)
    licences: dict[int, dict[str, object]] = field(default_factory=dict)
    people: dict[int, dict[str, object]] = field(default_factory=dict)
    """By area."""
    unit: list[int] = field(default_factory=list)
    addresses: dict[int, str] = field(default_factory=dict)

    @property
    def last(self) -> date:
        return add_months(FIRST, 12 * self.years) + (self.days_more - 1) * DAY

    def days(self) -> Iterator[date]:
        day = FIRST
        while day <= self.last:
            yield day
            day += DAY

    def chance(self, *what: object) -> random.Random:
        return random.Random(f"{self.seed} {what}")


def live(url: str, folder: Path, *, areas: int, years: int, seed: int) -> dict[str, float]:
    """The years passed in this database; `folder` holds what the checker reads. Returns figures."""
    os.environ["SCALEUP_NOW"] = nine_o_clock(FIRST).isoformat()
    app = create_app(Settings(env=Env.TEST, database_url=url, secret_key="storm-" * 8))
    with app.app_context():
        heedless(db.engine)
        upgrade()
        try:
            return lived(World(areas, years, seed), folder)
        finally:
            db.session.remove()
            db.engine.dispose()


def heedless(engine: Engine) -> None:
    """SQLite waits for no disk: no power is cut here, and two commits a mail took twice the time of the mail."""
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", lambda connection, _record: connection.execute("PRAGMA synchronous=OFF"))


def lived(world: World, folder: Path) -> dict[str, float]:
    """The same, in a database that stands."""
    sink, publish, courier = Sink(), commit.publish, adapters.courier
    commit.publish = lambda _task: None  # no broker stands here; the sender looks right after the tick
    adapters.courier = lambda _post: sink  # type: ignore[assignment, return-value]  # a courier that goes nowhere
    try:
        lay(world)
        for day in world.days():
            pass_day(world, sink, day)
        first_run = len(sink.mails)
        for day in [*list(world.days())[::30], world.last]:
            look(sink, day)
    finally:
        commit.publish, adapters.courier = publish, courier
    (folder / "journal.json").write_text(json.dumps(sink.mails))
    kept = {name: getattr(world, name) for name in ("contacts", "licences", "people", "unit", "addresses")}
    kept |= {"nations": world.nations, "first": FIRST.isoformat(), "last": world.last.isoformat()}
    (folder / "facts.json").write_text(json.dumps(kept | {"first_run": first_run}))
    return {"mails": first_run, "again": len(sink.mails) - first_run, "contacts": len(world.contacts)}


def lay(world: World) -> None:
    """The people and the areas stand; first licences begin on some day of the first year."""
    load_catalogue(made.LONG_AGO)
    programme = named("baby-steps")
    version = latest_version(programme.id) if programme else None
    if version is None:
        raise LookupError("the catalogue is not loaded")
    world.unit = [made.person(f"Unit {n}", Role.UNIT_MANAGER).id for n in range(2)]
    managers = [
        made.person(f"Manager {n}", Role.IMPLEMENTATION_MANAGER) for n in range(-(-world.areas // AREAS_OF_A_MANAGER))
    ]
    for number in range(world.areas):
        nation = "Scotland" if number % 9 == 1 else "England"
        area = made.area(f"Area {number}", nation)
        manager = managers[number % len(managers)]
        taking_up = made.implementation(area, manager=manager)
        taking_up.programme_version_id = version.id
        lead = made.lead(f"Lead {number}", area)
        world.people[area.id] = {"lead": lead.id, "manager": manager.id}
        world.nations[area.id] = nation
        world.begins[FIRST + world.chance("begins", number).randrange(world.spread) * DAY].append(taking_up.id)
    world.addresses = {id_: email or "" for id_, email in db.session.execute(select(Person.id, Person.email))}
    commit.now()
    db.session.expunge_all()


def pass_day(world: World, sink: Sink, day: date) -> None:
    """What begins begins, what is due goes, and then people do what is theirs to do."""
    begin(world, day)
    look(sink, day)
    if slots := world.logged.pop(day, []):
        db.session.execute(update(Slot).where(Slot.id.in_(slots)).values(state="held"))
        for id_ in slots:
            world.contacts[id_]["settled"] = day.isoformat()
    if licences := world.decided.pop(day, []):
        db.session.execute(update(Licence).where(Licence.id.in_(licences)).values(renewal="renew"))
        for id_ in licences:
            world.licences[id_]["decided"] = day.isoformat()
    db.session.commit()


def look(sink: Sink, day: date) -> None:
    """It is nine o'clock: the tick, and the sender until nothing is left to send."""
    now = nine_o_clock(day)
    os.environ["SCALEUP_NOW"] = now.isoformat()
    sink.day = day
    ticked(PLAN, worker="years", now=now - MINUTE)  # somebody looked each minute, and nothing was due
    db.session.commit()
    tick()
    while dispatch(now=now, owner="years", batch=BATCH).more:
        pass
    if day.weekday() == 0:
        forget_texts(now)
    db.session.commit()
    db.session.expunge_all()


def begin(world: World, day: date) -> None:
    """Licences begin today, with their plans, and it is settled when each contact will be logged."""
    found = db.session.scalars(select(Implementation).where(Implementation.id.in_(world.begins.pop(day, []))))
    terms = [term(world, one, day) for one in found]
    if not terms:
        return
    support.make_first_plans(terms)
    ids = [one.licence_id for one in terms]
    asked = select(Slot.id, Slot.area_id, Slot.due_on).where(Slot.licence_id.in_(ids)).order_by(Slot.id)
    for id_, area_id, due_on in db.session.execute(asked):
        chance = world.chance("contact", area_id, due_on)
        world.contacts[id_] = {"area": area_id, "due": due_on.isoformat()}
        world.logged[due_on + chance.choice(LATE_BY) * DAY].append(id_)
    commit.now()


def term(world: World, of: Implementation, starts_on: date) -> support.NewTerm:
    """A licence of three years, after whose end the next begins."""
    ends_on = add_months(starts_on, MONTHS) - DAY
    row = {
        "implementation_id": of.id,
        "area_id": of.area_id,
        "programme_version_id": of.programme_version_id,
        "number": f"{of.id}-{starts_on:%Y%m%d}",
        "starts_on": starts_on,
        "ends_on": ends_on,
        "places": 12,
        "state": "granted",
        "created_at": datetime.fromisoformat(os.environ["SCALEUP_NOW"]),
    }
    id_ = db.session.execute(insert(Licence).values(row).returning(Licence.id)).scalar_one()
    world.licences[id_] = {"area": of.area_id, "ends": ends_on.isoformat()}
    before = world.chance("decided", of.id, starts_on).choice(DECIDED_BEFORE)
    world.decided[ends_on - before * DAY].append(id_)
    world.begins[ends_on + DAY].append(of.id)
    nation = world.nations[of.area_id]
    return support.NewTerm(id_, of.id, of.area_id, nation, of.programme_version_id, starts_on, ends_on)
