"""Rounds of readiness for tests: answered, handed in, signed."""

from collections.abc import Mapping
from datetime import date, datetime

from scaleup.areas.models import Implementation
from scaleup.extensions import db
from scaleup.programmes.rules import Readiness
from scaleup.readiness import queries, service
from scaleup.readiness.models import Assessment
from scaleup.readiness.models import SignOff as Signed
from scaleup.readiness.rules import Answered, Condition, Decision, Finding, SignOff, State
from scaleup.readiness.service import Said
from tests.factories.areas import NOW, TODAY

PERMITTED_ON = date(2024, 1, 23)


def said(found: Assessment, item: str, answered: Answered) -> Said:
    """What somebody says of an item who sees it as it is."""
    there = queries.answers_of(found.id)[item]
    seen = Answered(there.rating, there.evidence, there.owner_id, there.due_on)
    return Said(item, answered, there.version, seen.stamp)


def answer(found: Assessment, ratings: Mapping[str, int], *, by: int | None = None, now: datetime = NOW) -> None:
    """These items have these ratings."""
    every = [said(found, item, Answered(rating)) for item, rating in ratings.items()]
    service.answer(found.id, every, by=by, now=now)


def answer_all(found: Assessment, *, usual: int = 4, by: int | None = None, **ratings: int) -> None:
    """Every item has the usual rating, and the named ones theirs."""
    template: Readiness = queries.template_of(found)
    answer(found, {item.code: ratings.get(item.code, usual) for item in template.items}, by=by)


def begin(implementation_id: int, *, now: datetime = NOW, usual: int = 4, **ratings: int) -> Assessment:
    """A round that is answered in full and handed in."""
    found = service.begin(implementation_id, by=None, now=now)
    answer_all(found, usual=usual, **ratings)
    return service.hand_in(found.id, version=found.version, by=None, now=now)


def wish(
    decision: Decision, *conditions: Condition, on: date = TODAY, name: str = "Helen Ashworth", reason: str = "Agreed."
) -> SignOff:
    """A sign-off by Helen as the unit's manager."""
    return SignOff(name, "Unit manager", decision, reason, on, conditions)


def permit(of: Implementation, on: date = PERMITTED_ON) -> Assessment:
    """A round that was signed “Go”, without its answers: enough for a licence to rest on."""
    found = Assessment(
        implementation_id=of.id,
        area_id=of.area_id,
        programme_version_id=of.programme_version_id,
        round=1,
        begun_on=on,
        state=State.SIGNED,
    )
    db.session.add(found)
    db.session.flush()
    signed = Signed(
        assessment_id=found.id,
        implementation_id=of.id,
        area_id=of.area_id,
        name="Helen Ashworth",
        role="Unit manager",
        decision=Decision.GO,
        reason="Agreed.",
        signed_on=on,
        entered_at=NOW,
        finding=Finding.READY,
        told=[],
        failing=[],
    )
    db.session.add(signed)
    db.session.flush()
    return found


def sign(found: Assessment, decision: Decision, *conditions: Condition) -> Signed:
    """The round is signed today."""
    return service.sign(found.id, wish(decision, *conditions), version=found.version, by=None, now=NOW)
