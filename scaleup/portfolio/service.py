"""What a calendar program reads by a secret address: throttled, then written from what stands today."""

from datetime import UTC, datetime, time

from scaleup.accounts.rules import about, spell_wait
from scaleup.accounts.service import tries
from scaleup.areas.queries import reader_of
from scaleup.core import stationery
from scaleup.core.dates import local_date
from scaleup.core.errors import Absent
from scaleup.extensions import db
from scaleup.portfolio import adapters
from scaleup.portfolio.queries.calendar import entries
from scaleup.portfolio.queries.whose import Whose
from scaleup.portfolio.rules.calendar import window

UNKNOWN_FROM_ONE_PLACE = 30
"""How many addresses that are not known are looked up for one network address in five minutes."""
OF_ONE_ADDRESS = 60
"""How often one calendar is read in five minutes: by all the programs that have its address."""


def read_feed(token: str, *, caller: str, secret: str, now: datetime) -> bytes:
    """The calendar behind the address; raises Absent, or TooMany. A right address is never shut by wrong ones."""
    today = local_date(now)
    try:
        reader = reader_of(token, today)
    except Absent:
        counted(about("unknown calendar from", caller, secret), UNKNOWN_FROM_ONE_PLACE, now)
        raise
    counted(about("calendar", str(reader.feed_id), secret), OF_ONE_ADDRESS, now)
    first_on, last_on = window(today)
    house = stationery.house()
    sheet = adapters.Sheet(
        name=f"Scaleup: {reader.name}",
        host=house.host,
        organiser=house.sender,
        made_at=datetime.combine(today, time(), tzinfo=UTC),
        full=stationery.address,
    )
    whose = Whose(reader.actor, reader.area_id, first_on, last_on, today)
    return adapters.written(sheet, entries(whose))


def counted(key: str, limit: int, now: datetime) -> None:
    """One more is counted; raises TooMany."""
    db.session.rollback()  # nothing is written: the counts have a transaction of their own
    tries.count([tries.Limit(key, lambda counts, at: spell_wait(counts, at, limit))], now)
