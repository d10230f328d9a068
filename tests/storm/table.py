"""The table of a storm: what was asked, what was done and what came of each invariant; printed, and kept in docs/."""

from datetime import date
from pathlib import Path

from tests.storm.check import Evidence
from tests.storm.driver import Tally
from tests.storm.weather import DAY, HOUR, TWELVE, YEAR

PAGE = Path(__file__).parent.parent.parent / "docs" / "reliability.md"
BEGIN, END = "<!-- storm -->", "<!-- end of storm -->"
INVARIANTS = {
    "I1": "none lost: each arrived, or is settled otherwise with its reason",
    "I2": "no Message-ID arrived twice but after a recorded unsure hand-over; what was to be held, never",
    "I3": "unsure hand-overs: one at least for each line cut, none that kills and cuts do not explain",
    "I4": "conservation: what was created stands in one settled state each",
    "I5": "nothing before it was due, nothing after its cancellation",
    "I6": "one recipient each, the one it was meant for",
    "I7": "at most three reminders for one person in one day",
    "I8": "every change of state is one event in an unbroken chain",
    "I9": "legal moves only",
    "I10": "no lease outlives its holder",
    "I11": "same seed, no faults, one worker or three: the same mails to the letter",
    "I12": "a second run on the same database sends nothing",
}
NAMES = {0: "right", HOUR: "+1 h", -HOUR: "-1 h", DAY: "+1 day", -DAY: "-1 day", -YEAR: "-1 year"}


def did(tally: Tally) -> list[tuple[str, str, str]]:
    """What was done: the thing, how much was asked, how much was done."""
    weather, deeds, found = tally.weather, tally.deeds, tally.found
    if found is None:
        return []
    asked_errors = weather.each_error * len(TWELVE) * 6
    shown_cuts = found.faults["dot cut"]
    kinds = {fault.split()[1] for fault in found.faults} - {"cut"}
    most, people = max(found.a_day().values(), default=0), {who for who, _ in found.a_day()}
    return [
        ("reminders", f"{weather.mails:,}", f"{tally.created:,} in {tally.seconds / 60:.1f} minutes"),
        ("workers at a time; beats", f"{weather.workers}; 2", f"{weather.workers}; 2"),
        (
            "workers killed (SIGKILL)",
            f"one each {weather.kill_every:g} s" if weather.kill_every else f"{len(weather.kills_at)}",
            f"{deeds.kills}, of them {deeds.whole} with their Celery parent",
        ),
        ("senders frozen beyond their lease, then woken", f"{len(weather.freezes_at)}", f"{deeds.freezes}"),
        ("broker flushed", f"{len(weather.flushes_at)}", f"{deeds.flushes}"),
        ("broker killed and started empty", f"{len(weather.broker_kills_at)}", f"{deeds.broker_kills}"),
        ("PostgreSQL stopped at once", f"{len(weather.restarts_at)}", f"{deeds.restarts}"),
        (
            f"wake-ups each {weather.every:g} s by each beat, delivered so often",
            f"{weather.times} times",
            f"{tally.wake_ups:,} heard; the others came while all were at work, or went with the broker",
        ),
        ("mails taken and the line cut after the dot", f"{weather.cuts:,}", f"{shown_cuts:,}"),
        (
            f"errors of twelve kinds ({', '.join(TWELVE)}) at each of six verbs",
            f"{asked_errors:,}",
            f"{sum(found.faults.values()) - shown_cuts:,}, of {len(kinds)} kinds",
        ),
        (
            "hosts' clocks",
            "right, ±1 h, ±1 day, -1 year" if weather.wrong_clocks else "right",
            ", ".join(NAMES[one] for one in sorted(tally.clocks)),
        ),
        (
            "people with more due than a day may bring",
            f"{weather.heaps:,}",
            f"{len(people):,} got reminders, {most} a day at most",
        ),
    ]


def came(tally: Tally) -> list[tuple[str, str, str]]:
    """What came of each invariant."""
    return [(name, said, holds(tally.wrong, name)) for name, said in INVARIANTS.items()]


def holds(wrong: list[str], name: str) -> str:
    """Whether the invariant holds, or how often it was broken."""
    broken = sum(1 for sentence in wrong if sentence.startswith(f"{name}:"))
    return f"**broken: {broken:,}**" if broken else "holds"


def honest(found: Evidence) -> str:
    """What is to be said of it in plain words."""
    arrived, unsure = sum(map(len, found.accepted.values())), sum(row.unsures for row in found.messages.values())
    repeats = sum(max(0, len(taken) - 1) for taken in found.accepted.values())
    held = sum(1 for row in found.messages.values() if row.state == "held")
    return (
        f"The mail server took {arrived:,} mails. {unsure:,} hand-overs ended so that nobody could know whether the\n"
        f"mail had arrived: each is on record. Reminders among them went once more, and {repeats:,} of those arrived\n"
        f"a second time, under the same Message-ID; {held:,} mails wait for a person to decide."
    )


def table(rows: list[tuple[str, str, str]], *heads: str) -> list[str]:
    """The rows as Markdown."""
    return [f"| {' | '.join(row)} |" for row in (heads, ("---",) * len(heads), *rows)]


def page(tally: Tally, calm: list[tuple[str, str, str]], *, today: date) -> str:
    """All of it; `calm` is what was done outside the storm."""
    said = honest(tally.found) if tally.found else ""
    head = f"Of {today.day} {today:%B %Y}, seed {tally.weather.seed}."
    parts = (
        [head],
        table(did(tally) + calm, "What was done", "asked", "done"),
        table(came(tally), "Invariant", "it says", "in this storm"),
        [said],
    )
    return "\n\n".join("\n".join(part) for part in parts)


def write(text: str, path: Path = PAGE) -> None:
    """The page holds this table in place of the last one."""
    before, begin, rest = path.read_text().partition(BEGIN)
    _, end, after = rest.partition(END)
    if not (begin and end):
        raise ValueError(f"{path} has no place for the table between {BEGIN} and {END}.")
    path.write_text(f"{before}{BEGIN}\n{text}\n{END}{after}")
