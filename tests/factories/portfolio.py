"""Marlbury's journey with its written dates, as on Monday 23 November 2026."""

from datetime import date, timedelta

from scaleup.portfolio.rules import Check, Colour, Contact, Contacted, Course, Event, Journey, Window

MONDAY = date(2026, 11, 23)

MONTHLY = [
    date(2024, 5, 1),
    date(2024, 6, 3),
    date(2024, 7, 1),
    date(2024, 8, 1),
    date(2024, 9, 2),
    date(2024, 10, 1),
    date(2024, 11, 1),
    date(2024, 12, 2),
    date(2025, 1, 2),
    date(2025, 2, 3),
    date(2025, 3, 3),
    date(2025, 4, 1),
]
EVERY_TWO = [
    date(2025, 6, 2),
    date(2025, 8, 1),
    date(2025, 10, 1),
    date(2025, 12, 1),
    date(2026, 2, 2),
    date(2026, 4, 1),
]
QUARTERLY = [date(2026, 7, 1), date(2026, 10, 1), date(2027, 1, 4), date(2027, 3, 31)]
NOT_HELD = {
    16: Contacted.MISSED,
    17: Contacted.HELD_LATE,
    20: Contacted.NO_RECORD,
    21: Contacted.NEXT,
    22: Contacted.TO_COME,
}
GROUPS = [
    date(2024, 6, 18),
    date(2024, 9, 16),
    date(2025, 1, 14),
    date(2025, 2, 25),
    date(2025, 5, 13),
    date(2025, 9, 16),
    date(2025, 10, 7),
    date(2026, 1, 20),
    date(2026, 3, 3),
    date(2026, 5, 12),
    date(2026, 9, 15),
    date(2026, 10, 6),
]


def planned() -> tuple[Contact, ...]:
    """The 22 contacts of the plan."""
    found = []
    steps = [(1, MONTHLY), (2, EVERY_TWO), (3, QUARTERLY)]
    for months, days in steps:
        for day in days:
            number = len(found) + 1
            held_on = date(2026, 2, 24) if number == 17 else None
            found.append(Contact(day, NOT_HELD.get(number, Contacted.HELD), number, months, held_on))
    return tuple(found)


def marlbury() -> Journey:
    """A licence in its third year, with a miss, a contact held late, one without a record and the next to come."""
    before = tuple(Contact(day, Contacted.HELD) for day in (date(2023, 9, 21), date(2023, 12, 12), date(2024, 1, 11)))
    return Journey(
        name="Marlbury",
        today=MONDAY,
        enquired_on=date(2023, 9, 12),
        assessed_on=date(2023, 10, 17),
        ready_on=date(2024, 1, 23),
        licence_starts_on=date(2024, 4, 1),
        licence_ends_on=date(2027, 3, 31),
        delivery_started_on=date(2024, 6, 18),
        contacts=before + planned(),
        events=(
            Event(date(2024, 4, 23), "Initial, 3 days"),
            Event(date(2024, 5, 14), "Midwives, ½ day"),
            Event(date(2024, 11, 12), "Top-up, 2 days"),
            Event(date(2025, 1, 21), "Reflective practice, 1 day"),
            Event(date(2025, 11, 18), "Replacements"),
        ),
        checks=(
            Check(date(2024, 7, 9), "84%", Colour.GREEN),
            Check(date(2025, 3, 11), "79%", Colour.AMBER),
            Check(date(2025, 6, 10), "88%", Colour.GREEN),
            Check(date(2026, 2, 10), "86%", Colour.GREEN),
            Check(date(2027, 2, 10)),
        ),
        courses=tuple(Course(day, day + timedelta(days=125), day >= date(2026, 9, 1)) for day in GROUPS),
        window=Window(date(2024, 10, 18), date(2024, 12, 18)),
    )


def without_licence() -> Journey:
    """An area that is being prepared."""
    return Journey(
        name="Wrexham",
        today=MONDAY,
        enquired_on=date(2026, 5, 6),
        assessed_on=date(2026, 8, 10),
        contacts=(Contact(date(2026, 6, 1), Contacted.HELD), Contact(date(2026, 12, 2), Contacted.NEXT)),
    )


def in_trouble() -> Journey:
    """A licence of one year: four misses in a row, three events in a month, a red check, a long name."""
    days = [date(2026, month, 2) for month in range(3, 13)]
    states = [Contacted.HELD] * 4 + [Contacted.MISSED] * 4 + [Contacted.NO_RECORD, Contacted.NEXT]
    return Journey(
        name="Bournemouth, Christchurch and Poole",
        today=MONDAY,
        licence_starts_on=date(2026, 2, 2),
        licence_ends_on=date(2027, 2, 1),
        stopped_on=date(2026, 11, 2),
        contacts=tuple(
            Contact(day, state, number, 1) for number, (day, state) in enumerate(zip(days, states, strict=True), 1)
        ),
        events=tuple(Event(date(2026, 3, day), f"Initial training, day {day}") for day in (3, 12, 24)),
        checks=(Check(date(2026, 7, 9), "52%", Colour.RED), Check(date(2026, 7, 23), "81%", Colour.GREEN)),
    )
