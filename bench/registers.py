"""B3 to B5: the register of 12 people and 6 half-days beside the floor's: shown, 72 marks saved, one mark tapped.

How the page grows is seen beside an event of eight areas and 96 people.
"""

import contextlib
import json
import re
import secrets
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from datetime import time as clock
from pathlib import Path
from urllib.parse import urlencode

from sqlalchemy import insert, select

from bench.blocks import Pair, compared
from bench.databases import application, on_postgresql, on_sqlite
from bench.figures import Figure, milliseconds, of_pair
from bench.portfolio import NOW, looked_at
from bench.servers import Web, serving
from scaleup.areas.models import Implementation
from scaleup.extensions import db
from scaleup.facilitators.models import Facilitator
from scaleup.training.models import Booking, Event, EventArea, HalfDay, Mark

SIZE = 100
AREA = EVENT = 1
LARGE = 2
DAYS, PEOPLE, AREAS = 3, 12, 8
FIRST_ON = date(2026, 11, 16)
HOURS = (("morning", clock(9, 30), clock(12, 30)), ("afternoon", clock(13, 30), clock(16, 30)))
PAGE, TAPS = f"/training/{EVENT}/register/all", f"/training/{EVENT}/register/taps"
LARGE_PAGE = f"/training/{LARGE}/register/all"
FLOOR_PAGE, FLOOR_TAP = "/register", "/register/tap"
STATES = ("absent", "excused")
"""What marks are changed to and fro, so that each save changes all of them and certifies nobody."""
TOKEN = re.compile(rb'name="csrf_token" value="([^"]+)"')


def lay_registers() -> None:
    """The first area's twelve have been to an event of three days, and those of eight areas to another."""
    full = looked_at(SIZE)
    lay_register(EVENT, full[:1])
    lay_register(LARGE, full[1 : AREAS + 1])


def lay_register(event_id: int, area_ids: Sequence[int]) -> None:
    """The twelve of each of these areas have been to an event of three days, and are marked throughout."""
    under, people = db.session.get_one(Implementation, AREA), PEOPLE * len(area_ids)
    db.session.execute(
        insert(Event).values(
            id=event_id,
            programme_id=under.programme_id,
            programme_version_id=under.programme_version_id,
            part="initial",
            state="planned",
            capacity=people,
            uid=f"bench{event_id}@scaleup.example",
            first_on=FIRST_ON,
            last_on=FIRST_ON + timedelta(days=DAYS - 1),
            created_at=NOW,
        )
    )
    of_areas = [{"event_id": event_id, "implementation_id": one, "area_id": one} for one in area_ids]
    db.session.execute(insert(EventArea), of_areas)
    halves = [
        {"event_id": event_id, "on_day": FIRST_ON + timedelta(days=day), "half": half, "starts": starts, "ends": ends}
        for day in range(DAYS)
        for half, starts, ends in HOURS
    ]
    db.session.execute(insert(HalfDay), halves)
    of_team = select(Facilitator.id, Facilitator.area_id).where(Facilitator.area_id.in_(area_ids))
    team = db.session.execute(of_team.order_by(Facilitator.id).limit(people)).all()
    whole = {"event_id": event_id, "state": "booked", "booked_at": NOW}
    rows = [{**whole, "facilitator_id": one, "area_id": of, "seat": seat} for seat, (one, of) in enumerate(team, 1)]
    db.session.execute(insert(Booking), rows)
    marks = [
        {"booking_id": booking, "half_day_id": half, "attendance": STATES[0], "marked_at": NOW, "entered_at": NOW}
        for booking in db.session.scalars(select(Booking.id).where(Booking.event_id == event_id))
        for half in db.session.scalars(select(HalfDay.id).where(HalfDay.event_id == event_id))
    ]
    db.session.execute(insert(Mark), marks)


@contextlib.contextmanager
def registered(url: str) -> Iterator[None]:
    """That database has the register."""
    app = application(url)
    with app.app_context():
        lay_registers()
        db.session.commit()
        db.session.remove()
        db.engine.dispose()
    yield


@dataclass
class Posting(Web):
    """A server to which something else is posted each time."""

    body: Callable[[int], tuple[bytes, str]] = lambda _number: (b"", "")
    token: str = ""
    sent: int = 0

    def timed(self, path: str) -> float:
        """Seconds until the last byte of the answer to the next post."""
        self.sent += 1
        body, kind = self.body(self.sent)
        began = time.perf_counter()
        status = self.post(path, body, {"Content-Type": kind, "X-CSRFToken": self.token})
        took = time.perf_counter() - began
        if status != 200:
            raise SystemExit(f"{self.name}: {path} answered {status}")
        return took


def posting(web: Web, page: str, body: Callable[[int], tuple[bytes, str]]) -> Posting:
    """The same server, to be posted to with the token of this page."""
    found = TOKEN.search(web.read(page))
    if found is None:
        raise SystemExit(f"{web.name}: {page} has no token")
    return Posting(web.name, web.port, web.process, web.cookies, body=body, token=found[1].decode())


def saved(cells: Sequence[str]) -> Callable[[int], tuple[bytes, str]]:
    """The whole form, every mark of it changed."""

    def body(number: int) -> tuple[bytes, str]:
        now, before = STATES[number % 2], STATES[(number + 1) % 2]
        typed = {f"m-{cell}": now for cell in cells} | {f"s-{cell}": f"{before}||" for cell in cells}
        return urlencode({"nonce": secrets.token_urlsafe(12), **typed}).encode(), "application/x-www-form-urlencoded"

    return body


def tapped(cell: str) -> Callable[[int], tuple[bytes, str]]:
    """One mark, changed to and fro."""
    booking, half = (int(one) for one in cell.split("-"))

    def body(number: int) -> tuple[bytes, str]:
        one = {"key": secrets.token_hex(16), "booking": booking, "half_day": half, "attendance": STATES[number % 2]}
        return json.dumps({"taps": [{**one, "seen": ""}]}).encode(), "application/json"

    return body


TIMES = 60
A_ROW = 60.0
"""Microseconds that a row of six half-days may take."""


def by_the_row(ours: Web) -> Figure:
    """What a row more takes: the fastest answer with eight times as many rows, less the fastest with twelve."""
    took: dict[str, list[float]] = {PAGE: [], LARGE_PAGE: []}
    asked: dict[str, int] = {}
    for path in (*took, *took):  # the second time nothing is asked for the first time
        before = ours.asked()
        ours.timed(path)
        asked[path] = ours.asked() - before
    for _ in range(TIMES):
        for path, times in took.items():
            times.append(ours.timed(path))
    few, many = (min(times) for times in took.values())
    each = (many - few) * 1_000_000 / (PEOPLE * AREAS - PEOPLE)
    same = asked[PAGE] == asked[LARGE_PAGE]
    return Figure(
        "B3",
        f"register: growth from {PEOPLE} to {PEOPLE * AREAS} people",
        f"{SIZE}",
        f"{each:.0f} µs a row, {milliseconds(many * 1000)}",
        f"at most {A_ROW:g} µs a row, SQL constant",
        each <= A_ROW and same,
        sql="constant" if same else f"{asked[PAGE]} to {asked[LARGE_PAGE]}",
    )


def figures(address: str, only: frozenset[str], folder: Path) -> Iterator[Figure]:
    """The three, on PostgreSQL."""
    with (
        on_postgresql(address, SIZE) as url,
        registered(url),
        serving("ours", url, folder) as ours,
        serving("floor", url, folder) as floor,
    ):
        cells = re.findall(r'name="s-(\d+-\d+)"', ours.read(PAGE).decode())
        if "B3" in only:
            pair = compared(ours, floor, lambda _: PAGE, floor_path=lambda _: FLOOR_PAGE)
            yield of_pair("B3", "register, 12 people and 6 half-days", areas=SIZE, pair=pair, most=3, statements=7)
            yield by_the_row(ours)
        if "B4" in only:
            ready = [posting(web, page, saved(cells)) for web, page in ((ours, PAGE), (floor, FLOOR_PAGE))]
            pair = compared(*ready, lambda _: PAGE, floor_path=lambda _: FLOOR_PAGE)
            yield of_pair("B4", "72 marks saved, page again", areas=SIZE, pair=pair, most=1.6, statements=8)
        if "B5" in only:
            ready = [posting(web, page, tapped(cells[0])) for web, page in ((ours, PAGE), (floor, FLOOR_PAGE))]
            pair = compared(*ready, lambda _: TAPS, floor_path=lambda _: FLOOR_TAP)
            yield of_pair("B5", "one mark tapped", areas=SIZE, pair=pair, most=3, statements=6)


NOT_SLOWER = 1.5


def on_one_file(address: str, folder: Path) -> Iterator[Figure]:
    """B3 and B4 on SQLite, beside the same on PostgreSQL."""
    file = on_sqlite(folder, SIZE + 1)
    with (
        on_postgresql(address, SIZE + 1) as url,
        registered(url),
        registered(file),
        serving("ours", url, folder) as other,
        serving("ours", file, folder) as web,
    ):
        pair = compared(web, other, lambda _: PAGE, floor_path=lambda _: PAGE)
        yield beside("B3", pair, statements=7)
        cells = re.findall(r'name="s-(\d+-\d+)"', web.read(PAGE).decode())
        ready = [posting(one, PAGE, saved(cells)) for one in (web, other)]
        pair = compared(*ready, lambda _: PAGE, floor_path=lambda _: PAGE)
        yield beside("B4", pair, statements=8)


def beside(key: str, pair: Pair, *, statements: int) -> Figure:
    """A line of B14."""
    return Figure(
        "B14",
        f"{key} on SQLite, beside PostgreSQL",
        f"{SIZE}",
        milliseconds(pair.ours),
        f"at most {NOT_SLOWER}x, {statements} SQL",
        pair.ratio <= NOT_SLOWER and pair.asked[0] <= statements,
        floor=milliseconds(pair.floor),
        ratio=f"{pair.ratio:.2f} ({min(pair.ratios):.2f}..{max(pair.ratios):.2f})",
        cpu=f"{pair.cpu[0]:.1f} / {pair.cpu[1]:.1f}",
        sql=f"{pair.asked[0]:g} / {pair.asked[1]:g}",
    )
