"""Reports taken in; and an address put right: another one, or the same tried again, with what did not arrive."""

from datetime import datetime
from enum import StrEnum

from scaleup.accounts import service as accounts
from scaleup.bounces import queries
from scaleup.bounces.rules import Action, Back, Fate, Report, Unread, read
from scaleup.core.dates import counted
from scaleup.core.errors import refuse
from scaleup.core.facts import Change
from scaleup.outbox import service as outbox
from scaleup.outbox.rules import Return, address_key, returned
from scaleup.reminders import service as reminders


class Taken(StrEnum):
    """What became of one mail; the values are the words of the command."""

    HARD = "no such mailbox, stopped"
    COUNTED = "counted"
    NOTED = "noted, no fault of the address"
    DELAYED = "only late"
    KNOWN = "known already"
    STRANGE = "not about mail of ours"
    AUTOMATIC = "an automatic reply"
    UNREAD = "unread"


SORTS = {Return.HARD: Taken.HARD, Return.COUNTED: Taken.COUNTED}


def take_in(mail: bytes, *, now: datetime) -> Taken:
    """What the mail reports of mail of ours is on record, and its address stopped or counted where it says so.

    The address is the one that we wrote to, never one that the report names: whoever forges a report can stop nothing.
    """
    report = read(mail)
    if isinstance(report, Unread):
        return Taken.AUTOMATIC if report is Unread.AUTOMATIC else Taken.UNREAD
    ours = queries.message_of(report.message_id)
    if ours is None or ours.handed_to is None:
        return Taken.STRANGE
    fate, own = fate_of(report, address_key(ours.handed_to))
    if fate.action is not Action.FAILED:
        return Taken.DELAYED
    sort = (returned(fate.status) or Return.NOTED) if own else Return.NOTED
    back = outbox.Back(sort, fate.status, fate.words, report.digest)
    new = outbox.took_back(ours.id, ours.handed_to, back, person_id=ours.person_id, now=now)
    return SORTS.get(sort, Taken.NOTED) if new else Taken.KNOWN


def fate_of(report: Report, address: str) -> tuple[Fate, bool]:
    """What the report says of our address; else of the first that failed, to which somebody sent our mail on."""
    for fate in report.fates:
        if address in fate.recipients:
            return fate, True
    return next((fate for fate in report.fates if fate.action is Action.FAILED), report.fates[0]), False


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
        Change(f"{counted(one.waiting, 'message')} that did not arrive {goes} again, once.", one.waiting),
        Change("What it was about is looked at again first: what is settled, or too late by now, is left out.", 0),
        Change("More than three reminders for one person go together, in a digest.", 0),
    ]
