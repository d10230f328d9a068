"""The mail about contacts missed in a row: to every unit manager, in the transaction that finds them."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from sqlalchemy import select

from scaleup.areas.queries import names_of_implementations
from scaleup.core import stationery
from scaleup.core.letters import Letter, Way
from scaleup.extensions import db
from scaleup.outbox.rules import Draft, NotNeeded, Rendered, Waiting, dedupe_key
from scaleup.outbox.service import enqueue
from scaleup.support.models import StepProposal

MISSED_IN_A_ROW = "support.missed-in-a-row"
STALE = timedelta(days=14)
"""After which My work alone tells of it."""


def tell_of_misses(proposals: Iterable[StepProposal], *, managers: Sequence[int], now: datetime) -> None:
    """Each unit manager gets one mail about each of these, once, however often it is found."""
    for proposal in proposals:
        for person_id in managers:
            key = dedupe_key(
                MISSED_IN_A_ROW,
                subject=f"licence {proposal.licence_id}",
                version=1,
                step=proposal.key,
                recipient=str(person_id),
            )
            draft = Draft(
                key,
                MISSED_IN_A_ROW,
                now,
                person_id=person_id,
                area_id=proposal.area_id,
                values={"licence": proposal.licence_id, "key": proposal.key},
                expires_at=now + STALE,
            )
            enqueue(draft, now=now)


def missed_in_a_row(message: Waiting) -> Rendered:
    """Which contacts were missed, what is proposed, and where to decide; nothing once somebody has."""
    proposal = db.session.scalar(
        select(StepProposal).where(
            StepProposal.licence_id == int(str(message.values["licence"])),
            StepProposal.key == str(message.values["key"]),
            StepProposal.settled_on.is_(None),
        )
    )
    if proposal is None:
        raise NotNeeded("Somebody has decided meanwhile, or the contacts were put right")
    ((area, programme),) = names_of_implementations([proposal.implementation_id]) or [("", "")]
    letter = Letter(
        subject=f"{area}: contacts missed in a row",
        heading=f"{area} has missed contacts in a row",
        paragraphs=(f"{proposal.sentence}.", f"This is about {programme}. Nothing changes until somebody decides."),
        button=Way("See what would change", f"/areas/{proposal.area_id}/plan/{proposal.licence_id}/pace"),
        why="You get this because you are a unit manager, and the programme asks that you are told.",
    )
    text, html = stationery.forms(letter)
    return Rendered(letter.subject, text, html)


RENDERERS = {MISSED_IN_A_ROW: missed_in_a_row}
