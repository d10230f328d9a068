"""A held area begins to be reminded when a person says so, having seen how many mails go to whom."""

import hashlib
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from scaleup.areas.service import start_reminders_in
from scaleup.core.dates import local_date
from scaleup.reminders import queries
from scaleup.reminders.rules import mails_of
from scaleup.reminders.service.planning import tellings

AHEAD = timedelta(days=30)


@dataclass(frozen=True)
class Share:
    """What one person would get: mails at once, and in the thirty days after."""

    name: str
    at_once: int
    later: int


def preview(area_ids: Collection[int], now: datetime) -> list[Share]:
    """Who would get how many mails if these areas began now. Writes nothing."""
    first = tellings(now, area_ids=area_ids)
    every = tellings(now, until=now + AHEAD, area_ids=area_ids)
    today = local_date(now)
    late = Counter(one.person_id for one in first if one.rung.subject.anchor_on < today)
    at_once = Counter(one.person_id for one in first)
    in_all = Counter(one.person_id for one in every)
    names = queries.names(in_all)
    return [
        Share(
            name=names[person],
            at_once=mails_of(late[person], at_once[person] - late[person]),
            later=in_all[person] - at_once[person],
        )
        for person in sorted(in_all, key=lambda person: (-in_all[person], names[person]))
    ]


def mark_of(area_ids: Collection[int], shares: Sequence[Share]) -> str:
    """Stands for exactly these areas and messages: confirming carries it."""
    told = f"{sorted(area_ids)}{[(one.name, one.at_once, one.later) for one in shares]}"
    return hashlib.sha256(told.encode()).hexdigest()[:16]


def start(area_ids: Collection[int], *, person_id: int | None, now: datetime) -> int:
    """These areas are reminded from now on; returns how many were held before."""
    return start_reminders_in(area_ids, by=person_id, now=now)
