"""The one place that reads the clock. Edges call it and pass `today` or `now` on; nothing else does.

`SCALEUP_NOW` (an aware ISO instant) fixes the time for demonstrations and tests; production refuses it.
"""

import os
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

LONDON = ZoneInfo("Europe/London")


def now() -> datetime:
    """The present instant, aware, in UTC."""
    fixed = os.environ.get("SCALEUP_NOW")
    if fixed:
        return datetime.fromisoformat(fixed).astimezone(UTC)
    return datetime.now(UTC)


def today() -> date:
    """The present date in Europe/London."""
    return now().astimezone(LONDON).date()
