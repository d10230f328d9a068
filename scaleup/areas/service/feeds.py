"""Secret addresses of calendars: made, made new, ended. Only the hash of a token is kept; it is shown once."""

from datetime import datetime

from scaleup import audit
from scaleup.accounts import adapters
from scaleup.accounts.rules import token_hash
from scaleup.areas import queries
from scaleup.areas.models import CalendarFeed
from scaleup.extensions import db


def make_feed(person_id: int, now: datetime) -> str:
    """A new address stands for the person's own calendar, and the one before no longer does; its token."""
    end_feed(person_id, by=person_id, now=now)
    return made(CalendarFeed(person_id=person_id, area_id=None, made_at=now), by=person_id)


def make_area_feed(area_id: int, *, by: int, now: datetime) -> str:
    """A new address stands for the area's calendar, and the one before no longer does; its token."""
    end_area_feed(area_id, by=by, now=now)
    return made(CalendarFeed(person_id=by, area_id=area_id, made_at=now), by=by)


def end_feed(person_id: int, *, by: int, now: datetime) -> None:
    """Nobody reads the person's own calendar by an address any more."""
    ended(queries.feed_of_person(person_id), by=by, now=now)


def end_area_feed(area_id: int, *, by: int, now: datetime) -> None:
    """Nobody reads the area's calendar by an address any more."""
    ended(queries.feed_of_area(area_id), by=by, now=now)


def made(feed: CalendarFeed, *, by: int) -> str:
    """The feed stands under a token that nobody keeps."""
    token = adapters.new_token()
    feed.token_hash = token_hash(token)
    db.session.add(feed)
    db.session.flush()
    noted("calendar address made", feed, by=by)
    return token


def ended(feed: CalendarFeed | None, *, by: int, now: datetime) -> None:
    """The feed, if there is one, is read no more."""
    if feed is not None:
        feed.ended_at = now
        db.session.flush()
        noted("calendar address ended", feed, by=by)


def noted(act: str, feed: CalendarFeed, *, by: int) -> None:
    """The act is in the audit log."""
    audit.record(act, subject="calendar_feed", subject_id=feed.id, person_id=by, area_id=feed.area_id)
