"""The journey strip: every date in its place, no label on another, the same facts in words."""

from dataclasses import replace
from datetime import date, timedelta
from itertools import combinations, pairwise

import pytest

from scaleup.portfolio import rules
from scaleup.portfolio.rules import Circle, Contact, Contacted, Drawing, Journey, Path, Rest, Words
from tests.factories.portfolio import MONDAY, in_trouble, marlbury, without_licence

RESTED = replace(marlbury(), name="Rested", rests=(Rest(date(2026, 12, 21), date(2027, 1, 3)),))
JOURNEYS = [marlbury(), RESTED, without_licence(), in_trouble(), Journey(name="Luton", today=MONDAY)]


def labels(drawing: Drawing) -> list[Words]:
    """The labels of a drawing."""
    return [shape for shape in drawing.shapes if isinstance(shape, Words)]


def overlapping(drawing: Drawing) -> list[tuple[str, str]]:
    """Pairs of labels that stand on each other."""
    return [
        (one.text, other.text)
        for one, other in combinations(labels(drawing), 2)
        if abs(one.y - other.y) < 11 and one.left < other.right and other.left < one.right
    ]


@pytest.mark.parametrize("journey", JOURNEYS, ids=lambda journey: journey.name)
def test_no_label_stands_on_another_at_the_desk(journey: Journey) -> None:
    assert overlapping(rules.strip(journey)) == []


@pytest.mark.parametrize("journey", JOURNEYS, ids=lambda journey: journey.name)
def test_labels_on_a_phone_stand_seventeen_pixels_apart(journey: Journey) -> None:
    column = sorted(label.y for label in labels(rules.upright(journey)) if label.x == 138 and label.y > 20)
    assert all(below - above >= 16.9 for above, below in pairwise(column))


@pytest.mark.parametrize("starts_on", [MONDAY - timedelta(days=9), MONDAY, MONDAY + timedelta(days=7)])
def test_on_a_phone_the_line_of_today_does_not_cross_the_words_no_support(starts_on: date) -> None:
    journey = replace(marlbury(), rests=(Rest(starts_on, starts_on + timedelta(days=30)),))
    drawing = rules.upright(journey)
    (said,) = [label.y for label in labels(drawing) if label.text == "No support"]
    (line,) = [shape for shape in drawing.shapes if isinstance(shape, Path) and shape.look == "now"]
    assert abs(said - 4.5 - float(line.d.split("H")[0].rpartition(" ")[2])) >= 8.9


@pytest.mark.parametrize("journey", JOURNEYS, ids=lambda journey: journey.name)
def test_every_shape_lies_in_the_drawing(journey: Journey) -> None:
    for drawing in (rules.strip(journey), rules.upright(journey)):
        for label in labels(drawing):
            assert label.left >= -1 and label.right <= drawing.width + 1, label
            assert 0 <= label.y <= drawing.height, label


def test_the_desk_spreads_the_time_over_1010_pixels() -> None:
    drawing = rules.strip(marlbury())
    starts = next(label for label in labels(drawing) if label.text == "licence starts 1 Apr 2024")
    ends = next(label for label in labels(drawing) if label.text == "licence ends 31 Mar 2027")
    assert (starts.x, ends.x) == (255.1, 1092.8)
    assert (drawing.width, drawing.height) == (1112, 310)


def test_stages_follow_each_other_up_to_the_end_of_the_licence() -> None:
    assert [(stage.name, stage.starts_on) for stage in rules.stages(marlbury())] == [
        ("Enquiry", date(2023, 9, 12)),
        ("Readiness", date(2023, 10, 17)),
        ("Preparing", date(2024, 1, 23)),
        ("Training", date(2024, 4, 1)),
        ("Delivering", date(2024, 6, 18)),
        ("Embedded", date(2025, 6, 18)),
    ]
    assert rules.stages(marlbury())[-1].ends_on == date(2027, 3, 31)


def test_training_lasts_until_a_first_session_is_known() -> None:
    names = [stage.name for stage in rules.stages(replace(marlbury(), delivery_started_on=None))]
    assert names == ["Enquiry", "Readiness", "Preparing", "Training"]


def test_without_a_first_session_the_drawing_says_that_the_window_is_not_known() -> None:
    drawing = rules.strip(replace(marlbury(), delivery_started_on=None, window=None, events=()))
    assert "top-up window: not known until the first session" in [label.text for label in labels(drawing)]


def test_only_misses_and_the_next_contact_are_named() -> None:
    texts = [label.text for label in labels(rules.strip(marlbury()))]
    assert [text for text in texts if text in ("missed", "no record", "next, 4 Jan", "held late", "held")] == [
        "next, 4 Jan",
        "no record",
        "missed",
    ]


def test_the_wedge_is_named_by_the_steps_of_the_taper() -> None:
    texts = [label.text for label in labels(rules.strip(marlbury()))]
    assert [text for text in texts if text.startswith("every")] == ["every month", "every 2 months", "every 3 months"]


def test_the_next_contact_is_a_thick_ring_at_its_day() -> None:
    rings = [shape for shape in rules.strip(marlbury()).shapes if isinstance(shape, Circle) and "next" in shape.look]
    assert [(ring.x, ring.y) for ring in rings] == [(1027.0, 198)]


def test_before_a_licence_the_drawing_is_short_and_ends_ninety_days_from_today() -> None:
    journey = without_licence()
    assert journey.last_on == date(2027, 2, 21)
    assert rules.strip(journey).height == 176
    assert "Fidelity" not in [label.text for label in labels(rules.strip(journey))]


def test_a_licence_that_ended_long_ago_is_drawn_without_today() -> None:
    texts = [label.text for label in labels(rules.strip(replace(marlbury(), today=date(2031, 1, 6))))]
    assert not [text for text in texts if text.startswith("today")]


def test_a_licence_that_has_just_ended_still_shows_today() -> None:
    texts = [label.text for label in labels(rules.strip(replace(marlbury(), today=date(2027, 5, 3))))]
    assert "today, Mon 3 May" in texts


def test_ten_years_show_years_only() -> None:
    long = replace(marlbury(), licence_ends_on=date(2034, 3, 31))
    texts = {label.text for label in labels(rules.strip(long))}
    assert {"2027", "2034"} <= texts
    assert not {"Apr", "Jul", "Oct"} & texts


def test_a_crowded_phone_leaves_out_the_lightest_labels_first() -> None:
    start = date(2024, 4, 2)
    missed = tuple(Contact(start + timedelta(days=24 * n), Contacted.MISSED, n, 1) for n in range(1, 40))
    texts = [label.text for label in labels(rules.upright(replace(marlbury(), contacts=missed)))]
    assert "Licence ends 31 Mar 2027" in texts
    assert "Training begins" not in texts


def test_the_drawing_is_told_in_figures() -> None:
    assert rules.titled(marlbury()) == "Marlbury from enquiry to the end of its licence"
    assert rules.told(marlbury()) == (
        "Licence 1 April 2024 to 31 March 2027. Now in the Embedded stage. 18 of 20 contacts due so far were held; "
        "contact 16 missed; contact 20 without a record. 2 are still to come. "
        "4 fidelity checks: 84% green, 79% amber, 88% green, 86% green. The table below lists every date."
    )


def test_one_contact_is_told_as_one() -> None:
    held, coming = Contact(date(2024, 5, 1), Contacted.HELD, 1, 1), Contact(date(2027, 1, 4), Contacted.NEXT, 2, 1)
    assert "1 of 1 contact due so far was held. 1 is still to come." in rules.told(
        replace(marlbury(), contacts=(held, coming))
    )
    assert "None is still to come." in rules.told(replace(marlbury(), contacts=(held,)))


def test_on_its_last_day_a_licence_still_has_its_stage() -> None:
    assert "Now in the Embedded stage." in rules.told(replace(marlbury(), today=date(2027, 3, 31)))


def test_every_date_of_the_drawing_is_a_row_of_the_table() -> None:
    rows = rules.rows(marlbury())
    assert len(rows) == 6 + 2 + 25 + 5 + 5 + 12 + 1
    assert [
        (row.when, row.what, row.state) for row in rows if row.state in ("missed", "next", "held late, 24 Feb 2026")
    ] == [
        ("1 Dec 2025", "Contact 16", "missed"),
        ("2 Feb 2026", "Contact 17", "held late, 24 Feb 2026"),
        ("4 Jan 2027", "Contact 21", "next"),
    ]
    assert [row.on for row in rows] == sorted(row.on for row in rows)


def test_every_event_and_every_score_of_marlbury_finds_room_for_its_name() -> None:
    texts = [label.text for label in labels(rules.strip(marlbury()))]
    for name in ("Initial, 3 days", "Midwives, ½ day", "Top-up, 2 days", "Reflective practice, 1 day", "Replacements"):
        assert texts.count(name) == 1, name
    for score in ("84%", "amber 79%", "88%", "86%"):
        assert texts.count(score) == 1, score


def test_no_name_of_a_contact_or_event_crosses_the_line_of_today() -> None:
    for journey in (marlbury(), in_trouble(), without_licence()):
        drawing = rules.strip(journey)
        today = next(label for label in labels(drawing) if label.text.startswith("today"))
        crossing = [label.text for label in labels(drawing) if label.left < today.x < label.right and label.y > 90]
        assert [text for text in crossing if not text.startswith("licence")] == []


def test_a_time_without_support_is_crossed_and_said() -> None:
    journey = RESTED
    assert "sg0" in rules.strip(journey).looks
    assert "No support" in [word.text for word in labels(rules.upright(journey))]
    assert [(row.when, row.state) for row in rules.rows(journey) if row.what == "No support"] == [
        ("21 Dec 2026 to 3 Jan 2027", "suspended")
    ]


def test_a_label_that_people_wrote_is_escaped_in_the_drawing() -> None:
    assert Words("t", 1, 2, "<b>").__html__() == '<text class="t" x="1" y="2" text-anchor="start">&lt;b&gt;</text>'
