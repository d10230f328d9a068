"""The register: a half-day at a time or all of them, saved as a form, or tap by tap."""

from flask import jsonify, render_template, request
from flask.typing import ResponseReturnValue

from scaleup.accounts.rules import Permission
from scaleup.core import clock
from scaleup.core.errors import Refused
from scaleup.core.pages import actor, entry
from scaleup.core.templates import tell
from scaleup.training.forms.register import NoTaps, RegisterForm, taps_in_request
from scaleup.training.queries import register as queries
from scaleup.training.queries.register import Register
from scaleup.training.rules.register import Column, present_column
from scaleup.training.service import registering as service
from scaleup.training.views.blueprint import blueprint
from scaleup.training.views.register_page import Asked, as_told, shown


@blueprint.route("/training/<int:event_id>/register", methods=["GET", "POST"])
@entry(Permission.KEEP_REGISTERS)
def register(event_id: int) -> ResponseReturnValue:
    """One half-day: the one asked for, or the one that goes on."""
    form = RegisterForm()
    if form.is_submitted():
        return saved(event_id, form, template="training/register.html")
    found = queries.with_people(queries.register_head(actor(), event_id, clock.today()))
    return page(found, form, template="training/register.html")


@blueprint.route("/training/<int:event_id>/register/all", methods=["GET", "POST"])
@entry(Permission.KEEP_REGISTERS)
def whole_register(event_id: int) -> ResponseReturnValue:
    """Every half-day: a row a person, a column a half-day."""
    form = RegisterForm()
    if form.is_submitted():
        return saved(event_id, form, template="training/register_all.html")
    found = queries.with_people(queries.register_head(actor(), event_id, clock.today()))
    return page(found, form, template="training/register_all.html")


@blueprint.post("/training/<int:event_id>/register/taps")
@entry(Permission.KEEP_REGISTERS)
def taps(event_id: int) -> ResponseReturnValue:
    """Marks as a device sends them, one or what has waited; each is answered by what became of it, without a page."""
    now = clock.now()
    try:
        found = taps_in_request(now=now)
    except NoTaps as refused:
        queries.register_head(actor(), event_id, clock.today())
        return jsonify(told=[], sentence=refused.sentence), refused.status
    kept = service.keep_taps(actor(), event_id, found, now=now)
    told = [
        {"key": one.tap.key, "outcome": one.outcome, "told": one.sentence, **as_told(kept.register, one.tap.cell)}
        for one in kept.told
    ]
    warnings = {str(one.booking_id): kept.register.warning(one.booking_id) for one in kept.register.people}
    return jsonify(told=told, warnings=warnings)


def saved(event_id: int, form: RegisterForm, *, template: str) -> ResponseReturnValue:
    """What was changed is kept, and the same page says so; or it says what stands against it, and keeps nothing."""
    who, now, typed = actor(), clock.now(), form.cells()
    if not form.validate():
        found = queries.with_people(queries.register_head(who, event_id, clock.today()))
        return page(found, form, template=template)
    try:
        kept = service.keep_form(who, event_id, typed, nonce=form.nonce.data, through="form", now=now)
    except Refused as refused:
        form.refuse(refused.refusals)
        found = queries.with_people(queries.register_head(who, event_id, clock.today()))
        return page(found, form, template=template)
    except service.Clashed as clashed:
        form.form_errors.append(service.CLASHED)
        return page(clashed.register, form, template=template, theirs=clashed.theirs)
    tell(service.saved_words(kept))
    return page(kept.register, RegisterForm(formdata=None), template=template)


def page(
    found: Register, form: RegisterForm, *, template: str, theirs: dict[queries.Key, str] | None = None
) -> ResponseReturnValue:
    """The page of this register as a form."""
    now = clock.now()
    typed = Asked(form.cells() if form.wrong else {}, form.at_cells, theirs or {})
    columns = found.columns if template.endswith("_all.html") else [*asked_for(found)]
    seen = shown(found, columns, now=now, typed=typed)
    return render_template(template, form=form, shown=seen, register=found), form.status


def asked_for(found: Register) -> list[Column]:
    """The half-day that the address names, or the one that the register opens at."""
    named = found.column(request.args.get("half-day", 0, type=int))
    column = named or present_column(found.columns, clock.now())
    return [column] if column else []
