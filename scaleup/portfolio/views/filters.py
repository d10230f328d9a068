"""What the address of a list asks for: its filters as chips, and a sentence for one that is no more."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from urllib.parse import urlencode

from flask import redirect, request, url_for
from flask.typing import ResponseReturnValue

from scaleup.core.dates import Nation
from scaleup.core.numbers import whole
from scaleup.core.pages import Actor
from scaleup.milestones.rules import NEED_WORDS, ORDER, STAGE_WORDS, WRONG_WORDS
from scaleup.portfolio.queries import lines as reads
from scaleup.portfolio.queries.narrowing import Wanted
from scaleup.portfolio.views.blueprint import blueprint

FILTERS = ("q", "stage", "need", "programme", "nation", "region", "manager")
SORTS = ("sort", "direction")
Answers = Sequence[tuple[str, str]]
CHIPS = {"q": "“{}”", "stage": "Stage: {}", "need": "Needs attention: {}"}
"""How a filter reads as a chip, where its answer alone would not say what it is."""
NAMES = {"need": "reason", "manager": "manager", "q": "name"}
"""What a filter asks for, in a sentence."""


@dataclass(frozen=True)
class Filters:
    """The filters of one list, as its address says them."""

    endpoint: str
    given: dict[str, str]
    """What is asked for; empty answers are left out."""
    choices: dict[str, Answers] = field(default_factory=dict)
    """The answers that each filter offers."""

    @property
    def asked(self) -> bool:
        """Whether anything narrows the list."""
        return any(name in self.given for name in FILTERS)

    @property
    def gone(self) -> list[tuple[str, str]]:
        """Each answer that there is no more: a sentence, and the address without it."""
        return [
            (
                f"This address asks for a {NAMES.get(name, name)} that is not there, or no longer: "
                f"“{self.given[name]}”. So nothing is listed.",
                self.without(name),
            )
            for name, offered in self.choices.items()
            if name in self.given and self.given[name] not in dict(offered)
        ]

    @property
    def chips(self) -> list[tuple[str, str]]:
        """Each filter in force, in words, with the address without it."""
        return [
            (CHIPS.get(name, "{}").format(self.words(name)), self.without(name))
            for name in FILTERS
            if name in self.given
        ]

    def words(self, name: str) -> str:
        """The answer to this filter as people read it."""
        return dict(self.choices.get(name, ())).get(self.given[name], self.given[name])

    @property
    def clear(self) -> str:
        """The address without any filter; the order stays."""
        return self.without(*FILTERS)

    def without(self, *names: str, **others: str) -> str:
        """The address of the list with these answers changed, from its first page."""
        return at(self.path, {**{k: v for k, v in self.given.items() if k not in names}, **others})

    @cached_property
    def path(self) -> str:
        """The address without what it asks for."""
        return url_for(self.endpoint)

    def at(self, endpoint: str) -> str:
        """The address of another view of the same areas."""
        return at(url_for(endpoint), {name: value for name, value in self.given.items() if name in FILTERS})

    def wanted(self, *, skip: int = 0, most: int = 50) -> Wanted:
        """The same, as the query reads it."""
        manager = self.given.get("manager", "")
        return Wanted(
            search=self.given.get("q", ""),
            stage=self.given.get("stage", ""),
            need=self.given.get("need", ""),
            programme=self.given.get("programme", ""),
            nation=self.given.get("nation", ""),
            region=self.given.get("region", ""),
            manager_id=(whole(manager) or 0) if manager else None,
            sort=self.given.get("sort", "need"),
            direction=self.given.get("direction", "ascending"),
            skip=skip,
            most=most,
        )


def at(path: str, given: dict[str, str]) -> str:
    """The address of this page with these answers."""
    kept = {name: value for name, value in given.items() if value}
    return f"{path}?{urlencode(kept)}" if kept else path


def filters(endpoint: str, who: Actor, today: date) -> Filters:
    """What this request asks of a list, and what could be asked."""
    given = {name: request.values.get(name, "").strip()[:100] for name in (*FILTERS, *SORTS)}
    given = {name: value for name, value in given.items() if value and value.isprintable()}
    programmes, regions = reads.programmes_and_regions()
    needs = [(need.value, words) for need, words in NEED_WORDS.items()]
    return Filters(
        endpoint,
        given,
        {
            "stage": [(stage.value, STAGE_WORDS[stage]) for stage in ORDER],
            "need": needs + [(wrong.value, words) for wrong, words in WRONG_WORDS.items()],
            "programme": programmes,
            "nation": [(nation.value, nation.value) for nation in Nation],
            "region": regions,
            "manager": [(str(one), name) for one, name in reads.managers(who, today)],
        },
    )


LISTS = ("portfolio.areas", "portfolio.areas_map", "portfolio.pipeline")


@blueprint.before_request
def without_empty_answers() -> ResponseReturnValue | None:
    """A list asked for with empty answers, as a form sends them, is asked for again without: its address is kept."""
    if request.endpoint not in LISTS or all(value.strip() for _, value in request.args.items(multi=True)):
        return None
    kept = [(name, value) for name, value in request.args.items(multi=True) if value.strip()]
    return redirect(f"{request.path}{'?' if kept else ''}{urlencode(kept)}")
