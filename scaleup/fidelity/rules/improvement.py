"""A plan to improve what a check showed: whether one is asked for, and why it cannot be kept so. Pure."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from scaleup.core.dates import add_months, plain_date
from scaleup.core.errors import Refusal
from scaleup.core.families import private_details_unticked
from scaleup.fidelity.rules.colours import Colour

LONGEST_WORDS = 300
LATEST = timedelta(days=366)
"""A plan that takes longer is no answer to a check."""


@dataclass(frozen=True)
class Improvement:
    """What is to change, by whom, and by when."""

    owner_id: int
    due_on: date
    changes: tuple[str, ...] = ()
    words: str = ""


def asks_for_plan(colour: Colour) -> bool:
    """Whether a check of this colour starts a plan: amber and red do."""
    return colour is not Colour.GREEN


def usual_day(today: date) -> date:
    """By when a plan is usually done: in three months, when somebody looks again."""
    return add_months(today, 3)


def refusals_of_plan(
    plan: Improvement, *, owners: Collection[int], changes: Collection[str], today: date
) -> list[Refusal]:
    """Why the plan cannot be kept. `owners` and `changes` are those that may be chosen."""
    found = []
    if plan.owner_id not in owners:
        found.append(Refusal("Choose who sees to it", "owner"))
    if plan.due_on <= today:
        found.append(Refusal(f"{plain_date(plan.due_on)} is not still to come. Enter a later day.", "due_on"))
    elif plan.due_on - today > LATEST:
        found.append(Refusal(f"{plain_date(plan.due_on)} is more than a year off. Enter an earlier day.", "due_on"))
    if not plan.changes and not plan.words.strip():
        found.append(Refusal("Tick what is to change, or say it in a sentence", "changes"))
    if set(plan.changes) - set(changes):
        found.append(Refusal("Tick only what stands in the list", "changes"))
    if len(plan.words) > LONGEST_WORDS:
        found.append(Refusal(f"Use {LONGEST_WORDS} characters or fewer; there are {len(plan.words)}", "words"))
    found.extend(private_details_unticked(plan.words, name="words"))
    return found


def lowest_items(marks: Sequence[tuple[str, int | None]], *, most: int) -> tuple[str, ...]:
    """The codes of the items with the lowest mark, where it is not the highest: what a plan begins with."""
    given = [mark for _, mark in marks if mark is not None]
    least = min(given, default=most)
    return tuple(code for code, mark in marks if mark == least) if least < most else ()
