"""The parts of a report: delivered, faithful, reached, changed, agreed, spent. Each in words, as it may be given out.

Results come from what evaluation tells alone. Counts of people from 1 to 4 are not given out here, since the page is.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date

from scaleup.core.dates import counted, plain_date
from scaleup.core.numbers import percent
from scaleup.core.years import Year
from scaleup.evaluation.rules import birth_telling, telling
from scaleup.evaluation.rules.birth_telling import ToldBirths
from scaleup.evaluation.rules.codes import ROLE_WORDS, Arm
from scaleup.evaluation.rules.costs import Share as CostShare
from scaleup.evaluation.rules.costs import Total
from scaleup.evaluation.rules.points import Share
from scaleup.evaluation.rules.suppression import FEWEST_SHOWN, LEAST, is_small, published
from scaleup.evaluation.rules.telling import Between, Told
from scaleup.fidelity.rules import (
    METHOD_WORDS,
    Coverage,
    Point,
    Result,
    Ruling,
    Scores,
    in_words,
    standing,
    trends,
)
from scaleup.licences.rules import pounds
from scaleup.portfolio.rules.report.delivered import Delivered
from scaleup.portfolio.rules.report.finding import families
from scaleup.portfolio.rules.report.pictured import pictured
from scaleup.portfolio.rules.report.shape import Part, Table, Width
from scaleup.programmes.rules import UNIT_WORDS, DeliveryUnit, Fidelity, TimePoint

RULING_WORDS: dict[str, str] = {Ruling.AGREED: "agreed", Ruling.CONDITIONS: "agreed with conditions"}
MOST_SCORES, MOST_LATER, MOST_AGREED, MOST_BEFORE = 6, 2, 4, 3
"""How much stands on the one page; the rest is named and stands on the pages of the system."""


def delivery(found: Delivered, *, more: Sequence[tuple[str, str]] = ()) -> Part:
    """Groups, families, and sessions held of those due."""
    if not found.groups and not found.planned:
        return Part("Delivered", f"No {found.unit.one} is set up yet.", tuple(more))
    states = [
        words
        for count, words in (
            (found.over, f"{found.over} over"),
            (found.running, f"{found.running} running"),
            (found.planned, f"{found.planned} planned"),
        )
        if count
    ]
    silent = f"; of {counted(found.silent, found.unit.one)} not known yet" if found.silent else ""
    missed = [
        words
        for count, words in (
            (found.cancelled, f"{found.cancelled} cancelled"),
            (found.lacking, f"{found.lacking} without a record"),
        )
        if count
    ]
    enrolled = published(found.families) if found.families is not None else "not known yet"
    if found.withheld:
        enrolled = (
            f"{enrolled}, and those of {counted(found.withheld, 'area')}" if found.families else telling.NOT_SHOWN
        )
    known = [
        (found.unit.titles, ", ".join(states)),
        *([] if found.unit == UNIT_WORDS[DeliveryUnit.FAMILY] else [("Families", enrolled + silent)]),
        ("Sessions", ", ".join([f"{found.held} held of {found.due} due", *missed]) if found.due else "none due yet"),
    ]
    return Part("Delivered", "", (*known, *more))


def faithful(
    found: Scores, results: Iterable[Result], said: Fidelity, *, missing: str = "No check was made yet."
) -> Part:
    """The colour and why, and each kind of evidence by itself with its n and how it ran."""
    rows = [
        (METHOD_WORDS[method], str(len(row)), last(row[-1], said), before(row, said))
        for method, row in trends(results).items()
    ]
    table = Table("Checks by kind of evidence", ("Kind of evidence", "n", "Latest", "Before it"), tuple(rows))
    counted_from = f" By the area’s own records, {found.counted}." if found.due else ""
    convention = (
        f"Green from {said.green_at_least}%, amber from {said.amber_at_least}%: a convention of the programme. "
        "Kinds of evidence are never put together."
    )
    return Part(
        "Delivered as designed?",
        f"{standing(found, said)}.{counted_from}{'' if rows else f' {missing}'}",
        table=table if rows else None,
        note=convention,
    )


def last(point: Point, said: Fidelity) -> str:
    """The latest result of its kind."""
    one = point.result
    return f"{in_words(one.percent, said)}% {one.colour}, {plain_date(one.on_day)}"


def before(row: Sequence[Point], said: Fidelity) -> str:
    """Those before it, the first first, and how it moved."""
    earlier = row[:-1][-MOST_BEFORE:]
    if not earlier:
        return "none"
    scores = ", ".join(f"{in_words(one.result.percent, said)}%" for one in earlier)
    return f"{scores} {'…' if len(row) - 1 > MOST_BEFORE else ''}".strip()


def reached(
    coverage: Coverage | None,
    received: Mapping[str, Mapping[str, Share]],
    points: Sequence[TimePoint],
    *,
    held: Collection[str] = (),
) -> Part:
    """Whom delivery reached, and how many forms came back of those due, by kind of person and time; of some not."""
    rows = tuple(
        (
            ROLE_WORDS.get(role, role),
            *(telling.NOT_SHOWN if role in held else completeness(shares.get(point.code)) for point in points),
        )
        for role, shares in received.items()
    )
    said = places(coverage)
    if not rows:
        return Part(
            "Reached, and who answered", f"{said} No form of the evaluation is due yet.".strip(), width=Width.FULL
        )
    columns = ("Forms of", *(f"{point.name} ({point.code})" for point in points))
    table = Table("Forms received of those due", columns, rows)
    return Part("Reached, and who answered", said, table=table, width=Width.FULL)


def places(found: Coverage | None) -> str:
    """Places taken up, and who meets the criteria; nothing that tells of one to four families."""
    if found is None or not found.places:
        return ""
    if is_small(found.families):
        return f"{families(found.families).capitalize()} took up places."
    share = percent(found.families, found.places)
    told = f"{found.families} of {found.places} places were taken up ({share}%)."
    others = found.asked - found.meeting
    if found.asked and not any(is_small(count) for count in (found.meeting, others)):
        told += (
            f" {found.meeting} of {found.asked} families meet the criteria ({percent(found.meeting, found.asked)}%)."
        )
    return told


def completeness(share: Share | None) -> str:
    """Forms received of those due, as far as it may be given out."""
    if share is None or not share.due:
        return "not due yet"
    if any(is_small(count) for count in (share.received, share.due)):
        return f"{published(share.received)} of {published(share.due)}"
    return f"{share.received} of {share.due} ({share.percent}%)"


def changes(told: Sequence[Told]) -> Part:
    """Change of the same people with its n, in the order of the programme; what is held back says so in words."""
    name, answer = "What changed", telling.answer(told)
    if not told:
        return Part(name, "No scores are entered yet.")
    counted_ones = [one for one in told if one.series.counted and one.definition.pair]
    if not counted_ones:
        return means(told)
    course = tuple(change_row(one, one.changes[0]) for one in counted_ones[:MOST_SCORES])
    later = [(one, each) for one in counted_ones[:MOST_SCORES] for each in one.changes[1:]]
    rows = (*course, *(change_row(one, further) for one, further in later[:MOST_LATER]))
    table = Table("Change in the same people", ("Change in the same people", "n", "Change", "95% interval"), rows)
    rest = len(counted_ones) - len(course)
    more = f"{counted(rest, 'score')} more {'stands' if rest == 1 else 'stand'} with the results." if rest > 0 else ""
    said = f"{answer.said} {answer.more}".strip()
    return pictured(Part(name, said, table=table, note=more), told)


def change_row(one: Told, between: Between) -> tuple[str, str, str, str]:
    """One score between two points."""
    lost = between.loss is not None and not is_small(between.loss.lost) and between == one.further
    heading = f"{one.name} ({between.more if lost else between.words})"
    change = between.change
    if change is None:
        said = telling.SAID[between.standing]
        return heading, said, said, said
    span = f"{telling.figure(change.low)} to {telling.figure(change.high)}"
    return heading, str(change.n), telling.signed(change.mean), span


def means(told: Sequence[Told]) -> Part:
    """Means as areas sent them: no change of the same people can be told from these."""
    some = [one for one in told if len(one.means) > 1][:MOST_SCORES]
    rows = tuple(
        (f"{one.name} ({one.means[0].point}, {one.means[-1].point})", one.means[0].words, one.means[-1].words)
        for one in some
    )
    table = Table("Means as areas sent them", ("Mean (95% interval)", "First", "Last"), rows)
    said = "Means were sent, so the change of the same people cannot be told."
    return pictured(Part("What changed", said, table=table if rows else None), some)


def births(told: Sequence[ToldBirths]) -> tuple[Part, ...]:
    """The births of the programme's own mothers, as far as they may be given out; nothing where there are none."""
    one = next((each for each in told if each.arm == Arm.PROGRAMME), None)
    if one is None:
        return ()
    said = [f"{line.name}: {line.words} of {line.found.n}" for line in one.lines if line.found is not None]
    if one.weight is not None:
        said.append(f"Mean weight: {one.weight_words}")
    found = f"{'; '.join(said)}." if said else "What else is known of them is not shown."
    return (Part("Births", f"{one.answer} {found}", note=birth_telling.ATTENDERS, width=Width.FULL),)


def agreed(changes: Sequence[tuple[str, str, str, date]], *, days: str) -> Part:
    """Changes of the programme that were agreed: what, its light, how it was agreed, and when."""
    name = "Changes agreed"
    if not changes:
        return Part(name, f"No change of the programme was agreed {days}.")
    lines = tuple(
        f"{what} ({light.lower()}; {how}, {plain_date(on_day)})" for what, light, how, on_day in changes[-MOST_AGREED:]
    )
    rest = len(changes) - len(lines)
    more = f"{rest} earlier {'one stands' if rest == 1 else 'ones stand'} with the changes." if rest else ""
    return Part(
        name,
        f"{counted(len(changes), 'change')} of the programme {'was' if len(changes) == 1 else 'were'} agreed {days}.",
        points=lines,
        note=more,
    )


def spent(
    year: Year | None,
    total: Total | None,
    *,
    reached: CostShare | None,
    completed: CostShare | None,
    words: Mapping[str, str],
) -> Part:
    """The cost for each family with its n, and what is left out; or why there is no figure."""
    name = "Cost per family"
    if year is None or total is None or reached is None or completed is None:
        return Part(name, "No cost is entered yet.")
    known = (("Reached", share(reached)), ("Completed", share(completed)))
    left = [words.get(kind, kind).lower() for kind in total.left_out]
    out = f"Left out: {', '.join(left)}." if left else "Nothing is left out."
    guess = f" {pounds(total.estimated)} of it is estimated." if total.estimated else ""
    return Part(name, f"{pounds(total.pence)} in {year.words}.", known, note=f"{out}{guess}")


def share(found: CostShare) -> str:
    """What it cost for each family, or why there is no figure."""
    if found.pence is None or found.families is None:
        return found.because
    return f"{pounds(found.pence)} a family (n {found.families})"


def caution(told: Sequence[Told], received: Mapping[str, Mapping[str, Share]], points: Sequence[TimePoint]) -> str:
    """What the figures cannot show, and what is not shown."""
    held = (
        f"Figures from fewer than {LEAST} people or from people who all answered alike, and figures that would give "
        f"them away, are not shown; nor are counts of 1 to {FEWEST_SHOWN - 1} people."
    )
    why = telling.why_not(told, kept_back(received), points) if told else ""
    return " ".join(one for one in (telling.CAUTION, why, held) if one)


def without(received: Mapping[str, Mapping[str, Share]], roles: Collection[str]) -> Mapping[str, Mapping[str, Share]]:
    """The same without these kinds of people."""
    return {role: shares for role, shares in received.items() if role not in roles}


def kept_back(received: Mapping[str, Mapping[str, Share]]) -> Mapping[str, Mapping[str, Share]]:
    """The same without what is of one to four people."""
    return {
        role: {
            point: one for point, one in shares.items() if not any(is_small(count) for count in (one.received, one.due))
        }
        for role, shares in received.items()
    }
