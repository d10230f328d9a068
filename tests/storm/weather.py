"""What is to happen in a storm: how many mails, what is done to whom and when, and the clock that it runs by."""

from dataclasses import dataclass
from datetime import UTC, datetime

CODES = ("421", "450", "451", "452", "550", "552", "554")
BROKEN = ("lost", "half", "garbage", "long", "hang")
"""Not taken and no answer; half a line; garbage; ten megabytes without end; silence."""
TWELVE = (*CODES, *BROKEN)
VERBS = ("banner", "ehlo", "mail", "rcpt", "data", "dot")
FACTOR = 120.0
"""How much faster than real the storm's clock runs, so that a back-off of minutes ends within it."""
BASE = datetime(2026, 3, 24, 9, 30, tzinfo=UTC)
"""A Tuesday morning: when the storm begins by its own clock."""
LEASE, PATIENCE, FREEZE = 3, 3, 2
"""Seconds. Short, because a storm is; production waits a minute and ten."""
HOUR, DAY, YEAR = 3_600, 86_400, 31_536_000
WRONG_BY = (0, DAY, -YEAR, HOUR, -DAY, -HOUR)
"""Seconds. By how much the host's clock of the first, second, ... worker is wrong; a killed one's heir has the next."""
Waves = tuple[tuple[int, int], ...]
"""Minutes after the beginning, and how many reminders then fall due for each person who has heaps of them."""


@dataclass(frozen=True)
class Weather:
    """What is to happen."""

    mails: int = 1_700
    workers: int = 3
    kills_at: tuple[float, ...] = (0.08, 0.22, 0.36, 0.5, 0.64, 0.78)
    """Shares of the mails settled at which a worker is killed; empty with `kill_every`."""
    kill_every: float = 0
    """Seconds."""
    whole_every: int = 3
    """The n-th kill, and so on, takes the whole Celery worker; the others its sending process."""
    flushes_at: tuple[float, ...] = (0.15, 0.6)
    broker_kills_at: tuple[float, ...] = (0.44,)
    freezes_at: tuple[float, ...] = (0.3,)
    """Shares at which a process with messages in hand is stopped, to be woken when its lease has run out."""
    restarts_at: tuple[float, ...] = (0.5,)
    times: int = 1
    """How often each wake-up is delivered, those of the beats and those that a worker rings."""
    every: float = 1
    """Seconds between two rings of a beat."""
    cuts: int = 50
    """Mails that the server takes, and then cuts the line in place of an answer."""
    each_error: int = 1
    """How often each of the twelve errors is shown at each of the six verbs."""
    shares: tuple[float, float] = (0.35, 0.35)
    """How likely a verb draws its next error while there are any, and how likely the final dot does."""
    delay: float = 0.01
    """Seconds that the mail server thinks before it answers the dot."""
    heaps: int = 40
    """People for whom more falls due than a day may bring."""
    waves: Waves = ((0, 8),)
    wrong_clocks: bool = True
    again: float = 2
    """Seconds of the second run, in which nothing may go."""
    seed: int = 1
    most_seconds: float = 300

    def faults(self) -> list[tuple[str, str]]:
        """Lines cut after the final dot, and every kind of error at every verb."""
        return [("dot", "cut")] * self.cuts + [(verb, kind) for verb in VERBS for kind in TWELVE] * self.each_error
