"""What becomes of something agreed: done, dropped with a reason, or agreed in the first place."""

from collections.abc import Iterable
from datetime import date

from sqlalchemy import select

from scaleup import audit
from scaleup.core.errors import Absent, Conflict, Refusal, Refused
from scaleup.core.versions import advance
from scaleup.extensions import db
from scaleup.support import rules
from scaleup.support.models import Action, Contact


def add_actions(contact: Contact, agreed: Iterable[rules.ActionTerms]) -> None:
    """What was agreed at the contact stands, open."""
    for terms in agreed:
        db.session.add(
            Action(
                implementation_id=contact.implementation_id,
                area_id=contact.area_id,
                contact_id=contact.id,
                wording=terms.wording.strip(),
                owner_id=terms.owner_id,
                due_on=terms.due_on,
            )
        )


def close_actions(actor_id: int, action_ids: Iterable[int], *, on_day: date) -> None:
    """Each of these actions that is open is done on this day."""
    for action in db.session.scalars(select(Action).where(Action.id.in_(list(action_ids)))):
        if action.done_on is None and action.dropped_on is None:
            action.done_on = on_day
            action.version += 1
            record_act("action done", action, person_id=actor_id)


def close_action(actor_id: int, *, action_id: int, version: int, today: date) -> Action:
    """The action is done. Raises Conflict if it was closed, or changed, since the page was opened."""
    action = open_action(action_id, version)
    action.done_on = today
    record_act("action done", action, person_id=actor_id)
    return action


def drop_action(actor_id: int, *, action_id: int, because: str, version: int, today: date) -> Action:
    """The action will not be done, and it says why. Raises Refused without a reason."""
    found = list(rules.family_details_unticked(because, name="because"))
    if not because.strip():
        found.append(Refusal("Say why it will not be done", "because"))
    if found:
        raise Refused(found)
    action = open_action(action_id, version)
    action.dropped_on, action.dropped_because = today, because.strip()[:200]
    record_act("action dropped", action, person_id=actor_id)
    return action


def open_action(action_id: int, version: int) -> Action:
    """The action, ours until the commit. Raises Absent, or Conflict when it has been closed or changed meanwhile."""
    action = db.session.get(Action, action_id)
    if action is None:
        raise Absent
    mine = advance(db.session(), action, version)
    if not mine or action.done_on is not None or action.dropped_on is not None:
        raise Conflict(
            "This action was closed or changed by someone else meanwhile. See how it stands now",
            {"wording": action.wording},
        )
    return action


def record_act(act: str, action: Action, *, person_id: int) -> None:
    """The act is in the log."""
    audit.record(act, subject="action", subject_id=action.id, person_id=person_id, area_id=action.area_id)
