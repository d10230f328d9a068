"""Readiness over the portfolio: which items and gates fail most often, and what waits for the unit."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select

from scaleup.accounts.rules import Permission
from scaleup.areas.models import Area, Implementation
from scaleup.areas.queries import scoped
from scaleup.core.dates import local_date
from scaleup.core.pages import Actor
from scaleup.extensions import db
from scaleup.programmes.models import Programme, ProgrammeVersion
from scaleup.programmes.service import terms
from scaleup.readiness.models import Answer, Assessment, SignOff
from scaleup.readiness.rules import DECISION_WORDS, Decision, Failing, Given, State, failing
from scaleup.worklist.rules import Notice

MOST_WAITING = 20


@dataclass(frozen=True)
class Lesson:
    """What the signed rounds of a programme teach."""

    programme: str
    rounds: int
    decisions: tuple[tuple[str, int], ...]
    """How many rounds each decision closed, in words."""
    lines: tuple[Failing, ...]

    @property
    def gates(self) -> list[Failing]:
        """The gates among the items."""
        return [line for line in self.lines if line.gate_words]


def lessons(actor: Actor, today: date) -> list[Lesson]:
    """What signed rounds in the actor's areas teach, programme by programme; three statements at any size."""
    found = scoped(
        select(Assessment.programme_version_id, Answer.item, Answer.rating, func.count().label("rounds"))
        .join(Answer, Answer.assessment_id == Assessment.id)
        .where(Assessment.state == State.SIGNED, Answer.rating.is_not(None))
        .group_by(Assessment.programme_version_id, Answer.item, Answer.rating),
        Assessment.area_id,
        actor=actor,
        today=today,
    )
    given = [Given(version, item, rating or 0, rounds) for version, item, rating, rounds in db.session.execute(found)]
    names = programmes_of({one.version_id for one in given})
    closed = decisions(actor, today)
    return [
        Lesson(name, sum(count for _, count in ends), tuple(ends), tuple(lines_of(given, versions)))
        for name, versions in sorted(names.items())
        for ends in [closed.get(name, [])]
    ]


def programmes_of(version_ids: set[int]) -> dict[str, list[int]]:
    """The versions of each programme, by its name."""
    rows = db.session.execute(
        select(Programme.name, ProgrammeVersion.id)
        .join(ProgrammeVersion, ProgrammeVersion.programme_id == Programme.id)
        .where(ProgrammeVersion.id.in_(version_ids))
    )
    found: dict[str, list[int]] = {}
    for name, version_id in rows:
        found.setdefault(name, []).append(version_id)
    return found


def lines_of(given: list[Given], versions: list[int]) -> list[Failing]:
    """The items of these versions that failed in some round."""
    templates = {version_id: terms(version_id).readiness for version_id in versions}
    return failing([one for one in given if one.version_id in templates], templates)


def decisions(actor: Actor, today: date) -> dict[str, list[tuple[str, int]]]:
    """How many rounds of each programme were closed by each decision."""
    rows = db.session.execute(
        scoped(
            select(Programme.name, SignOff.decision, func.count())
            .join(Implementation, Implementation.id == SignOff.implementation_id)
            .join(Programme, Programme.id == Implementation.programme_id)
            .group_by(Programme.name, SignOff.decision),
            SignOff.area_id,
            actor=actor,
            today=today,
        )
    )
    found: dict[str, dict[Decision, int]] = {}
    for name, decision, count in rows:
        found.setdefault(name, {})[Decision(decision)] = count
    return {
        name: [(words, counts[decision]) for decision, words in DECISION_WORDS.items() if decision in counts]
        for name, counts in found.items()
    }


def waiting(actor: Actor, today: date) -> list[Notice]:
    """Rounds of readiness that an area handed in and nobody has signed, for those who sign."""
    if not actor.may(Permission.SIGN_READINESS):
        return []
    rows = db.session.execute(
        scoped(
            select(Assessment.id, Assessment.round, Assessment.handed_in_at, Area.name)
            .join(Area, Area.id == Assessment.area_id)
            .where(Assessment.state == State.HANDED_IN)
            .order_by(Assessment.handed_in_at, Assessment.id)
            .limit(MOST_WAITING),
            Assessment.area_id,
            actor=actor.entering(Permission.SIGN_READINESS),
            today=today,
        )
    )
    return [
        Notice(
            what=f"Round {row.round} of readiness is handed in",
            why="The area waits for the unit to review and sign it",
            since_on=local_date(row.handed_in_at),
            act="Review it",
            address=f"/readiness/{row.id}/answers",
            place=row.name,
        )
        for row in rows
    ]
