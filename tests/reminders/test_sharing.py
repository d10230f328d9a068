"""Nobody gets more than three reminders a day; nothing is lost by it, also after days of standstill."""

from collections import Counter, defaultdict
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select
from sqlalchemy.orm import Session

from scaleup import registry
from scaleup.accounts.models import Person
from scaleup.accounts.rules import Role
from scaleup.core.dates import LONDON
from scaleup.core.pages import Actor, actor
from scaleup.hooks import service as hooks
from scaleup.outbox.models import Message
from scaleup.outbox.rules import State
from scaleup.programmes.service import load_catalogue
from scaleup.reminders import service
from scaleup.reminders.queries import Show, log
from scaleup.reminders.rules import ALWAYS, COUNTED, Day, Due, mails_of, to_fold
from tests.factories import plans
from tests.factories import support as make
from tests.factories.actors import acting
from tests.mails import look, text_of
from tests.servers import Mailbox

TODAY = date(2026, 10, 1)
LATE, SOON, LATER = date(2026, 9, 4), date(2026, 10, 2), date(2026, 10, 8)


def test_three_go_by_themselves_and_a_fourth_makes_a_digest() -> None:
    three = [Due(1, LATE), Due(2, SOON), Due(3, LATER)]
    assert to_fold(three, Day(0), TODAY) == []
    assert to_fold([*three, Due(4, LATE)], Day(0), TODAY) == [1, 4], "the late ones are told together"


def test_the_coming_that_are_farthest_off_give_way() -> None:
    four = [Due(1, LATER), Due(2, SOON), Due(3, SOON), Due(4, LATE)]
    assert to_fold(four, Day(0), TODAY) == [1, 4]
    assert to_fold(four, Day(1), TODAY) == [1, 3, 4]
    assert to_fold(four, Day(3), TODAY) == [1, 2, 3, 4]


@given(st.lists(st.sampled_from([LATE, TODAY, SOON, LATER]), max_size=8), st.integers(0, 4), st.booleans())
def test_however_many_wait_no_more_go_than_the_day_has_room_for(days: list[date], taken: int, waits: bool) -> None:
    waiting = [Due(id_, day) for id_, day in enumerate(days)]
    day = Day(taken, waits)
    folded = to_fold(waiting, day, TODAY)
    digests = 1 if waits or (folded and day.takes_digest) else 0
    assert len(waiting) - len(folded) + digests <= max(3 - taken, int(waits))
    assert len(set(folded)) == len(folded)
    assert set(folded) <= {one.id for one in waiting}


def test_so_many_mails_come_of_so_many_reminders() -> None:
    assert [mails_of(*counts) for counts in ((0, 0), (3, 0), (4, 0), (1, 3), (9, 1), (0, 9))] == [0, 3, 1, 3, 2, 3]


def test_every_kind_of_mail_either_counts_or_is_named_among_those_that_always_go() -> None:
    reminders = {*service.KINDS.values(), service.DIGEST}
    to_people = set(registry.RENDERERS) - set(hooks.RENDERERS)
    assert to_people == reminders | COUNTED | set(ALWAYS)
    assert not reminders & {*COUNTED, *ALWAYS}


# --- After a standstill -----------------------------------------------------------------------------------------------

NINE = datetime(2026, 9, 1, 8, tzinfo=UTC)
"""Nine o'clock in London on Tuesday 1 September 2026."""


def thirty_people(session: Session) -> list[Person]:
    """Thirty leads of thirty areas; each has nine things agreed, due on nine days from August to October."""
    load_catalogue(make.LONG_AGO)
    manager = make.person("Priya Nair", Role.IMPLEMENTATION_MANAGER)
    leads = []
    for number in range(30):
        area = make.area(f"Area {number:02}")
        implementation = make.implementation(area, manager=manager)
        make.licence(implementation, number=f"BS-{number:03}")
        lead = make.lead(f"Lead {number:02}", area)
        leads.append(lead)
        for thing in range(9):
            due_on = date(2026, 8, 28) + timedelta(days=(0, 4, 4, 4, 4, 5, 6, 20, 45)[thing])
            plans.agreed(implementation, due_on, owner=lead, wording=f"Agreed thing {thing}")
    session.commit()
    return leads


@pytest.mark.parametrize("gap", [timedelta(hours=3), timedelta(days=3), timedelta(days=40)])
def test_after_a_standstill_nobody_has_more_than_three_a_day_and_nothing_is_lost(
    gap: timedelta, session: Session, mailbox: Mailbox, clock: Callable[[str], None]
) -> None:
    leads = thirty_people(session)
    with acting(make.person("Helen Ashworth", Role.UNIT_MANAGER), Role.UNIT_MANAGER):
        boss = actor()
    session.commit()
    begin = NINE - timedelta(hours=1)
    instants = [begin, *(begin + gap + timedelta(hours=hours) for hours in (0, 2, 5, 25, 26, 49, 74))]
    for now in instants:
        clock(now.isoformat())
        look(now)
    rows = session.scalars(select(Message)).all()
    assert_three_a_day(rows)
    assert {row.state for row in rows} <= {State.SENT, State.FOLDED, State.EXPIRED}
    sent = {row.id for row in rows if row.state == State.SENT}
    assert {row.folded_into_id for row in rows if row.state == State.FOLDED} <= sent
    assert_expired_are_listed(rows, boss, instants[-1])
    assert_each_open_thing_was_told(rows, leads, instants[-1])
    if gap.days == 40:
        words = [text_of(mail) for mail in mailbox.to(leads[0].email or "")]
        assert any("days late" in text for text in words)


def assert_three_a_day(rows: list[Message]) -> None:
    a_day = Counter(
        (row.person_id, row.settled_at.astimezone(LONDON).date())
        for row in rows
        if row.state == State.SENT and row.settled_at
    )
    assert a_day
    assert max(a_day.values()) <= 3


def assert_expired_are_listed(rows: list[Message], boss: Actor, now: datetime) -> None:
    expired = {row.id for row in rows if row.state == State.EXPIRED}
    page = log(boss, Show.NOT_ARRIVED, since=None, now=now, today=now.date(), skip=0, most=1000)
    assert expired <= {line.id for line in page.lines}
    assert all(row.last_error for row in rows if row.state == State.EXPIRED)


def assert_each_open_thing_was_told(rows: list[Message], leads: list[Person], now: datetime) -> None:
    told: dict[int | None, set[object]] = defaultdict(set)
    for row in rows:
        if row.state in (State.SENT, State.FOLDED) and "subject_id" in row.values:
            told[row.person_id].add(row.values["anchor_on"])
    due = {
        day.isoformat()
        for day in (date(2026, 9, 1), date(2026, 9, 2), date(2026, 9, 3))
        if day <= now.astimezone(LONDON).date()
    }
    for lead in leads:
        assert due <= told[lead.id]
