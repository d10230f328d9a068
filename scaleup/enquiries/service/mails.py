"""The mail that an enquiry has come: it says the programme and the day, and nothing that somebody typed."""

from datetime import datetime, timedelta

from scaleup.core import stationery
from scaleup.core.dates import long_date
from scaleup.core.errors import Absent
from scaleup.core.letters import Letter, Way
from scaleup.enquiries import queries
from scaleup.enquiries.models import Enquiry
from scaleup.outbox.rules import Draft, Rendered, Waiting, dedupe_key
from scaleup.outbox.service import enqueue

ACKNOWLEDGED = "enquiries.acknowledgement"
STALE = timedelta(days=7)


def acknowledge(enquiry: Enquiry, *, now: datetime) -> None:
    """The acknowledgement is on its way to the address that was given."""
    key = dedupe_key(ACKNOWLEDGED, subject=f"enquiry {enquiry.id}", version=1, step="came in", recipient="asker")
    draft = Draft(
        key,
        ACKNOWLEDGED,
        now,
        to_address=enquiry.email,
        values={"enquiry": enquiry.id},
        expires_at=now + STALE,
    )
    enqueue(draft, now=now)


def acknowledgement(message: Waiting) -> Rendered:
    """That it came, until when somebody answers, and what to do if it was not the reader who asked."""
    enquiry = queries.found(int(str(message.values["enquiry"])))
    if enquiry is None:
        raise Absent
    programme = enquiry.programme.name
    letter = Letter(
        subject=f"Your enquiry about {programme}",
        heading=f"We have your enquiry about {programme}",
        paragraphs=(
            f"It came in on {long_date(enquiry.came_on)}. Somebody of the unit answers you by "
            f"{long_date(enquiry.answer_by_on)}.",
            "You do not need to do anything until then, and nothing is agreed by asking.",
            "If it was not you who asked, tell us, and we delete the enquiry.",
        ),
        button=Way("About the programmes", "/programmes"),
        why="You get this because this address was given with an enquiry.",
    )
    text, html = stationery.forms(letter)
    return Rendered(letter.subject, text, html)


RENDERERS = {ACKNOWLEDGED: acknowledgement}
