"""The two worlds that are pictured: the demonstration with its mails on the way, and an empty system."""

import contextlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from email.message import EmailMessage
from pathlib import Path

from aiosmtpd.smtp import SMTP, Envelope, Session
from flask import Flask
from sqlalchemy import select, update

from scaleup import commit
from scaleup.accounts import service as accounts
from scaleup.accounts.models import Person
from scaleup.accounts.rules import Purpose
from scaleup.app import create_app
from scaleup.areas.models import Area
from scaleup.areas.queries import everyone_in
from scaleup.areas.rules import AreaRole
from scaleup.core import clock
from scaleup.core.clock import DatabaseNow
from scaleup.extensions import db
from scaleup.hooks.models import Endpoint
from scaleup.imports import service as imports
from scaleup.imports import tasks as imports_tasks
from scaleup.imports.models import Run
from scaleup.imports.rules import LEASE
from scaleup.outbox import service as outbox
from scaleup.outbox.models import Hold
from scaleup.outbox.rules import State
from scaleup.programmes import service as programmes
from scaleup.reminders import service as reminders
from scaleup.training import service as training
from scaleup.training.models import Booking, Event
from tests import browser, servers
from tests.databases import OnSqlite, settings
from tests.factories import demonstration as laid_out
from tests.factories import hooks
from tests.factories.workbooks import CONTACT_HEADINGS, HARINGEY, LICENCE_HEADINGS, with_part
from tests.factories.workbooks import workbook as book
from tests.look import screens

TRACKER = Path(__file__).parents[1] / "data" / "legacy-tracker.xlsx"
MONDAY = "2026-11-23T10:00:00+00:00"
"""The day of the mock-ups."""
HELD_AREA = "Oldham"
"""In the pictures this one waits for somebody to start its reminders, as an imported area does."""
TURNED_AWAY = {
    "@belfast.example": "550 5.1.1 No such mailbox here",
    "@sandwell.example": "451 4.3.0 Try again later",
}
"""What the mail server says of addresses there."""


class Mailbox(servers.Mailbox):
    """A mail server that turns some away, so that the log of reminders has something to tell."""

    async def handle_RCPT(
        self, _server: SMTP, _session: Session, envelope: Envelope, address: str, _options: list[str]
    ) -> str:
        """aiosmtpd's hook."""
        for place, answer in TURNED_AWAY.items():
            if address.endswith(place):
                return answer
        envelope.rcpt_tos.append(address)
        return "250 OK"


@dataclass
class World:
    """A live system: its address, the ids of its areas by name, one-time links by role or name, the mails that came."""

    url: str
    areas: dict[str, int] = field(default_factory=dict)
    links: dict[str, str] = field(default_factory=dict)
    mails: list[EmailMessage] = field(default_factory=list)
    app: Flask = field(default_factory=lambda: Flask("none"))


def asked_for_feedback() -> str:
    """The link of somebody who came to the event that ended last, and is asked what it was like."""
    over = select(Booking.id).join(Event, Event.id == Booking.event_id).where(Booking.facilitator_id.is_not(None))
    return training.make_feedback_link(db.session.scalars(over.order_by(Event.last_on.desc(), Booking.id)).first() or 0)


def told_of_contacts() -> None:
    """Three systems: one that is well, one that fails, and one that was switched off for it."""
    by, now = db.session.scalars(select(Person.id).order_by(Person.id)).first() or 0, clock.now()
    hooks.told("Data team", by=by, now=now, state=State.SENT)
    for name, days in (
        ("Support team in Slack, for everybody who looks after an area in the north", 1),
        ("Old intranet", 4),
    ):
        ids = hooks.told(name, by=by, now=now - timedelta(days=days))
        failing = db.session.get_one(Endpoint, ids["endpoint_id"])
        failing.format, failing.failing_since = "slack", now - timedelta(days=days)
        if days > 1:
            failing.is_on, failing.failed_off_at = False, now - timedelta(days=1)


@contextlib.contextmanager
def demonstration(template: OnSqlite, folder: Path) -> Iterator[World]:
    """The demonstration on the Monday of the mock-ups, after one tick, with one area held back."""
    with contextlib.ExitStack() as stack:
        box = stack.enter_context(servers.mail_server(Mailbox()))
        port = servers.free_port()
        url = stack.enter_context(template.clean(folder))
        given = settings(url, folder, smtp_url=box.url, base_url=f"http://127.0.0.1:{port}", hook_hosts="hooks.example")
        app = create_app(given)
        with app.app_context():
            laid_out.lay_out(clock.now())
            db.session.execute(update(Area).where(Area.name == HELD_AREA).values(reminders_started_at=None))
            commit.now()
            reminders.plan_due(clock.now())
            commit.now()
            while outbox.dispatch(now=clock.now(), owner="look").more:
                pass
            areas = {area.name: area.id for area in db.session.scalars(select(Area))}
            links = dict(accounts.printed_links(clock.now()))
            links |= {name: link_of(name) for name in ("Magdalena Wiśniewska-Kowalczyk", "Gareth Llewellyn")}
            links[screens.ANSWERING] = link_of(leads_in(areas["Norwich"]))
            invited = db.session.scalars(select(Person.id).where(Person.name == "Wen Zhao")).one()
            links["invited"] = accounts.make_link(invited, Purpose.INVITATION, clock.now())
            links["password"] = accounts.make_link(invited, Purpose.NEW_PASSWORD, clock.now())
            links["feedback"] = asked_for_feedback()
            told_of_contacts()
            commit.now()
        address = stack.enter_context(browser.serve(app, port))
        yield World(address, areas, links, box.mails)
        close(app)


def close(app: Flask) -> None:
    """No connection to its database is open."""
    with app.app_context():
        db.session.remove()
        db.engine.dispose()


def link_of(name: str) -> str:
    """A one-time sign-in link for the person of this name."""
    person_id = db.session.scalars(select(Person.id).where(Person.name == name)).one()
    return accounts.make_link(person_id, Purpose.SIGN_IN, clock.now())


def leads_in(area_id: int) -> str:
    """The name of the area's project lead."""
    return next(one.person.name for one in everyone_in(area_id) if one.role == AreaRole.PROJECT_LEAD)


LONG_NAME = (
    "Tracker of the unit for licences, facilitators, support calls and fidelity, as of autumn 2026, final (2).xlsx"
)


@contextlib.contextmanager
def importing(template: OnSqlite, folder: Path) -> Iterator[World]:
    """A system with imports in every state: 1 is in, 2 refused, 3 thrown away, 4 has one row, 5 waits, 6 is cut short,
    7 is unread.
    """
    with empty(template, folder) as world:
        with world.app.app_context():
            by = db.session.scalars(select(Person.id).where(Person.name == "Una Boss")).one()
            one = book(folder / "small.xlsx", {"Licences": [LICENCE_HEADINGS, HARINGEY]})
            calls = [CONTACT_HEADINGS, ["Haringey City", "16/07/2026", "Call", "Held"]]
            single = book(folder / "one.xlsx", {"Calls": calls, "Notes": [["Ask Ann before you touch this"]]})
            nothing = book(folder / "nothing.xlsx", {"Sheet1": []})
            for path, name in (
                (TRACKER, "legacy-tracker.xlsx"),
                (nothing, "nothing.xlsx"),
                (one, "small.xlsx"),
                (single, "one-call.xlsx"),
                (with_part(book(folder / "long.xlsx", {"Calls": calls * 3}), "x.txt", b""), LONG_NAME),
            ):
                with path.open("rb") as file:
                    run = imports.send(file, name, by=by, now=clock.now())
                commit.now()
                imports_tasks.look.run()
                db.session.refresh(run)
                if name == "legacy-tracker.xlsx":
                    imports.confirm(run.id, shown=run.shown, by=by)
                    commit.now()
                    imports_tasks.look.run()
                if name == "small.xlsx":
                    imports.drop(run.id, by=by, now=clock.now())
                    commit.now()
            for name in ("cut-short.xlsx", "being-read.xlsx"):
                other = book(folder / name, {"Licences": [LICENCE_HEADINGS, [name, *HARINGEY[1:]]]})
                with other.open("rb") as file:
                    imports.send(file, name, by=by, now=clock.now())
                commit.now()
                if name == "cut-short.xlsx":
                    imports.take(owner="a worker that was killed", now=clock.now())
                    db.session.execute(update(Run).where(Run.name == name).values(lease_until=DatabaseNow(LEASE - 62)))
                    commit.now()
            db.session.add(Hold(at=clock.now(), reason="This system was restored from a backup."))
            commit.now()
        yield world


@contextlib.contextmanager
def empty(template: OnSqlite, folder: Path) -> Iterator[World]:
    """A system just begun: the catalogue, a unit manager, and nothing else."""
    port = servers.free_port()
    with template.clean(folder) as url:
        app = create_app(settings(url, folder, base_url=f"http://127.0.0.1:{port}"))
        with app.app_context():
            now = clock.now()
            programmes.load_catalogue(now)
            person = accounts.enter("Una Boss", email="una@unit.example", now=now)
            accounts.give_role(None, person_id=person.id, role="unit_manager", now=now)
            links = {"unit_manager": accounts.make_link(person.id, Purpose.SIGN_IN, now)}
            other = accounts.enter("Ada Admin", email="ada@unit.example", now=now)
            accounts.give_role(None, person_id=other.id, role="administrator", now=now)
            links["administrator"] = accounts.make_link(other.id, Purpose.SIGN_IN, now)
            commit.now()
        with browser.serve(app, port) as address:
            yield World(address, {}, links, app=app)
        close(app)
