"""Groups delivered over five years, each with all that hangs on one: what pages ask must not grow with them."""

from datetime import date, timedelta

from scaleup.areas.models import Implementation
from scaleup.core.years import Year
from scaleup.delivery.models import DeliveryGroup
from scaleup.evaluation.rules.activities import Conductor, Kind, Told
from scaleup.evaluation.rules.costs import Cost, Standing
from scaleup.evaluation.service import activities, costs
from scaleup.facilitators.models import Facilitator
from tests.delivery.groups import held
from tests.factories import delivery, evaluation
from tests.factories.changes import TODAY, change
from tests.house.things import NOW

BEGAN, APART = date(2022, 1, 11), timedelta(days=28)
"""The first group, and from one to the next: sixty are five years."""
POINTS = ("T1", "T2", "T3", "T4")
LETTERS = "ABCDEFGHJK"


def deliver(of: Implementation, number: int, *, pair: tuple[Facilitator, Facilitator], lead_id: int) -> DeliveryGroup:
    """A group with its sessions as they were held, forms, scores, a change, an activity and a cost of its year."""
    first_on = BEGAN + APART * number
    made = delivery.group(
        of, f"Delivered {number}", first_on=first_on, pair=pair, recorded=held, until=TODAY, families=8
    )
    for point in POINTS:
        evaluation.forms(made, point, 7)
    answers = {point: {"anxiety": 9, "depression": 6} for point in POINTS}
    evaluation.person(made, answers, code="D" + "".join(LETTERS[int(digit)] for digit in f"{number:05}"))
    change(of, lead_id, text=f"Six Saturdays with group {number}.")
    told = Told(Kind.SATISFACTION, first_on, first_on, Conductor.AREA, mothers=7)
    activities.enter(of.id, told, nonce=f"asked of {number}", by=lead_id, today=TODAY, now=NOW)
    cost = Cost("venues", Year(max(first_on.year, of.opened_on.year + 1)), Standing.ACTUAL, 100_00 + number)
    costs.enter(of.id, cost, nonce=f"cost of {number}", by=lead_id, today=TODAY, now=NOW)
    return made
