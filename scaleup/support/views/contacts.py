"""One contact: shown with what it said before, and put right."""

from flask import redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from scaleup.accounts.rules import Permission
from scaleup.areas.queries import implementation, may_in, staff_in
from scaleup.core import clock
from scaleup.core.errors import Conflict, Refused
from scaleup.core.pages import actor, entry
from scaleup.core.templates import tell, today
from scaleup.support import queries, rules, service
from scaleup.support.forms import CorrectForm, severity_name
from scaleup.support.queries import ContactPage
from scaleup.support.views.blueprint import blueprint


@blueprint.get("/contacts/<int:contact_id>")
@entry(Permission.SEE_AREAS)
def contact(contact_id: int) -> ResponseReturnValue:
    """The contact as it was logged, and as it was before each correction."""
    found = queries.contact_in_scope(actor(), contact_id, today=today())
    page = queries.contact_page(found)
    staff = staff_in(actor(), found.area_id, today())
    return render_template(
        "support/contact.html",
        page=page,
        may_log=may_in(actor(), Permission.LOG_CONTACTS, found.area_id, today()),
        rating=queries.rating_of(found.id) if staff else None,
        may_rate=staff and actor().may(Permission.PLAN_SUPPORT),
        rating_words=rules.RATING_WORDS,
        words=WORDS,
        before_words=before_words,
    )


@blueprint.route("/contacts/<int:contact_id>/correct", methods=["GET", "POST"])
@entry(Permission.LOG_CONTACTS)
def correct_contact(contact_id: int) -> ResponseReturnValue:
    """The form for putting it right, and the contact put right."""
    found = queries.contact_in_scope(actor(), contact_id, today=today())
    page = queries.contact_page(found)
    form = filled(page)
    if not form.is_submitted() or not form.validate():
        return shown(page, form)
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
        form.beside(conflict, version=found.version)
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
