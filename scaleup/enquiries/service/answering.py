"""An enquiry is answered, or ends with a reason, and may go on after that; somebody of the unit looks after it."""

from datetime import date, datetime

from scaleup import audit
from scaleup.areas.queries import who_may_manage
from scaleup.core.dates import local_date
from scaleup.core.errors import Conflict, Refusal, Refused, refuse
from scaleup.core.families import family_details_unticked
from scaleup.core.versions import advance
from scaleup.enquiries import queries, rules
from scaleup.enquiries.models import Enquiry, Reopening
from scaleup.enquiries.rules import Reason, State
from scaleup.extensions import db

SAVED_MEANWHILE = "Somebody else saved this enquiry while you had it open. Look at how it stands now, then save again."


def mine(enquiry_id: int, version: int) -> Enquiry:
    """The enquiry, ours to change; raises Conflict if somebody else changed it meanwhile."""
    enquiry = queries.enquiry(enquiry_id)
    if not advance(db.session(), enquiry, version):
        raise Conflict(SAVED_MEANWHILE, {})
    return enquiry


def answer(enquiry_id: int, how: str, *, on_day: date, version: int, by: int, now: datetime) -> Enquiry:
    """Who asked was answered on that day, in that way."""
    enquiry = mine(enquiry_id, version)
    check(enquiry, State.ANSWERED, on_day, now=now, texts={"how": how})
    enquiry.state, enquiry.answered_on = State.ANSWERED, on_day
    enquiry.answered_by_id, enquiry.answered_how = by, how
    enquiry.manager_id = enquiry.manager_id or by
    log("enquiry answered", enquiry, by=by)
    return enquiry


def end(enquiry_id: int, reason: Reason, words: str, *, on_day: date, version: int, by: int, now: datetime) -> Enquiry:
    """The enquiry came to nothing on that day, for this reason."""
    enquiry = mine(enquiry_id, version)
    check(enquiry, State.ENDED, on_day, now=now, texts={"words": words})
    enquiry.state, enquiry.settled_on, enquiry.settled_by_id = State.ENDED, on_day, by
    enquiry.ended_reason, enquiry.ended_words = reason, words or None
    log("enquiry ended", enquiry, by=by)
    return enquiry


def reopen(enquiry_id: int, because: str, *, version: int, by: int, now: datetime) -> Enquiry:
    """An enquiry that had ended goes on, as it stood before; how it had ended is kept with why it goes on."""
    enquiry = mine(enquiry_id, version)
    if refused := list(rules.refusals_to_reopen(State(enquiry.state), because)):
        raise Refused(refused)
    assert enquiry.settled_on is not None
    assert enquiry.ended_reason is not None
    reopened = Reopening(
        enquiry_id=enquiry.id,
        on_day=local_date(now),
        because=because.strip(),
        by_id=by,
        ended_on=enquiry.settled_on,
        ended_reason=enquiry.ended_reason,
        ended_words=enquiry.ended_words,
    )
    db.session.add(reopened)
    enquiry.state = State.ANSWERED if enquiry.answered_on else State.OPEN
    enquiry.settled_on = enquiry.settled_by_id = enquiry.ended_reason = enquiry.ended_words = None
    log("enquiry opened again", enquiry, by=by)
    return enquiry


def check(enquiry: Enquiry, to: State, on_day: date, *, now: datetime, texts: dict[str, str]) -> None:
    """The enquiry may go there on that day; else Refused is raised."""
    state, today = State(enquiry.state), local_date(now)
    refused: list[Refusal] = list(rules.refusals_to_move(state, to, on_day, came_on=enquiry.came_on, today=today))
    for name, text in texts.items():
        refused += family_details_unticked(text, name=name)
    if refused:
        raise Refused(refused)


def look_after(enquiry_id: int, manager_id: int | None, *, version: int, by: int) -> Enquiry:
    """This member of the unit looks after the enquiry; without one it is every unit manager's."""
    if manager_id is not None and str(manager_id) not in dict(who_may_manage()):
        raise refuse("Choose a member of the unit who looks after areas.", "manager")
    enquiry = mine(enquiry_id, version)
    enquiry.manager_id = manager_id
    log("enquiry given", enquiry, by=by)
    return enquiry


def log(act: str, enquiry: Enquiry, *, by: int | None) -> None:
    """The act on this enquiry is in the audit log."""
    db.session.flush()
    audit.record(act, subject="enquiry", subject_id=enquiry.id, person_id=by, area_id=enquiry.area_id)
