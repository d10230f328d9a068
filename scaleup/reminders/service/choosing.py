"""People's choices: what is due is told at their hours, singly or once a day, and to their stand-in while away."""

from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy import update

from scaleup import audit
from scaleup.accounts.rules import PersonDeactivated
from scaleup.core.dates import nine_o_clock
from scaleup.core.errors import Refused
from scaleup.core.facts import Change, Handler
from scaleup.extensions import db
from scaleup.outbox.rules import Draft
from scaleup.outbox.service import enqueue_many, fold_pending, write_no_more
from scaleup.reminders import queries
from scaleup.reminders.models import MailChoice
from scaleup.reminders.rules import Arranged, Choices, refusals_of_choices
from scaleup.reminders.service.sharing import digest_at


def keep(plan: Arranged, now: datetime) -> int:
    """Each is written down to go as it was arranged; returns how many are new."""
    new = len(enqueue_many(plan.single, now=now))
    for (person_id, at), folded in plan.digests.items():
        new += tell_in_digest(person_id, folded, at=at, now=now)
    return new


def tell_in_digest(person_id: int, drafts: Sequence[Draft], *, at: datetime, now: datetime) -> int:
    """These are told by the person's digest of that instant, but for those held; they wait by themselves."""
    new = enqueue_many(drafts, now=now)
    ids = sorted(set(new.values()) - queries.held_among(new.values()))
    into = digest_at(person_id, at, now=now) if ids else None
    if into is not None:
        fold_pending(ids, into=into, now=now)
    return len(new)


def choose(person_id: int, choices: Choices, *, today: date, now: datetime) -> None:
    """Reminders come to this person as they chose, from now on."""
    offered = [id_ for id_, _ in queries.may_stand_in(person_id, today)]
    refused = refusals_of_choices(
        sorted(choices.days),
        from_hour=choices.from_hour,
        until_hour=choices.until_hour,
        stand_in_id=choices.stand_in_id,
        may_stand_in=offered,
    )
    if refused:
        raise Refused(refused)
    kept = db.session.get(MailChoice, person_id) or MailChoice(person_id=person_id)
    kept.manner, kept.days = choices.manner, "".join(str(day) for day in sorted(choices.days))
    kept.from_hour, kept.until_hour = choices.from_hour, choices.until_hour
    kept.stand_in_id, kept.changed_at = choices.stand_in_id, now
    db.session.add(kept)
    db.session.flush()
    fields = ["manner", "days", "from_hour", "until_hour", "stand_in_id"]
    audit.record("mail chosen", subject="person", subject_id=person_id, person_id=person_id, fields=fields)


def unsaid(_fact: PersonDeactivated) -> list[Change]:
    """Nothing that anybody would need to know before."""
    return []


def forget_choices(fact: PersonDeactivated, _changes: Sequence[Change]) -> None:
    """Who can no longer sign in has chosen nothing, stands in for nobody, and is owed no mail."""
    kept = db.session.get(MailChoice, fact.person_id)
    if kept is not None:
        db.session.delete(kept)
    db.session.execute(update(MailChoice).where(MailChoice.stand_in_id == fact.person_id).values(stand_in_id=None))
    write_no_more(fact.person_id, now=nine_o_clock(fact.last_on))
    db.session.flush()


CHOICE_HANDLERS = (Handler(PersonDeactivated, unsaid, forget_choices),)
