"""Putting an address right: another one, or the same tried again. What did not arrive goes anew, in the same act."""

from datetime import datetime

from scaleup.accounts import service as accounts
from scaleup.bounces.rules import Back
from scaleup.core.dates import counted
from scaleup.core.errors import refuse
from scaleup.core.facts import Change
from scaleup.outbox import service as outbox
from scaleup.reminders import service as reminders


def correct(one: Back, email: str, *, by: int, now: datetime) -> int:
    """Mail goes to the new address, and what did not arrive goes there; returns how many messages."""
    if one.person_id is None:
        raise refuse("This address belongs to nobody on record. Try it again, or write to them another way.", "email")
    accounts.correct_address(one.person_id, email, by=by, now=now)
    return reminders.tell_anew(now)


def try_again(one: Back, *, by: int, now: datetime) -> int:
    """Mail goes to the address again, and what did not arrive with it; returns how many messages."""
    new = outbox.begin_again(one.id, person_id=by, now=now)
    reminders.fold_waiting(now)
    return new


def consider(one: Back) -> list[Change]:
    """What goes once mail can reach them."""
    if not one.waiting:
        return [Change("Nothing waits for this address: mail goes to it from now on.", 0)]
    goes = "goes" if one.waiting == 1 else "go"
    return [
        Change(f"{counted(one.waiting, 'message')} that did not arrive {goes} again, each once.", one.waiting),
        Change("What it was about is looked at again first: what is settled, or too late by now, is left out.", 0),
        Change("More than three reminders for one person go together, in a digest.", 0),
    ]
