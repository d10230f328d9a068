"""What the document of a licence says: parties, term, and what the programme's version asks for, in sentences. Pure."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from scaleup.core.dates import counted, plain_date
from scaleup.programmes.rules import Programme, TrainingAnchor, TrainingEvent, UnitWords

ANCHOR_WORDS = {
    TrainingAnchor.LICENCE_START: "the licence’s first day",
    TrainingAnchor.FIRST_SESSION: "the first session",
}
EVERY = {1: "every month"}


@dataclass(frozen=True)
class Agreed:
    """What one licence says of itself."""

    number: str
    area: str
    holders: Sequence[str]
    starts_on: date
    ends_on: date
    places: int
    state: str
    rests_on: str
    renews: bool


def agreement(agreed: Agreed, programme: Programme, *, on_day: date) -> dict[str, object]:
    """The document's values: no word of it is a template's."""
    draft = agreed.state == "draft"
    return {
        "title": f"Licence to deliver {programme.name} in {agreed.area}",
        "about": f"Licence {agreed.number}{', a draft' if draft else ''}. Printed on {plain_date(on_day)}.",
        "lead": f"From {plain_date(agreed.starts_on)} to {plain_date(agreed.ends_on)}, for up to "
        f"{counted(agreed.places, 'facilitator')}.",
        "foot": f"Licence {agreed.number}, {programme.name} in {agreed.area}",
        "draft": "It covers no day until it is granted." if draft else "",
        "parties": [
            ("Licensor", "The national unit that licenses the programme"),
            *(
                [("Upstream", f"The programme is itself licensed by {licensor(programme)}")]
                if licensor(programme)
                else []
            ),
            ("Licence holder", " and ".join(agreed.holders) or "Not recorded yet"),
            ("Area", agreed.area),
        ],
        "terms": [
            ("First day", plain_date(agreed.starts_on)),
            ("Last day", plain_date(agreed.ends_on)),
            ("Places", f"{counted(agreed.places, 'facilitator')} at most deliver under it at one time"),
            ("Rests on", agreed.rests_on),
            *(
                [("Renewal", "It continues an earlier licence; support goes on at the step reached")]
                if agreed.renews
                else []
            ),
            ("Wording", f"Version {programme.version} of {programme.name}"),
        ],
        "delivery": list(delivery(programme)),
        "pairing": list(pairing(programme)),
        "training": [training_row(event) for event in programme.training.events],
        "support": list(support(programme)),
        "sessions": [
            (one.name, one.phase.capitalize(), week(one.week, programme.delivery.words))
            for one in programme.delivery.sessions
        ],
    }


def licensor(programme: Programme) -> str:
    """Who licenses the programme to the unit; empty where nobody does."""
    return programme.licence.upstream_licensor


def delivery(programme: Programme) -> Iterator[str]:
    """What one course is."""
    asked = programme.delivery
    yield (
        f"{asked.words.a.capitalize()} is of {asked.families_at_least} to {asked.families_at_most} families and at "
        f"most {asked.adults_at_most} adults."
        if not asked.of_one_family
        else f"{asked.words.a.capitalize()} is delivered by itself, with at most {asked.adults_at_most} adults."
    )
    if asked.themes:
        yield f"Its themes: {'; '.join(theme[:1].lower() + theme[1:] for theme in asked.themes)}."


def pairing(programme: Programme) -> Iterator[str]:
    """Who delivers together."""
    if programme.pairing is None:
        yield "This version asks for no pairing."
        return
    roles = {role.code: role for role in programme.roles}
    members = [(roles[one.role], one.people) for one in programme.pairing.members]
    together = " and ".join(f"{people} {role.name[:1].lower()}{role.name[1:]}" for role, people in members)
    yield f"Every {programme.pairing.every} is delivered by {together}."
    for role, _ in members:
        yield f"{role.name}: {', '.join(role.professions).lower()}."


def training_row(event: TrainingEvent) -> tuple[str, str, str, str]:
    """A part of training: what, how long, when, and whether it is required."""
    days, half = divmod(event.half_days, 2)
    long = f"{counted(days, 'day')}{' and a half' if half else ''}" if days else "half a day"
    when = f"{event.opens_months} to {event.closes_months} months after {ANCHOR_WORDS[event.anchor]}"
    return event.name, long, when, "required" if event.required else "offered"


def support(programme: Programme) -> Iterator[str]:
    """How the unit supports the area, step by step."""
    for step in programme.taper_steps:
        every = EVERY.get(step.months_between, f"every {step.months_between} months")
        yield f"{counted(step.contacts, 'contact')}, {every}"


def week(number: int, unit: UnitWords) -> str:
    """When a session lies, from the first of the unit's own kind."""
    if number < 0:
        return f"{counted(-number, 'week')} before the first {unit.session}"
    return f"first {unit.session}" if number == 0 else f"week {number + 1}"
