"""Words added to a contact later: dated, signed, never changed. A locked contact takes nothing else."""

from datetime import datetime

from scaleup import audit
from scaleup.core.errors import Absent, Refused
from scaleup.core.pressed import kept_before
from scaleup.extensions import db
from scaleup.support import rules
from scaleup.support.models import Contact, ContactAddendum


def add_words(
    actor_id: int, text: str, *, contact_id: int, nonce: str, text_checked: bool, now: datetime
) -> ContactAddendum:
    """The words stand beneath the contact, with who said them and when; the same nonce again adds nothing.

    Raises Refused where there are none, too many, or such as must not be held.
    """
    contact = db.session.get(Contact, contact_id)
    if contact is None:
        raise Absent
    first = kept_before(db.session(), ContactAddendum, nonce, contact_id=contact_id)
    if first is not None:
        return first
    found = list(rules.refusals_of_addendum(text, text_checked=text_checked))
    if found:
        raise Refused(found)
    row = ContactAddendum(
        contact_id=contact.id, area_id=contact.area_id, at=now, person_id=actor_id, text=text.strip(), nonce=nonce
    )
    db.session.add(row)
    audit.record(
        "contact added to", subject="contact", subject_id=contact.id, person_id=actor_id, area_id=contact.area_id
    )
    db.session.flush()
    return row
