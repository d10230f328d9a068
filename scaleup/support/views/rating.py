"""How an area stands after a contact: a page of the unit's staff alone; for everybody else there is none."""

from flask import redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from scaleup.accounts.rules import Permission
from scaleup.areas.queries import area_in_scope, staff_in
from scaleup.core import clock
from scaleup.core.errors import Absent, Conflict, Refused
from scaleup.core.pages import actor, entry
from scaleup.core.templates import tell, today
from scaleup.support import queries, rules, service
from scaleup.support.forms import RateForm
from scaleup.support.models import Contact
from scaleup.support.queries.contacts import RatingPage
from scaleup.support.views.blueprint import blueprint


@blueprint.route("/contacts/<int:contact_id>/rating", methods=["GET", "POST"])
@entry(Permission.PLAN_SUPPORT)
def rate(contact_id: int) -> ResponseReturnValue:
    """The form for the rating, and the rating said."""
    contact = queries.contact_in_scope(actor(), contact_id, today=today())
    found = queries.rating_of(contact_id) if staff_in(actor(), contact.area_id, today()) else None
    if found is None:
        raise Absent
    form = filled(found)
    if not form.is_submitted() or not form.validate():
        return shown(contact, found, form)
    return saved(contact, found, form)


def saved(contact: Contact, found: RatingPage, form: RateForm) -> ResponseReturnValue:
    """The rating is saved and the contact's page says so; or the form again, with what is to be put right."""
    try:
        service.rate(
            actor().person_id,
            form.judged,
            contact_id=contact.id,
            version=form.version.data,
            text_checked=bool(form.text_checked.data),
            now=clock.now(),
        )
    except Refused as refused:
        form.put(refused.refusals)
        private = any(isinstance(one, rules.PrivateLooking) for one in refused.refusals)
        return shown(contact, found, form, private=private)
    except Conflict as conflict:
        form.beside(conflict, version=found.row.version)
        return shown(contact, found, form)
    tell("The rating is saved.", then="Only the unit reads it.")
    return redirect(url_for("support.contact", contact_id=contact.id))


def filled(found: RatingPage) -> RateForm:
    """The form with what is said so far."""
    row = found.row
    said = {"version": row.version, "rating": row.rating, "rating_reason": row.reason or "", "note": row.note or ""}
    return RateForm(data=said)


def shown(contact: Contact, found: RatingPage, form: RateForm, *, private: bool = False) -> ResponseReturnValue:
    """The page with the form."""
    page = render_template(
        "support/rating.html",
        contact=contact,
        area=area_in_scope(actor(), contact.area_id, today()),
        rating=found,
        form=form,
        private=private or bool(form.text_checked.data),
    )
    return page, form.status
