"""What tests of contacts say and read: the terms of one, its logging, a slot of the plan by its number."""

from datetime import UTC, date, datetime

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from scaleup.accounts.models import Person
from scaleup.areas.models import Implementation
from scaleup.core.errors import Refused
from scaleup.support import service
from scaleup.support.models import Slot
from scaleup.support.rules import Channel, ContactTerms, Outcome

TODAY = date(2026, 11, 23)
NOW = datetime(2026, 11, 23, 14, tzinfo=UTC)


def terms(held_on: date = date(2026, 10, 6), **others: object) -> ContactTerms:
    return ContactTerms(**({"held_on": held_on, "outcome": Outcome.HELD, "channel": Channel.ONLINE} | others))


def log(who: Person, under: Implementation, said: ContactTerms, nonce: str = "first") -> service.Logged:
    return service.log_contact(who.id, said, implementation_id=under.id, nonce=nonce, today=TODAY, now=NOW)


def slot(session: Session, sequence: int) -> Slot:
    found = session.scalar(select(Slot).where(Slot.sequence == sequence, Slot.state != "gone"))
    assert found is not None
    return found


def refused(who: Person, under: Implementation, said: ContactTerms) -> list[tuple[str, str]]:
    with pytest.raises(Refused) as caught:
        log(who, under, said)
    return [(each.field, each.message) for each in caught.value.refusals]
