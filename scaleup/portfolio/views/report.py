"""The one-page report for a commissioner and a board: of an area, and of a programme in all areas; page and paper."""

from flask import render_template, request
from flask.typing import ResponseReturnValue

from scaleup import audit
from scaleup.accounts.rules import Permission
from scaleup.core import papers
from scaleup.core.downloads import answer
from scaleup.core.errors import Absent
from scaleup.core.pages import actor, entry
from scaleup.core.templates import today
from scaleup.core.years import year_asked, year_words
from scaleup.evaluation.queries.results import Offered, programmes
from scaleup.portfolio.queries.report import AreaReport, area_report
from scaleup.portfolio.queries.report_of_all import report_of_all
from scaleup.portfolio.rules.report import values
from scaleup.portfolio.views.blueprint import blueprint


@blueprint.get("/areas/<int:area_id>/report")
@entry(Permission.SEE_RESULTS)
def area_one_page(area_id: int) -> ResponseReturnValue:
    """The report of an area, to be read and printed."""
    found = of_area(area_id)
    audit.note_read(actor(), what="report of an area", area_id=area_id)
    return render_template(
        "portfolio/report.html",
        area=found.page.area,
        page=found.page,
        report=found.report,
        drawn=found.drawn,
        years=[(one, year_words(one)) for one in found.years],
        year=found.year,
        programmes=[],
        programme=None,
    )


@blueprint.get("/areas/<int:area_id>/report.pdf")
@entry(Permission.SEE_RESULTS)
def area_on_paper(area_id: int) -> ResponseReturnValue:
    """The same on paper."""
    found = of_area(area_id)
    audit.note_read(actor(), what="report of an area", area_id=area_id, kind=audit.Reading.EXPORT)
    name = f"Report {found.page.area.name}"
    content = papers.paper("report", values(found.report, drawing=found.inked, shows=found.shows, foot=name))
    return answer(papers.sheet(content, title=name, on_day=today()))


@blueprint.get("/results/report")
@entry(Permission.REPORT_ON_ALL)
def one_page_of_all() -> ResponseReturnValue:
    """The report of a programme in all areas."""
    offered, programme = programmes_asked()
    report, years = report_of_all(actor(), programme.id, programme.name, year=year_of_address(), today=today())
    audit.note_read(actor(), what="report of a programme", area_id=None)
    return render_template(
        "portfolio/report.html",
        area=None,
        page=None,
        report=report,
        drawn=None,
        years=[(one, year_words(one)) for one in years],
        year=year_of_address(),
        programmes=offered,
        programme=programme,
    )


@blueprint.get("/results/report.pdf")
@entry(Permission.REPORT_ON_ALL)
def paper_of_all() -> ResponseReturnValue:
    """The same on paper."""
    _, programme = programmes_asked()
    report, _ = report_of_all(actor(), programme.id, programme.name, year=year_of_address(), today=today())
    audit.note_read(actor(), what="report of a programme", area_id=None, kind=audit.Reading.EXPORT)
    name = f"Report {programme.name}"
    return answer(papers.sheet(papers.paper("report", values(report, foot=name)), title=name, on_day=today()))


def of_area(area_id: int) -> AreaReport:
    """The report that the address asks for; raises Absent out of scope."""
    asked = request.args.get("implementation", type=int)
    return area_report(actor(), area_id, implementation_id=asked, year=year_of_address(), today=today())


def year_of_address() -> int | None:
    """The financial year that the address asks for; what is no year narrows nothing."""
    return year_asked(request.args.get("year", ""))


def programmes_asked() -> tuple[list[Offered], Offered]:
    """The programmes, and the one that the address asks for; where there is none nothing can be reported."""
    offered, slug = programmes(), request.args.get("programme", "")
    if not offered:
        raise Absent
    return offered, min(offered, key=lambda one: (one.slug != slug, not one.scored))
