"""What changed for parents: in an area, and in a programme; each as a page and as a file of the same figures."""

from dataclasses import dataclass

from flask import render_template, request
from flask.typing import ResponseReturnValue

from scaleup import audit
from scaleup.accounts.rules import Permission
from scaleup.areas.models import Area
from scaleup.areas.queries import area_in_scope, implementations_of
from scaleup.core import clock
from scaleup.core.downloads import answer as sent
from scaleup.core.pages import actor, entry
from scaleup.core.templates import today
from scaleup.core.years import year_asked, year_words
from scaleup.evaluation.queries import results as queries
from scaleup.evaluation.queries.themes import Rolled, themes_heard
from scaleup.evaluation.rules import birth_drawing, birth_telling, forest, telling
from scaleup.evaluation.rules.activities import EFFECT_WORDS
from scaleup.evaluation.rules.birth_listing import birth_rows
from scaleup.evaluation.rules.interval import axis, described, panel
from scaleup.evaluation.rules.listing import COLUMNS, rows
from scaleup.evaluation.rules.results import Place
from scaleup.evaluation.service import results as service
from scaleup.evaluation.service.birth_results import told_births
from scaleup.evaluation.views.blueprint import blueprint
from scaleup.exports import service as exports
from scaleup.exports.rules import Known


@dataclass(frozen=True)
class Asked:
    """What a page of results is of."""

    programmes: list[queries.Offered]
    programme: queries.Offered | None
    year: int | None

    @property
    def words(self) -> str:
        """The year in words; empty for any."""
        return year_words(self.year) if self.year else ""


@blueprint.get("/areas/<int:area_id>/results")
@entry(Permission.SEE_RESULTS)
def area_results(area_id: int) -> ResponseReturnValue:
    """What changed for parents of one area."""
    area = area_in_scope(actor(), area_id, today())
    audit.note_read(actor(), what="results of an area", area_id=area.id)
    return shown(asked_in(area), area)


@blueprint.get("/results")
@entry(Permission.SEE_RESULTS)
def results() -> ResponseReturnValue:
    """The results of a programme in all areas: sums from which nothing of one area follows."""
    audit.note_read(actor(), what="results of a programme", area_id=None)
    return shown(asked_of(queries.programmes()), None)


@blueprint.get("/areas/<int:area_id>/results.csv")
@entry(Permission.SEE_RESULTS)
def area_results_out(area_id: int) -> ResponseReturnValue:
    """The same figures as a file."""
    area = area_in_scope(actor(), area_id, today())
    audit.note_read(actor(), what="results of an area", area_id=area.id, kind=audit.Reading.EXPORT)
    return file_of(asked_in(area), area)


@blueprint.get("/results.csv")
@entry(Permission.SEE_RESULTS)
def results_out() -> ResponseReturnValue:
    """The same figures as a file."""
    audit.note_read(actor(), what="results of a programme", area_id=None, kind=audit.Reading.EXPORT)
    return file_of(asked_of(queries.programmes()), None)


def asked_in(area: Area) -> Asked:
    """What is asked of an area: one of the programmes that it takes up."""
    programmes = {one.programme_version.programme for one in implementations_of(area.id)}
    return asked_of(
        [queries.Offered(one.id, one.slug, one.name) for one in sorted(programmes, key=lambda one: one.name)]
    )


def asked_of(offered: list[queries.Offered]) -> Asked:
    """What the address asks for; what is no programme or year narrows nothing."""
    slug, year = request.args.get("programme", ""), year_asked(request.args.get("year", ""))
    likely = sorted(offered, key=lambda one: (one.slug != slug, not one.scored))
    return Asked(offered, next(iter(likely), None), year)


def shown(asked: Asked, area: Area | None) -> ResponseReturnValue:
    """The results of an area, or of all, as their page shows them; without a programme it is empty."""
    place = Place(area.id if area else None, asked.year)
    book = service.book(asked.programme.id, today()) if asked.programme else service.EMPTY
    told = service.told(book, place)
    names = queries.areas_seen(actor(), asked.programme.id, today()) if asked.programme and area is None else {}
    return render_template(
        "evaluation/results.html",
        area=area,
        asked=asked,
        answer=telling.answer(told),
        told=told,
        panels=[(one, panel(one, axis(telling.alike(one, told))), described(one)) for one in told],
        forest=forest,
        effects=forest.effects(told),
        banded=[(one, forest.banded(one)) for one in told if one.bands],
        received=service.received(book, place),
        points=book.points,
        unit=book.unit,
        by_area=service.first_by_area(book, told, year=asked.year, names=names),
        by_area_of=first.name if (first := telling.first_of(told)) else "",
        years=[(year, year_words(year)) for year in book.years],
        telling=telling,
        **(heard_of(asked, area) | of_births(book, place)),
    )


def heard_of(asked: Asked, area: Area | None) -> dict[str, object]:
    """The themes that were heard in all areas, on the page of all, and the words for them."""
    return {"heard": heard_in_all(asked) if area is None else None, "effects_in_words": EFFECT_WORDS}


def of_births(book: service.Book, place: Place) -> dict[str, object]:
    """The births of a place with their drawings, and the words for them."""
    told = told_births(book.births, place)
    return {
        "births": [(one, birth_drawing.shares(one), birth_drawing.weight(one)) for one in told],
        "birth_telling": birth_telling,
    }


def heard_in_all(asked: Asked) -> Rolled | None:
    """What was said in focus groups and interviews of all areas, for who reports on all of them."""
    if asked.programme is None or not actor().may(Permission.REPORT_ON_ALL):
        return None
    return themes_heard(asked.programme.id, year=asked.year)


def file_of(asked: Asked, area: Area | None) -> ResponseReturnValue:
    """The same figures as a file, whose name says what they are narrowed to."""
    book = service.book(asked.programme.id, today()) if asked.programme else service.EMPTY
    place, names = Place(area.id if area else None, asked.year), {area.id: area.name} if area else {}
    narrowed = {
        "programme": asked.programme.slug if asked.programme else "",
        "area": area.name if area else "",
        "year": asked.words.replace("/", "-"),
    }
    known = Known(
        "results",
        "Results",
        COLUMNS,
        [*rows(service.told(book, place), names), *birth_rows(told_births(book.births, place), names)],
        {name: words for name, words in narrowed.items() if words},
        area.id if area else None,
        (telling.CAUTION, birth_telling.ATTENDERS, telling.WHY_NOT_SHOWN),
    )
    return sent(exports.begin_known(known, by=actor(), now=clock.now()))
