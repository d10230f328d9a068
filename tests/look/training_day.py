"""A training day in a place of long names: one event goes on, one was answered by all, one is to come."""

import contextlib
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from scaleup import commit
from scaleup.accounts import service as accounts
from scaleup.accounts.models import Person
from scaleup.accounts.rules import Purpose, Role
from scaleup.app import create_app
from scaleup.areas.models import Implementation
from scaleup.core import clock
from scaleup.programmes import service as programmes
from scaleup.training import adapters
from scaleup.training import service as training
from scaleup.training.models import Event
from scaleup.training.rules import Said
from scaleup.training.rules.walls import wall_code
from scaleup.training.service import walking_in
from tests import browser, servers
from tests.databases import OnSqlite, settings
from tests.factories import areas as actors
from tests.factories import registers
from tests.factories import support as make
from tests.factories.training import marks
from tests.look.screens import LONG_AREA, NOBODY, TRAINER, UNIT, Screen, save, typed
from tests.look.worlds import World, close

VENUE = "The Pavilion at Kingfisher Meadows Children’s Centre, 114–118 Old Christchurch Road, Bournemouth"
LONG_NAMES = (
    "Magdalena Wiśniewska-Kowalczyk",
    "Oluwaseun Adebayo-Featherstonehaugh",
    "Siân Llewellyn-Rhydderch",
    "Bartholomew Cholmondeley-Warner",
)
NAMES = (*LONG_NAMES, *registers.TWELVE[:8])
OTHERS = ("Lowri Edwards", "Rhian Powell", "Sunita Ellis", "Ann Ward", "Ben Okoro", "Cai Rees")
TRUST = "Dorset HealthCare and Bournemouth University Hospitals NHS Foundation Trust"
LAST_WEEK, NEXT_YEAR = date(2026, 11, 17), date(2027, 4, 13)
SAID: tuple[tuple[str, int, int, int], ...] = (
    ("More time for the first session with fathers.", 5, 4, 4),
    ("The room was cold; the exercises with the doll were the best part of the three days.", 4, 5, 3),
    ("", 5, 5, 4),
    ("", 3, 4, 3),
    ("Could the materials come a week before?", 4, 4, 5),
    ("", 5, 5, 4),
)


@contextlib.contextmanager
def training_day(template: OnSqlite, folder: Path) -> Iterator[World]:
    """Event 1 goes on this morning, event 2 was last week and answered by six, event 3 is to come."""
    port = servers.free_port()
    with template.clean(folder) as url:
        app = create_app(settings(url, folder, base_url=f"http://127.0.0.1:{port}"))
        with app.app_context():
            links = laid(str(app.secret_key))
            commit.now()
        with browser.serve(app, port) as address:
            yield World(address, {}, links, app=app)
        close(app)


def laid(key: str) -> dict[str, str]:
    """All of it is in the database; the links that lead in, by whose or what they are."""
    programmes.load_catalogue(clock.now())
    una, ruth = make.person("Una Boss", Role.UNIT_MANAGER), registers.trainer()
    course = make.implementation(make.area(LONG_AREA), manager=una)
    make.licence(course)
    today = going_on(course, ruth)
    over(course, ruth)
    to_come = registers.event(course, ruth, first_on=NEXT_YEAR)
    to_come.venue = VENUE
    asked = registers.booked(to_come, course, ("Annalise Fotheringham-Ndlovu",))[0]
    return {
        UNIT: accounts.make_link(una.id, Purpose.SIGN_IN, clock.now()),
        TRAINER: accounts.make_link(ruth.id, Purpose.SIGN_IN, clock.now()),
        "on the wall": wall_code(registers.half_days(today)[0].id, clock.now(), key=key),
        "answer": training.make_link(asked.id, clock.now()),
    }


def going_on(course: Implementation, ruth: Person) -> Event:
    """Twelve are booked, one came unannounced, one says through the code on the wall that they are here."""
    found = registers.event(course, ruth)
    found.venue, found.materials_version = VENUE, "3.2, with the Welsh cards"
    booked = registers.booked(found, course, NAMES)
    for one in booked[:2]:
        assert one.facilitator
        one.facilitator.person.employer = TRUST
    commit.now()
    first = registers.half_days(found)[0]
    walking_in.walk_in(actors.actor(ruth, Role.TRAINER), found.id, "Theodora Papadimitriou-Blackwood", now=clock.now())
    assert booked[0].facilitator
    walking_in.claim(first.id, str(booked[0].facilitator.person.email), now=clock.now())
    return found


def over(course: Implementation, ruth: Person) -> None:
    """Six were there for three days, and each said what it was like."""
    found = registers.event(course, ruth, first_on=LAST_WEEK)
    found.venue = "Poole Lighthouse"
    for one, (words, *given) in zip(registers.booked(found, course, OTHERS), SAID, strict=True):
        marks(one, found)
        asked = training.feedback_by(training.make_feedback_link(one.id))
        assert asked
        each = dict(zip(("practical", "clear", "ready"), given, strict=True))
        said = Said({half.on_day: each for half in found.half_days}, words, False)
        training.take_feedback(*asked, said, numbers=adapters.numbers(), today=clock.today())


REGISTER, HERE = "/training/1/register", "/here/1/{link:on the wall}"
THEIRS = typed(email="magdalena@bournemouth.example")
TRAINING_DAY = (
    Screen("training, long names", UNIT, "/training"),
    Screen("an event, long names", UNIT, "/training/1"),
    Screen("an event that was answered", TRAINER, "/training/2"),
    Screen("register, long names", TRAINER, REGISTER, beside="05-register"),
    Screen("register, whole, long names", TRAINER, f"{REGISTER}/all"),
    Screen("register, who came unannounced", TRAINER, f"{REGISTER}/who/13"),
    Screen("register, to print, long names", TRAINER, f"{REGISTER}/print", beside="10-register-print"),
    Screen("a code on the wall", TRAINER, f"{REGISTER}/wall/1"),
    Screen("a code on the wall, not yet", TRAINER, f"{REGISTER}/wall/6"),
    Screen("here, scanned", NOBODY, HERE),
    Screen("here, nothing typed", NOBODY, HERE, (save,)),
    Screen("here, said", NOBODY, HERE, (THEIRS, save)),
    Screen("here, an old code", NOBODY, "/here/1/nothing"),
    Screen("an answer, asked", NOBODY, "/training/answer/{link:answer}/not-coming"),
    Screen("an answer, given", NOBODY, "/training/answer/{link:answer}/coming", (save,)),
)
