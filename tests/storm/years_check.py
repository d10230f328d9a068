"""What should have gone in years of reminders, reckoned from contacts, licences and rules; no code of planning's.

The rules are written down a second time here, and the bank holidays are those of another list. A reminder is named by
what it is about, its rule and its reader; each must be told once, on its day, or the morning after in a digest.
"""

import json
from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path

import holidays

from tests.storm.check import read

DAY = timedelta(days=1)
MOST_A_DAY = 3
Name = tuple[str, int, str, int]
"""Contact or licence, its id, the rule, the person."""
OF_THE_JUNE_OF_2026 = date(2026, 6, 15)
"""Scotland's holiday for the World Cup, which the list lacks."""
MESSAGES = 'SELECT id, kind, person_id, state, folded_into_id, message_id, "values" FROM outbox_message'
KINDS = {"reminder of a contact": "contact", "reminder of a licence": "licence"}
DIGEST = "reminder digest"


@dataclass
class Week:
    """The working days of a nation, in order."""

    days: list[date]

    @classmethod
    def of(cls, nation: str, years: range) -> "Week":
        free = set(holidays.country_holidays("GB", subdiv={"Scotland": "SCT"}.get(nation, "ENG"), years=years))
        free |= {OF_THE_JUNE_OF_2026} if nation == "Scotland" else set()
        day, last = date(years[0], 1, 1), date(years[-1], 12, 31)
        every = [day + n * DAY for n in range((last - day).days + 1)]
        return cls([one for one in every if one.weekday() < 5 and one not in free])

    def after(self, day: date, count: int) -> date:
        """The count-th working day after; with 0 the day itself or the next one."""
        place = bisect_right(self.days, day) + count - 1 if count else bisect_left(self.days, day)
        return self.days[place]

    def before(self, day: date, count: int) -> date:
        """The count-th working day before; with 0 the day itself or the one before."""
        return self.days[bisect_left(self.days, day) - count if count else bisect_right(self.days, day) - 1]


@dataclass
class Result:
    """What was counted, and what is wrong."""

    figures: dict[str, int] = field(default_factory=dict)
    wrong: list[str] = field(default_factory=list)

    def fault(self, what: str, those: Iterable[object]) -> None:
        """Named if there are any, with the first three."""
        found = list(those)
        self.figures[what] = len(found)
        if found:
            self.wrong.append(f"{len(found):,} {what}: {', '.join(map(str, found[:3]))}")


def check(url: str, folder: Path) -> Result:
    """The verdict."""
    facts = json.loads((folder / "facts.json").read_text())
    journal = json.loads((folder / "journal.json").read_text())
    first, last = date.fromisoformat(facts["first"]), date.fromisoformat(facts["last"])
    due = dict(expected(facts, range(first.year - 1, last.year + 5), last))
    handed = {name: (date.fromisoformat(day), address) for day, address, name in journal}
    told: dict[Name, list[tuple[str, date | None]]] = defaultdict(list)
    rows = {row[0]: row for row in read(url, MESSAGES)}
    result = Result({"reminders due": len(due), "mails": len(journal), "messages": len(rows)})
    strays = []
    for row in rows.values():
        _, kind, person, state, into, _, values = row
        if kind == DIGEST:
            continue
        if kind not in KINDS:
            strays.append(row[:4])
            continue
        said = values if isinstance(values, dict) else json.loads(str(values))
        carrier = rows[into] if state == "folded" and into in rows else row
        went = handed.get(str(carrier[5]))
        address = facts["addresses"][str(person)]
        day = went[0] if went and went[1] == address else None
        told[KINDS[str(kind)], int(said["subject_id"]), str(said["rule"]), int(str(person))].append((str(state), day))
    settled = {("contact", int(id_)): one.get("settled") for id_, one in facts["contacts"].items()}
    settled |= {("licence", int(id_)): one.get("decided") for id_, one in facts["licences"].items()}
    result.fault("due reminders that nobody was told of", [name for name in due if name not in told])
    result.fault("told that were not due", [name for name in told if name not in due])
    result.fault("told more than once", [name for name, times in told.items() if len(times) > 1])
    result.fault(
        "told on another day",
        [
            (name, str(due[name]), str(day))
            for name, [(_, day), *_] in told.items()
            if name in due and not in_time(due[name], day, settled[name[0], name[1]])
        ],
    )
    result.fault("of another kind", strays)
    conserve(result, rows.values(), journal)
    result.fault("days on which somebody had more than three", too_many(journal))
    result.fault("mails of a second run", journal[facts["first_run"] :])
    result.figures["singly"] = sum(times[0][0] == "sent" for times in told.values())
    result.figures["in digests"] = sum(times[0][0] == "folded" for times in told.values())
    return result


def in_time(due: date, day: date | None, settled: str | None) -> bool:
    """Told on its day or the morning after; or settled on its day, before the digest of the morning after went."""
    if day is None:
        return settled is not None and date.fromisoformat(settled) == due
    return due <= day <= due + DAY


def conserve(result: Result, rows: Iterable[tuple[object, ...]], journal: list[list[str]]) -> None:
    """Every message is somewhere, every mail is of a message that says so, and no name went out twice."""
    found = list(rows)
    states = Counter(str(row[3]) for row in found)
    result.figures |= {f"state {state}": count for state, count in sorted(states.items())}
    sent = {str(row[5]) for row in found if row[3] == "sent"}
    names = Counter(name for _, _, name in journal)
    result.fault("sent that never went", sent - set(names))
    result.fault("went and are not sent", set(names) - sent)
    result.fault("mails twice", [name for name, count in names.items() if count > 1])
    open_ones = [row[:4] for row in found if row[3] not in ("sent", "folded", "told", "cancelled", "pending")]
    result.fault("neither gone nor settled", open_ones)
    waiting = [row for row in found if row[3] == "pending"]
    result.fault("waiting that are no digest of tomorrow", [row[:4] for row in waiting if row[1] != DIGEST])


def too_many(journal: list[list[str]]) -> Iterator[tuple[str, str, int]]:
    """Who had more than three mails on which day."""
    for (day, address), count in Counter((day, address) for day, address, _ in journal).items():
        if count > MOST_A_DAY:
            yield day, address, count


def expected(facts: dict[str, dict[str, dict[str, str]]], years: range, last: date) -> Iterator[tuple[Name, date]]:
    """Every reminder that should have gone, with its day."""
    weeks = {nation: Week.of(nation, years) for nation in set(facts["nations"].values())}  # type: ignore[arg-type]
    for kind, those, until in (("contact", facts["contacts"], "settled"), ("licence", facts["licences"], "decided")):
        for id_, one in those.items():
            week = weeks[str(facts["nations"][str(one["area"])])]
            over = min(last, date.fromisoformat(one.get(until) or "9999-12-31"))
            people, unit = facts["people"][str(one["area"])], facts["unit"]
            steps = of_contact if kind == "contact" else of_licence
            for rule, day, roles in steps(date.fromisoformat(one["due" if kind == "contact" else "ends"]), week):
                if day <= over:
                    for role in roles:
                        for person in unit if role == "unit" else [people[role]]:
                            yield (kind, int(id_), rule, int(person)), day


def of_contact(due: date, week: Week) -> Iterator[tuple[str, date, tuple[str, ...]]]:
    """Seven days before (else the working day before that), three working days before, on the day, 3 and 10 after."""
    yield "contact_in_7_days", week.before(due - 7 * DAY, 0), ("lead", "manager")
    yield "contact_agenda", week.before(due, 3), ("lead",)
    yield "contact_today", due, ("lead", "manager")
    yield "contact_3_days_late", week.after(due, 3), ("manager",)
    yield "contact_10_days_late", week.after(due, 10), ("unit",)


def of_licence(ends: date, week: Week) -> Iterator[tuple[str, date, tuple[str, ...]]]:
    """180, 90 and 30 days before the end, else the next working day."""
    yield "licence_ends_in_180_days", week.after(ends - 180 * DAY, 0), ("manager",)
    yield "licence_ends_in_90_days", week.after(ends - 90 * DAY, 0), ("manager", "unit")
    yield "licence_ends_in_30_days", week.after(ends - 30 * DAY, 0), ("manager", "unit")
