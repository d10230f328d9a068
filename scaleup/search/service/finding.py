"""The answer to a question: what was found, best first, by kind, with why. Reads only.

A fixed number of statements: one for the spelling, one a kind, some to tell of the hits, and once more one a kind
where nothing has all the words.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from scaleup.core.pages import Actor
from scaleup.search import adapters, queries
from scaleup.search.queries import Found, Told
from scaleup.search.rules import WORTH, Hit, Kind, Match, Sought, folded, reason, words_asked, words_kept

SHOWN = 6
"""Hits of a kind among other kinds."""
SHOWN_ALONE = 50

TELL: dict[Kind, Callable[..., dict[int, Told]]] = {
    Kind.AREA: queries.tell_areas,
    Kind.PERSON: queries.tell_people,
    Kind.LICENCE: queries.tell_licences,
    Kind.ORGANISATION: queries.tell_organisations,
}


@dataclass(frozen=True)
class Group:
    """The hits of one kind: those that are shown, and how many there are; 51 stands for more than 50."""

    kind: Kind
    hits: tuple[Hit, ...]
    total: int


@dataclass(frozen=True)
class Answer:
    """What a question found."""

    question: str
    groups: tuple[Group, ...] = ()
    near: bool = False
    """Nothing is spelt like that; these are spelt nearly so."""
    partly: bool = False
    """Nothing has all the words; these have some."""

    @property
    def total(self) -> int:
        """How many hits there are of all kinds."""
        return sum(group.total for group in self.groups)


def find(actor: Actor, question: str, *, only: Kind | None = None, today: date) -> Answer:
    """What the actor may see and this question means; an empty question finds nothing."""
    asked = words_asked(question)
    if not asked:
        return Answer(question)
    known = queries.spelt_like(asked)
    sought = [adapters.sought(word, known[word]) for word in asked]
    kinds = [only] if only else list(Kind)
    hits = {kind: queries.found(kind, sought, least=len(sought), actor=actor, today=today) for kind in kinds}
    partly = len(sought) > 1 and not any(hits.values())
    if partly:
        hits = {kind: queries.found(kind, sought, least=1, actor=actor, today=today) for kind in kinds}
    kept, near = well_spelt(hits)
    size = SHOWN_ALONE if only else SHOWN
    groups = [group(kind, kept[kind], sought, question=question, size=size, actor=actor, today=today) for kind in kinds]
    return Answer(question, tuple(one for one in groups if one.total), near=near, partly=partly and any(kept.values()))


def well_spelt(hits: dict[Kind, list[Found]]) -> tuple[dict[Kind, list[Found]], bool]:
    """Only what is spelt as it was asked, if there is any; else what is spelt nearly so, and True.

    Of hits that have only some of the words, those with the most are kept.
    """
    every = [one for found in hits.values() for one in found]
    most = max((one.words for one in every), default=0)
    plain = any(one.least > WORTH[Match.NEAR] and one.words == most for one in every)
    kept = {
        kind: [one for one in found if one.words == most and (not plain or one.least > WORTH[Match.NEAR])]
        for kind, found in hits.items()
    }
    return kept, bool(every) and not plain


def group(
    kind: Kind, found: list[Found], sought: Sequence[Sought], *, question: str, size: int, actor: Actor, today: date
) -> Group:
    """The hits of this kind, the likest first, with what is told of them."""
    asked = folded(question)
    best = sorted(
        found,
        key=lambda one: (-one.worth, slips(one.name, sought), -adapters.alike(asked, folded(one.name)), one.name),
    )[:size]
    if not best:
        return Group(kind, (), 0)
    told = TELL[kind]([one.subject_id for one in best], actor=actor, today=today)
    hits = tuple(hit(kind, one, told[one.subject_id], sought) for one in best if one.subject_id in told)
    return Group(kind, hits, len(found))


def slips(name: str, sought: Sequence[Sought]) -> int:
    """How far the name stands from the question: each word by its place among those spelt nearly so, if that is why."""
    kept = words_kept(name)
    return sum(
        min((at for at, word in enumerate(one.near) if word in kept), default=len(one.near))
        for one in sought
        if one.match(kept) in {Match.NEAR, None}
    )


def hit(kind: Kind, one: Found, told: Told, sought: Sequence[Sought]) -> Hit:
    """The hit as the page shows it."""
    why = reason(sought, one.name, told.others)
    return Hit(kind, one.subject_id, one.name, told.url, told.what, why, told.links)
