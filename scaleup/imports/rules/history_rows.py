"""Rows of past contacts and past fidelity checks: they become history, and the plan goes on from them."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TypeVar

from scaleup.core.dates import plain_date
from scaleup.fidelity.rules import Method
from scaleup.imports.rules.desk import Desk
from scaleup.imports.rules.figures import percent_in, read_percent
from scaleup.imports.rules.outcomes import Choice, Outcome, Question, Where, leaving_out
from scaleup.imports.rules.parts import CheckPart, ContactPart
from scaleup.imports.rules.placing import Atlas, area_of_child, programme_of_child
from scaleup.imports.rules.reading import says_nothing
from scaleup.imports.rules.words import CAME_OF, CHANNEL_OF, METHOD_OF, plain_word
from scaleup.support.rules import Outcome as Came

P = TypeVar("P", ContactPart, CheckPart)
A_PERCENTAGE = "a percentage"
THE_SAME = "the same"
ANOTHER = "another one"
LONGEST_TEXT = 10_000
LONGEST_REASON = 400
LONGEST_NAME = 120
VIDEO_FLAG = "A practice review by video has no pass mark: the old score is kept as it was given."
PLANNED = frozenset({"", "planned", "booked", "scheduled", "due", "to do", "arranged"})


@dataclass
class History:
    """The contacts and checks of the workbook so far, by natural key, each with the row that brought it."""

    atlas: Atlas
    contacts: dict[str, tuple[ContactPart, Where]] = field(default_factory=dict)
    checks: dict[str, tuple[CheckPart, Where]] = field(default_factory=dict)


def settle_contact(desk: Desk, book: History) -> ContactPart | None:
    """The contact that the row tells of; nothing while it waits or where it is refused."""
    if is_plan(desk):
        desk.refuse("held_on", "This contact is still to come. The plan makes its own dates from the licence.")
        return None
    area_key = area_of_child(desk, book.atlas)
    held_on = past_day(desk, "held_on", about=desk.words("area").casefold(), label="date of the contact")
    channel = desk.word("channel", CHANNEL_OF, kind="channel", label="kind of contact")
    outcome = desk.word("outcome", CAME_OF, kind="outcome", label="outcome of a contact")
    if not (area_key and held_on and channel and outcome and desk.stands):
        return None
    slug = programme_of_child(desk, book.atlas, area_key=area_key, about=f"{plain_date(held_on)}, {channel}")
    if not slug:
        return None
    staff = desk.words("staff")
    part = ContactPart(
        area_key=area_key,
        slug=slug,
        held_on=held_on,
        channel=channel,
        outcome=outcome,
        discussed=desk.text("discussed", LONGEST_TEXT),
        reason=desk.text("reason", LONGEST_REASON),
        staff="" if says_nothing(staff) else staff[:LONGEST_NAME],
        next_on=desk.date_if_known("next_on", about=f"{area_key}|{held_on}"),
        action=agreed(desk),
    )
    return weigh_contact(desk, book, part)


def agreed(desk: Desk) -> str:
    """What was agreed, if anything was."""
    words = desk.text("agreed", LONGEST_REASON)
    return "" if says_nothing(words) else words


def is_plan(desk: Desk) -> bool:
    """Whether the row is a date to come without an outcome: a plan, not history."""
    quiet = Desk(desk.known, desk.sheet, desk.row)
    day = quiet.date_needed("held_on", about="", label="")
    return bool(day and day > desk.known.today) and plain_word(desk.words("outcome")) in PLANNED


def past_day(desk: Desk, meaning: str, *, about: str, label: str) -> date | None:
    """The day, which lies in the past; one to come is a question."""
    day = desk.date_needed(meaning, about=about, label=label)
    if day is None or day <= desk.known.today:
        return day
    said = f"{plain_date(day)} is still to come."
    typed = desk.typed_date(meaning, (), about=about, said=said)
    return typed if typed and typed <= desk.known.today else None


def weigh_contact(desk: Desk, book: History, part: ContactPart) -> ContactPart | None:
    """Whether the contact is new, here already, or twice in the workbook."""
    key = (part.area_key, part.slug, part.held_on, part.channel.value)
    return weigh(
        desk,
        book.contacts,
        part,
        noun="contact",
        here=key in desk.known.contacts,
        facts=lambda one: (one.outcome, one.discussed, one.action),
    )


def settle_check(desk: Desk, book: History) -> CheckPart | None:
    """The fidelity check that the row tells of; nothing while it waits or where it is refused."""
    about = desk.words("area").casefold()
    area_key = area_of_child(desk, book.atlas)
    on_day = past_day(desk, "on_day", about=about, label="date of the check")
    method = desk.word("method", METHOD_OF, kind="method", label="method of a fidelity check")
    percent = percent_needed(desk, about=about)
    if not (area_key and on_day and method and percent is not None and desk.stands):
        return None
    slug = programme_of_child(desk, book.atlas, area_key=area_key, about=f"{plain_date(on_day)}, {method}")
    if not slug:
        return None
    flag = VIDEO_FLAG if method is Method.VIDEO else ""
    part = CheckPart(area_key=area_key, slug=slug, on_day=on_day, method=method, percent=percent, flag=flag)
    if desk.words("notes"):
        desk.say(
            "notes", "The note was not taken in: there is no place for it here. Read it before you file the tracker."
        )
    settled = weigh(
        desk,
        book.checks,
        part,
        noun="check",
        here=(area_key, slug, on_day, method.value) in desk.known.checks,
        facts=lambda one: (one.percent,),
    )
    if settled and flag:
        desk.say("method", VIDEO_FLAG)
    return settled


def percent_needed(desk: Desk, *, about: str) -> float | None:
    """The score; an unclear or missing one waits for somebody to type it."""
    reading = read_percent(desk.cell("percent"))
    if reading.value is not None:
        return reading.value
    said = reading.trouble or "There is no score."
    shown = desk.words("percent")
    question = Question(
        desk.key("percent", about, desk.words("on_day"), desk.words("method").casefold(), shown or str(desk.where)),
        f"Which score is meant by “{shown}” in {desk.where}? {said}",
        leaving_out(*(Choice(f"{value:g}%", f"{value:g} %") for value in reading.proposals)),
        typed=A_PERCENTAGE,
    )
    return percent_in(desk.ask("percent", question, said)).value


def weigh(
    desk: Desk,
    book: dict[str, tuple[P, Where]],
    part: P,
    *,
    noun: str,
    here: bool,
    facts: Callable[[P], tuple[object, ...]],
) -> P | None:
    """Whether the record is new, here already, or twice in the workbook; two that differ are a question."""
    earlier = book.get(part.natural_key)
    if earlier is None:
        desk.outcomes.append(Outcome.MERGED if here else Outcome.CREATED)
        book[part.natural_key] = (part, desk.where)
        return part
    first, where = earlier
    column = "held_on" if noun == "contact" else "on_day"
    if facts(first) == facts(part):
        desk.outcomes.append(Outcome.MERGED)
        desk.say(column, f"The same {noun} as row {where.row}: merged with it.")
        return first
    said = f"Row {where.row} tells of a {noun} of the same kind on the same day, but differs."
    question = Question(
        desk.key(f"{noun} twice", first.natural_key, "; ".join(str(fact) for fact in facts(part))),
        f"Is {desk.where} the same {noun} as row {where.row}? {said}",
        leaving_out(
            Choice(THE_SAME, f"the same {noun}, as row {where.row} has it"),
            Choice(ANOTHER, f"another {noun} of that day"),
        ),
    )
    answer = desk.ask(column, question, said)
    if answer == THE_SAME:
        desk.outcomes.append(Outcome.MERGED)
        return first
    return second_of_the_day(desk, book, part) if answer == ANOTHER else None


def second_of_the_day(desk: Desk, book: dict[str, tuple[P, Where]], part: P) -> P:
    """The record, told apart from those of the same kind on the same day."""
    while part.natural_key in book:
        part = replace(part, ordinal=part.ordinal + 1)
    desk.outcomes.append(Outcome.MERGED if part.natural_key in desk.known.made else Outcome.CREATED)
    book[part.natural_key] = (part, desk.where)
    return part


def with_open_actions(contacts: Iterable[ContactPart]) -> list[ContactPart]:
    """The contacts; what was agreed stays an open action on the latest held one of each implementation only.

    On earlier ones it joins the text: it was years ago, and a later contact came after it.
    """
    contacts = list(contacts)
    latest: dict[tuple[str, str], ContactPart] = {}
    for part in contacts:
        if part.outcome is Came.HELD:
            team = (part.area_key, part.slug)
            latest[team] = max(latest.get(team, part), part, key=lambda one: (one.held_on, one.ordinal))
    return [part if latest.get((part.area_key, part.slug)) is part else told(part) for part in contacts]


def told(part: ContactPart) -> ContactPart:
    """The contact with what was agreed in its text, and no open action."""
    if not part.action:
        return part
    text = "\n".join(line for line in (part.discussed, f"Agreed: {part.action}") if line)
    return replace(part, discussed=text, action="")
