"""What stands between a person and their erasure: what is theirs to do, and a tracker that would bring them back."""

from collections.abc import Iterator
from datetime import date

from sqlalchemy import select

from scaleup.core.errors import Absent, Refused, refuse
from scaleup.extensions import db
from scaleup.imports.adapters import read_workbook, store
from scaleup.imports.models import Run
from scaleup.privacy import queries
from scaleup.privacy.queries import Duty
from scaleup.privacy.rules import Sought


def duties(person_id: int, today: date) -> list[Duty]:
    """Everything that must be seen to before the person is erased; empty when nothing stands in the way."""
    return [*queries.duties(person_id, today), *in_trackers(person_id)]


def must_have_handed_over(person_id: int, today: date) -> None:
    """Refused while anything is still the person's to do, or would bring their name back."""
    if duties(person_id, today):
        raise refuse("Something is still theirs to do. Hand over what is listed here first.")


def in_trackers(person_id: int) -> Iterator[Duty]:
    """Trackers that wait, with the person in them: brought in afterwards, they would bring the name back."""
    waiting = select(Run.id, Run.name, Run.stored).where(Run.stored.is_not(None)).order_by(Run.id)
    for run_id, name, stored in db.session.execute(waiting).all():
        if stands_in(str(stored), person_id):
            yield Duty(
                f"The tracker {name} names them, and waits to be brought in. Bring it in, or throw it away.",
                f"/import/{run_id}",
                "A tracker that waits to be brought in names them.",
            )


def stands_in(stored: str, person_id: int) -> bool:
    """Whether the person stands in this file, also with a given name and a surname in cells beside each other."""
    try:
        one = queries.sought(person_id)
        grids = read_workbook(store.path_of(stored)).grids
    except (Absent, Refused):  # nobody to look for, or a file of which nothing can be brought in
        return False
    return any(
        is_named(one, " ".join(cell.words for cell in line.cells.values())) for grid in grids for line in grid.lines
    )


def is_named(one: Sought, text: str) -> bool:
    """Whether the text holds the name or an address."""
    return any(pattern.search(text) for pattern in one.near)
