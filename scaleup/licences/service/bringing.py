"""Licences that were granted before this system, many at once, in a fixed number of statements.

That they were granted is not announced one by one: who brings them in has their plans made (support.make_first_plans).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from scaleup import audit
from scaleup.core import bulk
from scaleup.core.dates import local_date
from scaleup.core.errors import Refused
from scaleup.extensions import db
from scaleup.licences import queries
from scaleup.licences.models import Licence, LicenceMove
from scaleup.licences.queries import OVER
from scaleup.licences.rules import MoveFacts, Span, State, Term, Terms, refusals_of_overlap, refusals_of_terms


@dataclass(frozen=True)
class BroughtIn:
    """A licence as an old record tells of it."""

    implementation_id: int
    area_id: int
    programme_version_id: int
    number: str
    terms: Terms


def bring_in_all(told: Sequence[BroughtIn], *, by: int | None, now: datetime) -> list[int]:
    """Each licence stands as granted, with no verdict behind it here; returns their ids, in the order given.

    Refused as a whole where one could not be granted.
    """
    check(told, now=now)
    ids = bulk.next_ids(db.session(), Licence, len(told))
    rows, moves = [], []
    for one_id, one in zip(ids, told, strict=True):
        rows.append(
            {
                "id": one_id,
                "implementation_id": one.implementation_id,
                "area_id": one.area_id,
                "programme_version_id": one.programme_version_id,
                "number": one.number,
                "starts_on": one.terms.starts_on,
                "ends_on": one.terms.ends_on,
                "places": one.terms.places,
                "state": State.GRANTED.value,
                "granted_before_system": True,
                "created_at": now,
            }
        )
        moves.append(
            {
                "licence_id": one_id,
                "from_state": State.DRAFT.value,
                "to_state": State.GRANTED.value,
                "on_day": one.terms.starts_on,
                "person_id": by,
                "reason": "granted before this system",
                "at": now,
            }
        )
    bulk.put(db.session(), Licence, rows)
    bulk.put(db.session(), LicenceMove, moves)
    acts = (("licence brought in", "licence", one_id, told[number].area_id, ()) for number, one_id in enumerate(ids))
    audit.record_all(acts, person_id=by)
    return ids


def check(told: Sequence[BroughtIn], *, now: datetime) -> None:
    """Every one of them could be granted, also beside the others; else Refused is raised."""
    limits = {one: queries.place_limit(one) for one in {brought.programme_version_id for brought in told}}
    spans = spans_of([one.implementation_id for one in told])
    for one in told:
        others = spans.setdefault(one.implementation_id, [])
        found = MoveFacts(
            terms=one.terms,
            on_day=one.terms.starts_on,
            today=local_date(now),
            reason="",
            place_limit=limits[one.programme_version_id],
            others=tuple(others),
        )
        refused = refusals_of_terms(found) + refusals_of_overlap(found)
        if refused:
            raise Refused(refused)
        others.append(Span(one.number, Term(one.terms.starts_on, one.terms.ends_on)))


def spans_of(implementation_ids: Sequence[int]) -> dict[int, list[Span]]:
    """The days that licences of these implementations cover, or covered until they ended; drafts cover none."""
    found: dict[int, list[Span]] = {}
    for some in bulk.portions(implementation_ids):
        asked = (
            select(
                Licence.implementation_id,
                Licence.number,
                Licence.starts_on,
                Licence.ends_on,
                LicenceMove.on_day,
                LicenceMove.from_state,
            )
            .outerjoin(
                LicenceMove,
                (LicenceMove.licence_id == Licence.id)
                & LicenceMove.to_state.in_(OVER)
                & LicenceMove.from_state.not_in(OVER),
            )
            .where(Licence.implementation_id.in_(some), Licence.state != State.DRAFT)
        )
        for row in db.session.execute(asked):
            if row.from_state == State.DRAFT:
                continue
            term = Term(row.starts_on, min(row.ends_on, row.on_day or row.ends_on))
            found.setdefault(row.implementation_id, []).append(Span(row.number, term))
    return found
