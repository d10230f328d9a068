"""Who gets a certificate when some are issued, who has one already, and who gets none and why."""

from dataclasses import dataclass
from datetime import date

from scaleup.core.dates import plain_date
from scaleup.core.errors import Absent
from scaleup.core.facts import Change
from scaleup.training.queries.accredited import Member, teams_of
from scaleup.training.queries.certificates import Accredited, certificates_page
from scaleup.training.rules import Accredited as State


@dataclass(frozen=True)
class Issuing:
    """What the page shows before certificates are issued."""

    gets: tuple[Accredited, ...]
    has: tuple[Accredited, ...]
    without: tuple[Member, ...]
    """Who gets none: their state says why. Those who left are not among them."""

    @property
    def changes(self) -> list[Change]:
        """What issuing would do; a difference to what was shown shows it again."""
        return [
            Change(f"{one.facilitator_id} {one.name} {one.programme} {plain_date(one.during.from_on)}", 1)
            for one in self.gets
        ]


def issuing(area_id: int, to: int | None, today: date) -> Issuing:
    """What issuing would do for this facilitator of the area, or for all; raises Absent where it is nobody of it."""
    page = certificates_page(area_id, today)
    members = [one for team in teams_of(area_id, today) for one in team.members]
    if to is not None and to not in {one.facilitator_id for one in members}:
        raise Absent
    able = [one for one in page.accredited if to in (None, one.facilitator_id)]
    return Issuing(
        tuple(one for one in able if one.facilitator_id not in page.have),
        tuple(one for one in able if one.facilitator_id in page.have),
        tuple(
            one
            for one in members
            if not one.standing.may_deliver
            and to in (None, one.facilitator_id)
            and (one.standing.state is not State.LEFT or to is not None)
        ),
    )
