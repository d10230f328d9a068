"""/healthz: whether the database and the broker answer, and whether somebody still looks for what is due."""

from datetime import timedelta

from flask import Blueprint, current_app, jsonify
from flask.typing import ResponseReturnValue

from scaleup import commit
from scaleup.core import clock
from scaleup.core.pages import PUBLIC, entry
from scaleup.outbox import queries
from scaleup.outbox.service import DISPATCH

blueprint = Blueprint("outbox", __name__)
SILENT = timedelta(minutes=3)
"""A sender that has not looked for so long is deaf, whatever its process says (reliability.md F5)."""


@blueprint.get("/healthz")
@entry(PUBLIC)
def healthz() -> ResponseReturnValue:
    """200 when all is well, else 503; tells nothing that is secret. The first minutes after a start are grace.

    Sending that is held is said and is no fault: somebody wants it so.
    """
    looked = max(filter(None, [queries.last_tick(DISPATCH), current_app.config["STARTED_AT"]]))
    found = {
        "database": "well",
        "broker": "well" if commit.broker_answers() else "away",
        "sender": "well" if clock.now() - looked < SILENT else "silent",
    }
    status = 200 if set(found.values()) == {"well"} else 503
    return jsonify({**found, "sending": "held" if queries.open_hold() else "going on"}), status
