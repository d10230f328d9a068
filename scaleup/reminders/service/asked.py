"""What the registry hands to the outbox: what is asked again at hand-over, and what makes each text."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date

from scaleup.outbox.rules import Rendered, Waiting
from scaleup.programmes.rules import ReminderSubject
from scaleup.reminders import queries
from scaleup.reminders.service import mails
from scaleup.reminders.service.calendars import GONE, MOVED
from scaleup.reminders.service.planning import KINDS
from scaleup.reminders.service.sharing import DIGEST, DIGEST_CONDITION
from scaleup.training import service as training

ASKED: Mapping[str, Callable[[Sequence[str]], set[str]]] = {
    **queries.ASKED,
    DIGEST_CONDITION: queries.standing_digests,
}

TEXTS: Mapping[str, Callable[[Waiting, date], Rendered]] = {
    KINDS[ReminderSubject.CONTACT]: lambda waiting, today: mails.contact(waiting, today=today),
    KINDS[ReminderSubject.ACTION]: lambda waiting, today: mails.action(waiting, today=today),
    KINDS[ReminderSubject.CONDITION]: lambda waiting, today: mails.condition(waiting, today=today),
    KINDS[ReminderSubject.LICENCE]: lambda waiting, today: mails.licence(waiting, today=today),
    KINDS[ReminderSubject.MILESTONE]: lambda waiting, today: mails.milestone(waiting, today=today),
    KINDS[ReminderSubject.FUNDING]: lambda waiting, today: mails.funding(waiting, today=today),
    KINDS[ReminderSubject.REGISTER]: lambda waiting, today: mails.register(waiting, today=today),
    KINDS[ReminderSubject.TOP_UP_OPENS]: lambda waiting, today: mails.top_up(waiting, today=today),
    KINDS[ReminderSubject.REVIEW]: lambda waiting, today: mails.review(waiting, today=today),
    KINDS[ReminderSubject.FIDELITY]: lambda waiting, today: mails.check(waiting, today=today),
    KINDS[ReminderSubject.TIME_POINT]: lambda waiting, today: mails.forms(waiting, today=today),
    DIGEST: lambda waiting, today: mails.digest(waiting, today=today),
    MOVED: lambda waiting, _today: mails.moved(waiting),
    GONE: lambda waiting, _today: mails.gone(waiting),
}
"""By kind; the second argument is the day on which the mail is handed over."""

READ: Mapping[str, Callable[[Waiting, date], Rendered]] = {
    **training.READ,
    **{kind: text for kind, text in TEXTS.items() if kind != DIGEST},
    KINDS[ReminderSubject.CONTACT]: lambda waiting, today: mails.of_contact(waiting, today=today)[0],
    MOVED: lambda waiting, _today: mails.of_moved(waiting)[0],
    GONE: lambda waiting, _today: mails.of_gone(waiting)[0],
}
"""The same words where nothing is to be written: for the simulator. A digest is made of what it would tell."""
