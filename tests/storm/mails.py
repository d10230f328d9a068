"""The mails of the storm: a thousand different fates, all known beforehand, and people with heaps of reminders."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import select

from scaleup.extensions import db
from scaleup.outbox import service
from scaleup.outbox.models import Message
from scaleup.outbox.rules import Draft, Policy, Rendered, Waiting
from scaleup.reminders.service import sharing
from tests.storm.weather import Waves

PLAN, HEAP = "storm.plan", "storm heap"
FIRST_WITH_HEAP = 10_000_000
LATE_SHARE, HOLD_EVERY, GONE_EVERY, UNKNOWN_EVERY, TOLD, FOLDED = 5, 10, 97, 193, 10, 10


def drafts(number: int, now: datetime) -> list[Draft]:
    """So many mails: most due now, a fifth falls due during the storm, a tenth is to be held when unsure."""
    return [
        Draft(
            f"storm|{n}",
            "storm",
            now + timedelta(minutes=n % 20) if n % LATE_SHARE == 0 else now,
            person_id=n,
            area_id=n % 50,
            values={"n": n},
            condition="still needed",
            condition_key="gone" if n % GONE_EVERY == 0 else "here",
            policy=Policy.HOLD if n % HOLD_EVERY == 0 else Policy.RESEND,
        )
        for n in range(1, number + 1)
    ]


def write_down(number: int, now: datetime) -> int:
    """The mails wait, some are told or folded; returns how many rows there are. A second time nothing is added."""
    waiting = service.enqueue_many(drafts(number, now), now=now)
    others = [Draft(f"other|{n}", "storm", now, person_id=n) for n in range(TOLD + FOLDED)]
    service.tell(others[:TOLD], now=now, note="They know it already.")
    service.fold(others[TOLD:], into=waiting.get("storm|1", 0), now=now)
    return number + TOLD + FOLDED


def heap(person: int, minute: int, each: int, begun: datetime) -> list[Draft]:
    """What falls due for this person so many minutes after the beginning."""
    at = begun + timedelta(minutes=minute)
    return [
        Draft(
            f"heap|{minute}|{person}|{n}",
            HEAP,
            at,
            person_id=FIRST_WITH_HEAP + person,
            values={"n": n, "anchor_on": (at + timedelta(days=n)).date().isoformat()},
        )
        for n in range(each)
    ]


def plan(heaps: int, waves: Waves, *, begun: datetime, now: datetime) -> None:
    """Every heap that is due is written down once, and shared out as the product does: behind the tick's row."""
    service.ticked(PLAN, worker="storm", now=now)
    due = [(minute, each) for minute, each in waves if begun + timedelta(minutes=minute) <= now]
    for minute, each in due:
        if db.session.scalar(select(Message.id).where(Message.dedupe_key == f"heap|{minute}|0|0")) is None:
            drafts = [one for person in range(heaps) for one in heap(person, minute, each, begun)]
            service.enqueue_many(drafts, now=now)
    sharing.share_out({HEAP}, now)


def render_heap(one: Waiting) -> Rendered:
    """One of a heap, or the digest of one."""
    return Rendered(one.kind, one.dedupe_key, f"<p>{one.dedupe_key}</p>")


def render(one: Waiting) -> Rendered:
    """A small mail, with a line that begins with a dot."""
    text = f"Contact {one.values['n']} is due.\n.\n..and this line begins with two dots."
    return Rendered(f"Contact {one.values['n']}", text, f"<p>{text}</p>")


def needed(keys: Sequence[str]) -> set[str]:
    """Those that are still needed."""
    return {key for key in keys if key != "gone"}


def addresses(ids: Sequence[int]) -> dict[int, str]:
    """Everybody has an address but every hundred-and-ninety-third."""
    return {id_: f"person-{id_}@families.example" for id_ in ids if id_ % UNKNOWN_EVERY}


def install() -> None:
    """The sender knows the storm's mails."""
    service.install_renderers({"storm": render, HEAP: render_heap, sharing.DIGEST: render_heap})
    service.install_conditions({"still needed": needed, sharing.DIGEST_CONDITION: set})
    service.install_addresses(addresses)
