"""Rows of a licence sheet: an area, what it takes up, its licence, and who leads and looks after it."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from scaleup.areas.rules import ISLANDS, name_key
from scaleup.core.dates import Nation, counted, plain_date
from scaleup.imports.rules.desk import Desk
from scaleup.imports.rules.figures import read_count, read_percent
from scaleup.imports.rules.known import KnownLicence, KnownProgramme
from scaleup.imports.rules.matching import Place
from scaleup.imports.rules.outcomes import Choice, Outcome, Question, Where, leaving_out
from scaleup.imports.rules.parts import LicencePart
from scaleup.imports.rules.people import address_of, manager_of, person_named
from scaleup.imports.rules.placing import Atlas, area_to_found, nation_told, place_named, programme_of_licence
from scaleup.imports.rules.reading import says_nothing
from scaleup.imports.rules.words import ENDED_STAGES, plain_word

A_NUMBER = "a licence number"
LONGEST_NUMBER = 40
SAME = "the same licence"


@dataclass
class Licences:
    """The licences of the workbook so far, by number, each with the row that brought it."""

    atlas: Atlas
    owners: dict[str, str]
    by_number: dict[str, tuple[LicencePart, Where]] = field(default_factory=dict)
    of_team: dict[tuple[str, str], list[LicencePart]] = field(default_factory=dict)
    """The same by area and programme."""

    def known_of(self, area_key: str, slug: str) -> Sequence[KnownLicence]:
        """The licences of the area and programme that are here."""
        return self.atlas.known.licences_of.get((area_key, slug), ())


def settle_licence(desk: Desk, book: Licences) -> LicencePart | None:
    """What the row brings in; nothing while it waits or where it is refused."""
    if not term_is_possible(desk):
        area_for_a_refused_row(desk, book.atlas)
        return None
    place = area_to_found(desk, book.atlas)
    programme = programme_of_licence(desk, desk.words("area"))
    about = name_key(desk.words("area"))
    starts_on = desk.date_needed("starts_on", about=about, label="start of the licence")
    ends_on = desk.date_needed("ends_on", about=about, label="end of the licence")
    nation = nation_of(desk, place, book.atlas) if place else ""
    part = None
    if place and nation and programme and starts_on and ends_on and desk.stands:
        founded = replace(place, nation=nation)
        part = licence_of(desk, book, place=founded, programme=programme, starts_on=starts_on, ends_on=ends_on)
    if part is None or not desk.stands:
        wait_for(desk, book.atlas, place=place, programme=programme)
        return None
    return weigh(desk, book, part)


def wait_for(desk: Desk, atlas: Atlas, *, place: Place | None, programme: KnownProgramme | None) -> None:
    """Rows of the area wait for this one, if it waits itself."""
    if desk.outcome is Outcome.NEEDS_DECISION:
        slug = programme.slug if programme else ""
        for name in {desk.words("area"), place.name if place else desk.words("area")}:
            atlas.waiting.setdefault(name_key(name), (desk.where, slug))


def term_is_possible(desk: Desk) -> bool:
    """Whether the licence does not end before it starts; a row that says so is refused."""
    from_cells = Desk(desk.known, desk.sheet, desk.row)
    starts_on = from_cells.date_needed("starts_on", about="", label="")
    ends_on = from_cells.date_needed("ends_on", about="", label="")
    if starts_on is None or ends_on is None or starts_on <= ends_on:
        return True
    desk.refuse(
        "ends_on",
        f"The licence ends on {plain_date(ends_on)}, before it starts on {plain_date(starts_on)}. "
        "Correct the dates in the workbook and import again.",
    )
    return False


def area_for_a_refused_row(desk: Desk, atlas: Atlas) -> None:
    """What else is wrong with a refused row is said, and nothing is asked about it."""
    if place_named(desk.words("area"), atlas) is None and nation_told(desk) not in ISLANDS:
        desk.say("area", f"“{desk.words('area')}” is not the name of an area or local authority known here.")
    if not licence_number(desk):
        desk.say("number", "This is not a licence number.")
    readiness_note(desk)


def nation_of(desk: Desk, place: Place, atlas: Atlas) -> str:
    """The nation of the matched authority, else of the row, else a decision; areas that are there have theirs."""
    said = Nation.named(desk.words("nation")) if desk.words("nation") else None
    if place.nation:
        if said and said.value != place.nation:
            desk.say("nation", f"{place.name} lies in {place.nation}; that was taken.")
        return place.nation
    if name_key(place.name) in atlas.known.areas:
        return "as it is"
    if said:
        return said.value
    question = Question(
        desk.key("nation", name_key(place.name)),
        f"In which nation does {place.name} lie?",
        leaving_out(*(Choice(nation, nation) for nation in Nation)),
    )
    return desk.ask("area", question, f"The nation of {place.name} is not known.")


def licence_of(
    desk: Desk, book: Licences, *, place: Place, programme: KnownProgramme, starts_on: date, ends_on: date
) -> LicencePart | None:
    """The licence with all that its row says; nothing while its number or places wait."""
    about = f"{name_key(place.name)}|{programme.slug}|{starts_on}"
    if starts_on > ends_on:
        desk.refuse("ends_on", f"The licence would end on {plain_date(ends_on)}, before it starts. Decide again.")
        return None
    number = number_needed(desk, book, about=about, place=place, programme=programme, starts_on=starts_on)
    places = places_needed(desk, programme, about=about)
    if not number or not places:
        return None
    note_of_stage(desk)
    note_of_notes(desk)
    lead = person_named(desk, "lead")
    if not lead and desk.words("email") and not says_nothing(desk.words("email")):
        desk.say("email", "There is no one person whose address this is; it was not taken in.")
    note, noted_on = readiness_note(desk), desk.date_if_known("readiness_on", about=about)
    return LicencePart(
        area_key=name_key(place.name),
        area_name=place.name,
        nation=place.nation,
        authority_codes=place.codes,
        slug=programme.slug,
        number=number,
        starts_on=starts_on,
        ends_on=ends_on,
        places=places,
        organisation=organisation(desk),
        lead_name=lead,
        lead_email=address_of(desk, lead, owners=book.owners) if lead else None,
        manager_id=manager_of(desk, place.name),
        readiness_note=note,
        readiness_on=noted_on,
        delivery_on=delivery_start(desk, about=about, starts_on=starts_on),
    )


def organisation(desk: Desk) -> str:
    """The lead organisation's name, if one is known."""
    words = desk.words("organisation")
    return "" if says_nothing(words) else words[:160]


def licence_number(desk: Desk) -> str:
    """The number, if it is one: "SU-????" is none."""
    words = desk.words("number")
    if says_nothing(words) or "?" in words or len(words) > LONGEST_NUMBER or not any(c.isalnum() for c in words):
        return ""
    return words


def number_needed(
    desk: Desk, book: Licences, *, about: str, place: Place, programme: KnownProgramme, starts_on: date
) -> str:
    """The licence's number; that of the same licence if it is here; else somebody types one and the row waits."""
    number = licence_number(desk)
    known = desk.known.licences.get(name_key(number))
    area_key = name_key(place.name)
    if number and (known is None or (known.area_key, known.slug) == (area_key, programme.slug)):
        return number
    if not number:
        for licence in book.known_of(area_key, programme.slug):
            if licence.starts_on == starts_on:
                return licence.number
        said = "There is no licence number." if not desk.words("number") else "This is not a licence number."
    else:
        said = f"Licence {number} already belongs to another area or programme here."
    question = Question(
        desk.key("number", about, number),
        f"Which number has the licence of {place.name} ({programme.name}, from {plain_date(starts_on)})? {said}",
        leaving_out(),
        typed=A_NUMBER,
    )
    return desk.ask("number", question, said)


def places_needed(desk: Desk, programme: KnownProgramme, *, about: str) -> int:
    """The number of places; the programme's own where the row has none; a question where it is impossible."""
    reading = read_count(desk.cell("places"))
    most = programme.most_places
    if reading.value is None and not reading.unclear:
        if "places" in desk.row.headings:
            desk.say("places", f"The number of places is not given; {most}, the number of {programme.name}, was taken.")
        return most
    if reading.value and 1 <= reading.value <= most:
        return reading.value
    said = reading.trouble or f"A licence of {programme.name} has 1 to {most} places."
    question = Question(
        desk.key("places of", about, desk.words("places").casefold()),
        f"How many places has the licence in {desk.where}, given as “{desk.words('places')}”? {said}",
        leaving_out(*(Choice(str(count), counted(count, "place")) for count in range(most, 0, -1))),
    )
    answer = desk.ask("places", question, said)
    return int(answer) if answer else 0


def readiness_note(desk: Desk) -> str:
    """The old score as a labelled note, never a verdict (decisions.md, Readiness)."""
    reading = read_percent(desk.cell("readiness"))
    if reading.unclear:
        desk.say("readiness", f"{reading.trouble} The old readiness score was not taken in.")
    if reading.value is None:
        return ""
    return f"Readiness in the old tracker: {reading.value:g} %. A note, not a verdict."


def delivery_start(desk: Desk, *, about: str, starts_on: date) -> date | None:
    """The day of the first session, if it has come."""
    day = desk.date_if_known("delivery_on", about=about)
    if day and day > desk.known.today:
        desk.say("delivery_on", f"{plain_date(day)} is still to come: a plan, not a start. It was not taken in.")
        return None
    if day and day < starts_on:
        desk.say("delivery_on", f"Delivery began on {plain_date(day)}, before the licence. It came in as it stands.")
    return day


def note_of_stage(desk: Desk) -> None:
    """A stage that says that the area is out is said: the stage here is read from dates."""
    if plain_word(desk.words("stage")) in ENDED_STAGES:
        desk.say(
            "stage",
            "The tracker says that this area is not taking part now. The licence came in as granted: "
            "suspend, end or close it on its page before reminders start.",
        )


def note_of_notes(desk: Desk) -> None:
    """Notes have no place here; that is said, so that nobody looks for them."""
    if desk.words("notes"):
        desk.say(
            "notes", "The note was not taken in: there is no place for it here. Read it before you file the tracker."
        )


def weigh(desk: Desk, book: Licences, part: LicencePart) -> LicencePart | None:
    """Whether the licence is new, here already, or twice in the workbook; a contradiction is a question."""
    earlier = book.by_number.get(name_key(part.number))
    if earlier is not None:
        return weigh_against(desk, part, *earlier)
    known = desk.known.licences.get(name_key(part.number))
    beside = None if known else overlapping(book, part)
    if beside is not None:
        desk.refuse("starts_on", beside)
        return None
    desk.outcomes.append(Outcome.MERGED if known else Outcome.CREATED)
    if known and (known.starts_on, known.ends_on) != (part.starts_on, part.ends_on):
        desk.say(
            "number",
            f"Licence {known.number} runs here from {plain_date(known.starts_on)} to {plain_date(known.ends_on)}. "
            "It was left as it is.",
        )
    book.by_number[name_key(part.number)] = (part, desk.where)
    book.of_team.setdefault((part.area_key, part.slug), []).append(part)
    book.atlas.add(part.area_key, name=part.area_name, slug=part.slug, nation=part.nation)
    return part


def overlapping(book: Licences, part: LicencePart) -> str | None:
    """Why the term cannot stand beside another licence of the implementation: no day has two (licences/rules)."""
    mine = book.of_team.get((part.area_key, part.slug), ())
    others = [(one.number, one.starts_on, one.ends_on) for one in mine]
    here = book.known_of(part.area_key, part.slug)
    others += [(one.number, one.starts_on, one.ends_on) for one in here if not one.over]
    for number, starts_on, ends_on in others:
        if starts_on <= part.ends_on and part.starts_on <= ends_on:
            return (
                f"Licence {number} already covers {plain_date(starts_on)} to {plain_date(ends_on)}, and no day has "
                "two licences of one programme. Correct the dates in the workbook and import again."
            )
    return None


def weigh_against(desk: Desk, part: LicencePart, first: LicencePart, where: Where) -> LicencePart | None:
    """A second row with the number of an earlier one: merged, unless the two contradict each other."""
    differing = contradictions(part, first)
    if not differing:
        desk.outcomes.append(Outcome.MERGED)
        desk.say("number", f"The same licence as row {where.row}: merged with it.")
        return part
    said = f"Licence {part.number} stands in row {where.row} too, with another {', '.join(differing)}."
    question = Question(
        desk.key("licence twice", name_key(part.number), part.area_key, str(part.starts_on), str(part.ends_on)),
        f"Is {desk.where} the same licence as row {where.row}? {said}",
        leaving_out(Choice(SAME, f"the same licence, as row {where.row} has it")),
    )
    if desk.ask("number", question, said) != SAME:
        return None
    desk.outcomes.append(Outcome.MERGED)
    return first


def contradictions(part: LicencePart, first: LicencePart) -> list[str]:
    """In what the two rows differ that matters, in words; what only one of them says is no contradiction."""
    pairs = {
        "area": (part.area_key, first.area_key),
        "programme": (part.slug, first.slug),
        "start": (part.starts_on, first.starts_on),
        "end": (part.ends_on, first.ends_on),
        "number of places": (part.places, first.places),
        "delivery start": (part.delivery_on or first.delivery_on, first.delivery_on or part.delivery_on),
        "project lead": (name_key(part.lead_name or first.lead_name), name_key(first.lead_name or part.lead_name)),
    }
    return [words for words, (one, other) in pairs.items() if one != other]
