"""What a contact may tell, at its edges: figures, lengths, words, and what differs from the rule."""

from datetime import date, time

import pytest

from scaleup.support import rules
from scaleup.support.rules import (
    BarrierCode,
    Bounds,
    Channel,
    ContactTerms,
    Known,
    Outcome,
    ProposedRating,
    Rating,
    RatingTerms,
    Signals,
    Summed,
)
from scaleup.support.rules.rating import joined

BOUNDS = Bounds("Marlbury", date(2023, 9, 12), None, date(2026, 11, 23))
AMBER = ProposedRating(Rating.AMBER, "Amber, because 1 action is late.")


def wrong(**said: object) -> list[str]:
    terms = ContactTerms(date(2026, 10, 6), Outcome.HELD, Channel.CALL, **said)
    return [one.field for one in rules.refusals(terms, BOUNDS)]


@pytest.mark.parametrize(
    "said",
    [
        {"minutes": 1},
        {"minutes": 600},
        {"confidence": 1},
        {"confidence": 5},
        {"counts": {"groups_running": 0, "families_enrolled": 999}},
        {"works": "x" * 10_000},
    ],
)
def test_what_lies_on_the_edge_may_be_told(said: dict[str, object]) -> None:
    assert wrong(**said) == []


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"minutes": -5}, "minutes"),
        ({"confidence": 0}, "confidence"),
        ({"counts": {"sessions_planned": 1000}}, "sessions_planned"),
        ({"works": "x" * 10_001}, "works"),
    ],
)
def test_what_lies_beyond_it_is_refused(said: dict[str, object], field: str) -> None:
    assert wrong(**said) == [field]


def test_the_sentence_of_a_refused_figure_says_what_was_read() -> None:
    terms = ContactTerms(date(2026, 10, 6), Outcome.HELD, Channel.CALL, minutes=700, counts={"groups_started": -1})
    assert [one.message for one in rules.refusals(terms, BOUNDS)] == [
        "A contact of 700 minutes? Enter 1 to 600, or leave it empty",
        "-1 is no number of these. Enter 0 to 999",
    ]


def test_counts_are_said_in_the_order_of_the_form_whatever_theirs() -> None:
    assert rules.counts_in_words({"families_enrolled": 14, "groups_started": 0}) == (
        "Groups started: 0; Families enrolled: 14"
    )
    assert rules.counts_in_words({}) == ""


@pytest.mark.parametrize(
    ("known", "fact"),
    [
        (Known(deliverers={"Midwife": 1}), ("May deliver", "1 person: Midwife 1")),
        (Known(pairs=2), ("Pairs", "2")),
        (Known(pairs=0, pairs_planned=0), ("Pairs", "0 of 0 planned")),
        (Known(started_on=date(2024, 6, 18)), ("First session", "18 June 2024")),
        (Known(since=date(2026, 1, 5), left=2), ("Left the team", "2")),
        (
            Known(since=date(2026, 1, 5), checks=((date(2026, 2, 3), "Video check", "78.5"),)),
            ("Video check on 3 February 2026", "78.5%"),
        ),
    ],
)
def test_a_fact_is_said_with_its_label(known: Known, fact: tuple[str, str]) -> None:
    assert fact in rules.facts(known)


def test_what_did_not_happen_since_is_left_out() -> None:
    assert [label for label, _ in rules.facts(Known(since=date(2026, 1, 5)))] == [
        "First session",
        "May deliver",
        "Pairs",
    ]


@pytest.mark.parametrize(
    ("said", "fields"),
    [
        (RatingTerms(), []),
        (RatingTerms(Rating.AMBER), []),
        (RatingTerms(Rating.RED), ["rating_reason"]),
        (RatingTerms(Rating.RED, " "), ["rating_reason"]),
        (RatingTerms(Rating.GREEN, "All is settled"), []),
        (RatingTerms(None, "x" * 400, "y" * 4_000), []),
        (RatingTerms(None, "x" * 401), ["rating_reason"]),
        (RatingTerms(None, "", "y" * 4_001), ["note"]),
    ],
)
def test_staff_may_agree_leave_it_or_differ_with_a_reason(said: RatingTerms, fields: list[str]) -> None:
    assert [one.field for one in rules.refusals_to_rate(said, AMBER)] == fields


def test_only_a_rating_a_reason_or_a_note_says_something() -> None:
    said = (RatingTerms(), RatingTerms(None, " ", " "), RatingTerms(Rating.RED), RatingTerms(None, "", "n"))
    assert [one.says_something for one in said] == [False, False, True, True]


@pytest.mark.parametrize(
    ("parts", "words"),
    [([], ""), (["a"], "a"), (["a", "b"], "a and b"), (["a", "b", "c"], "a, b and c")],
)
def test_reasons_are_joined_as_they_are_read(parts: list[str], words: str) -> None:
    assert joined(parts) == words


def test_an_area_that_has_all_its_pairs_or_more_wants_none() -> None:
    for pairs in (3, 4):
        assert rules.proposed_rating(Signals(pairs=pairs, pairs_planned=3)).rating is Rating.GREEN
    assert rules.proposed_rating(Signals(pairs=1, delivers=True)).rating is Rating.GREEN


@pytest.mark.parametrize(
    ("channel", "words"),
    [(Channel.ONLINE, "by video"), (Channel.CALL, "by phone"), (Channel.VISIT, "in person")],
)
def test_the_summary_says_how_it_was_held(channel: Channel, words: str) -> None:
    letter = rules.summary(Summed(7, "Marlbury", "Baby Steps", date(2026, 10, 6), channel))
    assert letter.paragraphs[0] == f"Baby Steps, Marlbury: we spoke {words}."
    assert (letter.button.path, letter.heading) == ("/contacts/7", "What we agreed on Tuesday 6 October 2026")
    assert letter.why == "You get this because you lead the programme in Marlbury, or took part in this contact."


@pytest.mark.parametrize(
    ("at", "link", "words"),
    [
        (None, "", "The next contact is on Monday 4 January 2027."),
        (time(9, 5), "", "The next contact is on Monday 4 January 2027 at 09:05."),
        (None, "https://m.example", "The next contact is on Monday 4 January 2027, at https://m.example."),
    ],
)
def test_the_summary_ends_with_the_next_contact(at: time | None, link: str, words: str) -> None:
    told = Summed(7, "M", "B", date(2026, 10, 6), Channel.CALL, next_on=date(2027, 1, 4), next_at=at, next_link=link)
    assert rules.summary(told).paragraphs[-1] == words


def test_every_barrier_that_stops_has_words_for_its_sentence() -> None:
    every = Signals(stopping=tuple(rules.BARRIER_WORDS[code] for code in BarrierCode))
    assert len(rules.proposed_rating(every).because) > 300
