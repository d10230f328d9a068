"""One-time links: made, used once, withdrawn. Only the hash of a token is kept."""

from datetime import datetime

from sqlalchemy import update

from scaleup.accounts import adapters, queries
from scaleup.accounts.models import Link
from scaleup.accounts.rules import LIFETIME, PATHS, Purpose, Standing, says, token_hash
from scaleup.core.errors import refuse
from scaleup.extensions import db


def make_link(person_id: int, purpose: Purpose, now: datetime) -> str:
    """A new token stands for this purpose, and those made before for it no longer do; the token is not kept."""
    withdraw_links(person_id, now, purpose)
    token = adapters.new_token()
    db.session.add(
        Link(
            token_hash=token_hash(token),
            person_id=person_id,
            purpose=purpose,
            made_at=now,
            expires_at=now + LIFETIME[purpose],
        )
    )
    db.session.flush()
    return token


def address_of(token: str, purpose: Purpose, base_url: str) -> str:
    """The whole address that the link leads to."""
    return f"{base_url.rstrip('/')}{PATHS[purpose]}{token}"


def use_link(token: str, purpose: Purpose, now: datetime) -> int:
    """The link is used up, and its person's id is returned; refused with a sentence if it does not work.

    One statement decides, so that of many who press at once one gets in.
    """
    found = queries.link(token, purpose, now)
    if found.standing is Standing.USABLE:
        taken = db.session.scalar(
            update(Link)
            .where(
                Link.token_hash == token_hash(token),
                Link.purpose == purpose,
                Link.used_at.is_(None),
                Link.withdrawn_at.is_(None),
                Link.expires_at > now,
            )
            .values(used_at=now)
            .returning(Link.person_id)
            .execution_options(synchronize_session=False)
        )
        if taken is not None:
            return taken
    raise refuse(says(Standing.USED if found.standing is Standing.USABLE else found.standing, purpose))


def withdraw_links(person_id: int, now: datetime, *purposes: Purpose) -> None:
    """The person's unused links of these purposes (of all, if none is named) no longer work."""
    asked = update(Link).where(Link.person_id == person_id, Link.used_at.is_(None), Link.withdrawn_at.is_(None))
    if purposes:
        asked = asked.where(Link.purpose.in_(purposes))
    db.session.execute(asked.values(withdrawn_at=now).execution_options(synchronize_session=False))


def withdraw_every(purpose: Purpose, now: datetime) -> None:
    """No unused link of this purpose works any more, whoever's it is."""
    db.session.execute(
        update(Link)
        .where(Link.purpose == purpose, Link.used_at.is_(None), Link.withdrawn_at.is_(None))
        .values(withdrawn_at=now)
        .execution_options(synchronize_session=False)
    )
