"""The one-page report of a programme in all areas: sums, and how many areas stand how. No area is named in it."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from sqlalchemy import func, select

from scaleup.areas.models import Implementation
from scaleup.areas.queries import scoped
from scaleup.core.dates import counted, plain_date
from scaleup.core.pages import Actor
from scaleup.core.years import Year, financial_year, year_words
from scaleup.delivery.models import DeliveryGroup
from scaleup.delivery.queries import group_values
from scaleup.delivery.rules import Group
from scaleup.evaluation.models import CostLine
from scaleup.evaluation.queries import costs
from scaleup.evaluation.queries.completeness import Due, completeness
from scaleup.evaluation.rules.costs import KIND_WORDS, per_family
from scaleup.evaluation.rules.results import Place
from scaleup.evaluation.rules.suppression import is_small
from scaleup.evaluation.service import results
from scaleup.evaluation.service.birth_results import told_births
from scaleup.extensions import db
from scaleup.fidelity import rules as fidelity
from scaleup.fidelity.models import Adaptation, FidelityCheck, ImprovementPlan
from scaleup.fidelity.rules import AdaptationState, Colour, Coverage, Result, area_scores
from scaleup.fidelity.rules.scores import coverage as coverage_of
from scaleup.licences.models import Licence
from scaleup.licences.queries import was_granted
from scaleup.licences.rules import pounds
from scaleup.milestones.models import Progress
from scaleup.milestones.queries import stage_dates
from scaleup.milestones.rules import ORDER, Stage, StageDates, stage
from scaleup.portfolio.queries.report import held_of
from scaleup.portfolio.rules import report as rules
from scaleup.portfolio.rules.report import Delivered, Part, Renewal, Report
from scaleup.programmes.rules import Method
from scaleup.programmes.service import terms

YEAR = 365
FOR_WHOM = "For those who commission it."
CONVENTION = (
    "Areas by their latest result of each kind. Kinds of evidence are never put together; "
    "what makes green is a convention of the programme."
)


@dataclass(frozen=True)
class Taking:
    """One area with the programme."""

    implementation: Implementation
    stage: Stage | None
    licence: Licence | None
    renewal: Renewal | None

    @property
    def version_id(self) -> int:
        """The version that it is measured by."""
        return self.licence.programme_version_id if self.licence else self.implementation.programme_version_id


@dataclass(frozen=True)
class Material:
    """What was read of a programme."""

    programme_id: int
    name: str
    areas: Sequence[Taking]
    groups: Mapping[int, Sequence[Group]]
    """By implementation."""
    checks: Sequence[FidelityCheck]
    book: results.Book
    year: int | None
    today: date

    @cached_property
    def held(self) -> dict[int, rules.Held]:
        """The years that the report of each area gives no counts of people of, by implementation."""
        due = due_by_area(self)
        return {
            one.implementation.id: held_of(
                self.groups.get(one.implementation.id, ()), due.get(one.implementation.area_id, ()), self.today
            )
            for one in self.areas
        }

    @property
    def ids(self) -> list[int]:
        """The ids of the implementations that it is of."""
        return [one.implementation.id for one in self.areas]

    def groups_of(self, one: Taking) -> list[Group]:
        """Those of an area that count in the year."""
        return [group for group in self.groups.get(one.implementation.id, ()) if rules.of_year(group, self.year)]


def report_of_all(
    actor: Actor, programme_id: int, name: str, *, year: int | None, today: date
) -> tuple[Report, Sequence[int]]:
    """The report of a programme in every area that the actor may see, and the years that there are."""
    areas = taking(actor, programme_id, today)
    ids = [one.implementation.id for one in areas]
    read = Material(
        programme_id, name, areas, groups_of(ids), checks_of(ids), results.book(programme_id, today), year, today
    )
    return report(read), read.book.years


def taking(actor: Actor, programme_id: int, today: date) -> list[Taking]:
    """The areas with the programme, each with its stage and the last licence that was granted; one statement."""
    asked = (
        select(Implementation, Progress, Licence)
        .outerjoin(Progress, Progress.id == Implementation.id)
        .outerjoin(Licence, (Licence.implementation_id == Implementation.id) & was_granted())
        .where(Implementation.programme_id == programme_id)
        .order_by(Implementation.id, Licence.starts_on, Licence.id)
    )
    found: dict[int, Taking] = {}
    for row in db.session.execute(scoped(asked, Implementation.area_id, actor=actor, today=today)):
        one, progress, licence = row.Implementation, row.Progress, row.Licence
        dates = stage_dates(progress) if progress else StageDates()
        renewal = Renewal(licence.starts_on, licence.ends_on, licence.state, licence.renewal) if licence else None
        found[one.id] = Taking(one, stage(dates, today), licence, renewal)
    return list(found.values())


def groups_of(ids: Sequence[int]) -> dict[int, list[Group]]:
    """The groups by implementation; five statements."""
    rows = db.session.execute(
        select(DeliveryGroup.id, DeliveryGroup.implementation_id)
        .where(DeliveryGroup.implementation_id.in_(ids))
        .order_by(DeliveryGroup.id)
    ).all()
    values = group_values([row.id for row in rows]) if rows else {}
    found: dict[int, list[Group]] = defaultdict(list)
    for row in rows:
        found[row.implementation_id].append(values[row.id])
    return found


def checks_of(ids: Sequence[int]) -> Sequence[FidelityCheck]:
    """The checks, the first first; old rows that are no result are left out."""
    asked = select(FidelityCheck).where(FidelityCheck.implementation_id.in_(ids), FidelityCheck.flag.is_(None))
    return list(db.session.scalars(asked.order_by(FidelityCheck.on_day, FidelityCheck.id)))


def report(read: Material) -> Report:
    """The report: its finding as heading, its parts in order, and its caution."""
    place, given = Place(None, read.year), given_out(read)
    told, received = results.told(read.book, place), completeness(given.forms)
    every = [group for one in read.areas for group in read.groups_of(one)]
    found = replace(
        rules.delivered(every, today=read.today, unit=read.book.unit), families=given.families, withheld=given.withheld
    )
    delivering = [one for one in read.areas if any(group.has_begun(read.today) for group in read.groups_of(one))]
    colours = [area_scores(read.groups_of(one), terms(one.version_id), today=read.today).colour for one in delivering]
    undecided = sum(
        one.renewal.open(read.today) and one.renewal.decide_on <= read.today for one in read.areas if one.renewal
    )
    kept = f"{read.book.unit.titles} that end in {year_words(read.year)}. " if read.year is not None else ""
    with_groups = f"{len(delivering)} with {read.book.unit.many}{' that end in the year' if kept else ''}"
    return Report(
        title=rules.title(found, clauses=clauses(colours, undecided), year=read.year),
        about=f"{read.name} in all areas. {FOR_WHOM} {kept}Figures as they stood on {plain_date(read.today)}.",
        lead=f"{counted(len(read.areas), 'area')} with the programme, {with_groups}.",
        parts=(
            rules.delivery(found),
            Part("Where areas stand", table=stages(read)),
            Part(
                "Delivered as designed?",
                colour_words(colours),
                table=kinds(read),
                note=CONVENTION,
                width=rules.Width.FULL,
            ),
            rules.reached(given.coverage, received, read.book.points),
            *rules.closing(
                rules.changes(told), Part("What is next", known=ahead(read, undecided)), agreed(read), spent(read)
            ),
            *rules.births(told_births(read.book.births, place)),
        ),
        caution=rules.caution(told, received, read.book.points),
        unit=read.book.unit,
    )


@dataclass(frozen=True)
class Given:
    """Counts of people of those areas whose own reports give them out: nothing follows from these sums."""

    families: int | None
    withheld: int
    """Areas whose families are not given out."""
    coverage: Coverage
    forms: Sequence[Due]


def given_out(read: Material) -> Given:
    """What the reports of areas give out of the year, or of all years, put together."""
    told: list[Delivered] = []
    known = Coverage(0, 0, 0, 0)
    forms: list[Due] = []
    due = due_by_area(read)
    for one in read.areas:
        held, groups = read.held[one.implementation.id], read.groups_of(one)
        found = held.delivered(rules.delivered(groups, today=read.today, unit=read.book.unit), read.year)
        few = found.families is not None and is_small(found.families)
        told.append(replace(found, families=None, withheld=1) if few else found)
        covered = None if few else held.coverage(coverage_of(groups, today=read.today), read.year)
        if covered is not None:
            known = known.with_those(covered.of_many(is_small))
        forms += forms_given(due.pop(one.implementation.area_id, []), read.year, held.roles(read.year))
    counts = [one.families for one in told if one.families is not None]
    return Given(sum(counts) if counts else None, sum(one.withheld for one in told), known, forms)


def due_by_area(read: Material) -> dict[int, list[Due]]:
    """Forms due and received, area by area."""
    due: dict[int, list[Due]] = defaultdict(list)
    for each in read.book.due:
        due[each.cell.area_id].append(each)
    return due


def forms_given(due: Iterable[Due], year: int | None, held: Collection[str]) -> list[Due]:
    """The forms of one area, but those of which its own report does not give the numbers."""
    found = [one for one in due if one.role not in held and (year is None or one.cell.year == year)]
    shares = completeness(found)
    return [
        one
        for one in found
        if not is_small(shares[one.role][one.time_point].due)
        and not is_small(shares[one.role][one.time_point].received)
    ]


def clauses(colours: Sequence[Colour | None], undecided: int) -> list[str]:
    """How many areas are green, and how many renewals wait."""
    green = sum(one is Colour.GREEN for one in colours)
    renewals = f"{counted(undecided, 'renewal')} {'is' if undecided == 1 else 'are'} undecided" if undecided else ""
    areas = f"delivery is green in {green} of {counted(len(colours), 'area')}" if colours else ""
    return [areas, renewals]


def colour_words(colours: Sequence[Colour | None]) -> str:
    """By the areas' own records."""
    if not colours:
        return "No area has delivered yet."
    parts = [f"{sum(one is colour for one in colours)} {colour}" for colour in Colour]
    unknown = sum(one is None for one in colours)
    return (
        f"By their own records, of {counted(len(colours), 'area')}: {', '.join(parts)}, {unknown} without enough data."
    )


def stages(read: Material) -> rules.Table:
    """How many areas are in each stage."""
    counts = {one: sum(each.stage is one for each in read.areas) for one in ORDER}
    rows = tuple((one.value.capitalize(), str(count)) for one, count in counts.items() if count)
    return rules.Table("Areas by stage", ("Stage", "Areas"), rows)


def kinds(read: Material) -> rules.Table | None:
    """How many areas are green, amber and red by the latest check of each kind."""
    versions = {one.implementation.id: one.version_id for one in read.areas}
    latest: dict[tuple[str, int], Result] = {}
    for one in read.checks:
        if read.year is None or financial_year(one.on_day) == read.year:
            said = terms(versions[one.implementation_id]).fidelity
            latest[one.method, one.implementation_id] = fidelity.result(
                one.on_day, method=Method(one.method), percent=one.percent, fidelity=said
            )
    rows = tuple(
        (
            fidelity.METHOD_WORDS[method],
            str(len(some)),
            *(str(sum(each.colour is colour for each in some)) for colour in Colour),
        )
        for method in Method
        if (some := [each for (kind, _), each in latest.items() if kind == method])
    )
    columns = ("Latest check of an area", "Areas", *(colour.value.capitalize() for colour in Colour))
    return rules.Table("Areas by the latest check of each kind", columns, rows) if rows else None


def ahead(read: Material, undecided: int) -> tuple[tuple[str, str], ...]:
    """Renewals, licences that end, changes that wait, and plans that are open."""
    open_ones = [one.renewal for one in read.areas if one.renewal and one.renewal.open(read.today)]
    ending = sum((one.ends_on - read.today).days <= YEAR for one in open_ones)
    waiting = db.session.scalar(
        select(func.count(Adaptation.id)).where(
            Adaptation.implementation_id.in_(read.ids), Adaptation.state == AdaptationState.ASKED
        )
    )
    plans = db.session.scalars(
        select(ImprovementPlan.due_on).where(
            ImprovementPlan.implementation_id.in_(read.ids), ImprovementPlan.closed_on.is_(None)
        )
    ).all()
    late = sum(one < read.today for one in plans)
    return (
        ("Renewals", f"{undecided} undecided past their day"),
        (
            "Licences",
            "1 ends within a year and is not decided"
            if ending == 1
            else f"{ending} end within a year and are not decided",
        ),
        ("Plans to improve", f"{len(plans)} open, {late} late" if plans else "none open"),
        ("Changes asked for", f"{waiting} wait for an answer" if waiting != 1 else "1 waits for an answer"),
    )


def agreed(read: Material) -> Part:
    """How many changes were agreed, by their light."""
    asked = select(Adaptation.light, func.count(Adaptation.id)).where(
        Adaptation.implementation_id.in_(read.ids), Adaptation.ruling.in_(fidelity.GRANTED)
    )
    if read.year is not None:
        year = Year(read.year)
        asked = asked.where(Adaptation.decided_on.between(year.from_on, year.until_on))
    found = {row.light: row[1] for row in db.session.execute(asked.group_by(Adaptation.light))}
    days = f"in {year_words(read.year)}" if read.year is not None else "so far"
    if not found:
        return Part("Changes agreed", f"No change of the programme was agreed {days}.")
    lights = ", ".join(
        f"{found[light]} {words.lower()}" for light, words in fidelity.LIGHT_WORDS.items() if light in found
    )
    total = sum(found.values())
    return Part(
        "Changes agreed",
        f"{counted(total, 'change')} {'was' if total == 1 else 'were'} agreed {days}: {lights} by the list.",
    )


def spent(read: Material) -> Part:
    """The cost for each family reached, over the areas that have a figure; how many have none is said."""
    name = "Cost per family"
    lines: dict[int, list[CostLine]] = defaultdict(list)
    for line in costs.lines_of(CostLine.implementation_id.in_(read.ids)):
        lines[line.implementation_id].append(line)
    year = read.year if read.year is not None else latest(lines.values(), read.today)
    if year is None or not any(line.year == year for some in lines.values() for line in some):
        return Part(name, "No cost is entered yet.")
    figures = []
    for one in read.areas:
        some = [line for line in lines.get(one.implementation.id, ()) if line.year == year]
        if some:
            groups = read.groups.get(one.implementation.id, ())
            found = costs.cost_year(some, [*KIND_WORDS], groups, read.today, unit=read.book.unit)
            figures.append(replace(found, reached=read.held[one.implementation.id].cost(found.reached, year)))
    told = [one for one in figures if one.reached.pence is not None and one.reached.families]
    without = len(read.areas) - len(told)
    if not told:
        return Part(name, f"In {year_words(year)} no area has both costs and families.")
    pence, families = sum(one.total.pence for one in told), sum(one.reached.families or 0 for one in told)
    left_out = f"Left out: {counted(without, 'area')} without a figure. Areas enter different kinds of cost."
    each = pounds(per_family(pence, families))
    return Part(
        name,
        f"{each} a family reached in {year_words(year)} (n {families} in {counted(len(told), 'area')}).",
        note=left_out,
    )


def latest(lines: Iterable[Sequence[CostLine]], today: date) -> int | None:
    """The latest year that has begun and that costs are entered for."""
    return max((one.year for some in lines for one in some if one.year <= financial_year(today)), default=None)
