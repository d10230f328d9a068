"""The one-page report of an area: its record, its groups, its checks and costs, and what evaluation may tell of it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from scaleup.core.dates import counted, long_date, plain_date
from scaleup.core.pages import Actor
from scaleup.core.years import Year, financial_year, year_words
from scaleup.delivery.queries import group_values, groups_of
from scaleup.delivery.rules import Group
from scaleup.evaluation.models import CostLine
from scaleup.evaluation.queries import costs
from scaleup.evaluation.queries.completeness import Due
from scaleup.evaluation.rules.results import Place
from scaleup.evaluation.service import results
from scaleup.evaluation.service.birth_results import told_births
from scaleup.facilitators.rules import pairs
from scaleup.fidelity import rules as fidelity
from scaleup.fidelity.queries import adaptations_agreed
from scaleup.fidelity.queries.improvement import plans_in
from scaleup.fidelity.rules import Result, Scores, area_scores
from scaleup.portfolio.queries.area import AreaPage, area_page
from scaleup.portfolio.queries.drawing import Drawn, journey_of
from scaleup.portfolio.queries.record import Record
from scaleup.portfolio.queries.standing import next_contact, sides
from scaleup.portfolio.rules import report as rules
from scaleup.portfolio.rules import rows, strip, titled, told, upright
from scaleup.portfolio.rules.report import Part, Renewal, Report
from scaleup.portfolio.rules.telling import shown
from scaleup.programmes.rules import Fidelity, Method, Programme
from scaleup.programmes.service import terms

FIRST_DAY, LAST_DAY = date(1900, 1, 1), date(9999, 1, 1)
FOR_WHOM = "For its commissioner and board."


@dataclass(frozen=True)
class AreaReport:
    """The report of an area, with what its page shows around it."""

    page: AreaPage
    report: Report
    drawn: Drawn | None
    inked: str
    """The drawing for paper; empty where there is none."""
    shows: str
    years: Sequence[int]
    year: int | None


def area_report(
    actor: Actor, area_id: int, *, implementation_id: int | None, year: int | None, today: date
) -> AreaReport:
    """The report of what the area takes up; raises Absent where the area is not the actor's to see."""
    page = area_page(actor, area_id, today=today, implementation_id=implementation_id)
    if page.record is None:
        nothing = Report(
            "No programme is taken up yet",
            f"{page.area.name}. As of {plain_date(today)}.",
            "",
            (),
            rules.caution((), {}, ()),
        )
        return AreaReport(page, nothing, None, "", "", (), None)
    record = page.record
    groups = list(group_values([one.id for one in groups_of(record.implementation.id)]).values())
    book = results.book(record.implementation.programme_id, today)
    journey = replace(
        journey_of(record, name=page.area.name, calendar=page.calendar, today=today),
        courses=rules.picture_of(groups, today=today),
    )
    wide = strip(journey)
    read = Material(page, record, groups, book, year, today)
    return AreaReport(
        page,
        report_of(read),
        Drawn(wide, upright(journey), titled(journey), told(journey), tuple(rows(journey))),
        rules.inked(wide),
        f"{titled(journey)}. {shown(journey)}",
        book.years,
        year,
    )


@dataclass(frozen=True)
class Material:
    """What was read of an area."""

    page: AreaPage
    record: Record
    every: Sequence[Group]
    book: results.Book
    year: int | None
    today: date

    @property
    def groups(self) -> list[Group]:
        """Those of the year that is asked for."""
        return [one for one in self.every if rules.of_year(one, self.year)]

    @property
    def programme(self) -> Programme:
        """The version that is licensed, else the one that the area takes up."""
        licence = self.record.licence
        return terms(licence.programme_version_id) if licence else self.record.terms

    @property
    def said(self) -> Fidelity:
        """What the licence's version asks of delivery."""
        return self.programme.fidelity

    @property
    def scores(self) -> Scores:
        """Of the sessions recorded."""
        return area_scores(self.groups, self.programme, today=self.today)

    @property
    def renewal(self) -> Renewal | None:
        """What is known of the time after the licence."""
        licence = self.record.licence
        if licence is None:
            return None
        return Renewal(licence.starts_on, licence.ends_on, licence.state, licence.renewal, self.record.renewed_until_on)


def report_of(read: Material) -> Report:
    """The report: its finding as heading, its parts in order, and its caution."""
    place = Place(read.page.area.id, read.year)
    told_here, received = results.told(read.book, place), results.received(read.book, place)
    held = held_of(read.every, (one for one in read.book.due if one.cell.area_id == place.area_id), read.today)
    found = held.delivered(rules.delivered(read.groups, today=read.today, unit=read.book.unit), read.year)
    scores, renewal, roles = read.scores, read.renewal, held.roles(read.year)
    checks = checks_of(read)
    colours = [scores.colour, *(one.colour for one in sorted(checks, key=lambda one: one.on_day)[-1:])]
    clauses = [
        rules.delivery_clause(read.page.stage(read.today), colours, groups=found.groups),
        renewal.clause(read.today) if renewal else "no licence yet",
    ]
    return Report(
        title=rules.title(found, clauses=clauses, year=read.year),
        about=f"{read.record.programme} in {read.page.area.name}. {FOR_WHOM} {of_when(read)}",
        lead=f"{renewal.term} {renewal.sentence(read.today)}" if renewal else "There is no licence yet.",
        parts=(
            rules.delivery(found, more=supported(read)),
            rules.faithful(scores, checks, read.said),
            rules.reached(held.coverage(scores.coverage, read.year), received, read.book.points, held=roles),
            *rules.closing(
                rules.changes(told_here),
                Part("What is next", known=tuple(ahead(read))),
                agreed(read),
                spent(read, held),
            ),
            *rules.births(told_births(read.book.births, place)),
        ),
        caution=rules.caution(told_here, rules.without(received, roles), read.book.points),
        unit=read.book.unit,
    )


def of_when(read: Material) -> str:
    """Which groups, and the day on which it stood so."""
    groups = f"{read.book.unit.titles} that end in {year_words(read.year)}. " if read.year is not None else ""
    return f"{groups}Figures as they stood on {plain_date(read.today)}."


def supported(read: Material) -> list[tuple[str, str]]:
    """The pairs who may deliver, and the contacts with the unit that were held."""
    slots = [one for one in read.record.slots if one.due_on <= read.today or one.state == "held"]
    held = sum(one.state == "held" for one in slots)
    known = [("Pairs", f"{counted(pairs(*sides(read.record)), 'pair')} may deliver today")]
    return [*known, ("Support", f"{held} of {counted(len(slots), 'contact')} held")] if slots else known


def checks_of(read: Material) -> list[Result]:
    """The checks of the licence, or of the year; old rows that are no result are left out."""
    return [
        fidelity.result(one.on_day, method=Method(one.method), percent=one.percent, fidelity=read.said)
        for one in read.record.checks
        if not one.flag and (read.year is None or financial_year(one.on_day) == read.year)
    ]


def ahead(read: Material) -> list[tuple[str, str]]:
    """The next contact, renewal, funding, and plans that are open."""
    record, renewal = read.record, read.renewal
    coming = next_contact(record, read.page.calendar, read.today)
    known = [("Next contact", contact_words(coming.slot.due_on, read.today) if coming else "none is planned")]
    if renewal:
        known.append(("Renewal", renewal.sentence(read.today)))
    if record.funded_until_on:
        known.append(("Funding", f"known to {plain_date(record.funded_until_on)}"))
    plans = [one for one in plans_in(read.page.area.id) if one.implementation_id == record.implementation.id]
    known.append(("Plans to improve", open_words([one.due_on for one in plans if one.closed_on is None], read.today)))
    dues = [one.due_on for one in record.pending]
    known.append(("Agreed, not done", open_words(dues, read.today)))
    return known


def contact_words(due_on: date, today: date) -> str:
    """The day of a contact."""
    return long_date(due_on) if due_on >= today else f"{long_date(due_on)}, without a record"


def open_words(dues: Sequence[date | None], today: date) -> str:
    """How many are open, how many of them late, and the first day."""
    if not dues:
        return "none open"
    days = sorted(one for one in dues if one is not None)
    late = sum(one < today for one in days)
    first = f", {late} late" if late else f", the first by {plain_date(days[0])}" if days else ""
    return f"{len(dues)} open{first}"


def agreed(read: Material) -> Part:
    """The changes agreed in the licence, or in the year."""
    licence = read.record.licence
    first, last, days = FIRST_DAY, LAST_DAY, "so far"
    if read.year is not None:
        year = Year(read.year)
        first, last, days = year.from_on, year.until_on, f"in {year.words}"
    elif licence is not None:
        first, last, days = licence.starts_on, licence.ends_on, "under this licence"
    found = adaptations_agreed(read.record.implementation.id, from_on=first, until_on=last)
    return rules.agreed(
        [
            (one.kind_words, fidelity.LIGHT_WORDS[one.light], rules.RULING_WORDS[one.ruling or ""], one.decided_on)
            for one in found
            if one.decided_on is not None
        ],
        days=days,
    )


def held_of(groups: Iterable[Group], due: Iterable[Due], today: date) -> rules.Held:
    """The years of an area of which counts of people are not given out."""
    forms = [rules.Forms(one.role, one.cell.year, one.time_point, one.share) for one in due]
    return rules.held(groups, forms, today=today)


def spent(read: Material, held: rules.Held) -> Part:
    """The cost for each family in the year, or in the latest that costs are entered for."""
    lines = costs.lines_of(CostLine.implementation_id == read.record.implementation.id)
    wanted = [
        one for one in lines if one.year == read.year or (read.year is None and one.year <= financial_year(read.today))
    ]
    if not wanted:
        return rules.spent(None, None, reached=None, completed=None, words={})
    words: Mapping[str, str] = costs.kinds_of(read.record.implementation)
    latest = max(one.year for one in wanted)
    found = costs.cost_year(
        [one for one in wanted if one.year == latest], list(words), read.every, read.today, unit=read.book.unit
    )
    reached = held.cost(found.reached, latest)
    return rules.spent(found.year, found.total, reached=reached, completed=found.completed, words=words)
