"""A programme from its content, as a catalogue file or a stored version holds it; unknown keys are refused."""

from collections.abc import Callable, Mapping
from typing import TypeVar

from scaleup.programmes.rules import programme as made
from scaleup.programmes.rules.adaptations import adaptations
from scaleup.programmes.rules.basis import basis, scale_mark
from scaleup.programmes.rules.checks import check
from scaleup.programmes.rules.fidelity import fidelity
from scaleup.programmes.rules.measuring import measure, time_point
from scaleup.programmes.rules.milestones import Activity, Milestone, Phase
from scaleup.programmes.rules.process import Process, process
from scaleup.programmes.rules.reading import Part, Problem, Unreadable
from scaleup.programmes.rules.schedule import (
    CONTACTS_AT_MOST,
    MONTHS_AT_MOST,
    Expiry,
    Ladder,
    Offset,
    Recipient,
    ReminderAnchor,
    ReminderRule,
    ReminderSubject,
    Says,
    Shift,
    Side,
    Step,
    StepNeed,
    TaperAnchor,
    Unit,
)
from scaleup.programmes.rules.units import ATTENDING, Attender, DeliveryUnit

PERCENT = 100
LONGEST_SESSION = 600
"""Minutes."""
Read = TypeVar("Read")


def from_content(content: Mapping[str, object]) -> made.Programme:
    """The programme that this content describes. Raises Unreadable with every problem and its path."""
    problems: list[Problem] = []
    part = Part(content, (), problems)
    found = read(part)
    part.close()
    if not problems:
        check(found, part)
    if problems:
        raise Unreadable(problems)
    return found


def read(part: Part) -> made.Programme:
    """The whole."""
    return made.Programme(
        slug=part.code("slug"),
        name=part.text("name"),
        version=part.number("version", least=1, most=100_000),
        summary=part.text("summary"),
        about=part.part("about", about) if part.has("about") else None,
        aliases=part.texts("aliases"),
        licence=part.part("licence", licence),
        roles=part.parts("roles", role, least=1),
        pairing=part.part("pairing", pairing) if part.has("pairing") else None,
        delivery=part.part("delivery", delivery),
        readiness=part.part("readiness", readiness),
        training=part.part("training", training),
        taper=part.part("taper", taper),
        agenda=part.part("agenda", agenda) if part.has("agenda") else None,
        reviews=part.part("reviews", reviews) if part.has("reviews") else None,
        reminders=part.part("reminders", reminders),
        fidelity=part.part("fidelity", fidelity),
        time_points=part.parts("time_points", time_point),
        measures=part.parts("measures", measure),
        milestones=part.parts("milestones", milestone, least=1),
        process=part.part("process", process) if part.has("process") else None,
        adaptations=part.part("adaptations", adaptations) if part.has("adaptations") else None,
    )


def about(part: Part) -> made.About:
    """What may be told without sign-in."""
    return made.About(part.texts("facts", least=1), basis(part))


def licence(part: Part) -> made.Licensing:
    """Who is licensed."""
    return made.Licensing(
        levels=part.words("levels", made.LicenceLevel),
        months=part.number("months", least=1, most=120),
        places=part.number("places", least=1, most=1000),
        upstream_licensor=part.optional_text("upstream_licensor"),
        basis=basis(part),
    )


def role(part: Part) -> made.Role:
    """A kind of facilitator."""
    return made.Role(part.code("code"), part.text("name"), part.texts("professions", least=1))


def pairing(part: Part) -> made.Pairing:
    """Who delivers together."""
    return made.Pairing(part.parts("members", pair_member, least=1), part.text("every"), basis(part))


def pair_member(part: Part) -> made.PairMember:
    """So many of a role."""
    return made.PairMember(part.code("role"), part.number("people", least=1, most=20))


def delivery(part: Part) -> made.Delivery:
    """What one course looks like."""
    return made.Delivery(
        unit=part.word("unit", DeliveryUnit),
        families_at_least=part.number("families_at_least", least=1, most=1000),
        families_at_most=part.number("families_at_most", least=1, most=1000),
        adults_at_most=part.number("adults_at_most", least=1, most=2000),
        variants=part.texts("variants", least=1),
        themes=part.texts("themes"),
        components=part.parts("components", component) if part.has("components") else (),
        sessions=part.parts("sessions", session),
        basis=basis(part),
        attending=part.words("attending", Attender) if part.has("attending") else ATTENDING,
    )


def component(part: Part) -> made.Component:
    """Something that sessions consist of."""
    return made.Component(part.code("code"), part.text("words"))


def session(part: Part) -> made.Session:
    """One session."""
    return made.Session(
        part.code("code"),
        part.text("name"),
        part.code("kind"),
        part.code("phase"),
        part.number("week", least=-52, most=208),
        part.number("minutes", least=1, most=LONGEST_SESSION) if part.has("minutes") else None,
        part.texts("components") if part.has("components") else (),
    )


def readiness(part: Part) -> made.Readiness:
    """The readiness template."""
    return made.Readiness(
        version=part.number("version", least=1, most=100_000),
        pass_mark=part.number("pass_mark", least=1, most=10),
        plain_gates_at_most=part.number("plain_gates_at_most", least=0, most=50),
        scale=part.parts("scale", scale_mark, least=2),
        unit_ratings=part.parts("unit_ratings", unit_rating),
        items=part.parts("items", readiness_item, least=1),
        basis=basis(part),
    )


def unit_rating(part: Part) -> made.UnitRating:
    """A rating of the programme itself."""
    return made.UnitRating(part.word("factor", made.Factor), part.text("rating"), part.text("source"))


def readiness_item(part: Part) -> made.ReadinessItem:
    """One item."""
    return made.ReadinessItem(
        part.code("code"),
        part.word("factor", made.Factor),
        part.text("words"),
        part.word("gate", made.Gate, default=made.Gate.NONE),
    )


def training(part: Part) -> made.Training:
    """The training."""
    return made.Training(
        complete_at_percent=part.number("complete_at_percent", least=1, most=PERCENT),
        events=part.parts("events", training_event, least=1),
        basis=basis(part),
    )


def training_of(content: Mapping[str, object]) -> made.Training | None:
    """The training in this content, whatever else it holds; None where it has none. Raises Unreadable."""
    return read_alone(content, "training", training)


def training_event(part: Part) -> made.TrainingEvent:
    """One part of training."""
    code = part.code("code")
    return made.TrainingEvent(
        code=code,
        name=part.text("name"),
        half_days=part.number("half_days", least=1, most=60),
        anchor=part.word("anchor", made.TrainingAnchor),
        opens_months=part.number("opens_months", least=0, most=120),
        closes_months=part.number("closes_months", least=0, most=120),
        required=part.yes("required"),
        accredits=part.yes("accredits"),
        keeps=part.yes("keeps", default=code == TOP_UP),
    )


TOP_UP = "top_up"
"""The part that keeps an accreditation where a version does not say which does (decisions.md, Training and people)."""


def taper(part: Part) -> made.Taper:
    """The steps of support, and the ladder."""
    return made.Taper(
        steps=part.parts("steps", step, least=1),
        basis=basis(part),
        anchor=part.word("anchor", TaperAnchor, default=TaperAnchor.LICENCE_START),
        ladder=part.part("ladder", ladder) if part.has("ladder") else None,
    )


def ladder(part: Part) -> Ladder:
    """When another pace is proposed."""
    return Ladder(
        misses_to_hold=part.number("misses_to_hold", least=1, most=CONTACTS_AT_MOST),
        misses_to_tighten=part.number("misses_to_tighten", least=1, most=CONTACTS_AT_MOST),
        ambers_to_alert=part.number("ambers_to_alert", least=1, most=CONTACTS_AT_MOST),
        alert_months=part.number("alert_months", least=1, most=MONTHS_AT_MOST),
        held_in_a_row=part.number("held_in_a_row", least=1, most=CONTACTS_AT_MOST),
        step_down_needs=part.words("step_down_needs", StepNeed, least=0),
    )


def step(part: Part) -> Step:
    """One step."""
    return Step(
        part.number("months_between", least=1, most=MONTHS_AT_MOST),
        part.number("contacts", least=1, most=CONTACTS_AT_MOST),
    )


def agenda_of(content: Mapping[str, object]) -> made.Agenda | None:
    """The agenda in this content, whatever else it holds; None where it has none. Raises Unreadable."""
    return read_alone(content, "agenda", agenda)


def read_alone(content: Mapping[str, object], key: str, reader: Callable[[Part], Read]) -> Read | None:
    """What stands under this key; None where nothing does."""
    problems: list[Problem] = []
    part = Part(content, (), problems)
    found = part.part(key, reader) if part.has(key) else None
    if problems:
        raise Unreadable(problems)
    return found


def agenda(part: Part) -> made.Agenda:
    """What a support contact goes through."""
    return made.Agenda(part.texts("topics", least=1), part.texts("ready"), basis(part))


def reviews_of(content: Mapping[str, object]) -> made.Reviews | None:
    """The reviews in this content, whatever else it holds; None where it has none. Raises Unreadable."""
    return read_alone(content, "reviews", reviews)


def reviews(part: Part) -> made.Reviews:
    """When the unit and an area look back."""
    return made.Reviews(
        annual_months=part.number("annual_months", least=1, most=MONTHS_AT_MOST),
        sustainability_months=part.numbers("sustainability_months", least=1, most=120),
        basis=basis(part),
    )


def process_of(content: Mapping[str, object]) -> Process | None:
    """What is asked of the course in this content, whatever else it holds; None where nothing is. Raises Unreadable."""
    return read_alone(content, "process", process)


def reminders(part: Part) -> made.Reminders:
    """The rungs of reminding."""
    return made.Reminders(part.parts("rules", reminder_rule), basis(part))


def reminder_rule(part: Part) -> ReminderRule:
    """One rung."""
    return ReminderRule(
        code=part.code("code"),
        subject=part.word("subject", ReminderSubject),
        anchor=part.word("anchor", ReminderAnchor),
        offset=part.part("offset", offset),
        recipients=part.words("to", Recipient),
        expires=part.word("expires", Expiry),
        if_not_working=part.word("if_not_working", Shift),
        says=part.word("says", Says, default=Says.REMINDER),
    )


def offset(part: Part) -> Offset:
    """How far from the anchor."""
    return Offset(part.number("amount", least=0, most=1000), part.word("unit", Unit), part.word("side", Side))


def milestone(part: Part) -> Milestone:
    """One stage."""
    return Milestone(
        part.code("code"),
        part.word("phase", Phase),
        part.text("name"),
        activities(part),
    )


def activities(part: Part) -> tuple[Activity, ...]:
    """The activities of a stage; versions from before activities had codes hold their words alone."""
    entries = part.entries("activities", least=1)
    if entries and isinstance(entries[0], str):
        return tuple(Activity("", words) for words in part.texts("activities", least=1))
    return part.parts("activities", activity, least=1)


def activity(part: Part) -> Activity:
    """One activity."""
    return Activity(part.code("code"), part.text("words"))
