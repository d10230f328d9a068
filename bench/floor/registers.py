"""The floor's register: one page, one save by arrays, one tap, each by statements written by hand."""

import re
from datetime import UTC, datetime
from typing import Any

from flask import Flask, jsonify, render_template, request
from flask_login import login_required
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import text

EVENT = {"event": 1}
NOW = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)
"""As ours has it: marks of the real time would win over ours, once that is later."""
PEOPLE = text(
    "SELECT b.id, p.name, f.profession FROM booking b JOIN facilitator f ON f.id = b.facilitator_id"
    " JOIN person p ON p.id = f.person_id WHERE b.event_id = :event ORDER BY p.name"
)
HALVES = text("SELECT id, on_day, half FROM half_day WHERE event_id = :event ORDER BY on_day, starts")
MARKS = text(
    "SELECT m.booking_id, m.half_day_id, m.attendance FROM mark m JOIN booking b ON b.id = m.booking_id"
    " WHERE b.event_id = :event"
)
SAVE = text(
    "INSERT INTO mark (booking_id, half_day_id, attendance, marked_at, entered_at)"
    " SELECT b, h, a, :now, :now FROM unnest(CAST(:b AS bigint[]), CAST(:h AS bigint[]), CAST(:a AS text[]))"
    " AS t(b, h, a) ON CONFLICT (booking_id, half_day_id) DO UPDATE SET attendance = excluded.attendance,"
    " marked_at = excluded.marked_at, entered_at = excluded.entered_at"
)
LOG = text(
    "INSERT INTO audit_entry (at, person_id, act, subject, subject_id, fields)"
    " VALUES (now(), 1, 'marked', 'event', :event, '[]')"
)
CELL = re.compile(r"m-(\d+)-(\d+)")


def bind(app: Flask, db: SQLAlchemy) -> None:
    """Afterwards the floor has a register."""

    def page() -> str:
        marks = {(row[0], row[1]): row[2] for row in db.session.execute(MARKS, EVENT)}
        people, halves = db.session.execute(PEOPLE, EVENT).all(), db.session.execute(HALVES, EVENT).all()
        return render_template("register.html", people=people, halves=halves, marks=marks)

    def show() -> str:
        made = page()
        db.session.commit()
        return made

    def save() -> str:
        cells = [(int(found[1]), int(found[2]), word) for name, word in request.form.items() if (found := match(name))]
        booking, half, word = (list(column) for column in zip(*cells, strict=True))
        db.session.execute(SAVE, {"b": booking, "h": half, "a": word, "now": NOW})
        db.session.execute(LOG, EVENT)
        made = page()
        db.session.commit()
        return made

    def tap() -> Any:
        one = request.get_json()["taps"][0]
        db.session.execute(SAVE, {"b": [one["booking"]], "h": [one["half_day"]], "a": [one["attendance"]], "now": NOW})
        db.session.execute(LOG, EVENT)
        db.session.commit()
        return jsonify(ok=True)

    app.add_url_rule("/register", view_func=login_required(show), methods=["GET"])
    app.add_url_rule("/register", view_func=login_required(save), methods=["POST"])
    app.add_url_rule("/register/tap", view_func=login_required(tap), methods=["POST"])


def match(name: str) -> re.Match[str] | None:
    """The cell that a control is of."""
    return CELL.fullmatch(name)
