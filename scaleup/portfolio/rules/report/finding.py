"""The heading of the report, which is its finding: whom delivery reached, how it stands, what is to be decided."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta

from scaleup.core.dates import counted, plain_date
from scaleup.core.years import year_words
from scaleup.evaluation.rules.suppression import published
from scaleup.fidelity.rules import Colour
from scaleup.licences.rules import STANDING
from scaleup.licences.rules import Renewal as Decided
from scaleup.milestones.rules import DECISION_IN_DAYS, Stage
from scaleup.portfolio.rules.report.delivered import Delivered
from scaleup.programmes.rules import UNIT_WORDS, DeliveryUnit

STOPPED = frozenset({Stage.PAUSED, Stage.ENDED})
BEGUN = frozenset({Stage.DELIVERING, Stage.EMBEDDED})


@dataclass(frozen=True)
class Renewal:
    """What is known of the time after a licence."""

    starts_on: date
    ends_on: date
    state: str
    decided: str | None = None
    renewed_until_on: date | None = None

    @property
    def decide_on(self) -> date:
        """When it is to be decided, at the latest."""
        return self.ends_on - timedelta(days=DECISION_IN_DAYS)

    def open(self, today: date) -> bool:
        """Whether somebody has still to decide."""
        stands = self.state in STANDING and today <= self.ends_on
        return stands and self.decided is None and self.renewed_until_on is None

    def clause(self, today: date) -> str:
        """As the heading has it: "renewal is undecided"."""
        if self.renewed_until_on:
            return f"renewed to {plain_date(self.renewed_until_on)}"
        if self.state not in STANDING or self.ends_on < today:
            return "the licence has ended"
        if self.decided == Decided.RENEW:
            return "renewal is decided"
        if self.decided == Decided.END:
            return f"the licence ends on {plain_date(self.ends_on)}"
        return "renewal is undecided" if self.decide_on <= today else f"licensed to {plain_date(self.ends_on)}"

    def sentence(self, today: date) -> str:
        """The same with its days."""
        if self.renewed_until_on:
            return f"Renewed to {plain_date(self.renewed_until_on)}."
        if self.state not in STANDING or self.ends_on < today:
            return "The licence has ended."
        if self.decided == Decided.RENEW:
            return "Decided: a new licence follows."
        if self.decided == Decided.END:
            return f"Decided: it ends on {plain_date(self.ends_on)}."
        if self.decide_on < today:
            return f"Undecided: the decision was due on {plain_date(self.decide_on)}."
        return f"To be decided by {plain_date(self.decide_on)}."

    @property
    def term(self) -> str:
        """The licence's first and last day, in a sentence."""
        return f"Licence {plain_date(self.starts_on)} to {plain_date(self.ends_on)}."


def title(found: Delivered, *, clauses: Collection[str], year: int | None) -> str:
    """The finding: "87 families in 12 groups; delivery is settled, renewal is undecided"."""
    ending = f" that {'ends' if found.groups == 1 else 'end'} in {year_words(year)}" if year is not None else ""
    if not found.groups:
        first = f"No {found.unit.one}{ending.replace('end ', 'ends ')} has begun"
    else:
        among = f"{counted(found.groups, found.unit.one)}{ending}"
        alike = found.unit == UNIT_WORDS[DeliveryUnit.FAMILY]
        least = "at least " if found.withheld else ""
        first = f"{least}{families(found.families)} in {among}" if found.families is not None and not alike else among
    return f"{first}; {', '.join(one for one in clauses if one)}" if any(clauses) else first


def families(count: int) -> str:
    """So many families; 1 to 4 are not given out."""
    return f"{published(count)} families"


def delivery_clause(stage: Stage | None, colours: Collection[Colour | None], *, groups: int) -> str:
    """How delivery stands; settled from its second year, if records and last check are green."""
    if stage in STOPPED:
        return "delivery has stopped"
    if stage not in BEGUN and not groups:
        return "delivery has not begun"
    if Colour.RED in colours or Colour.AMBER in colours:
        return f"delivery goes on, fidelity is {Colour.RED if Colour.RED in colours else Colour.AMBER}"
    return "delivery is settled" if stage is Stage.EMBEDDED else "delivery is under way"
