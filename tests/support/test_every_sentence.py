"""What support says of contacts, plans, ratings and agendas, whole, as it is read: sentences.txt beside this file.

Who changes words changes that page too, and reads it: `python -m tests.support.test_every_sentence` writes it anew.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, time, timedelta
from pathlib import Path

from scaleup.core.dates import Nation
from scaleup.core.holidays import calendar
from scaleup.fidelity.rules import Colour
from scaleup.programmes.rules import CONTACTS_AT_MOST, MONTHS_AT_MOST
from scaleup.programmes.service import shipped
from scaleup.support import rules
from scaleup.support.rules import Outcome, Pace, Step, Suspension, Term, agenda, contacts, rating, record, settle, since
from scaleup.support.rules.agenda import Promise
from scaleup.support.rules.contacts import ActionTerms, BarrierCode, BarrierTerms, Bounds, Channel, ContactTerms
from scaleup.support.rules.rating import Rating, RatingTerms, Signals
from scaleup.support.rules.since import Known
from scaleup.support.rules.summary import INSIDE, Summed, summary
from scaleup.support.rules.versions import Stand
from tests.support.test_ladder import course, proposed

PAGE = Path(__file__).parent / "sentences.txt"
TODAY = date(2026, 11, 23)
DAY = timedelta(days=1)
ENGLAND = calendar(Nation.ENGLAND)
LADDER = shipped("baby-steps").taper.ladder
BOUNDS = Bounds("Marlbury", date(2024, 4, 1), None, TODAY, frozenset({4}), frozenset({1, 2}))
PLAIN = ContactTerms(TODAY, Outcome.HELD, Channel.CALL)
SHORT = Pace((Step(1, 1), Step(3, 4)))
FULL = replace(
    PLAIN,
    minutes=600,
    confidence=5,
    counts={"groups_started": 0, "families_enrolled": 999},
    barriers=(BarrierTerms(BarrierCode.FUNDING, 3, "x" * 400),),
    actions=(ActionTerms("x" * 400, 1, TODAY),),
    done_action_ids=(4,),
    people_ids=(1, 2),
    next_on=TODAY + DAY,
    reason="x" * 400,
    discussed="x" * 10_000,
    works="x" * 10_000,
)


def refused() -> Iterator[str]:
    """Why contacts are refused; what is just allowed says nothing."""
    family = "She was born on 3 May 2019 and lives at CF10 3AT"
    for name, terms, bounds in (
        ("as full as it may be", FULL, BOUNDS),
        ("on the last day", PLAIN, replace(BOUNDS, opened_on=TODAY, closed_on=TODAY)),
        ("to come", replace(PLAIN, held_on=TODAY + DAY), BOUNDS),
        ("before", replace(PLAIN, held_on=date(2024, 3, 31)), BOUNDS),
        ("after", PLAIN, replace(BOUNDS, closed_on=TODAY - DAY)),
        ("called off by the area", replace(PLAIN, outcome=Outcome.CANCELLED_BY_AREA, reason=" "), BOUNDS),
        ("called off by the unit", replace(PLAIN, outcome=Outcome.CANCELLED_BY_UNIT), BOUNDS),
        ("nobody answered", replace(PLAIN, outcome=Outcome.NO_ANSWER), BOUNDS),
        ("too long", replace(PLAIN, reason="x" * 401, discussed="x" * 10_001, works="x" * 10_001), BOUNDS),
        (
            "barriers",
            replace(PLAIN, barriers=tuple(BarrierTerms(BarrierCode.VENUE, n, "x" * 401) for n in (0, 1, 4))),
            BOUNDS,
        ),
        ("no minutes", replace(PLAIN, minutes=0, confidence=0, counts={"groups_started": -1, "other": 1}), BOUNDS),
        ("minutes", replace(PLAIN, minutes=1, confidence=1), BOUNDS),
        ("many", replace(PLAIN, minutes=601, confidence=6, counts={"groups_started": 1000}), BOUNDS),
        (
            "actions",
            replace(
                PLAIN,
                actions=(
                    ActionTerms(" ", None, None),
                    ActionTerms("x" * 401, 3, TODAY - DAY),
                    ActionTerms("Send", 2, TODAY),
                ),
                done_action_ids=(4, 5),
                people_ids=(1, 9),
                next_on=TODAY,
            ),
            BOUNDS,
        ),
        ("next before one to come", replace(PLAIN, held_on=TODAY - 9 * DAY, next_on=TODAY - DAY), BOUNDS),
        (
            "of a family",
            replace(
                PLAIN,
                discussed=family,
                reason=family,
                works=family,
                barriers=(BarrierTerms(BarrierCode.OTHER, 1, family),),
                actions=(ActionTerms(family, 1, TODAY),),
            ),
            BOUNDS,
        ),
        ("checked", replace(PLAIN, discussed="She was born on 3 May 2019", text_checked=True), BOUNDS),
    ):
        yield f"contact {name}:"
        yield from (f"  {one.field}: {one.message}" for one in contacts.refusals(terms, bounds))
    unseen = contacts.of_no_plan("Marlbury")
    yield f"{unseen.field}: {unseen.message}"


def plans_refused() -> Iterator[str]:
    """Why a taper is refused."""
    monthly = (Step(1, 12),)
    for starts_on, ends_on, steps in (
        (TODAY, TODAY, monthly),
        (TODAY, TODAY - DAY, monthly),
        (date(2011, 12, 31), TODAY, monthly),
        (TODAY, date(2061, 1, 1), monthly),
        (TODAY, TODAY, ()),
        (TODAY, TODAY, (Step(MONTHS_AT_MOST, CONTACTS_AT_MOST), Step(1, 1))),
        (TODAY, TODAY, (Step(0, 0), Step(MONTHS_AT_MOST + 1, CONTACTS_AT_MOST + 1))),
    ):
        yield f"taper from {starts_on} to {ends_on}:"
        found = rules.taper_refusals(starts_on, ends_on, steps, ENGLAND)
        yield from (f"  {one.field}: {one.message}" for one in found)


def ratings() -> Iterator[str]:
    """The rating that is proposed from each figure, and what may not be rated."""
    for signals in (
        Signals(),
        *[Signals(misses=n) for n in (1, 2, 3)],
        *[Signals(late_actions=n) for n in (1, 2, 3)],
        *[Signals(confidence=n) for n in (1, 2, 3)],
        *[Signals(stopping=some) for some in (("Venue",), ("Venue", "Funding"), ("Venue", "Funding", "Fathers"))],
        *[Signals(delivers=delivers, pairs=0, pairs_planned=2) for delivers in (False, True)],
        *[Signals(delivers=True, pairs=n, pairs_planned=2) for n in (1, 2, 3)],
        Signals(("Venue",), late_actions=3, misses=1, delivers=True, pairs=1, pairs_planned=2, confidence=2),
    ):
        found = rating.proposed_rating(signals)
        yield f"{found.rating}: {found.because}"
    proposal = rating.proposed_rating(Signals(misses=2))
    for terms in (
        RatingTerms(),
        RatingTerms(Rating.RED),
        RatingTerms(Rating.AMBER, " "),
        RatingTerms(Rating.AMBER, "x" * 400, "x" * 4_000),
        RatingTerms(Rating.AMBER, "x" * 401, "x" * 4_001),
    ):
        yield f"rated {terms.rating}, says something: {terms.says_something}"
        yield from (f"  {one.field}: {one.message}" for one in rating.refusals_to_rate(terms, proposal))
    yield f"notes alone: {RatingTerms(note='x').says_something}, {RatingTerms(reason='x').says_something}"


def agendas() -> Iterator[str]:
    """What stands on an agenda, and what is on record since the last contact."""
    for promise in (
        Promise("Send it", "Niamh", TODAY, done_on=TODAY - DAY),
        Promise("Send it", "", TODAY, dropped_on=TODAY),
        Promise("Send it", "Niamh", None),
        *[Promise("Send it", "Niamh", TODAY + n * DAY) for n in (-1, 0, 1)],
    ):
        yield promise.words(TODAY)
    happened = [
        agenda.left("Rhys Evans", TODAY),
        agenda.first_session(TODAY),
        *[
            agenda.trained(people, part, TODAY)
            for people, part in ((1, "initial"), (2, "top_up"), (3, "verp"), (4, "x"))
        ],
        *[
            agenda.licence_moved("BS-001", move, TODAY)
            for move in ("granted", "suspended", "resumed", "ended", "terminated", "x")
        ],
        *[agenda.not_held(outcome, TODAY) for outcome in ("no_answer", "cancelled_by_area")],
    ]
    yield from (f"{one.on_day}: {one.sentence}" for one in happened)
    days = [agenda.first_session(TODAY - n * DAY) for n in range(10)]
    yield f"latest: {', '.join(str(one.on_day) for one in agenda.latest(days))}"
    full = Known(TODAY, TODAY, {"Midwife": 2, "Nurse": 3}, 2, 6, 3, 1, ((TODAY, "Video check", 82.5),), 2)
    for known in (Known(), full, replace(full, since=None), Known(since=TODAY, deliverers={"Midwife": 1})):
        yield "on record: " + " | ".join(f"{label}: {words}" for label, words in since.facts(known))


def records() -> Iterator[str]:
    """The words of everything that is chosen from, and of the record."""
    for words in (
        contacts.OUTCOME_WORDS,
        contacts.CHANNEL_WORDS,
        contacts.BARRIER_WORDS,
        contacts.SEVERITY_WORDS,
        record.COUNT_WORDS,
        record.CONFIDENCE_WORDS,
        record.topics_offered(["Our own", "Another"]),
        settle.WORDS,
        rating.RATING_WORDS,
        INSIDE,
    ):
        yield from (f"{code}: {said}" for code, said in words.items())  # type: ignore[attr-defined]  # each a dict
    yield from (f"{group}: {', '.join(codes)}" for group, codes in contacts.BARRIER_GROUPS.items())
    said = {
        "outcome": "held",
        "channel": "call",
        "confidence": "3",
        "held_on": "2026-11-23",
        "works": "x",
        "reason": None,
    }
    yield str(contacts.in_words(said))
    yield str(contacts.in_words({"held_on": "", "confidence": "9"}))
    yield record.counts_in_words({"families_enrolled": 14, "groups_running": 2})
    yield f"open until {record.open_until(TODAY)}, locked on {record.locked_on(TODAY)}"
    for days in (7, 8):
        yield f"locked after {days} days: {record.is_locked(TODAY, TODAY + days * DAY)}"


def summaries() -> Iterator[str]:
    """The summary of a contact, short and full."""
    short = Summed(9, "Marlbury", "Baby Steps", TODAY, Channel.CALL)
    full = replace(
        short,
        channel=Channel.ONLINE,
        people=("Niamh", "Priya"),
        discussed="How it goes.\n\n Next steps. ",
        works="Pairs\nVenue",
        barriers=("Funding: slows us",),
        actions=("Send it",),
        next_on=date(2026, 12, 14),
        next_at=time(14, 5),
        next_link="https://meet.example/1",
        again=True,
    )
    for told in (short, full, replace(full, next_at=None, next_link="", channel=Channel.VISIT)):
        letter = summary(told)
        yield f"Subject: {letter.subject}"
        yield f"# {letter.heading}"
        yield from letter.paragraphs
        yield f"{letter.open_title}: {letter.open_items}"
        yield from (f"{one.title}: {one.lines}" for one in letter.lists)
        yield f"[{letter.button.label}] <{letter.button.path}> {letter.why}"


def pace() -> Iterator[str]:
    """What is proposed about the pace in its sentences, what a step down needs, and what may be decided."""
    checks = {
        colour: (rules.Check(date(2025, 1, 20), Colour.AMBER), rules.Check(date(2025, 2, 20), colour))
        for colour in Colour
    }
    for name, found, today in (
        ("one miss", course(5, missed=(5,)), date(2024, 9, 10)),
        ("two misses", course(14, missed=(13, 14)), date(2025, 8, 10)),
        ("two misses where it is densest", course(5, missed=(4, 5)), date(2024, 9, 10)),
        *[(f"{colour} after amber", course(14, checks=some), date(2025, 8, 10)) for colour, some in checks.items()],
        ("held at a step", course(13, pacings=(rules.Pacing(12, 1),)), date(2025, 5, 10)),
        ("held, missed", course(14, missed=(14,), pacings=(rules.Pacing(12, 1),)), date(2025, 6, 10)),
        ("serious", course(14, pacings=(rules.Pacing(12, 1),), serious=("Venue", "Funding")), date(2025, 6, 10)),
        ("one serious", course(14, pacings=(rules.Pacing(12, 1),), serious=("Venue",)), date(2025, 6, 10)),
        ("no pairs", course(14, pairs=0, groups=None), date(2025, 6, 10)),
        ("no checks", course(14, checks=(), pairs=1, groups=1), date(2025, 6, 10)),
        ("nothing held yet", course(0), date(2024, 4, 10)),
        ("one held", course(1), date(2024, 5, 10)),
        ("one held of a first step of one", replace(course(1), begin=SHORT), date(2024, 5, 10)),
        ("step down waits", course(12, checks=()), date(2025, 4, 10)),
        ("step down", course(12), date(2025, 4, 10)),
        ("red where it is densest", course(5, checks=(rules.Check(date(2024, 8, 1), Colour.RED),)), date(2024, 9, 10)),
    ):
        here = rules.how_far(found, calendar=ENGLAND, today=today)
        asked = proposed(found, today)
        yield f"{name}: {asked and (asked.sentence, asked.rung, asked.pacing, asked.key)}"
        yield f"  so far {here.last}, every {here.interval}, next {here.pace.interval}, missed {len(here.misses)}"
        for need in rules.step_needs(found, here, LADDER):
            yield f"  {need.need}: {need.holds}, {need.because}"
        for choice in rules.choices(found, here, asked, today=today):
            yield f"  {choice.code}: {choice.words}; {choice.rung}; {choice.sentence}; {choice.pacing}"


def remade() -> Iterator[str]:
    """What becomes of a plan under way, and why, when its term, its rests or its days change."""
    term = Term(date(2025, 4, 1), date(2027, 3, 31), (Step(2, 12),))
    slots = list(rules.first_plan(term, ENGLAND).slots)
    slots = [replace(slot, outcome=Outcome.HELD) if slot.planned.sequence < 8 else slot for slot in slots]
    slots[3] = replace(slots[3], outcome=Outcome.NO_ANSWER)
    slots[9] = replace(slots[9], pinned=True)
    due_on = {slot.planned.sequence: slot.planned.due_on for slot in slots}
    closed = replace(ENGLAND, closures=frozenset({due_on[9]}))
    for name, other, today, days in (
        ("the same", term, TODAY, ENGLAND),
        ("a day closed", term, TODAY, closed),
        ("longer", replace(term, ends_on=date(2027, 9, 30)), TODAY, ENGLAND),
        ("shorter", replace(term, ends_on=due_on[10] - DAY), TODAY, ENGLAND),
        ("to the day", replace(term, ends_on=due_on[11]), TODAY, ENGLAND),
        ("stopped on a day of a contact", replace(term, stopped_on=due_on[10]), TODAY, ENGLAND),
        ("stopped before", replace(term, stopped_on=due_on[10] - DAY), TODAY, ENGLAND),
        ("at rest for a day", replace(term, suspensions=(Suspension(due_on[10], due_on[10]),)), TODAY, ENGLAND),
        ("at rest for good", replace(term, suspensions=(Suspension(due_on[11]),)), TODAY, ENGLAND),
        ("at rest around", replace(term, suspensions=(Suspension(due_on[9] + DAY, due_on[10] - DAY),)), TODAY, ENGLAND),
        ("later", replace(term, starts_on=date(2025, 4, 22)), TODAY, ENGLAND),
        ("much later", replace(term, starts_on=date(2026, 12, 1), ends_on=date(2028, 11, 30)), TODAY, ENGLAND),
        ("every month", replace(term, steps=(Step(2, 8), Step(1, 1))), TODAY, ENGLAND),
        ("every three months", replace(term, steps=(Step(3, 1),)), TODAY, ENGLAND),
        ("looked at late", term, date(2027, 2, 20), ENGLAND),
        ("looked at late, pinned free", replace(term, steps=(Step(1, 1),)), date(2026, 12, 21), ENGLAND),
    ):
        yield f"{name}:"
        for one in rules.reshape(slots, other, calendar=days, today=today).differences:
            yield f"  {one.sequence} {one.move}: {one.was_on} to {one.now_on}, {one.reason or 'as it was'}"
    anew = rules.reshape(
        [replace(slots[8], planned=replace(slots[8].planned, due_on=due_on[9] + DAY))],
        term,
        calendar=ENGLAND,
        today=TODAY,
    )
    yield from (f"moved back: {one.reason}" for one in anew.of(rules.Move.MOVED))


def standings() -> Iterator[str]:
    """How a contact of Monday 4 January 2027 stands, day by day; and which contact one held on a day settles."""
    due_on, before = date(2027, 1, 4), None
    for day in (date(2026, 12, 1) + n * DAY for n in range(60)):
        now = rules.standing(due_on, day, None, ENGLAND)
        if now is not before:
            yield f"from {day}: {now}"
        before = now
    yield from (f"{outcome}: {rules.standing(due_on, due_on, outcome, ENGLAND)}" for outcome in Outcome)
    plan = rules.taper(date(2026, 1, 1), date(2026, 12, 31), (Step(1, 12),), ENGLAND)
    for day in (date(2026, 6, 1), date(2026, 6, 15), date(2026, 6, 16), date(2026, 6, 17), date(2026, 7, 15)):
        found = rules.settles(day, plan, ENGLAND)
        yield f"held on {day}: {found and found.sequence}"
    yield f"held long after: {rules.settles(date(2027, 6, 1), plan, ENGLAND)}"


def versions() -> Iterator[str]:
    """What becomes of each contact between two versions, and how a version is kept."""
    one, other = date(2026, 12, 1), date(2027, 1, 4)
    before = {1: Stand(one, ""), 2: Stand(one, "x"), 3: Stand(None, "went"), 4: Stand(one, ""), 6: Stand(one, "")}
    after = {
        1: Stand(one, "y"),
        2: Stand(other, "moved"),
        3: Stand(None, "still"),
        4: Stand(None, "gone"),
        5: Stand(one, "new"),
    }
    found = rules.compared(before, after)
    yield from (f"{each.sequence} {each.move}: {each.was_on} to {each.now_on}, {each.reason!r}" for each in found)
    yield rules.written(found)
    yield str(
        rules.read(rules.written(found)) == tuple(each for each in found if each.move is not rules.Move.UNCHANGED)
    )
    yield str(rules.plan_after([found[:2], found[2:]]))


PARTS = {
    "versions": versions,
    "remade": remade,
    "standings": standings,
    "refused": refused,
    "plans refused": plans_refused,
    "ratings": ratings,
    "agendas": agendas,
    "records": records,
    "summaries": summaries,
    "pace": pace,
}


def page() -> str:
    """All of it."""
    return "\n".join("\n".join([f"== {name}", *part(), ""]) for name, part in PARTS.items())


def test_everything_that_support_says_reads_as_it_stands_on_the_page() -> None:
    assert page() == PAGE.read_text()


if __name__ == "__main__":
    PAGE.write_text(page())
