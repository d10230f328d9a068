"""Facilitators join, are trained, hold places under a licence, and leave."""

from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime

from sqlalchemy import func, select

from scaleup import audit
from scaleup.accounts import service as accounts
from scaleup.accounts.rules import PersonLeaves, PersonLeft
from scaleup.areas import queries as areas
from scaleup.areas.models import Area, Implementation
from scaleup.core import bulk, facts
from scaleup.core.dates import counted, plain_date
from scaleup.core.errors import Absent, Refused, refuse
from scaleup.extensions import db
from scaleup.facilitators import queries
from scaleup.facilitators.models import Facilitator, PartDone, Place
from scaleup.facilitators.rules import (
    FacilitatorLeft,
    Profession,
    all_held,
    next_place,
    refusals_to_complete,
    refusals_to_hold,
    refusals_to_leave,
    refusals_to_release,
)
from scaleup.licences.models import Licence
from scaleup.licences.rules import STANDING, LicenceEnded, LicencePlacesChanged, LicenceTerminated


@dataclass(frozen=True)
class Newcomer:
    """Somebody as a form names them; a person of this address is known already or is entered."""

    name: str
    email: str
    employer: str
    profession: Profession


def take_in(implementation_id: int, newcomer: Newcomer, *, today: date, now: datetime, by: int | None) -> Facilitator:
    """The person of this address is a facilitator, and holds a place of the licence that stands today.

    Refused where its places are all held: nothing is written then.
    """
    known = accounts.enter(newcomer.name, email=newcomer.email, employer=newcomer.employer or None, now=now)
    joined = join(implementation_id, known.id, profession=newcomer.profession, by=by)
    licence_id = db.session.scalar(
        select(Licence.id)
        .where(
            Licence.implementation_id == implementation_id,
            Licence.state.in_(STANDING),
            Licence.ends_on >= today,
        )
        .order_by(Licence.starts_on)
        .limit(1)
    )
    if licence_id is not None:
        hold_place(licence_id, joined.id, from_on=today, by=by)
    return joined


def join(
    implementation_id: int,
    person_id: int,
    *,
    profession: Profession,
    by: int | None,
    profession_note: str | None = None,
) -> Facilitator:
    """The person is a facilitator of the implementation, once however often it is said; who had left is back."""
    found = areas.implementation(implementation_id)
    already = db.session.scalar(
        select(Facilitator).where(
            Facilitator.implementation_id == implementation_id, Facilitator.person_id == person_id
        )
    )
    if already is not None:
        if already.left:
            already.left, already.left_on = False, None
            already.profession, already.profession_note = profession, profession_note
            db.session.flush()
            log("facilitator joined", already, by=by)
        return already
    joined = Facilitator(
        implementation_id=implementation_id,
        area_id=found.area_id,
        person_id=person_id,
        profession=profession,
        profession_note=profession_note,
    )
    db.session.add(joined)
    db.session.flush()
    log("facilitator joined", joined, by=by)
    return joined


def record_part(facilitator_id: int, part: str, *, done_on: date, by: int | None, source: str = "recorded") -> PartDone:
    """The facilitator has that part of the training, since that day."""
    done = db.session.scalar(select(PartDone).where(PartDone.facilitator_id == facilitator_id, PartDone.part == part))
    if done is None:
        done = PartDone(facilitator_id=facilitator_id, part=part, done_on=done_on, source=source)
        db.session.add(done)
    else:
        done.done_on, done.source = done_on, source
    db.session.flush()
    log("part recorded", queries.facilitator(facilitator_id), by=by)
    return done


def complete_part(facilitator_id: int, part: str, *, done_on: date, today: date, by: int | None) -> PartDone:
    """The facilitator has completed that part of the training; Refused on a day still to come."""
    refused = refusals_to_complete(done_on, today=today)
    if refused:
        raise Refused(refused)
    return record_part(facilitator_id, part, done_on=done_on, by=by)


@dataclass(frozen=True)
class BroughtIn:
    """A facilitator as an old record tells of them, with the parts of training and their days."""

    implementation_id: int
    person_id: int
    profession: Profession
    source: str
    profession_note: str | None = None
    left: bool = False
    left_on: date | None = None
    parts: tuple[tuple[str, date], ...] = ()


def bring_in(told: Sequence[BroughtIn], *, by: int | None) -> list[int]:
    """Each is a facilitator with these parts of training; none of them was one before. Returns ids, in the order given.

    A fixed number of statements for any number of people. Nothing follows from those who left: they held no place here.
    """
    found = db.session.execute(select(Implementation.id, Implementation.area_id)) if told else ()
    area_ids = {row.id: row.area_id for row in found}
    ids = bulk.next_ids(db.session(), Facilitator, len(told))
    rows, parts = [], []
    for one_id, one in zip(ids, told, strict=True):
        rows.append(
            {
                "id": one_id,
                "implementation_id": one.implementation_id,
                "area_id": area_ids[one.implementation_id],
                "person_id": one.person_id,
                "profession": one.profession.value,
                "profession_note": one.profession_note,
                "left": one.left,
                "left_on": one.left_on,
            }
        )
        parts += [
            {"facilitator_id": one_id, "part": part, "done_on": day, "source": one.source} for part, day in one.parts
        ]
    bulk.put(db.session(), Facilitator, rows)
    bulk.put(db.session(), PartDone, parts)
    acts = [
        ("facilitator brought in", "facilitator", one_id, area_ids[one.implementation_id], ())
        for one_id, one in zip(ids, told, strict=True)
    ]
    audit.record_all(acts, person_id=by)
    return ids


@dataclass(frozen=True)
class Holding:
    """Who is to hold a place under which licence, from when."""

    licence_id: int
    facilitator_id: int
    from_on: date


def hold_places(wanted: Sequence[Holding], *, by: int | None) -> int:
    """Each holds the lowest free place of the licence; Refused as a whole where one licence has too few.

    A fixed number of statements for any number of places; locks and indexes as for `hold_place`. Returns how many.
    """
    limits: dict[int, int] = {}
    numbers: dict[int, set[int]] = {}
    area_ids: dict[int, int] = {}
    for some in bulk.portions(one.licence_id for one in wanted):
        asked = select(Licence.id, Licence.places, Licence.state, Licence.area_id).where(Licence.id.in_(some))
        for row in db.session.execute(asked.with_for_update()):
            area_ids[row.id], numbers[row.id] = row.area_id, set()
            limits |= {row.id: row.places} if row.state in STANDING else {}
        held = select(Place.licence_id, Place.number).where(Place.licence_id.in_(some), Place.released_on.is_(None))
        for licence_id, number in db.session.execute(held):
            numbers[licence_id].add(number)
    made = list(placed(wanted, limits=limits, numbers=numbers))
    bulk.put(db.session(), Place, [asdict(one) for one in made])
    acts = (("place held", "facilitator", one.facilitator_id, area_ids[one.licence_id], ()) for one in made)
    audit.record_all(acts, person_id=by)
    return len(made)


@dataclass(frozen=True)
class NewPlace:
    """A place about to be held."""

    licence_id: int
    number: int
    facilitator_id: int
    held_from: date


def placed(wanted: Sequence[Holding], *, limits: dict[int, int], numbers: dict[int, set[int]]) -> Iterator[NewPlace]:
    """Each with the lowest number that is still free under its licence."""
    for one in wanted:
        if one.licence_id not in limits:
            raise refuse("This licence is not granted: it has no places to hold. Grant it first.", "place")
        number = next_place(numbers[one.licence_id], limits[one.licence_id])
        if number is None:
            raise Refused([all_held(limits[one.licence_id])])
        numbers[one.licence_id].add(number)
        yield NewPlace(one.licence_id, number, one.facilitator_id, one.from_on)


def hold_place(licence_id: int, facilitator_id: int, *, from_on: date, by: int | None) -> Place:
    """The facilitator holds the lowest free place of the licence; held already, it stays theirs.

    The licence's row is locked while a number is chosen (SQLite writes one at a time anyway); the unique indexes of
    `place` stand behind that.
    """
    licence = db.session.scalar(select(Licence).where(Licence.id == licence_id).with_for_update())
    joined = queries.facilitator(facilitator_id)
    if licence is None or licence.implementation_id != joined.implementation_id:
        raise Absent
    if licence.state not in STANDING:
        raise refuse("This licence is not granted: it has no places to hold. Grant it first.", "place")
    held = {
        place.number: place
        for place in db.session.scalars(
            select(Place).where(Place.licence_id == licence_id, Place.released_on.is_(None))
        )
    }
    for place in held.values():
        if place.facilitator_id == facilitator_id:
            return place
    number = next_place(held.keys(), licence.places)
    if number is None:
        raise Refused([all_held(licence.places)])
    place = Place(licence_id=licence_id, number=number, facilitator_id=facilitator_id, held_from=from_on)
    db.session.add(place)
    db.session.flush()
    log("place held", joined, by=by)
    return place


def give_place(licence: Licence, facilitator_id: int, *, from_on: date, by: int | None) -> Place:
    """The facilitator holds a place of the licence from that day; Refused where the licence has ended by then."""
    refused = refusals_to_hold(from_on, ends_on=licence.ends_on)
    if refused:
        raise Refused(refused)
    return hold_place(licence.id, facilitator_id, from_on=from_on, by=by)


def free_place(place: Place, *, on_day: date, today: date, by: int | None) -> Place:
    """The place is free from that day; Refused where it was not held then, or the day is still to come."""
    refused = refusals_to_release(on_day, held_from=place.held_from, today=today)
    if refused:
        raise Refused(refused)
    return release_place(place.id, on_day=on_day, by=by)


def release_place(place_id: int, *, on_day: date, by: int | None) -> Place:
    """The place is free from that day; who held it stays in its history."""
    place = db.session.get(Place, place_id)
    if place is None:
        raise Absent
    if place.released_on is None:
        place.released_on = on_day
        db.session.flush()
        log("place released", queries.facilitator(place.facilitator_id), by=by)
    return place


def leave(facilitator_id: int, *, on_day: date | None, today: date, by: int | None) -> Facilitator:
    """The facilitator is gone, their places are free, and whoever waits may have them.

    Refused on a day still to come. A place that was held only after their last day is free from its first.
    """
    refused = refusals_to_leave(on_day, today=today)
    if refused:
        raise Refused(refused)
    gone = queries.facilitator(facilitator_id)
    gone.left, gone.left_on = True, on_day
    for place in db.session.scalars(
        select(Place).where(Place.facilitator_id == facilitator_id, Place.released_on.is_(None))
    ):
        place.released_on = max(place.held_from, on_day or today)
    db.session.flush()
    facts.announce(FacilitatorLeft(gone.id, gone.implementation_id, gone.area_id, on_day, by, today))
    log("facilitator left", gone, by=by)
    return gone


def places_changes(fact: LicencePlacesChanged) -> list[facts.Change]:
    """Nothing follows from more places; fewer than are held is refused."""
    held = (
        db.session.scalar(
            select(func.count())
            .select_from(Place)
            .where(Place.licence_id == fact.licence_id, Place.released_on.is_(None))
        )
        or 0
    )
    if fact.places < held:
        raise refuse(
            f"{held} places are held. Release some first, or enter {held} or more.",
            "places",
        )
    return []


def places_apply(_fact: LicencePlacesChanged, _changes: Sequence[facts.Change]) -> None:
    """Nothing is written: the ledger of places stays as it is."""


def log(act: str, row: Facilitator, *, by: int | None) -> None:
    """The act on this facilitator is in the audit log."""
    audit.record(act, subject="facilitator", subject_id=row.id, person_id=by, area_id=row.area_id)


def delivering(fact: PersonLeaves | PersonLeft) -> list[tuple[Facilitator, str]]:
    """Where the person is a facilitator who has not left, with the area's name."""
    rows = db.session.execute(
        select(Facilitator, Area.name)
        .join(Area, Area.id == Facilitator.area_id)
        .where(Facilitator.person_id == fact.person_id, Facilitator.left.is_(False))
        .order_by(Area.name)
    )
    return [(row.Facilitator, row.name) for row in rows]


def leaving_changes(fact: PersonLeaves) -> list[facts.Change]:
    """They leave as a facilitator too, and their place is free."""
    day = plain_date(fact.last_on)
    return [
        facts.Change(f"They leave as a facilitator of {area} on {day}; a place that they hold is free.", 1)
        for _, area in delivering(fact)
    ]


def leaving_apply(_fact: PersonLeaves, _changes: Sequence[facts.Change]) -> None:
    """Nothing is written: until their last day is over they deliver, and count."""


def left_changes(_fact: PersonLeft) -> list[facts.Change]:
    """Nothing that was not said when the last day was kept."""
    return []


def left_apply(fact: PersonLeft, _changes: Sequence[facts.Change]) -> None:
    """They have left."""
    for one, _ in delivering(fact):
        leave(one.id, on_day=fact.last_on, today=fact.last_on, by=fact.by_id)


def holding(licence_id: int) -> Sequence[Place]:
    """The places of the licence that are held."""
    return db.session.scalars(
        select(Place).where(Place.licence_id == licence_id, Place.released_on.is_(None)).order_by(Place.number)
    ).all()


def over_changes(fact: LicenceEnded | LicenceTerminated) -> list[facts.Change]:
    """With the licence its places end; who held them stays in the ledger."""
    count = len(holding(fact.licence_id))
    if not count:
        return []
    sentence = f"{counted(count, 'place')} {'is' if count == 1 else 'are'} released on {plain_date(fact.on_day)}"
    return [facts.Change(sentence, count)]


def over_apply(fact: LicenceEnded | LicenceTerminated, _changes: Sequence[facts.Change]) -> None:
    """The places are free from the licence's last day."""
    for place in holding(fact.licence_id):
        release_place(place.id, on_day=max(place.held_from, fact.on_day), by=fact.person_id)


HANDLERS = (
    facts.Handler(LicenceEnded, over_changes, over_apply),
    facts.Handler(LicenceTerminated, over_changes, over_apply),
    facts.Handler(LicencePlacesChanged, places_changes, places_apply),
    facts.Handler(PersonLeaves, leaving_changes, leaving_apply),
    facts.Handler(PersonLeft, left_changes, left_apply),
)
