"""What fidelity announces, with every value that a handler needs. Pure."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class CheckRecorded:
    """A check was made, or would be: the ladder of support asks what it proposes."""

    implementation_id: int
    area_id: int
    on_day: date
    percent: float
    check_id: int | None
    """None while the check is only thought of: then a page asks what would follow."""
    person_id: int | None
    in_place_of: tuple[date, float] | None = None
    """The day and the score of the check that is only thought to be corrected."""
