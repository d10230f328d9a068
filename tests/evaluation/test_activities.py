"""How the programme goes, in counts: what cannot have been is refused, and small counts of answers stay hidden."""

from dataclasses import replace
from datetime import date
from itertools import product

import pytest

from scaleup.evaluation.rules import activities as rules
from scaleup.evaluation.rules.activities import Conductor, Due, Effect, Kind, Mentioned, Shown, Told, Trained
from scaleup.programmes.rules import Wave

TODAY = date(2026, 11, 22)
THEMES = ("venue", "fathers")
RIGHT_AFTER = Wave("after_training", "Right after training", 0, 4)
TEN_MONTHS = Wave("ten_months", "Ten months after training", 10, 8)
GROUP = Told(
    Kind.FOCUS_GROUP,
    date(2026, 10, 6),
    date(2026, 10, 6),
    Conductor.INDEPENDENT,
    invited=12,
    mothers=6,
    fathers=2,
    themes=(Mentioned("venue", Effect.HINDERS, 5),),
)
STAFF = Told(
    Kind.STAFF_SURVEY,
    date(2026, 10, 6),
    date(2026, 10, 20),
    Conductor.UNIT,
    staff=11,
    event_id=3,
    wave="after_training",
)


def refused(told: Told) -> list[str]:
    found = rules.refusals_of_activity(told, today=TODAY, themes=THEMES, surveys={(3, "after_training")})
    return [one.field for one in found]


@pytest.mark.parametrize(
    ("told", "fields"),
    [
        (GROUP, []),
        (STAFF, []),
        (replace(GROUP, until_on=date(2026, 10, 5)), ["until_on"]),
        (replace(GROUP, until_on=date(2026, 11, 23)), ["until_on"]),
        (replace(GROUP, from_on=date(2025, 10, 6)), ["until_on"]),
        (replace(GROUP, mothers=0, fathers=0, themes=(), invited=None), ["mothers"]),
        (replace(GROUP, invited=7), ["invited"]),
        (replace(GROUP, invited=None), []),
        (replace(GROUP, mothers=1000, invited=None), ["mothers"]),
        (replace(GROUP, themes=(Mentioned("weather", Effect.HELPS, 1),)), ["themes-0-theme"]),
        (replace(GROUP, themes=(Mentioned("venue", Effect.HELPS, 9),)), ["themes-0-people"]),
        (replace(GROUP, themes=GROUP.themes * 2), ["themes-1-theme"]),
        (replace(GROUP, themes=(*GROUP.themes, Mentioned("venue", Effect.HELPS, 1))), []),
        (replace(GROUP, event_id=3, wave="after_training"), ["asked"]),
        (replace(STAFF, event_id=None, wave=None), ["asked"]),
        (replace(STAFF, wave="ten_months"), ["asked"]),
        (replace(STAFF, fathers=1), ["mothers"]),
        (replace(STAFF, staff=2), []),
        (replace(STAFF, staff=5, themes=(Mentioned("venue", Effect.HINDERS, 1),)), []),
        (replace(STAFF, staff=2, themes=(Mentioned("venue", Effect.HINDERS, 1),)), ["themes-0-theme"]),
    ],
)
def test_what_cannot_have_been_is_refused_at_its_field(told, fields):
    assert refused(told) == fields


def test_no_statement_is_answered_by_more_than_took_part():
    answers = {"useful": {4: 6, 5: 6}, "clear": {5: 13}}
    (one,) = rules.refusals_of_answers(answers, kind="satisfaction", took_part=12)
    assert (one.field, one.message) == ("clear_1", "13 answers stand here, and 12 took part. Check the numbers.")


@pytest.mark.parametrize(("staff", "refused"), [(1, 1), (4, 1), (5, 0)])
def test_answers_of_so_few_staff_that_they_are_known_by_them_are_not_kept(staff, refused):
    found = rules.refusals_of_answers({"useful": {}, "clear": {5: 1}}, kind="staff_survey", took_part=staff)
    assert [one.field for one in found] == ["clear_1"] * refused


@pytest.mark.parametrize(
    ("marks", "shown"),
    [
        ({5: 9}, Shown(None, None)),
        ({5: 10}, Shown(10, 10, (0, 0, 0, 0, 10))),
        ({3: 5, 5: 7}, Shown(12, 7, (0, 0, 5, 0, 7))),
        ({3: 5, 4: 3, 5: 7}, Shown(15, 10)),
        ({3: 2, 5: 12}, Shown(14, None)),
        ({1: 12, 4: 3}, Shown(15, None)),
    ],
)
def test_of_answers_all_marks_are_shown_or_one_cut_or_neither(marks, shown):
    assert rules.shown(marks) == shown


def test_no_count_from_1_to_4_can_be_worked_out_of_what_is_shown():
    for counts in product((0, 1, 3, 5, 6), repeat=5):
        told = rules.shown(dict(zip(rules.MARKS, counts, strict=True)))
        if told.marks:
            assert not any(1 <= count <= 4 for count in told.marks)
        if told.agree is not None:
            assert told.answered is not None
            assert not any(1 <= count <= 4 for count in (told.agree, told.answered - told.agree))


@pytest.mark.parametrize(
    ("today", "standings"),
    [
        (date(2026, 1, 14), [Due.TO_COME, Due.TO_COME]),
        (date(2026, 1, 15), [Due.DUE, Due.TO_COME]),
        (date(2026, 2, 11), [Due.DUE, Due.TO_COME]),
        (date(2026, 2, 12), [Due.LATE, Due.TO_COME]),
        (date(2026, 11, 15), [Due.NOT_ASKED, Due.DUE]),
        (date(2027, 1, 10), [Due.NOT_ASKED, Due.LATE]),
    ],
)
def test_staff_are_asked_right_after_training_and_ten_months_later(today, standings):
    events = [Trained(1, 3, "initial", date(2026, 1, 15)), Trained(1, 4, "verp", date(2026, 1, 20))]
    found = rules.surveys(events, waves=[RIGHT_AFTER, TEN_MONTHS], parts=["initial"], done=[], today=today)
    assert [(one.due_on, one.standing) for one in found] == list(
        zip([date(2026, 1, 15), date(2026, 11, 15)], standings, strict=True)
    )


def test_a_survey_that_was_entered_is_never_late():
    found = rules.survey(Trained(1, 3, "initial", date(2026, 1, 31)), TEN_MONTHS, is_done=True, today=date(2027, 11, 1))
    assert (found.due_on, found.standing) == (date(2026, 11, 30), Due.DONE)


def test_who_mentioned_a_theme_is_told_only_from_five_on():
    assert [rules.people_in_words(count) for count in (1, 4, 5, 12)] == [
        "fewer than 5",
        "fewer than 5",
        "5 people",
        "12 people",
    ]


def test_somebody_is_trained_for_known_measures_on_a_day_that_was():
    known = {"PAI", "HADS"}
    told = {"person_id": 7, "people": {7}, "known": known, "today": TODAY}
    assert rules.refusals_of_training(TODAY, measures=["PAI"], **told) == []
    wrong = rules.refusals_of_training(date(2027, 1, 1), measures=["X"], **{**told, "person_id": 8})
    assert [one.field for one in wrong] == ["person", "measures", "on_day"]
