"""Enquiries of the demonstration: one that waited 40 days, a fresh one, one that ended, and those behind areas."""

from dataclasses import dataclass
from datetime import date, timedelta

from scaleup.areas.models import Implementation
from scaleup.core.dates import Nation
from scaleup.demo.rules import address
from scaleup.demo.service.stage import Stage, asked_of
from scaleup.enquiries import service as enquiries
from scaleup.enquiries.models import Enquiry
from scaleup.enquiries.rules import Asking, Reason, Through
from scaleup.enquiries.service.receiving import keep
from scaleup.programmes.queries import version

WAITED, FRESH, ENDED = timedelta(days=40), timedelta(days=1), timedelta(days=75)


@dataclass(frozen=True)
class Asker:
    """Somebody who asks for a programme: who, where, in which words."""

    organisation: str
    name: str
    role: str
    place: str
    wanted: str
    nation: Nation = Nation.ENGLAND
    programme: str = "baby-steps"


WAITING = Asker(
    "Fenwick and Tarrow Council",
    "Oluwaseun Marsh",
    "Head of early help",
    "Fenwick",
    "We have few antenatal groups outside the two towns and want to reach young parents in the villages.",
)
NEW = Asker(
    "Dunmarrow Health Board",
    "Catriona Bell",
    "Lead midwife",
    "Dunmarrow",
    "A joint offer of midwifery and family centres, beginning in one locality next summer.",
    Nation.SCOTLAND,
)
OVER = Asker(
    "Aldermere Families Trust",
    "Piotr Zielinski",
    "Service manager",
    "Aldermere",
    "Home visiting for first-time mothers under 20 in two children’s centres.",
    programme="minding-the-baby",
)


def written_down(stage: Stage, asker: Asker, came_on: date, *, programme_id: int | None = None) -> Enquiry:
    """The enquiry came in on that day by the public page."""
    latest = version(asked_of(asker.programme).version_id)
    asking = Asking(
        programme_id=programme_id or (latest.programme_id if latest else 0),
        organisation=asker.organisation,
        nation=asker.nation,
        authority_codes=frozenset({stage.codes[asker.place]} if asker.place in stage.codes else ()),
        places=asker.place,
        name=asker.name,
        email=address(asker.name, asker.place),
        role=asker.role,
        wanted=asker.wanted,
    )
    return keep(asking, came_on=came_on, through=Through.PAGE, by=None, now=stage.now)


def lay_enquiries(stage: Stage) -> None:
    """One enquiry waits since 40 days, one came yesterday, one has ended."""
    helen = stage.unit["Helen Ashworth"].id
    written_down(stage, WAITING, stage.today - WAITED)
    written_down(stage, NEW, stage.today - FRESH)
    over = written_down(stage, OVER, stage.today - ENDED)
    answered_on = stage.today - ENDED + timedelta(days=4)
    enquiries.answer(
        over.id, "Rang them; first information sent.", on_day=answered_on, version=1, by=helen, now=stage.now
    )
    ended_on = stage.today - timedelta(days=30)
    words = "The council decides on its budget in spring."
    enquiries.end(over.id, Reason.FUNDING, words, on_day=ended_on, version=2, by=helen, now=stage.now)


def asked_before(stage: Stage, asker: Asker, opened: Implementation, *, came_on: date, taken_on: date) -> Enquiry:
    """The implementation began with an enquiry of that day, which was taken up on the other."""
    enquiry = written_down(stage, asker, came_on, programme_id=opened.programme_id)
    enquiry.manager_id = opened.manager_id
    enquiries.note_taken_up(enquiry, opened, on_day=taken_on, by=opened.manager_id)
    return enquiry
