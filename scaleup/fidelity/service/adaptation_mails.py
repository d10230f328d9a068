"""The mails about changes: to the implementation manager when one is asked about, to the area when it is decided."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from scaleup.accounts.rules import Role
from scaleup.areas import queries as areas
from scaleup.areas.queries.people import holding
from scaleup.core import stationery
from scaleup.core.dates import long_date
from scaleup.core.letters import Letter, Way
from scaleup.extensions import db
from scaleup.fidelity import queries, rules
from scaleup.fidelity.models import Adaptation
from scaleup.fidelity.rules import AdaptationState, Told
from scaleup.outbox.rules import Draft, NotNeeded, Rendered, Waiting, dedupe_key
from scaleup.outbox.service import enqueue_many
from scaleup.programmes.rules import Light

ASKED, DECIDED = "fidelity.change-asked", "fidelity.change-decided"
THANKS = {Told.BEFORE: "Thank you for asking", Told.AFTER: "Thank you for telling us"}
STALE = timedelta(days=14)
"""After which the pages alone tell of it."""


def tell_of_question(row: Adaptation, *, by: int, now: datetime) -> None:
    """The implementation manager gets a mail; where there is none, every unit manager. Who asks knows of it."""
    manager = areas.managers_of([row.implementation_id]).get(row.implementation_id)
    people = [manager.id] if manager else [int(person_id) for person_id, _ in holding(Role.UNIT_MANAGER)]
    write(ASKED, row, [one for one in people if one != by], now=now)


def tell_of_decision(row: Adaptation, *, by: int, today: date, now: datetime) -> None:
    """Whoever asked gets a mail, and so does who leads the area. Who decides knows of it."""
    leads = [person.id for _, person in areas.leads_of([row.area_id], today).get(row.area_id, [])]
    asker = [row.asked_by_id] if row.asked_by_id is not None else []
    times = len(queries.decisions_before(row.id)) + 1
    write(DECIDED, row, [one for one in dict.fromkeys([*asker, *leads]) if one != by], now=now, version=times)


def write(kind: str, row: Adaptation, people: Iterable[int], *, now: datetime, version: int = 1) -> None:
    """Each gets one mail, once for each version."""
    drafts = [
        Draft(
            dedupe_key(kind, subject=f"adaptation {row.id}", version=version, step=kind, recipient=str(person_id)),
            kind,
            now,
            person_id=person_id,
            area_id=row.area_id,
            values={"adaptation": row.id},
            expires_at=now + STALE,
        )
        for person_id in people
    ]
    enqueue_many(drafts, now=now)


def told_row(message: Waiting) -> Adaptation:
    """The change that the mail is about."""
    row = db.session.get(Adaptation, int(str(message.values["adaptation"])))
    if row is None:
        raise NotNeeded("The change is no longer there")
    return row


def change_asked(message: Waiting) -> Rendered:
    """What an area asks about, what the list says to it, and by when to answer; nothing once somebody has."""
    row = told_row(message)
    if row.state != AdaptationState.ASKED:
        raise NotNeeded("It is decided or taken back meanwhile")
    area = areas.area(row.area_id).name
    asks = "asks about a change" if row.told == Told.BEFORE else "tells of a change"
    red = " They told of it afterwards: thank them, and look together at what is possible."
    letter = Letter(
        subject=f"{area} {asks}",
        heading=f"{area} {asks}: {row.kind_words}",
        paragraphs=(
            f"On the programme’s list it is {rules.LIGHT_WORDS[row.light].lower()}."
            f"{red if row.light == Light.RED and row.told == Told.AFTER else ''}",
            f"Please answer by {long_date(row.decide_by_on)}.",
        ),
        button=Way("Read it and answer", f"/adaptations/{row.id}/decide"),
        why="You get this because you look after the area, or nobody does and you are a unit manager.",
    )
    text, html = stationery.forms(letter)
    return Rendered(letter.subject, text, html)


def change_decided(message: Waiting) -> Rendered:
    """What was decided, why, and what is usual instead; of a second decision, which one it takes the place of."""
    row = told_row(message)
    if row.ruling is None or row.decided_on is None:
        raise NotNeeded("It is not decided")
    said = rules.STATE_WORDS[row.ruling]
    usual = queries.usual_instead(row) if row.ruling == rules.Ruling.DECLINED else ""
    conditions = (
        f"Conditions, by {long_date(row.conditions_on)}: {row.conditions}"
        if row.conditions and row.conditions_on
        else ""
    )
    before = next(iter(queries.decisions_before(row.id)), None)
    paragraphs = (
        f"{said}: {row.kind_words}.",
        f"This takes the place of the answer of {long_date(before.row.decided_on)}: {before.words.lower()}."
        if before
        else "",
        f"Why: {row.reason}",
        conditions,
        f"What is usual instead: {usual}" if usual else "",
    )
    letter = Letter(
        subject=f"{areas.area(row.area_id).name}: your change, {'a new answer: ' if before else ''}{said.lower()}",
        heading=f"The answer has changed. {said}" if before else f"{THANKS[Told(row.told)]}. {said}",
        paragraphs=tuple(one for one in paragraphs if one),
        button=Way("Open it", f"/adaptations/{row.id}"),
        why="You get this because you asked about this change, or lead the area.",
    )
    text, html = stationery.forms(letter)
    return Rendered(letter.subject, text, html)


RENDERERS = {ASKED: change_asked, DECIDED: change_decided}
