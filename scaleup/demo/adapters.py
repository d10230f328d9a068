"""The written dates of Marlbury, the invented area whose story the demonstration tells."""

import csv
from dataclasses import dataclass
from datetime import date
from pathlib import Path

FILE = Path(__file__).parent / "marlbury.csv"


@dataclass(frozen=True)
class Event:
    """One line of the story."""

    on_day: date
    kind: str
    title: str
    note: str


def read_story() -> list[Event]:
    """Every dated event, in order."""
    with FILE.open(encoding="utf-8", newline="") as lines:
        return [
            Event(date.fromisoformat(line["date"]), line["kind"], line["title"], line["note"])
            for line in csv.DictReader(lines)
        ]
