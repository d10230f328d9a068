"""The blueprint that the modules of this room add their pages to, and what each of them begins with."""

from collections.abc import Sequence
from datetime import date

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from scaleup.accounts.rules import Permission
from scaleup.areas.queries import may_in
from scaleup.core.errors import Refusal
from scaleup.core.pages import actor
from scaleup.readiness import queries
from scaleup.readiness.models import Assessment, Review
from scaleup.readiness.rules import State

blueprint = Blueprint("readiness", __name__)


def reads_reviews(found: Assessment, today: date) -> bool:
    """Whether the actor is the unit's own in this area: only those read what the unit rates beside the answers."""
    return may_in(actor(), Permission.REVIEW_READINESS, found.area_id, today)


def reviews_for(found: Assessment, today: date) -> dict[str, list[Review]]:
    """What the unit rates beside each answer, for those who may read it."""
    return queries.reviews_of(found.id) if reads_reviews(found, today) else {}


def cannot(found: Assessment, refused: Sequence[Refusal]) -> ResponseReturnValue:
    """The page that says why this act is not there for the round as it stands."""
    status = 200 if request.method == "GET" else 409
    return render_template("readiness/cannot.html", refused=refused, **about(found)), status


def about(found: Assessment) -> dict[str, object]:
    """What every page of a round says of it."""
    area = found.implementation.area
    return {
        "area": area,
        "round": found,
        "programme": found.programme_version.programme.name,
        "round_state": State(found.state),
        "more": f"{area.name}, {found.programme_version.programme.name}, round {found.round}",
    }
