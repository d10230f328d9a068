"""People's choices: what is due is told at their hours, singly or once a day, and to their stand-in while away."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from sqlalchemy import update

from scaleup import audit
from scaleup.accounts.rules import PersonDeactivated
from scaleup.core.dates import local_date
from scaleup.core.errors import Refused
from scaleup.core.facts import Change, Handler
from scaleup.extensions import db
from scaleup.outbox.rules import Draft
from scaleup.outbox.service import enqueue_many, fold_pending
from scaleup.reminders import queries
from scaleup.reminders.models import MailChoice
from scaleup.reminders.rules import Choices, Going, Telling, going, refusals_of_choices
from scaleup.reminders.service.sharing import DIGEST, digest_at


@dataclass(frozen=True)
class Stood:
    """Who is told, stand-ins among them, and which tellings somebody stands in for."""

    tellings: tuple[Telling, ...]
    covered: tuple[Telling, ...]


def with_stand_ins(found: Sequence[Telling], today: date) -> Stood:
    """Who is away and has a stand-in is told once back; the stand-in is told now, in the areas open to them."""
    others = queries.stand_ins(today)
    covered = [one for one in found if one.person_id in others and others[one.person_id].sees(one.rung.subject.area_id)]
    told = {(one.rung, one.person_id) for one in found}
    instead = [
        replace(one, person_id=others[one.person_id].person_id, instead_of=one.person_id)
        for one in covered
        if (one.rung, others[one.person_id].person_id) not in told
    ]
    return Stood((*found, *instead), tuple(covered))


def send_as_chosen(drafts: Sequence[Draft], covered: Collection[str], now: datetime) -> int:
    """Each goes when and how its reader chose; returns how many are new. Covered: keys somebody stands in for."""
    people = {draft.person_id for draft in drafts if draft.person_id is not None}
    today = local_date(now)
    chosen = queries.choices_of(people, today) if people else {}
    had = queries.taken_today(chosen, [DIGEST], folding=[], now=now)
    single: list[Draft] = []
    digests: dict[tuple[int, datetime], list[Draft]] = defaultdict(list)
    for draft in drafts:
        choices = chosen.get(draft.person_id or 0)
        if choices is None or draft.person_id is None:
            single.append(draft)
            continue
        how = way_of(draft, choices, had_digest=had[draft.person_id] > 0, covered=covered, now=now)
        if how.in_digest:
            digests[draft.person_id, how.at].append(draft)
        else:
            single.append(replace(draft, due_at=how.at) if how.at > now else draft)
    new = len(enqueue_many(single, now=now))
    for (person_id, at), folded in digests.items():
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


def way_of(draft: Draft, choices: Choices, *, had_digest: bool, covered: Collection[str], now: datetime) -> Going:
    """When and how this one goes."""
    stood = draft.dedupe_key in covered
    return going(choices, now, expires_at=draft.expires_at, had_digest=had_digest, stood_in_for=stood)


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
    """Who can no longer sign in has chosen nothing, and stands in for nobody."""
    kept = db.session.get(MailChoice, fact.person_id)
    if kept is not None:
        db.session.delete(kept)
    db.session.execute(update(MailChoice).where(MailChoice.stand_in_id == fact.person_id).values(stand_in_id=None))
    db.session.flush()


CHOICE_HANDLERS = (Handler(PersonDeactivated, unsaid, forget_choices),)
