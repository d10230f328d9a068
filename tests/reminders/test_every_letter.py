"""Every letter of reminding and every sentence about a rule, whole, as it is read: letters.txt beside this file.

Who changes words changes that page too, and reads it: `python -m tests.reminders.test_every_letter` writes it anew.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, time
from pathlib import Path

from scaleup.core.letters import Letter
from scaleup.programmes.rules import (
    DeliveryUnit,
    Expiry,
    Offset,
    Recipient,
    ReminderAnchor,
    ReminderSubject,
    Says,
    Shift,
    Side,
    Unit,
)
from scaleup.programmes.rules.units import UNIT_WORDS
from scaleup.reminders import rules
from scaleup.reminders.rules import Reader, Repeat, UnitRule, evidence, sentences, sharing, states, wording
from scaleup.support.rules import Agenda
from scaleup.support.rules.agenda import Happened, Promise
from scaleup.training.rules import Window

PAGE = Path(__file__).parent / "letters.txt"
TODAY = date(2026, 11, 23)
DAYS = {"coming": date(2026, 11, 30), "today": TODAY, "late": date(2026, 11, 18)}
NIAMH = Reader("Niamh", "you lead Marlbury", "Niamh O’Rourke")
PRIYA = Reader("Priya", "you look after Marlbury", "Priya Nair")
INSTEAD = Reader("Ama", "you stand in for Priya Nair, who is away", "Ama Boateng", instead_of="Priya Nair")
OF_MARLBURY = rules.Lead("Niamh O’Rourke", "niamh.orourke@marlbury.example")
TWO = (OF_MARLBURY, rules.Lead("Tom Reed", ""))


def rule(
    subject: ReminderSubject = ReminderSubject.CONTACT,
    amount: int = 7,
    unit: Unit = Unit.DAYS,
    side: Side = Side.BEFORE,
    **more: object,
) -> UnitRule:
    about = {
        "code": "one",
        "anchor": ReminderAnchor.DUE_ON,
        "recipients": (Recipient.PROJECT_LEAD, Recipient.IMPLEMENTATION_MANAGER),
        "expires": Expiry.NEVER,
        "if_not_working": Shift.LATER,
    } | more
    return UnitRule(subject=subject, offset=Offset(amount, unit, side), **about)  # type: ignore[arg-type]  # as a rule has them


def in_full(letter: Letter) -> Iterator[str]:
    """Everything that the letter says, and where its links lead."""
    yield f"Subject: {letter.subject}"
    yield f"# {letter.heading}"
    yield from letter.paragraphs
    for title, lines in ((letter.open_title, letter.open_items), *((one.title, one.lines) for one in letter.lists)):
        yield f"{title}: {' | '.join(lines)}"
    for part in letter.linked:
        yield f"{part.title}: {' | '.join(f'{way.label} <{way.path}>' for way in part.lines)}"
    for way in (letter.button, *letter.ways):
        yield f"[{way.label}] <{way.path}>"
    yield letter.why


def contact(due_on: date, **more: object) -> rules.ContactFacts:
    facts = rules.ContactFacts(31, 21, 5, "Marlbury", 20, 22, due_on, None, "Priya Nair", "", leads=(OF_MARLBURY,))
    return replace(facts, **more)  # type: ignore[arg-type]  # its own fields


OPEN = (
    rules.OpenAction("Send the report", None),
    rules.OpenAction("Book the hall", date(2026, 11, 20)),
    rules.OpenAction("Name a deputy", TODAY),
)
MORE = {"at_time": time(14, 5), "moved_because": "Sunday 29 November 2026 is a Sunday", "open_actions": OPEN}
AGENDA = Agenda(
    last_on=date(2026, 10, 1),
    agreed=(Promise("Send the report", "Niamh", date(2026, 12, 1)),),
    still_open=(Promise("Book the hall", "", None),),
    changed=(Happened(date(2026, 11, 2), "The first session was on 2 November 2026."),),
    topics=("How delivery goes",),
    ready=("The register",),
)


def letters() -> Iterator[tuple[str, Letter]]:
    """Each letter in each of its states."""
    for state, day in DAYS.items():
        about = {"reader": NIAMH, "today": TODAY}
        yield f"contact, {state}", rules.contact_letter(contact(day), rule(), **about)
        yield f"contact with all, {state}", rules.contact_letter(contact(day, **MORE), rule(), **about)
        yield f"contact for the unit, {state}", rules.contact_letter(contact(day), rule(), reader=PRIYA, today=TODAY)
        action = rules.ActionFacts(7, 5, "Marlbury", "Send the report", day)
        yield f"action, {state}", rules.action_letter(action, rule(ReminderSubject.ACTION, 0), **about)
        for number in ("", "BS-001"):
            condition = rules.ConditionFacts(5, "Marlbury", "Name a deputy lead", day, number)
            words = rule(ReminderSubject.CONDITION, 3, Unit.WORKING_DAYS, Side.AFTER)
            yield f"condition {number}, {state}", rules.condition_letter(condition, words, **about)
        milestone = rules.MilestoneFacts(5, "Marlbury", "Baby Steps", "First steering group", day)
        yield f"milestone, {state}", rules.milestone_letter(milestone, rule(ReminderSubject.MILESTONE, 0), **about)
        review = rules.ReviewFacts(4, 5, "Marlbury", "Baby Steps", "annual", day)
        yield f"review, {state}", rules.review_letter(review, rule(ReminderSubject.REVIEW, 28), **about)
        check = evidence.CheckFacts(5, "Marlbury", "Baby Steps", day)
        yield f"fidelity check, {state}", evidence.check_letter(check, rule(ReminderSubject.FIDELITY), **about)
        words = rule(ReminderSubject.TIME_POINT_CLOSES, 1, Unit.WORKING_DAYS, Side.AFTER)
        for group in ("Group 12, Northgate", "Library, winter"):
            unit = UNIT_WORDS[DeliveryUnit.GROUP]
            forms = evidence.FormsFacts(5, "Marlbury", 9, group, unit, "Before the group (T1)", day, day)
            yield f"forms of {group}, {state}", evidence.forms_letter(forms, words, **about)
        money = rules.FundingFacts(5, "Marlbury", "Baby Steps", day, date(2027, 3, 31))
        yield f"funding, {state}", rules.funding_letter(money, rule(ReminderSubject.FUNDING, 30), **about)
        for people in (1, 3):
            window = Window(day, date(2027, 5, 1))
            lack = rules.TopUpFacts(5, "Marlbury", "Baby Steps", window, people)
            words = rule(ReminderSubject.TOP_UP_OPENS, 30)
            yield f"top-up of {people}, {state}", rules.top_up_letter(lack, words, **about)
    for days, day in ((2, date(2026, 11, 25)), (1, date(2026, 11, 24)), (0, TODAY), (-1, date(2026, 11, 22))):
        ends = rules.LicenceFacts(5, "Marlbury", "Baby Steps", "BS-001", day)
        words = rule(ReminderSubject.LICENCE, 30)
        yield f"licence, in {days}", rules.licence_letter(ends, words, reader=PRIYA, today=TODAY)
    for who in (replace(PRIYA, name="Somebody Else"), PRIYA):
        yield f"contact read by {who.name}", rules.contact_letter(contact(TODAY), rule(), reader=who, today=TODAY)
    for leads in (TWO, ()):
        led = contact(TODAY, leads=leads)
        yield f"contact, {len(leads)} leads", rules.contact_letter(led, rule(), reader=INSTEAD, today=TODAY)
    empty = rules.RegisterFacts(9, 5, "Marlbury", "Initial training", date(2026, 11, 18))
    words = rule(ReminderSubject.REGISTER, 1, Unit.WORKING_DAYS, Side.AFTER)
    yield "register", rules.register_letter(empty, words, reader=NIAMH, today=TODAY)
    coming = DAYS["coming"]
    for name, facts in (
        ("plain", contact(coming)),
        ("all", contact(coming, **MORE, meeting_link="https://meet.example/1")),
    ):
        yield f"moved, {name}", rules.moved_letter(facts, formerly=date(2026, 11, 26), reader=NIAMH)
        yield f"changed, {name}", rules.moved_letter(facts, formerly=coming, reader=NIAMH)
        for agenda in (AGENDA, Agenda()):
            for who in (NIAMH, PRIYA) if agenda == Agenda() else (NIAMH,):
                yield f"agenda, {name}, {who.name}", rules.agenda_letter(facts, agenda, rule(), reader=who, today=TODAY)
    for because in ("", "the licence is suspended"):
        about = {"formerly": coming, "because": because, "reader": NIAMH}
        yield f"gone {because}", rules.gone_letter(contact(coming), **about)
    things = [rules.Thing("Marlbury: contact 20", "/areas/5/plan", late) for late in (True, True, False)]
    for some in (things, things[:1], things[2:], things[1:], [*things[2:], *things[2:]]):
        yield f"digest of {len(some)}", rules.digest_letter(some, reader=NIAMH)


def about_rules() -> Iterator[str]:
    """Rules in words, and the words of everything that is listed."""
    for subject in ReminderSubject:
        yield f"{subject}: {sentences.title(subject)}"
        for amount, unit, side in (
            (0, Unit.DAYS, Side.AFTER),
            (1, Unit.DAYS, Side.BEFORE),
            (3, Unit.WORKING_DAYS, Side.AFTER),
        ):
            yield f"  {sentences.said(rule(subject, amount, unit, side)).sentence}"
            yield f"  {wording.why(rule(subject, amount, unit, side), NIAMH)}"
    for role in Recipient:
        yield f"{role}: {sentences.role_words(role)}"
    for ends in Expiry:
        yield f"{ends}: {sentences.said(rule(expires=ends)).ends}"
    for shift, words in sentences.SHIFTS.items():
        yield f"{shift}: {words}"
    for repeat in (Repeat(1, Unit.DAYS, 1), Repeat(1, Unit.WORKING_DAYS, 2), Repeat(5, Unit.WORKING_DAYS, 3)):
        yield sentences.said(rule(repeat=repeat)).sentence
    yield sentences.said(rule(says=Says.AGENDA, quiet_until=date(2027, 1, 4))).sentence
    yield sentences.said(rule(recipients=(Recipient.PROJECT_LEAD,))).sentence
    yield sentences.said(rule(recipients=tuple(Recipient)[:3])).sentence
    for state, meant in states.WORDS.items():
        yield f"{state}: {meant.mark}, {meant.words}. {meant.meaning}"
    for kind, words in sharing.ALWAYS.items():
        yield f"{kind}: {words}"
    yield f"counted: {', '.join(sorted(sharing.COUNTED))}"
    yield f"week: {', '.join(rules.WEEK)}; {', '.join(f'{manner}: {words}' for manner, words in rules.MANNERS.items())}"


def page() -> list[str]:
    """Each letter, and at the end what is said about rules."""
    return ["\n".join([f"== {name}", *in_full(letter)]) for name, letter in letters()]


def test_every_letter_reads_as_it_stands_on_the_page() -> None:
    *kept, _ = PAGE.read_text().split("\n\n")
    assert page() == kept


def test_what_is_said_about_rules_states_and_kinds_of_mail_stands_on_the_page() -> None:
    *_, kept = PAGE.read_text().strip("\n").split("\n\n")
    assert set(kept.splitlines()) <= set(about_rules()), "more may be said than stands there, nothing else"


if __name__ == "__main__":
    PAGE.write_text("\n\n".join([*page(), "\n".join(about_rules())]) + "\n")
