"""Rows of a facilitator sheet: who delivers where, what they are by trade, which training they completed."""

from dataclasses import dataclass, field, replace
from datetime import date

from scaleup.areas.rules import name_key
from scaleup.core.dates import plain_date
from scaleup.facilitators.rules import Profession
from scaleup.imports.rules.desk import Desk
from scaleup.imports.rules.known import KnownFacilitator
from scaleup.imports.rules.outcomes import Choice, Outcome, Question, Where, leaving_out
from scaleup.imports.rules.parts import FacilitatorPart
from scaleup.imports.rules.people import address_of, person_named
from scaleup.imports.rules.placing import Atlas, area_of_child, programme_of_child
from scaleup.imports.rules.reading import says_nothing
from scaleup.imports.rules.words import PROFESSION_OF, STANDING_OF, Standing, meaning

PARTS = ("initial", "verp", "top_up")
ONE_PERSON = "one person"
TWO_PEOPLE = "two people"
LONGEST_NOTE = 80
Team = tuple[str, str]
"""Area's key and programme's slug."""


@dataclass
class Facilitators:
    """The facilitators of the workbook so far, by area and programme, each with the row that brought them."""

    atlas: Atlas
    owners: dict[str, str]
    teams: dict[Team, list[tuple[FacilitatorPart, Where]]] = field(default_factory=dict)
    here: dict[Team, list[KnownFacilitator]] = field(default_factory=dict)


def settle_facilitator(desk: Desk, book: Facilitators) -> FacilitatorPart | None:
    """What the row brings in; nothing while it waits or where it is refused."""
    name = person_named(desk, "name")
    if not name:
        desk.refuse("name", "No one person is named in this row. Name them in the workbook and import again.")
        return None
    area_key = area_of_child(desk, book.atlas)
    slug = programme_of_child(desk, book.atlas, area_key=area_key, about=name) if area_key else ""
    about = f"{area_key}|{name_key(name)}"
    left_on = desk.date_if_known("left_on", about=about) if slug else None
    to_come = left_on is not None and left_on > desk.known.today
    standing = standing_of(desk, leaves_later=to_come)
    if not slug or standing is None or not desk.stands:
        return None
    if left_on is not None and to_come:
        desk.say("left_on", f"{plain_date(left_on)} is still to come: until then they deliver. It was not taken in.")
    profession, note = profession_of(desk)
    part = FacilitatorPart(
        area_key=area_key,
        slug=slug,
        name=name,
        email=None,
        profession=profession,
        profession_note=note,
        left=standing is Standing.LEFT,
        left_on=None if to_come else left_on,
        done=tuple((part, day) for part in PARTS if (day := part_done(desk, part, about=about))),
    )
    return weigh(desk, book, replace(part, email=address_of(desk, name, owners=book.owners)))


def standing_of(desk: Desk, *, leaves_later: bool) -> Standing | None:
    """Active or left; somebody without a status, or with a last day that is still to come, is there."""
    if says_nothing(desk.words("status")):
        says_left = desk.words("left_on") and not says_nothing(desk.words("left_on")) and not leaves_later
        return Standing.LEFT if says_left else Standing.ACTIVE
    return desk.word("status", STANDING_OF, kind="facilitator status", label="status of a facilitator")


def profession_of(desk: Desk) -> tuple[Profession, str]:
    """The profession, or "other" with the tracker's own words, said."""
    words = desk.words("profession")
    reading = meaning(words, PROFESSION_OF)
    if reading.value is not None:
        return reading.value, ""
    if reading.unclear:
        desk.say("profession", f"“{words}” is no profession of the list: it came in as other, with these words.")
    return Profession.OTHER, words[:LONGEST_NOTE] if reading.unclear else ""


def part_done(desk: Desk, part: str, *, about: str) -> date | None:
    """The day on which the part of training was completed, if it has come."""
    day = desk.date_if_known(part, about=about)
    if day and day > desk.known.today:
        desk.say(part, f"{plain_date(day)} is still to come: a plan, not a completed part. It was not taken in.")
        return None
    return day


def weigh(desk: Desk, book: Facilitators, part: FacilitatorPart) -> FacilitatorPart | None:
    """Whether the facilitator is new, here already, or twice in the workbook; a contradiction is a question."""
    team = book.teams.setdefault((part.area_key, part.slug), [])
    twin = next(((other, where) for other, where in team if same_person(part, other)), None)
    if twin is not None:
        return weigh_against(desk, team, part, *twin)
    known = any(is_here(part, facilitator) for facilitator in book.here.get((part.area_key, part.slug), ()))
    desk.outcomes.append(Outcome.MERGED if known else Outcome.CREATED)
    team.append((part, desk.where))
    return part


def same_person(part: FacilitatorPart, other: FacilitatorPart) -> bool:
    """Whether two rows of one team seem to be one person: one address, or one name without two addresses."""
    if part.email and part.email == other.email:
        return True
    return name_key(part.name) == name_key(other.name) and not (part.email and other.email)


def is_here(part: FacilitatorPart, known: KnownFacilitator) -> bool:
    """Whether the facilitator is the one that is here already."""
    if part.email and known.email:
        return part.email == known.email
    return name_key(part.name) == name_key(known.name)


def weigh_against(
    desk: Desk,
    team: list[tuple[FacilitatorPart, Where]],
    part: FacilitatorPart,
    first: FacilitatorPart,
    where: Where,
) -> FacilitatorPart | None:
    """A second row about what seems to be one person: merged, unless the two contradict each other."""
    differing = contradictions(part, first)
    if not differing:
        desk.outcomes.append(Outcome.MERGED)
        desk.say("name", f"The same person as row {where.row}: merged with it.")
        return part
    said = f"{part.name} stands in row {where.row} too, with another {', '.join(differing)}."
    question = Question(
        desk.key("person twice", part.area_key, part.slug, name_key(part.name), part.email or "", ", ".join(differing)),
        f"Is {desk.where} the same person as row {where.row}? {said}",
        leaving_out(
            Choice(ONE_PERSON, f"one person, as row {where.row} has it"),
            Choice(TWO_PEOPLE, "two people of the same name; the second comes in without the address"),
        ),
    )
    answer = desk.ask("name", question, said)
    if answer == ONE_PERSON:
        desk.outcomes.append(Outcome.MERGED)
        return first
    if answer != TWO_PEOPLE:
        return None
    second = replace(part, email=None, ordinal=2 + sum(other.ordinal > 1 for other, _ in team))
    desk.outcomes.append(Outcome.MERGED if second.natural_key in desk.known.made else Outcome.CREATED)
    team.append((second, desk.where))
    return second


def contradictions(part: FacilitatorPart, first: FacilitatorPart) -> list[str]:
    """In what the two rows differ, in words; what only one of them says is no contradiction."""
    differing = []
    if part.profession != first.profession:
        differing.append("profession")
    if part.left != first.left:
        differing.append("status")
    mine, theirs = dict(part.done), dict(first.done)
    words = {"initial": "initial training", "verp": "VERP day", "top_up": "top-up"}
    return differing + [
        words[name] for name in PARTS if mine.get(name, theirs.get(name)) != theirs.get(name, mine.get(name))
    ]
