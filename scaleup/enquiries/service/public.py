"""The public page's act: counted per network address, acknowledged so often per e-mail address."""

from datetime import datetime, timedelta

import structlog

from scaleup.accounts.rules import Counts, about, address, spell_wait
from scaleup.accounts.service import tries
from scaleup.core.clock import LONDON
from scaleup.core.dates import local_date
from scaleup.core.errors import Refused, refuse
from scaleup.enquiries import rules
from scaleup.enquiries.models import Enquiry
from scaleup.enquiries.rules import Asking, Through
from scaleup.enquiries.service.mails import acknowledge
from scaleup.enquiries.service.receiving import keep
from scaleup.extensions import db

log = structlog.get_logger()
FROM_ONE_PLACE = 10
"""Enquiries of one network address in five minutes: a whole office may share it."""
LOOKED_OVER = 30
"""Enquiries looked over before they are sent, of one network address in five minutes."""
TO_ONE_ADDRESS = 3
"""Acknowledgements to one e-mail address in a day: more would be somebody else's doing."""
DAY = timedelta(days=1)


def place_limit(caller: str, secret: str) -> tries.Limit:
    """The limit of one network address."""
    key = about("enquiry from", caller, secret)
    return tries.Limit(key, lambda counts, now: spell_wait(counts, now, FROM_ONE_PLACE))


def look_limit(caller: str, secret: str) -> tries.Limit:
    """How often one network address may have looked over what it typed."""
    key = about("enquiry looked over from", caller, secret)
    return tries.Limit(key, lambda counts, now: spell_wait(counts, now, LOOKED_OVER))


def mail_limit(email: str, secret: str) -> tries.Limit:
    """The limit of acknowledgements to one e-mail address."""
    return tries.Limit(about("enquiry mail", address(email), secret), day_wait)


def day_wait(counts: Counts, now: datetime) -> datetime | None:
    """Until when no further acknowledgement goes there."""
    recent = [at for at, count in counts.items() if now - at < DAY for _ in range(count)]
    return min(recent) + DAY if len(recent) >= TO_ONE_ADDRESS else None


def receive(asking: Asking, *, caller: str, secret: str, now: datetime) -> Enquiry:
    """The enquiry is on record and its acknowledgement on its way, whatever is known of who asks.

    Raises Refused, with the time until which to wait, where too many came from this network address.
    """
    refused = list(rules.refusals(asking))
    if refused:
        raise Refused(refused)
    counted(place_limit(caller, secret), now)
    mailed = may_be_mailed(asking.email, secret, now)
    enquiry = keep(asking, came_on=local_date(now), through=Through.PAGE, by=None, now=now)
    if mailed:
        acknowledge(enquiry, now=now)
    return enquiry


def look_over(*, caller: str, secret: str, now: datetime) -> None:
    """What was typed may be shown as it was understood; raises Refused where too much came from this address."""
    counted(look_limit(caller, secret), now)


def counted(limit: tries.Limit, now: datetime) -> None:
    """One more is counted; raises Refused, with the time until which to wait."""
    db.session.rollback()  # nothing is written yet: the counts have a transaction of their own
    try:
        tries.count([limit], now)
    except tries.TooMany as many:
        until = many.until.astimezone(LONDON)
        raise refuse(
            f"Many enquiries came from your network just now. Wait until {until:%H:%M} and send this again: "
            "what you typed is kept on this page."
        ) from None


def may_be_mailed(email: str, secret: str, now: datetime) -> bool:
    """Whether one more acknowledgement goes to this address; it is counted then."""
    try:
        tries.count([mail_limit(email, secret)], now)
    except tries.TooMany:
        log.info("enquiry_not_acknowledged_again")
        return False
    return True
