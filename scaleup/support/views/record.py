"""The page of one contact: what was said, what staff alone read, its summary, and the words added later."""

from dataclasses import dataclass

from flask import redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from scaleup.accounts.rules import Permission
from scaleup.areas.queries import may_in, staff_in
from scaleup.core import clock
from scaleup.core.errors import Refused
from scaleup.core.pages import actor, entry
from scaleup.core.templates import tell, today
from scaleup.support import queries, rules, service
from scaleup.support.forms import AddForm, SummaryForm
from scaleup.support.models import Contact
from scaleup.support.views.blueprint import blueprint
from scaleup.support.views.logging import named_to_reader


@dataclass(frozen=True)
class May:
    """What the reader may do about a contact."""

    log: bool
    rate: bool


def record_of(
    found: Contact, *, adding: AddForm | None = None, summing: SummaryForm | None = None, private: bool = False
) -> ResponseReturnValue:
    """The page, with a form that was not taken as it came."""
    adding, summing = adding or AddForm(), summing or summary_form(found)
    sent = queries.summary_page(found)
    page = render_template(
        "support/contact.html",
        page=queries.contact_page(found),
        adding=adding,
        private=private or bool(adding.text_checked.data),
        summing_form=summing,
        sent=sent,
        text=service.text_of(found, again=sent.sendings > 1) if sent.sent else "",
        words=WORDS,
        before_words=before_words,
        **of_the_unit(found),
    )
    return page, 422 if adding.wrong or summing.wrong else 200


def of_the_unit(found: Contact) -> dict[str, object]:
    """What the reader may do, and what staff alone read: rating, proposals and decisions about the pace."""
    day = today()
    staff = staff_in(actor(), found.area_id, day)
    return {
        "can": May(
            may_in(actor(), Permission.LOG_CONTACTS, found.area_id, day), staff and actor().may(Permission.PLAN_SUPPORT)
        ),
        "rating": queries.rating_of(found.id) if staff else None,
        "rating_words": rules.RATING_WORDS,
        "step": queries.open_proposal(found.implementation_id) if staff else None,
        "decided": queries.decided_after(found) if staff else (),
    }


def summary_form(found: Contact) -> SummaryForm:
    """To whom the summary may go, the project leads ticked."""
    form = SummaryForm(data={"send_leads": True})
    form.offer_summary(named_to_reader(queries.leads_of(found.area_id, today())))
    return form


@blueprint.post("/contacts/<int:contact_id>/addenda")
@entry(Permission.LOG_CONTACTS)
def add_words(contact_id: int) -> ResponseReturnValue:
    """The words stand beneath the contact."""
    found = queries.contact_in_scope(actor(), contact_id, today=today())
    form = AddForm()
    if not form.validate():
        return record_of(found, adding=form)
    try:
        service.add_words(
            actor().person_id,
            form.text.data,
            contact_id=contact_id,
            nonce=form.nonce.data,
            text_checked=bool(form.text_checked.data),
            now=clock.now(),
        )
    except Refused as refused:
        form.put(refused.refusals)
        private = any(isinstance(each, rules.PrivateLooking) for each in refused.refusals)
        return record_of(found, adding=form, private=private)
    tell("Your words stand beneath the contact.")
    return redirect(url_for("support.contact", contact_id=contact_id))


@blueprint.post("/contacts/<int:contact_id>/summary")
@entry(Permission.LOG_CONTACTS)
def send_summary(contact_id: int) -> ResponseReturnValue:
    """The summary, as the contact stands now, is on its way to those who were ticked."""
    found = queries.contact_in_scope(actor(), contact_id, today=today())
    form = summary_form(found)
    if not form.validate():
        return record_of(found, summing=form)
    to = service.Sending(form.to_leads, form.to_people)
    try:
        service.send_again(actor().person_id, to, contact_id=contact_id, today=today(), now=clock.now())
    except Refused as refused:
        form.put(refused.refusals)
        return record_of(found, summing=form)
    tell("The summary is on its way.", then="To whom it goes stands below.")
    return redirect(url_for("support.contact", contact_id=contact_id))


WORDS = {
    **rules.READINGS,
    "barrier": {code.value: words for code, words in rules.BARRIER_WORDS.items()},
    "severity": rules.SEVERITY_WORDS,
    "confidence": rules.CONFIDENCE_WORDS,
    "count": rules.COUNT_WORDS,
}
"""What the codes of a contact read as."""

LABELS = {
    "held_on": "Day",
    "outcome": "What happened",
    "channel": "How",
    "reason": "Why",
    "discussed": "Discussed",
    "minutes": "Minutes",
    "topics": "On the agenda",
    "works": "What works",
    "confidence": "Confidence",
    "counts": "Groups and families",
    "staff": "For the unit",
    "people": "From the area",
    "barriers": "In the way",
}


def before_words(was: dict[str, str | None]) -> list[tuple[str, str]]:
    """What a contact said before, in the words of its page."""
    return [(LABELS[name], value) for name, value in rules.in_words(was).items() if value and name in LABELS]
