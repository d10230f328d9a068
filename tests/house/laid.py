"""Two areas with everything that an address may name, and a person of each role signed in: laid once for many calls."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from flask import Flask
from flask.testing import FlaskClient

from scaleup.accounts import service as accounts
from scaleup.accounts.models import Person
from scaleup.accounts.rules import PATHS, Role
from scaleup.app import create_app
from scaleup.areas import service as areas
from scaleup.areas.models import Area
from scaleup.extensions import db
from scaleup.programmes import service as programmes
from scaleup.training import service as training
from scaleup.training.models import EventTrainer
from tests import wiring
from tests.client import Statements, fail_when_left_dirty, listen_to
from tests.databases import OnPostgres, OnSqlite, settings
from tests.factories import support as make
from tests.house.things import NOW, Ids, everything, import_shown
from tests.kept import lists_say_what_the_facts_say

NOBODY = "nobody"
VISITORS = (*(role.value for role in Role), NOBODY)
ONE_AREA = {
    Role.TRAINER: "Ruth Adeyemi",
    Role.PROJECT_LEAD: "Niamh O’Rourke",
    Role.DEPUTY: "Colm Daly",
    Role.VIEWER: "Dilys Bowen",
}
ELSEWHERE = (
    (Role.PROJECT_LEAD, Role.IMPLEMENTATION_MANAGER),
    (Role.PROJECT_LEAD, Role.TRAINER),
    (Role.VIEWER, Role.PROJECT_LEAD),
    (Role.VIEWER, Role.IMPLEMENTATION_MANAGER),
)
"""Who holds one role in the area of everybody here, and another in the area of others."""
UNIT = {Role.ADMINISTRATOR: "Wen Zhao", Role.UNIT_MANAGER: "Helen Ashworth"}
Databases = Callable[[str], OnSqlite | OnPostgres]


@dataclass
class Laid:
    """The application with its two areas, and how to visit it."""

    app: Flask
    own: Ids
    """What an address may name, in the area of everybody here."""
    other: Ids
    """The same in the area of others."""
    tokens: dict[str, str]
    """The session of a person of each role."""
    heard: Statements
    in_force: Callable[[], None]
    """What wires the process to this application again."""
    clients: dict[str, FlaskClient] = field(default_factory=dict)

    def client(self, visitor: str) -> FlaskClient:
        """The browser of this visitor. The app that was made last answers: this one again."""
        self.in_force()
        if visitor not in self.clients:
            made = self.app.test_client()
            if visitor != NOBODY:
                made.set_cookie("scaleup", self.tokens[visitor])
            self.clients[visitor] = made
        return self.clients[visitor]

    @contextmanager
    def as_before(self) -> Iterator[None]:
        """What is written inside is gone afterwards. On SQLite only: the file is put back."""
        file = Path(self.app.config["SQLALCHEMY_DATABASE_URI"].removeprefix("sqlite:///"))
        with self.app.app_context():
            with db.engine.connect() as connection:
                connection.exec_driver_sql("ROLLBACK")
                connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
            kept = file.read_bytes()
            yield
            db.session.remove()
            db.engine.dispose()
            for ending in ("-wal", "-shm"):
                Path(f"{file}{ending}").unlink(missing_ok=True)
            file.write_bytes(kept)


@contextmanager
def laid(databases: Databases, dialect: str, folder: Path) -> Iterator[Laid]:
    """The two areas, on a database of this dialect; SCALEUP_NOW must stand at NOW."""
    with databases(dialect).clean(folder) as url:
        app = create_app(settings(url, folder))
        app.config["WTF_CSRF_ENABLED"] = False
        fail_when_left_dirty(app)
        with app.app_context():
            programmes.load_catalogue(NOW)
            areas.load_authorities()
            people = {role: make.person(name, role) for role, name in (UNIT | ONE_AREA).items()}
            priya, gareth = (make.person(n, Role.IMPLEMENTATION_MANAGER) for n in ("Priya Nair", "Gareth Llewellyn"))
            people[Role.IMPLEMENTATION_MANAGER] = priya
            marlbury = area("Marlbury", "England", manager=priya)
            for role in ONE_AREA:
                make.give_access(people[role], marlbury, role)
            own = everything(marlbury, lead=people[Role.PROJECT_LEAD], manager=priya, number="BS-001")
            make.keep(EventTrainer(event_id=own["event_id"], person_id=people[Role.TRAINER].id))
            kelso = area("Kelso", "Scotland", manager=gareth)
            moira = make.person("Moira Baird", Role.PROJECT_LEAD)
            make.give_access(moira, kelso, Role.PROJECT_LEAD)
            other = everything(kelso, lead=moira, manager=gareth, number="BS-002")
            both = {f"{here} here, {there} there": of_both(marlbury, here, kelso, there) for here, there in ELSEWHERE}
            colleague = own["person_id"]
            assert isinstance(colleague, int)
            own["run_id"] = other["run_id"] = import_shown().id
            for purpose, path in PATHS.items():
                own[f"token of {path}<token>"] = accounts.make_link(colleague, purpose, NOW)
            own["token of /feed/<token>.ics"] = areas.make_area_feed(marlbury.id, by=priya.id, now=NOW)
            tokens = {role.value: accounts.begin(who.id, NOW) for role, who in people.items()}
            tokens |= {name: accounts.begin(who.id, NOW) for name, who in both.items()}
            db.session.commit()
            for answer in ("coming", "not-coming"):
                own[f"token of /training/answer/<token>/{answer}"] = training.make_link(own["booking_id"], NOW)
            own["token of /training/feedback/<token>"] = training.make_feedback_link(own["booking_id"])
            db.session.commit()
            heard = listen_to(db.engine)
        yield Laid(app, own, other, tokens, heard, wiring.as_it_is())
        with app.app_context():
            lists_say_what_the_facts_say()
            db.engine.dispose()


def of_both(own: Area, here: Role, other: Area, there: Role) -> Person:
    """Somebody who holds one role in the one area, and another in the other."""
    who = make.person(f"{here} {there}", here, there)
    make.give_access(who, own, here)
    make.give_access(who, other, there)
    return who


def area(name: str, nation: str, *, manager: Person) -> Area:
    """An area that takes up a programme, looked after by this person."""
    found = make.area(name, nation)
    make.implementation(found, manager=manager)
    return found
