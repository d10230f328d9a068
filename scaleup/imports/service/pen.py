"""What whoever writes an import has at hand: what is here, who acts, when, and what each natural key became."""

from dataclasses import dataclass, field
from datetime import date, datetime

from scaleup.core.dates import local_date
from scaleup.imports.queries import Here, Team

LONGEST_SOURCE = 80


@dataclass
class Pen:
    """Who writes, when, and what each natural key became."""

    here: Here
    by: int | None
    now: datetime
    opened: dict[Team, date]
    """The earliest day that the workbook tells of each implementation."""
    subjects: dict[str, tuple[str, int]] = field(default_factory=dict)

    @property
    def today(self) -> date:
        """The London date."""
        return local_date(self.now)
