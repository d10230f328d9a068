"""Results as a file: one row a figure, from what is told and nothing else. Pure."""

from collections.abc import Iterable, Mapping

from scaleup.core.years import year_words
from scaleup.evaluation.rules.codes import ARM_WORDS, ROLE_WORDS
from scaleup.evaluation.rules.results import Change, Effect, Place
from scaleup.evaluation.rules.telling import NOT_SHOWN, NOT_YET, Between, Mean, Standing, Told, p_words
from scaleup.exports.rules import Column, Kind

COLUMNS = (
    Column("Of"),
    Column("Financial year"),
    Column("Who"),
    Column("Arm"),
    Column("Measure"),
    Column("Version"),
    Column("Score"),
    Column("From"),
    Column("Figure"),
    Column("Time"),
    Column("n", Kind.NUMBER),
    Column("Value", Kind.NUMBER),
    Column("Standard deviation", Kind.NUMBER),
    Column("95% interval from", Kind.NUMBER),
    Column("95% interval to", Kind.NUMBER),
    Column("p"),
    Column("Shown"),
)
Row = tuple[object, ...]
Figures = tuple[object, ...]
NONE: Figures = (None, None, None, None, None, None)
SHOWN = {Standing.TOLD: "shown", Standing.HELD: NOT_SHOWN, Standing.NOT_YET: NOT_YET}


def rows(told: Iterable[Told], names: Mapping[int, str]) -> list[Row]:
    """Every figure, or that it is not shown."""
    return [(*head(one, names), *row) for one in told for row in figures(one)]


def head(one: Told, names: Mapping[int, str]) -> Row:
    """Of whom the figures are."""
    series = one.series
    return (
        of(one.place, names),
        year_words(one.place.year) if one.place.year is not None else "all",
        ROLE_WORDS.get(series.role, series.role),
        ARM_WORDS.get(series.arm, series.arm),
        one.definition.label,
        series.version,
        one.definition.name,
        "records under codes" if series.counted else "means sent by areas",
    )


def of(place: Place, names: Mapping[int, str]) -> str:
    """The area, or all."""
    return "All areas" if place.area_id is None else names.get(place.area_id, "")


def figures(one: Told) -> list[Row]:
    """The rows of one series."""
    found: list[Row] = [mean_row(mean) for mean in one.means]
    if one.definition.pair is None or not one.series.counted:
        return found
    for between in one.changes:
        found += change_rows(between)
    for band in one.bands:
        held = "shown" if band.found is not None else NOT_YET
        found.append((f"Change of those who began in {band.name}", one.between, *change_figures(band.found), held))
    if one.reliable is not None:
        for words in ("better", "same", "worse"):
            count = getattr(one.reliable, words)
            found.append((f"Reliable change: {words}", one.between, count, *NONE[1:], "shown"))
    return found


def change_rows(between: Between) -> list[Row]:
    """A change with its effect sizes."""
    change = between.change
    found: list[Row] = [("Change in the same people", between.words, *change_figures(change), SHOWN[between.standing])]
    if change is not None:
        found.append(("Effect size d_z", between.words, *effect_figures(change, change.d_z), "shown"))
        shown = "shown" if change.d_av is not None else NOT_SHOWN
        found.append(("Effect size d_av", between.words, *effect_figures(change, change.d_av), shown))
    return found


def mean_row(mean: Mean) -> Row:
    """The row of a mean; without numbers where it is not told."""
    one = mean.found
    numbers = (one.n, one.mean, one.sd, one.low, one.high, None) if one is not None else NONE
    return ("Mean", mean.point, *numbers, SHOWN[mean.standing])


def change_figures(one: Change | None) -> Figures:
    """The numbers of a change."""
    return (one.n, one.mean, one.sd, one.low, one.high, p_words(one.p)) if one is not None else NONE


def effect_figures(change: Change, one: Effect | None) -> Figures:
    """The numbers of an effect."""
    return (change.n, one.value, None, one.low, one.high, None) if one is not None else NONE
