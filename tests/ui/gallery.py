"""A gallery for tests only: every part of the interface in every state, on an application without a database."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from flask import Flask, render_template
from flask_wtf.csrf import CSRFProtect
from whitenoise import WhiteNoise

from scaleup.core import about, headers, pages, templates
from scaleup.core.errors import Conflict, Refusal
from scaleup.core.forms import (
    Choice,
    ClockTime,
    DateParts,
    Email,
    File,
    Form,
    Group,
    Line,
    Many,
    Nonce,
    Password,
    Radios,
    Text,
    Tick,
    Ticks,
    Version,
    Whole,
    Words,
)
from scaleup.core.paging import Paging
from scaleup.core.templates import Place
from scaleup.portfolio import rules
from tests.factories.portfolio import in_trouble, marlbury, without_licence

ROOT = Path(__file__).parents[2]
TODAY = date(2026, 11, 23)
PRIYA = pages.Actor(7, "Priya Nair", "priya@unit.example", frozenset({"unit manager"}))
NAV = [
    Place("My work", "/work", current=True, count=14),
    Place("Areas", "/areas"),
    Place("Training", "/training"),
    Place("Reminders", "/deliveries"),
    Place("Results", "/results"),
]


@dataclass(frozen=True)
class WorkLine:
    """A line of My work."""

    mark: str
    area: str
    what: str
    why: str
    on: date | None
    act: str
    when: str = ""
    distance: str = ""
    url: str = "/areas/1"
    act_url: str = "/contacts/20/log"
    area_url: str = "/areas/1"
    later_url: str = "/my-work/later"


LATE = [
    WorkLine("late", "Marlbury", "Decide on renewal", "Licence ends 31 March 2027", date(2026, 10, 1), "Decide"),
    WorkLine(
        "late",
        "Bournemouth, Christchurch and Poole",
        "Ring after two missed contacts",
        "Magdalena Wiśniewska-Kowalczyk ap Llewelyn-Featherstonehaugh leads",
        date(2026, 11, 2),
        "Log a contact",
    ),
]
SOON = [
    WorkLine(
        "soon", "Bradford", "Contact 19 of 22", "Every 3 months; 14:30 by video", TODAY, "Log it", "Today", "at 14:30"
    ),
    WorkLine("soon", "Thanet", "Agree the new plan", "6 dates change", date(2026, 11, 24), "See the change"),
]
LATER = [WorkLine("idle", "Wrexham", "Check the register", "Day 3 ends it", date(2026, 12, 2), "Open register")]
HELD = [WorkLine("held", "Gwynedd", "Readiness evidence", "3 of 7 parts", None, "Remind", "Since 2 Nov", "21 days")]


class ActionLine(Group):
    """One action agreed in a contact."""

    what = Text("What will be done", needed="Enter what will be done")
    owner = Choice("By whom", choices=[("1", "Niamh O’Rourke"), ("2", "Tom Hartley")], default="1")
    due_on = DateParts("By when", needed="Enter the day by which it will be done")


class ContactForm(Form):
    """A contact, with every kind of control."""

    version = Version()
    nonce = Nonce()
    outcome = Radios(
        "What happened?",
        needed="Choose what happened",
        choices=[
            ("held", "We spoke"),
            ("missed", "Nobody answered", "It counts as missed"),
            ("off", "The unit called it off"),
        ],
    )
    reason = Text("Why?", hint="A few words")
    held_on = DateParts("On what day?", hint="For example, 6 10 2026", needed="Enter the day of the contact")
    at = ClockTime("At what time?", hint="If it was agreed")
    how = Radios(
        "How?",
        hint="Filled in from last time",
        classes="govuk-radios--inline govuk-radios--small",
        choices=[("video", "Video"), ("phone", "Phone"), ("visit", "In person")],
        default="video",
    )
    barriers = Ticks(
        "What stands in the way?",
        hint="Tick what you talked about. None is a good answer.",
        classes="govuk-checkboxes--small two-up",
        choices=[("funding", "Funding"), ("release", "Release of health staff"), ("venue", "Venue or transport")],
    )
    minutes = Whole("How many minutes?", at_least=1, at_most=480)
    notes = Words("What was agreed?", most=500)
    actions = Many(Line(ActionLine), "Actions", noun="Action", add="Add another action", most=3)


class AccountForm(Form):
    """The other controls."""

    email = Email("E-mail address", needed="Enter your e-mail address", autocomplete="username")
    password = Password("Password", needed="Enter your password")
    area = Choice("Area", choices=[("", "Choose an area"), ("1", "Marlbury")], needed="Choose an area")
    workbook = File("Workbook", needed="Choose a workbook")
    agreed = Tick("I have told them that they will be written to", needed="Tick the box once they know")


def gallery() -> Flask:
    """An application that shows the parts, and answers forms without saving anything."""
    app = Flask(
        "scaleup",
        root_path=str(ROOT / "scaleup"),
        template_folder=str(ROOT / "templates"),
        static_folder=None,
    )
    app.config.update(SECRET_KEY="gallery", DEMONSTRATION=True, WTF_CSRF_TIME_LIMIT=None)
    CSRFProtect(app)
    templates.bind_templates(app)
    app.jinja_loader.searchpath.append(str(Path(__file__).parent / "templates"))  # type: ignore[union-attr]
    headers.bind(app, production=False)
    app.register_blueprint(about.blueprint)
    routes(app)
    shown = {"today": TODAY, "nav": NAV, "visitor": lambda: PRIYA, "may": PRIYA.may, "help_line": "01632 960 113"}
    app.context_processor(lambda: shown)
    static = str(ROOT / "scaleup" / "static")
    app.wsgi_app = WhiteNoise(app.wsgi_app, root=static, prefix="static/")  # type: ignore[method-assign]
    return app


def routes(app: Flask) -> None:
    """The pages of the gallery."""

    @app.get("/")
    def parts() -> str:
        return render_template("parts.html", paging=Paging(2, 501, "/areas?sort=name"))

    @app.get("/work")
    def work() -> str:
        return render_template("work.html", late=LATE, soon=SOON, later=LATER, held=HELD)

    @app.get("/tables")
    def tables() -> str:
        return render_template("tables.html", paging=Paging(1, 65, "/tables"))

    @app.get("/areas/<int:number>")
    def area(number: int) -> str:
        journey = [marlbury(), without_licence(), in_trouble()][number - 1]
        return render_template(
            "area.html",
            journey=journey,
            level=rules.strip(journey),
            upright=rules.upright(journey),
            title=rules.titled(journey),
            told=rules.told(journey),
            rows=rules.rows(journey),
        )

    @app.route("/contact", methods=["GET", "POST"])
    def contact() -> str:
        form = ContactForm(data={"held_on": date(2026, 10, 1), "version": 3})
        if form.is_submitted() and not form.grown() and form.validate():
            templates.tell("Contact 20 saved.", then="Next: Monday 4 January 2027.", url="/contact", label="Change it")
            return render_template("work.html", late=LATE, soon=[], later=[], held=[])
        return render_template("contact.html", form=form)

    @app.route("/sign-out", methods=["GET", "POST"])
    def sign_out() -> str:
        return render_template("sign_out.html")

    @app.get("/contact/refused")
    def refused() -> str:
        form = ContactForm(data={"held_on": date(2026, 12, 6), "outcome": "missed"})
        form.put(
            [
                Refusal(
                    "The contact is dated 6 December 2026, which is still to come. Enter the day it took place",
                    "held_on",
                )
            ]
        )
        form.put([Refusal("Marlbury’s licence ended on 31 March 2026."), Refusal("Name an owner", "actions-0-owner")])
        return render_template("contact.html", form=form)

    @app.get("/contact/conflict")
    def conflict() -> str:
        form = ContactForm(data={"notes": "Mine", "version": 3})
        form.beside(Conflict("Tom Hartley saved this contact at 10:04.", {"notes": "His <own> words"}), version=4)
        return render_template("contact.html", form=form)

    @app.route("/account", methods=["GET", "POST"])
    def account() -> str:
        form = AccountForm()
        if form.is_submitted():
            form.validate()
        return render_template("account.html", form=form)

    @app.get("/errors/<int:status>")
    def error(status: int) -> str:
        typed = [("notes", "Two\nlines"), ("held_on-day", "6")] if status in (400, 500, 503) else []
        return render_template(f"errors/{status}.html", sentence="", reference="a1b2c3d4", typed=typed, path="/contact")
