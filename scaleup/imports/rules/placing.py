"""Which area and which programme a row belongs to, by what the database and the workbook's own licences hold."""

from dataclasses import dataclass, field

from scaleup.areas.rules import ISLANDS, LONGEST_NAME, name_key
from scaleup.core.dates import Nation
from scaleup.imports.rules.desk import Desk
from scaleup.imports.rules.known import Known, KnownProgramme
from scaleup.imports.rules.matching import Place, proposals
from scaleup.imports.rules.outcomes import Choice, Question, Where, leaving_out
from scaleup.imports.rules.reading import says_nothing

NEW_AREA = "new area in "
THE_NAME = "the name of a known area"


@dataclass
class Atlas:
    """The areas that rows may name: those that are there, and those that the workbook's licences bring."""

    known: Known
    areas: dict[str, str] = field(default_factory=dict)
    """The name of each area, by the key of whatever it goes by, or went by before it took another in."""
    nations: dict[str, str] = field(default_factory=dict)
    """The nation of each area, by the key of the name that it has now."""
    taken_up: dict[str, set[str]] = field(default_factory=dict)
    waiting: dict[str, tuple[Where, str]] = field(default_factory=dict)
    """Areas (by key) with a licence row that waits, and its programme (slug) if that is known."""

    @classmethod
    def of(cls, known: Known) -> "Atlas":
        """The atlas before the workbook is read."""
        taken_up = {key: set(slugs) for key, slugs in known.taken_up.items()}
        return cls(known, dict(known.areas), dict(known.nations), taken_up)

    def add(self, key: str, *, name: str, slug: str, nation: str) -> None:
        """The area takes up the programme."""
        self.areas.setdefault(key, name)
        if nation in set(Nation):
            self.nations.setdefault(key, nation)
        self.taken_up.setdefault(key, set()).add(slug)

    def nation_of(self, key: str) -> str:
        """Where the area, else the authority, of this key lies; empty if that is not known."""
        place = self.known.places.get(key)
        here = self.nations.get(name_key(self.areas.get(key, key)), "")
        return here or (place.nation if place else "")

    def key_of(self, words: str) -> str:
        """The key of the area that the words name: an island has one, however it is written (core.dates.Nation)."""
        key, island = name_key(words), island_named(words)
        if island is None or key in self.areas or key in self.known.places or key in self.waiting:
            return key
        return name_key(island.value)

    def held_by(self, key: str) -> Where | None:
        """The waiting licence row that a row of this area waits for: one whose programme is not here yet."""
        where, slug = self.waiting.get(key, (None, ""))
        return None if where is None or (slug and slug in self.taken_up.get(key, ())) else where


def island_named(words: str) -> Nation | None:
    """The island that these words are the name of."""
    nation = Nation.named(words)
    return nation if nation in ISLANDS else None


def nation_told(desk: Desk) -> Nation | None:
    """The nation that the row tells: under its heading, else as the name of an island."""
    return Nation.named(desk.words("nation")) or island_named(desk.words("area"))


def within_nation(desk: Desk, atlas: Atlas, names: dict[str, str]) -> dict[str, str]:
    """Those of the names that may be meant: where the row tells its nation, none that lies in another."""
    told = nation_told(desk)
    return {key: name for key, name in names.items() if told is None or atlas.nation_of(key) in ("", told)}


def question_of_area(desk: Desk, names: dict[str, str], *, may_be_new: bool = False) -> Question:
    """Which area a name means; with proposals, and a new one where the sheet may bring one."""
    words = desk.words("area")
    choices = [Choice(name, f"the area {name}") for name in proposals(words, names, desk.known.nearest)]
    if may_be_new:
        choices += [Choice(f"{NEW_AREA}{nation}", f"a new area of this name in {nation}") for nation in Nation]
    return Question(
        desk.key("area", name_key(words)),
        f"Which area is “{words}”? (first seen: {desk.where})",
        leaving_out(*choices),
        typed=THE_NAME,
    )


def unknown_name(words: str, question: Question) -> str:
    """The sentence about a name that is not known."""
    offered = likenesses(question)
    meant = f" {' or '.join(offered)} may be meant." if offered else ""
    return f"“{words}” is not the name of an area or local authority known here.{meant} Decide which area it is."


def likenesses(question: Question) -> list[str]:
    """The names that the question offers."""
    return [choice.answer for choice in question.choices[:-1] if not choice.answer.startswith(NEW_AREA)]


def island_to_found(desk: Desk, question: Question) -> Place | None:
    """A new area of an island, where the row tells which; nothing where somebody decided, or is to decide."""
    words, nation = desk.words("area"), nation_told(desk)
    own = island_named(words)
    if nation not in ISLANDS or desk.answer(question) or says_nothing(words) or len(words) > LONGEST_NAME:
        return None
    if own not in (None, nation) or (own is None and likenesses(question)):
        return None
    return Place(own.value if own else words, nation.value, frozenset())


def area_to_found(desk: Desk, atlas: Atlas) -> Place | None:
    """The area that a licence row is about: one that is there, one from the table, or one that somebody decided."""
    words = desk.words("area")
    if not words:
        desk.refuse("area", "No area is named in this row. Name it in the workbook and import again.")
        return None
    found = place_named(words, atlas)
    if found is not None:
        return found
    names = {**{key: place.name for key, place in atlas.known.places.items()}, **atlas.areas}
    question = question_of_area(desk, within_nation(desk, atlas, names), may_be_new=True)
    island = island_to_found(desk, question)
    if island is not None:
        return island
    answer = desk.ask("area", question, unknown_name(words, question))
    if answer.startswith(NEW_AREA):
        return Place(words, answer.removeprefix(NEW_AREA), frozenset())
    return place_named(answer, atlas) if answer else None


def place_named(words: str, atlas: Atlas) -> Place | None:
    """The area or authority of exactly this name but for case and spaces."""
    key = atlas.key_of(words)
    place = atlas.known.places.get(key)
    if key in atlas.areas:
        nation = place.nation if place else atlas.nation_of(key)
        return Place(atlas.areas[key], nation, place.codes if place else frozenset())
    return place


def area_of_child(desk: Desk, atlas: Atlas) -> str:
    """The key of the area that a row belongs to; empty while it waits or is refused."""
    words = desk.words("area")
    key = atlas.key_of(words)
    if not words:
        desk.refuse("area", "No area is named in this row. Name it in the workbook and import again.")
        return ""
    if key not in atlas.areas and key not in atlas.waiting:
        question = question_of_area(desk, within_nation(desk, atlas, atlas.areas))
        key = name_key(desk.ask("area", question, unknown_name(words, question)))
    if not key:
        return ""
    key = name_key(atlas.areas.get(key, key))
    held_by = atlas.held_by(key)
    if held_by is not None:
        desk.wait("area", f"This row waits for {held_by}, which is not decided yet.")
        return ""
    if key not in atlas.areas:
        desk.wait("area", "The area that was decided on is not here yet. Bring in its licence first.")
        return ""
    return key


def programme_of_licence(desk: Desk, area_name: str) -> KnownProgramme | None:
    """The programme that a licence is for: by name, slug or a short form of the catalogue; else a decision."""
    words = desk.words("programme")
    found = desk.known.programmes.get(name_key(words))
    if found is not None:
        return found
    programmes = {programme.slug: programme for programme in desk.known.programmes.values()}
    shown = f"“{words}”" if words else f"the licence of {area_name}, which names none,"
    question = Question(
        desk.key("programme", name_key(words)) if words else desk.key("programme of", name_key(area_name)),
        f"Which programme is {shown}? (first seen: {desk.where})",
        leaving_out(*(Choice(programme.name, programme.name) for programme in programmes.values())),
    )
    said = f"“{words}” is not a programme of the catalogue." if words else "No programme is named."
    answer = desk.ask("programme", question, said)
    return desk.known.programmes.get(name_key(answer))


def programme_of_child(desk: Desk, atlas: Atlas, *, area_key: str, about: str) -> str:
    """The slug of the programme that a row belongs to; a decision where the area takes up several."""
    slugs = sorted(atlas.taken_up.get(area_key, ()))
    words = desk.words("programme")
    named = desk.known.programmes.get(name_key(words))
    area = atlas.areas[area_key]
    if named is not None and named.slug in slugs:
        return named.slug
    if not slugs:
        desk.refuse("area", f"{area} takes up no programme here. Bring in its licence first, then import again.")
        return ""
    if len(slugs) == 1 and not words:
        return slugs[0]
    by_slug = {programme.slug: programme.name for programme in desk.known.programmes.values()}
    said = (
        f"{area} takes up {len(slugs)} programmes and the row does not say which it belongs to."
        if not words
        else f"“{words}” is not a programme that {area} takes up."
    )
    question = Question(
        desk.key("which programme", desk.sheet.kind, area_key, words.casefold(), about),
        f"Which programme does {desk.where} ({area}, {about}) belong to? {said}",
        leaving_out(*(Choice(by_slug[slug], by_slug[slug]) for slug in slugs)),
    )
    answer = desk.ask("programme" if words else "area", question, said)
    chosen = desk.known.programmes.get(name_key(answer))
    return chosen.slug if chosen else ""
