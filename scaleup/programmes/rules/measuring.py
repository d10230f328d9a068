"""How measures and their time points are read from a programme's content, and what must agree in them."""

from collections.abc import Iterable, Iterator

from scaleup.programmes.rules import measures as made
from scaleup.programmes.rules.basis import basis
from scaleup.programmes.rules.reading import Part, Path, Problem

SCORES_AT_MOST = 10_000
ITEMS_AT_MOST = 500
PERCENT = 100


def time_point(part: Part) -> made.TimePoint:
    """When measures are given."""
    return made.TimePoint(
        part.code("code"),
        part.text("name"),
        part.code("session"),
        part.number("months_after", least=0, most=120),
        part.number("window_days", least=1, most=366) if part.has("window_days") else made.WINDOW_DAYS,
        births=part.yes("births", default=False),
    )


def measure(part: Part) -> made.Measure:
    """One questionnaire."""
    return made.Measure(
        code=part.code("code"),
        name=part.text("name"),
        version=part.text("version"),
        items=part.number("items", least=1, most=ITEMS_AT_MOST),
        scales=part.parts("scales", scale, least=1),
        time_points=part.texts("time_points", least=1),
        who=part.texts("who", least=1),
        rights=part.text("rights"),
        basis=basis(part),
        answers=part.parts("answers", answers) if part.has("answers") else (),
        reversed=numbers(part, "reversed"),
        keyed=part.word("keyed", made.Keyed, default=made.Keyed.VALUE),
        missing_percent=share(part),
        form_of=part.code("form_of") if part.has("form_of") else "",
    )


def share(part: Part) -> int:
    """How many of a score's items may be missing."""
    if part.has("missing_percent"):
        return part.number("missing_percent", least=0, most=PERCENT - 1)
    return made.MISSING_PERCENT


def numbers(part: Part, key: str) -> tuple[int, ...]:
    """The numbers of items, in order; none where the key is not there."""
    return part.numbers(key, least=1, most=ITEMS_AT_MOST) if part.has(key) else ()


def answers(part: Part) -> made.Answers:
    """What some items may be answered with."""
    least, most = (part.number(end, least=-100, most=100) for end in ("least", "most"))
    return made.Answers(numbers(part, "items"), least, most)


def scale(part: Part) -> made.Scale:
    """One score."""
    return made.Scale(
        code=part.code("code"),
        name=part.text("name"),
        least=part.number("least", least=-SCORES_AT_MOST, most=SCORES_AT_MOST),
        most=part.number("most", least=-SCORES_AT_MOST, most=SCORES_AT_MOST),
        better=part.word("better", made.Better),
        bands=part.parts("bands", band) if part.has("bands") else (),
        items=numbers(part, "items"),
        alert=part.text("alert") if part.has("alert") else "",
        reliability_percent=part.number("reliability_percent", least=1, most=PERCENT - 1)
        if part.has("reliability_percent")
        else None,
    )


def band(part: Part) -> made.Band:
    """A named range."""
    return made.Band(
        part.text("name"),
        part.number("least", least=-SCORES_AT_MOST, most=SCORES_AT_MOST),
        part.number("most", least=-SCORES_AT_MOST, most=SCORES_AT_MOST),
    )


def disagreements(found: tuple[made.Measure, ...], points: Iterable[str]) -> Iterator[Problem]:
    """What does not agree within the measures, and with the time points."""
    codes, known = {one.code for one in found}, set(points)
    for index, one in enumerate(found):
        path: Path = ("measures", index)
        for code in one.time_points:
            if code not in known:
                yield Problem((*path, "time_points"), f"{code} is none of the time points")
        for who in one.who:
            if who not in list(made.Giver):
                yield Problem((*path, "who"), f"{who} is none of {', '.join(made.Giver)}")
        if one.form_of and one.form_of not in codes - {one.code}:
            yield Problem((*path, "form_of"), f"{one.form_of} is none of the other measures")
        yield from of_items(one, path)
        yield from of_scores(one, path)


def of_items(one: made.Measure, path: Path) -> Iterator[Problem]:
    """Every item has one range of answers, if any has; what is reversed or scored is an item."""
    every = set(range(1, one.items + 1))
    answered = [item for each in one.answers for item in each.items]
    whole = sorted(answered) == sorted(every)
    if one.answers and not whole:
        yield Problem((*path, "answers"), f"must name each of the items 1 to {one.items} once")
    for index, each in enumerate(one.answers):
        if each.least >= each.most:
            yield Problem((*path, "answers", index, "least"), "must be less than most")
    if not set(one.reversed) <= every:
        yield Problem((*path, "reversed"), f"must be among the items 1 to {one.items}")
    for index, scored in enumerate(one.scales):
        where = (*path, "scales", index, "items")
        if not set(scored.items) <= every:
            yield Problem(where, f"must be among the items 1 to {one.items}")
        elif bool(scored.items) != bool(one.answers):
            yield Problem(where, "and the measure's answers stand together: one says nothing without the other")
        elif whole and scored.items and reach(one, scored) != (scored.least, scored.most):
            least, most = reach(one, scored)
            yield Problem(where, f"give a score from {least} to {most}, not from {scored.least} to {scored.most}")


def reach(one: made.Measure, scored: made.Scale) -> tuple[int, int]:
    """The least and the most that the items of a score add up to. Turning an item round changes neither."""
    ends = [one.answered_with(item) for item in scored.items]
    return sum(end.least for end in ends if end), sum(end.most for end in ends if end)


def of_scores(one: made.Measure, path: Path) -> Iterator[Problem]:
    """The scores of one measure are ranges, and their bands follow one another within them."""
    for index, scored in enumerate(one.scales):
        if scored.least >= scored.most:
            yield Problem((*path, "scales", index, "least"), "must be less than most")
        if not follow(scored):
            bands = (*path, "scales", index, "bands")
            yield Problem(bands, f"must follow one another, without overlap, from {scored.least} to {scored.most}")
        if scored.alert and scored.alert not in {each.name for each in scored.bands}:
            yield Problem((*path, "scales", index, "alert"), f"{scored.alert} is none of the bands")


def follow(scored: made.Scale) -> bool:
    """Whether the bands rise without overlap inside the score."""
    reached = scored.least - 1
    for each in scored.bands:
        if each.least <= reached or each.most < each.least or each.most > scored.most:
            return False
        reached = each.most
    return True
