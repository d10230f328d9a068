"""One contact: shown with what it said before, and put right."""

from flask import redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from scaleup.accounts.rules import Permission
from scaleup.areas.queries import implementation, staff_in
from scaleup.core import clock
from scaleup.core.errors import Conflict, Refused
from scaleup.core.pages import actor, entry
from scaleup.core.templates import tell, today
from scaleup.support import queries, rules, service
from scaleup.support.forms import CorrectForm, severity_name
from scaleup.support.queries import ContactPage
from scaleup.support.views.blueprint import blueprint
from scaleup.support.views.record import record_of


@blueprint.get("/contacts/<int:contact_id>")
@entry(Permission.SEE_AREAS)
def contact(contact_id: int) -> ResponseReturnValue:
    """The contact as it was logged, as it was before each correction, and what was added later."""
    return record_of(queries.contact_in_scope(actor(), contact_id, today=today()))


@blueprint.route("/contacts/<int:contact_id>/correct", methods=["GET", "POST"])
@entry(Permission.LOG_CONTACTS)
def correct_contact(contact_id: int) -> ResponseReturnValue:
    """The form for putting it right, and the contact put right."""
    found = queries.contact_in_scope(actor(), contact_id, today=today())
    page = queries.contact_page(found)
    form = filled(page)
    if not form.is_submitted() and page.is_locked(today()):
        return render_template("support/locked.html", page=page)
    return saved(page, form) if form.is_submitted() and form.validate() else shown(page, form)


def saved(page: ContactPage, form: CorrectForm) -> ResponseReturnValue:
    """The contact is put right and its page says so; or the form again, with what is in the way."""
    contact_id = page.contact.id
    try:
        service.correct_contact(
            actor().person_id,
            form.said(),
            contact_id=contact_id,
            version=form.version.data,
            because=form.because.data or "",
            today=today(),
            now=clock.now(),
        )
    except Refused as refused:
        form.put(refused.refusals)
        return shown(page, form, private=any(isinstance(each, rules.PrivateLooking) for each in refused.refusals))
    except Conflict as conflict:
        form.beside(conflict, version=page.contact.version)
        return shown(page, form)
    tell("The contact is put right.", then="What it said before is kept below.")
    return redirect(url_for("support.contact", contact_id=contact_id))


def filled(page: ContactPage) -> CorrectForm:
    """The form with what the contact says."""
    was = page.contact
    form = CorrectForm(data={"version": was.version, **as_said(page)})
    taking_up = implementation(was.implementation_id)
    form.offer_topics(queries.topics(taking_up.programme_version_id) | (was.topics or {}))
    people = queries.people_for(taking_up, actor_id=actor().person_id, today=today())
    area = {choice.person_id: choice.name for choice in people.area} | {each.id: each.name for each in page.people}
    unit = {choice.person_id: choice.name for choice in people.unit}
    if was.staff_id and page.staff_name:
        unit[was.staff_id] = page.staff_name
    form.offer(area.items(), unit.items(), area_side=not staff_in(actor(), page.area.id, today()))
    return form


def as_said(page: ContactPage) -> dict[str, object]:
    """What the contact says, by the names of the form's controls."""
    was = page.contact
    severities = {severity_name(rules.BarrierCode(each.code)): str(each.severity) for each in page.barriers}
    return {
        "outcome": was.outcome,
        "reason": was.reason or "",
        "held_on": was.held_on,
        "channel": was.channel,
        "people": [person.id for person in page.people],
        "staff": was.staff_id,
        "barriers": [each.code for each in page.barriers],
        "discussed": was.discussed or "",
        "minutes": was.minutes,
        "topics": list(was.topics or {}),
        "works": was.works or "",
        "confidence": was.confidence,
        **(was.counts or {}),
        **severities,
    }


def shown(page: ContactPage, form: CorrectForm, *, private: bool = False) -> ResponseReturnValue:
    """The page with the form."""
    private = private or bool(form.text_checked.data)
    return render_template("support/correct.html", page=page, form=form, private=private), form.status
