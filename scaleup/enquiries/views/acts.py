"""What is done with an enquiry: it is answered, given to somebody, ended, opened again, or taken up as an area's."""

from flask import redirect, render_template, request
from flask.typing import ResponseReturnValue

from scaleup.accounts.rules import Permission
from scaleup.areas import queries as areas
from scaleup.areas.rules import ISLANDS, AreaRole
from scaleup.core import clock
from scaleup.core.facts import Change, fingerprint
from scaleup.core.pages import actor, entry
from scaleup.core.templates import tell
from scaleup.enquiries import queries, service
from scaleup.enquiries.forms import AnswerForm, EndForm, GiveForm, ReopenForm, TakeUpForm
from scaleup.enquiries.models import Enquiry
from scaleup.enquiries.rules import Reason
from scaleup.enquiries.views.blueprint import blueprint

NEW = "new"


@blueprint.route("/enquiries/<int:enquiry_id>/answer", methods=["GET", "POST"])
@entry(Permission.MANAGE_ENQUIRIES)
def answer(enquiry_id: int) -> ResponseReturnValue:
    """Who asked was answered: when and how."""
    found, who = queries.enquiry(enquiry_id), actor()
    form = AnswerForm(data={"on_day": clock.today(), "version": found.version})
    if form.validate_on_submit():
        with form.catching(over=found):
            service.answer(
                found.id,
                form.how.data,
                on_day=form.on_day.data,
                version=form.version.data,
                by=who.person_id,
                now=clock.now(),
            )
            tell(f"The enquiry of {found.organisation} is answered.", then="Next: take it up as an area, or end it.")
            return redirect(f"/enquiries/{found.id}", 303)
    return act_page(form, found, title="Say how it was answered", save="It is answered")


@blueprint.route("/enquiries/<int:enquiry_id>/end", methods=["GET", "POST"])
@entry(Permission.MANAGE_ENQUIRIES)
def end(enquiry_id: int) -> ResponseReturnValue:
    """The enquiry comes to nothing, for a reason."""
    found, who = queries.enquiry(enquiry_id), actor()
    form = EndForm(data={"on_day": clock.today(), "version": found.version})
    if form.validate_on_submit():
        with form.catching(over=found):
            service.end(
                found.id,
                Reason(form.reason.data),
                form.words.data,
                on_day=form.on_day.data,
                version=form.version.data,
                by=who.person_id,
                now=clock.now(),
            )
            tell(f"The enquiry of {found.organisation} has ended.")
            return redirect("/enquiries", 303)
    return act_page(form, found, title="End this enquiry", save="End it")


@blueprint.route("/enquiries/<int:enquiry_id>/reopen", methods=["GET", "POST"])
@entry(Permission.MANAGE_ENQUIRIES)
def reopen(enquiry_id: int) -> ResponseReturnValue:
    """An enquiry that had ended goes on, for a reason."""
    found, who = queries.enquiry(enquiry_id), actor()
    form = ReopenForm(data={"version": found.version})
    if form.validate_on_submit():
        with form.catching(over=found):
            service.reopen(found.id, form.because.data, version=form.version.data, by=who.person_id, now=clock.now())
            tell(f"The enquiry of {found.organisation} is open again.", then="It stands as it did before it ended.")
            return redirect(f"/enquiries/{found.id}", 303)
    return act_page(form, found, title="Open this enquiry again", save="Open it again")


@blueprint.route("/enquiries/<int:enquiry_id>/manager", methods=["GET", "POST"])
@entry(Permission.MANAGE_ENQUIRIES)
def give(enquiry_id: int) -> ResponseReturnValue:
    """Somebody of the unit looks after the enquiry."""
    found, who = queries.enquiry(enquiry_id), actor()
    form = GiveForm(data={"manager": str(found.manager_id or ""), "version": found.version})
    form.manager.choices = [("", "Nobody yet"), *areas.who_may_manage()]
    if form.validate_on_submit():
        with form.catching(over=found):
            service.look_after(found.id, form.manager.data, version=form.version.data, by=who.person_id)
            tell("It is kept who looks after the enquiry.")
            return redirect(f"/enquiries/{found.id}", 303)
    return act_page(form, found, title="Choose who looks after it", save="Keep this")


@blueprint.route("/enquiries/<int:enquiry_id>/take-up", methods=["GET", "POST"])
@entry(Permission.MANAGE_ENQUIRIES)
def take_up(enquiry_id: int) -> ResponseReturnValue:
    """The enquiry becomes an area's readiness: what is done is shown first, then done in one step."""
    found, changes = queries.enquiry(enquiry_id), None
    form = asked(found)
    if form.validate_on_submit():
        with form.catching(over=found):
            changes = attempt(form, found)
        if changes is None and not form.wrong:
            tell(f"{found.organisation} is taken up.", then="Its first round of readiness has begun.")
            return redirect(f"/areas/{found.area_id}", 303)
    shown = fingerprint(changes) if changes is not None else ""
    return render_template(
        "enquiries/take_up.html", form=form, enquiry=found, changes=changes, shown=shown
    ), form.status


def asked(found: Enquiry) -> TakeUpForm:
    """The form with the areas that it may be, and what is known of the new one."""
    who = actor()
    form = TakeUpForm(
        data={
            "name": suggested(found),
            "manager": str(found.manager_id or who.person_id),
            "version": found.version,
            "invite": True,
        }
    )
    known = service.area_choices(found, actor=who, today=clock.today())
    form.area.choices = [*((str(area_id), name, why) for area_id, name, why in known), (NEW, "A new area")]
    form.manager.choices = [("", "Choose somebody"), *areas.who_may_manage()]
    if not known and not form.is_submitted():
        form.area.data = NEW
    return form


def suggested(found: Enquiry) -> str:
    """A name for a new area: of the first authority, or the nation's on an island, else what was typed."""
    if found.authorities:
        return found.authorities[0].name
    typed = found.places.split("; ", maxsplit=1)[0]
    return found.nation if found.nation in ISLANDS else typed or found.organisation


def attempt(form: TakeUpForm, found: Enquiry) -> list[Change] | None:
    """What would follow, to be shown first; None once it is done."""
    who = actor()
    taking = service.Taking(
        area_id=None if form.area.data == NEW else int(form.area.data),
        name=form.name.data or suggested(found),
        role=AreaRole(form.role.data),
        invited=bool(form.invite.data),
        manager_id=form.manager.data,
    )
    changes = service.consider(found, taking, actor=who, now=clock.now())
    if request.form.get("shown") != fingerprint(changes):
        return changes
    service.take_up(found.id, taking, version=form.version.data, actor=who, now=clock.now())
    return None


def act_page(
    form: AnswerForm | EndForm | GiveForm | ReopenForm, found: Enquiry, *, title: str, save: str
) -> ResponseReturnValue:
    """A short form about one enquiry."""
    return render_template("enquiries/act.html", form=form, enquiry=found, title=title, save=save), form.status
