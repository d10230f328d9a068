"""The floor: the least honest work for the same jobs, on the same rows. Flask, Core, a template, login, CSRF, commit.

It has no permission model, no audit, no layout, no words of the trade. It is what our times are divided by, and no
model of how to build anything. Nothing of the product is imported here.
"""

import csv
import os
from collections.abc import Iterator
from datetime import date
from io import BytesIO, StringIO

from flask import Flask, Response, render_template, request
from flask_login import LoginManager, UserMixin, login_required, login_user
from flask_sqlalchemy import SQLAlchemy
from flask_wtf.csrf import CSRFProtect
from openpyxl import Workbook

from bench.floor import asked, registers

db = SQLAlchemy()
TODAY = date(2026, 11, 23)
HEAD = ("Area", "Nation", "Region", "Programme", "Licence", "Since", "Exit", "Next contact", "Open action")
HEAD += ("Licence ends", "Session", "Manager", "Closed")
PORTION = 500


class User(UserMixin):
    """Somebody who is signed in."""

    def __init__(self, id_: int, name: str) -> None:
        self.id = id_
        self.name = name


def create_app() -> Flask:
    """The floor on the database that BENCH_DATABASE_URL names."""
    app = Flask(__name__)
    app.config.update(SECRET_KEY="floor-" * 8, SQLALCHEMY_DATABASE_URI=os.environ["BENCH_DATABASE_URL"])
    db.init_app(app)
    CSRFProtect(app)
    manager = LoginManager(app)

    @manager.user_loader
    def load(id_: str) -> User | None:
        row = db.session.execute(asked.USER, {"id": int(id_)}).first()
        return User(*row) if row else None

    @app.get("/enter")
    def enter() -> str:
        login_user(User(1, ""))
        return "in"

    for path, view in (
        ("/areas", areas),
        ("/areas/<int:area_id>", area),
        ("/areas.csv", as_csv),
        ("/areas.xlsx", as_workbook),
    ):
        app.add_url_rule(path, view_func=login_required(view))
    registers.bind(app, db)
    return app


def areas() -> str:
    """So many lines, the most urgent first, and two counts."""
    given = {"today": TODAY, "most": request.args.get("most", 50, type=int)}
    lines = db.session.execute(asked.LINES, given).all()
    counts = db.session.execute(asked.COUNTS, {"today": TODAY}).one()
    page = render_template("areas.html", lines=lines, counts=counts, today=TODAY)
    db.session.commit()
    return page


def area(area_id: int) -> str:
    """One area: its licence, contacts, events, checks, what is open, its people."""
    head = db.session.execute(asked.HEAD, {"id": area_id}).one()
    parts = {name: db.session.execute(one, {"id": area_id}).all() for name, one in asked.PARTS.items()}
    page = render_template("area.html", head=head, today=TODAY, **parts)
    db.session.commit()
    return page


def most() -> int:
    """How many lines are asked for: all of them if nothing is said."""
    return request.args.get("most", 1_000_000, type=int)


def as_csv() -> Response:
    """Every line as CSV, streamed."""

    engine, given = db.engine, {"most": most()}

    def rows() -> Iterator[str]:
        with engine.connect().execution_options(stream_results=True, yield_per=PORTION) as connection:
            buffer = StringIO()
            writer = csv.writer(buffer)
            writer.writerow(HEAD)
            for some in connection.execute(asked.EVERY, given).partitions():
                writer.writerows(some)
                yield buffer.getvalue()
                buffer.seek(0)
                buffer.truncate()

    db.session.commit()
    return Response(rows(), mimetype="text/csv")


def as_workbook() -> Response:
    """Every line as a workbook."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet("Areas")
    sheet.append(HEAD)
    for row in db.session.execute(asked.EVERY, {"most": most()}):
        sheet.append(tuple(row))
    made = BytesIO()
    book.save(made)
    db.session.commit()
    return Response(made.getvalue(), mimetype="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")
