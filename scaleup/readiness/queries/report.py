"""What the printed report of a round says, as the values that its paper reads."""

from collections.abc import Mapping
from datetime import date

from scaleup.core.dates import plain_date
from scaleup.programmes.rules import Gate
from scaleup.readiness.models import Answer, Assessment, Condition
from scaleup.readiness.queries.pages import conditions_of_verdicts, told
from scaleup.readiness.queries.rounds import Reading, reading
from scaleup.readiness.rules import DECISION_WORDS, FACTOR_WORDS, FINDING_WORDS, Rated, drawn, profile

Values = Mapping[str, object]


def report(found: Assessment, today: date) -> Values:
    """The report of the round as it stands today; what the unit rates beside the answers is not in it."""
    read = reading(found)
    area, programme = found.implementation.area.name, found.programme_version.programme.name
    picture = profile(read.score, read.template)
    return {
        "title": f"Readiness of {area} for {programme}: {FINDING_WORDS[read.verdict.finding].lower()}",
        "about": f"Round {found.round}, begun {plain_date(found.begun_on)}. As it stands on {plain_date(today)}.",
        "lead": told(read),
        "foot": f"Readiness of {area}, round {found.round}",
        "reasons": [one.sentence for one in read.verdict.reasons],
        "signed": signed(found),
        "conditions": [condition(one) for one in conditions_of_verdicts(found.implementation_id) if of(one, found)],
        "drawing": drawn(picture),
        "shows": picture.told,
        "factors": [
            (one.name, one.shown or "none", str(len(one.items)), ", ".join(one.lowest)) for one in read.score.factors
        ],
        "mark": str(read.template.pass_mark),
        "gates": [gate(one, read) for one in read.score.gates],
        "groups": [
            {"name": factor.name, "items": [item(one, read) for one in factor.items]}
            for factor in read.in_order
            if factor.items
        ],
        "own": [(FACTOR_WORDS[one.factor], one.rating, one.source) for one in read.template.unit_ratings],
    }


def signed(found: Assessment) -> list[tuple[str, str]]:
    """Who signed, what was decided and why; nothing while nobody has."""
    one = found.sign_off
    if one is None:
        return []
    return [
        ("Decision", {str(key): words for key, words in DECISION_WORDS.items()}[one.decision]),
        ("Signed by", f"{one.name}, {one.role}"),
        ("On", plain_date(one.signed_on)),
        ("Why", one.reason),
    ]


def of(one: Condition, found: Assessment) -> bool:
    """Whether this round's verdict asked for it."""
    return one.assessment_id == found.id


def condition(one: Condition) -> tuple[str, str, str, str]:
    """What has to be done, by whom, by when, and when it was."""
    owner = one.owner.name if one.owner else "Nobody named"
    return one.wording, owner, plain_date(one.due_on), plain_date(one.met_on) if one.met_on else "not yet"


def gate(one: Rated, read: Reading) -> tuple[str, str, str]:
    """A gate, its rating, and what it does below the mark."""
    below = "no licence" if one.item.gate is Gate.BOLD else "condition"
    return f"{one.item.code}  {one.item.words}", rating(one.rating, read), below


def item(one: Rated, read: Reading) -> tuple[str, str, str, str]:
    """An item, its rating, its evidence, and who sees to it by when."""
    there: Answer = read.answers[one.item.code]
    who = there.owner.name if there.owner else ""
    by = f"by {plain_date(there.due_on)}" if there.due_on else ""
    seen_to = ", ".join(part for part in (who, by) if part)
    return f"{one.item.code}  {one.item.words}", rating(one.rating, read), there.evidence, seen_to


def rating(given: int | None, read: Reading) -> str:
    """A rating with its words."""
    if given is None:
        return "not rated yet"
    words = next((mark.words for mark in read.template.scale if mark.mark == given), "")
    return f"{given}  {words}"
