"""The mails of the storm: a thousand different fates, all known beforehand."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from scaleup.outbox import service
from scaleup.outbox.rules import Draft, Policy, Rendered, Waiting

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
    """The mails wait, some are told or folded; returns how many rows there are."""
    waiting = service.enqueue_many(drafts(number, now), now=now)
    again = service.enqueue_many(drafts(number, now), now=now)
    assert (len(waiting), len(again)) == (number, 0), "planning twice writes nothing twice"
    others = [Draft(f"other|{n}", "storm", now, person_id=n) for n in range(TOLD + FOLDED)]
    service.tell(others[:TOLD], now=now, note="They know it already.")
    service.fold(others[TOLD:], into=waiting["storm|1"], now=now)
    return number + TOLD + FOLDED


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
    service.install_renderers({"storm": render})
    service.install_conditions({"still needed": needed})
    service.install_addresses(addresses)
