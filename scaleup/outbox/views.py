"""/healthz: whether the database and the broker answer, and whether somebody still looks for what is due."""

from datetime import datetime

from flask import Blueprint, current_app, jsonify
from flask.typing import ResponseReturnValue

from scaleup import commit
from scaleup.core import clock
from scaleup.core.pages import PUBLIC, entry
from scaleup.outbox import queries
from scaleup.outbox.rules import SILENT
from scaleup.outbox.service import DISPATCH, PLAN

blueprint = Blueprint("outbox", __name__)


@blueprint.get("/healthz")
@entry(PUBLIC)
def healthz() -> ResponseReturnValue:
    """200 when all is well, else 503; tells nothing that is secret. The first minutes after a start are grace.

    Sending that is held is said and is no fault: somebody wants it so.
    """
    now = clock.now()
    found = {
        "database": "well",
        "broker": "well" if commit.broker_answers() else "away",
        "sender": heard_of(DISPATCH, now),
        "planner": heard_of(PLAN, now),
    }
    status = 200 if set(found.values()) == {"well"} else 503
    return jsonify({**found, "sending": "held" if queries.open_hold() else "going on"}), status


def heard_of(tick: str, now: datetime) -> str:
    """Whether this periodic act ran within the last minutes, or the process is that young."""
    looked = max(filter(None, [queries.last_tick(tick), current_app.config["STARTED_AT"]]))
    return "well" if now - looked < SILENT else "silent"
