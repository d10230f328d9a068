"""What the simulator shows: a line for each mail with why it goes, and the text of one as it would read."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from scaleup.core import stationery
from scaleup.core.dates import local_date, long_date, plain_date
from scaleup.core.errors import Absent
from scaleup.core.letters import should_have_come
from scaleup.outbox.rules import Draft, NotNeeded, Rendered, Waiting, message_id, told_late
from scaleup.programmes.rules import ReminderSubject
from scaleup.reminders import queries
from scaleup.reminders.queries.book import RuleKey, rules_in
from scaleup.reminders.queries.digests import told_in_order
from scaleup.reminders.queries.facts import Folded, whose_comes_back
from scaleup.reminders.queries.named import CONDITION_OF
from scaleup.reminders.rules import Hand, UnitRule, digest_letter
from scaleup.reminders.rules.causes import in_words
from scaleup.reminders.rules.digest import headline
from scaleup.reminders.rules.reasons import Reason, reason
from scaleup.reminders.rules.sentences import said
from scaleup.reminders.service.asked import READ
from scaleup.reminders.service.coming import Coming
from scaleup.reminders.service.foreseen import Compared
from scaleup.reminders.service.mails import rendered
from scaleup.reminders.service.memory import Mail, anchor_of
from scaleup.training import queries as training_queries
from scaleup.training.rules import GOING

MOST_LISTED = 20
"""Of what a digest tells so many stand in the list."""
SUBJECT_OF: Mapping[str, ReminderSubject] = {name: subject for subject, name in CONDITION_OF.items()}


@dataclass(frozen=True)
class Part:
    """One reminder in words, and why it goes."""

    words: str
    reason: Reason | None


@dataclass(frozen=True)
class Line:
    """One mail of the days ahead."""

    mark: str
    """Names it in an address."""
    at: datetime
    person_id: int | None
    to: str
    words: str
    held: bool
    parts: tuple[Part, ...]
    """One; or all that a digest tells."""
    is_digest: bool
    elsewhere: int
    """How many things a digest tells of areas that this page is not about."""

    @property
    def listed(self) -> tuple[Part, ...]:
        """The first of what a digest tells: its text has them all."""
        return self.parts[:MOST_LISTED]

    @property
    def unlisted(self) -> int:
        """How many more it tells."""
        return len(self.parts) - len(self.listed)


@dataclass(frozen=True)
class NotGoing:
    """What is due in these days, and will not go."""

    words: str
    to: str
    why: str


@dataclass(frozen=True)
class Shown:
    """The simulator's page."""

    lines: tuple[Line, ...]
    not_going: tuple[NotGoing, ...]
    comes_back: tuple[str, ...] = ()
    """The names of those whom mail does not reach."""


def mark_of(mail: Mail) -> str:
    """Names a mail in an address; a digest by its reader and instant, whatever it comes to tell."""
    draft = mail.draft
    name = f"digest:{draft.person_id}:{mail.at.isoformat()}" if mail.is_digest else draft.dedupe_key
    return hashlib.sha256(name.encode()).hexdigest()[:16]


def shown(coming: Coming, *, area_id: int | None, code: str = "") -> Shown:
    """The lines of the page, of one rule alone where its code is given. Three statements, and one of training's."""
    drafts = [draft for one in coming.mails for draft in (one.draft, *one.parts)]
    drafts += [draft for draft, _ in coming.not_going]
    words = Words(drafts, rules_in(coming.book.values()))
    mails = [one for one in coming.mails if not code or code in {part.values.get("rule") for part in parts_of(one)}]
    return Shown(
        lines=tuple(words.line(one, area_id) for one in mails),
        not_going=tuple(
            NotGoing(words.told(draft, local_date(draft.due_at)), words.name(draft), why)
            for draft, why in coming.not_going
            if not code or draft.values.get("rule") == code
        ),
        comes_back=tuple(sorted({words.names[one] for one in coming.comes_back if one in words.names})),
    )


@dataclass(frozen=True)
class First:
    """One of the first messages of a rule that is looked at before it is confirmed."""

    at: datetime
    to: str
    words: str


def first_of(compared: Compared) -> list[First]:
    """The first messages that the rule would send."""
    words = Words(compared.first, {})
    return [First(one.due_at, words.name(one), words.told(one, local_date(one.due_at))) for one in compared.first]


def parts_of(mail: Mail) -> Sequence[Draft]:
    """The reminders that a mail tells."""
    return mail.parts if mail.is_digest else (mail.draft,)


class Words:
    """Drafts in words: names and rules are read once."""

    def __init__(self, drafts: Iterable[Draft], rules: Mapping[RuleKey, UnitRule]) -> None:
        drafts = list(drafts)
        away = {int(str(draft.values["instead_of"])) for draft in drafts if "instead_of" in draft.values}
        self.names = queries.names({*away, *(one.person_id for one in drafts if one.person_id is not None)})
        self.areas = queries.area_names({one.area_id for one in drafts if one.area_id is not None})
        self.rules = rules
        events = {int(str(draft.values["event"])) for draft in drafts if draft.kind in GOING}
        self.events = training_queries.named(events) if events else {}

    def line(self, mail: Mail, area_id: int | None) -> Line:
        """One mail."""
        here = [part for part in parts_of(mail) if area_id in (None, part.area_id)]
        today = local_date(mail.at)
        late = sum(anchor_of(part) < today for part in here) if mail.is_digest else 0
        return Line(
            mark=mark_of(mail),
            at=mail.at,
            person_id=mail.draft.person_id,
            to=self.name(mail.draft),
            words=headline(late, len(here) - late) if mail.is_digest else self.told(mail.draft, today),
            held=mail.held,
            parts=tuple(Part(self.told(part, today), self.reason(part)) for part in here),
            is_digest=mail.is_digest,
            elsewhere=len(mail.parts) - len(here) if mail.is_digest else 0,
        )

    def name(self, draft: Draft) -> str:
        """The reader."""
        return self.names.get(draft.person_id or 0, draft.to_address or "")

    def told(self, draft: Draft, today: date) -> str:
        """What the mail is about, in a line."""
        if draft.kind in GOING:
            name, first_on = self.events[int(str(draft.values["event"]))]
            area = self.areas.get(draft.area_id or 0, "")
            return f"{area}: {name} from {plain_date(first_on)}, {GOING[draft.kind].words}"
        if draft.condition not in SUBJECT_OF:
            return f"{draft.kind[:1].upper()}{draft.kind[1:]}".replace(".", ": ")
        [thing] = told_in_order([self.folded(draft)], today, self.names)
        return thing.words

    def folded(self, draft: Draft) -> Folded:
        """As a digest reads it."""
        area_id = draft.area_id or 0
        area, back = self.areas.get(area_id, ""), whose_comes_back(draft.values)
        return Folded(draft.condition_key, draft.condition, area, area_id, anchor_of(draft), back)

    def reason(self, draft: Draft) -> Reason | None:
        """Why it goes; None for what no rule sends."""
        if draft.kind in GOING:
            return self.reason_of_training(draft)
        subject = SUBJECT_OF.get(draft.condition)
        if subject is None:
            return None
        rule = self.rules.get((subject, str(draft.values.get("rule")), int(str(draft.values.get("rule_version", 0)))))
        away = self.names.get(int(str(draft.values.get("instead_of", 0))), "")
        return reason(rule, subject, draft.values, condition=draft.condition, away=away)

    def reason_of_training(self, draft: Draft) -> Reason:
        """Why a mail of an event goes: by a rule about places, or as every event has it."""
        name, first_on = self.events[int(str(draft.values["event"]))]
        why, code = GOING[draft.kind], str(draft.values.get("rule", ""))
        version = int(str(draft.values.get("rule_version", 0)))
        rule = self.rules.get((ReminderSubject.TRAINING_PLACE, code, version))
        return Reason(
            rule=said(rule).sentence if rule else why.rule,
            code=rule.code if rule else "",
            programme=rule.programme if rule else "",
            number=rule.number if rule else 0,
            about=f"{name} that begins on {long_date(first_on)}",
            asked=in_words(draft.condition),
            through=why.to,
            to_one=said(rule).to_one if rule else why.rule,
        )


def text_of(coming: Coming, mark: str, *, area_id: int | None) -> tuple[Line, Rendered | None]:
    """One mail, and its text as it would read; None where its text is made when it goes. Raises Absent.

    For the page of an area a digest tells what is of that area alone.
    """
    mail = next((one for one in coming.mails if mark_of(one) == mark), None)
    if mail is None:
        raise Absent
    words = Words([mail.draft, *mail.parts], rules_in(coming.book.values()))
    line = words.line(mail, area_id)
    today = local_date(mail.at)
    one = as_waiting(mail)
    with stationery.delayed(should_have_come(one.due_at, mail.at) if told_late(one, mail.at) else ""):
        if mail.is_digest:
            here = [part for part in mail.parts if area_id in (None, part.area_id)]
            things = told_in_order([words.folded(part) for part in here], today, words.names)
            reader = queries.reader(mail.draft.person_id or 0, area_id=None, area="")
            return line, rendered(digest_letter(things, reader=reader))
        with queries.looked_after_by(queries.keepers(one.area_id or 0, handed_by(coming, mail))):
            return line, words_of(one, today)


def handed_by(coming: Coming, mail: Mail) -> list[Hand]:
    """What is handed over in the mail's area before it goes."""
    every = (hand for some in coming.hands.values() for hand in some)
    return [hand for hand in every if hand.at <= mail.at and hand.area_id == mail.draft.area_id]


def words_of(one: Waiting, today: date) -> Rendered | None:
    """The text of a mail that is no digest; None where only its renderer may make it, or finds nothing to tell."""
    read = READ.get(one.kind)
    try:
        return read(one, today) if read else None
    except NotNeeded:
        return None


def as_waiting(mail: Mail) -> Waiting:
    """As the sender hands it to whoever makes its text."""
    draft, of = mail.draft, mail.of
    return Waiting(
        id=of.id,
        kind=draft.kind,
        dedupe_key=draft.dedupe_key,
        message_id=message_id(draft.dedupe_key, stationery.house().host),
        person_id=draft.person_id,
        area_id=draft.area_id,
        address="nobody@scaleup.example",
        values=draft.values,
        condition=draft.condition,
        condition_key=draft.condition_key,
        policy=draft.policy,
        due_at=draft.due_at,
        attempts=1,
        crashes=0,
        possible_repeat=of.repeat,
        refused_since=None,
        created_at=of.created_at,
    )
