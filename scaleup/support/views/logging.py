"""Logging a contact: one page, two clicks from My work."""

from collections.abc import Iterable

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from scaleup.accounts.rules import Permission
from scaleup.areas.models import Implementation
from scaleup.areas.queries import area_in_scope, staff_in
from scaleup.core import clock
from scaleup.core.dates import long_date
from scaleup.core.errors import Refused
from scaleup.core.numbers import IN_64_BITS, whole
from scaleup.core.pages import actor, entry
from scaleup.core.templates import tell, today
from scaleup.support import queries, rules, service
from scaleup.support.forms import LogForm
from scaleup.support.queries import LogPage
from scaleup.support.views.blueprint import blueprint


@blueprint.route("/areas/<int:area_id>/contacts/log", methods=["GET", "POST"])
@entry(Permission.LOG_CONTACTS)
def log_contact(area_id: int) -> ResponseReturnValue:
    """The page for logging, and the contact saved."""
    area = area_in_scope(actor(), area_id, today())
    implementation = queries.implementation_asked(area.id, request.args.get("implementation", ""))
    if implementation is None:
        return render_template("support/choose.html", area=area, found=queries.open_implementations(area.id))
    page = queries.log_page(
        implementation,
        slot_id=whole(request.args.get("slot", ""), figures=IN_64_BITS),
        actor_id=actor().person_id,
        today=today(),
    )
    form = filled(page)
    if not form.is_submitted() or form.grown():
        form.offer_owners(owners(page))
        return shown(page, form)
    return saved(page, form, implementation)


def saved(page: LogPage, form: LogForm, implementation: Implementation) -> ResponseReturnValue:
    """The contact is saved and the next page says so; or the form again, with what is to be put right."""
    form.offer_owners(owners(page))
    if not form.validate():
        form.put(rules.still_to_come(form.held_on.data or page.day, today()))
        return shown(page, form)
    try:
        logged = service.log_contact(
            actor().person_id,
            form.terms(),
            implementation_id=implementation.id,
            nonce=form.nonce.data,
            today=today(),
            now=clock.now(),
            judged=form.judged,
            to=service.Sending(form.to_leads, form.to_people),
        )
    except Refused as refused:
        return put_right(page, form, refused)
    except service.AlreadyLogged as first:
        form.put([first.refusal])
        return shown(page, form, first=first.contact_id)
    say_saved(page, logged)
    return redirect(url_for("support.contact", contact_id=logged.contact_id) if logged.summed else "/")


def put_right(page: LogPage, form: LogForm, refused: Refused) -> ResponseReturnValue:
    """The form again, with what is to be put right at its field."""
    form.put_all(refused.refusals)
    if any(isinstance(each, rules.OfAnotherPlan) for each in refused.refusals):
        form.slot.data = slot_of(page)
    return shown(page, form, private=any(isinstance(each, rules.PrivateLooking) for each in refused.refusals))


def say_saved(page: LogPage, logged: service.Logged) -> None:
    """The green band with the next date."""
    counted = bool(logged.slot_id) and page.slot is not None and logged.slot_id == page.slot.id
    what = page.title.capitalize() if counted else "An additional contact" if not logged.slot_id else "The contact"
    tell(
        f"{what} with {page.area.name} is saved.",
        then=f"Next: {long_date(logged.next_on)}." if logged.next_on else "No next contact is planned.",
        url=url_for("support.move_contact", area_id=page.area.id, slot_id=logged.next_slot_id)
        if logged.next_slot_id
        else url_for("support.contact", contact_id=logged.contact_id),
        label="Change it" if logged.next_slot_id else "See it",
    )


def filled(page: LogPage) -> LogForm:
    """The form with what is known: the day, how it was held last time, who usually takes part, the next date."""
    area_side = not staff_in(actor(), page.area.id, today())
    form = LogForm(data=begun(page) | dict(page.counts) | {"send_leads": not area_side})
    hint(page, form)
    form.offer_summary(named_to_reader(page.leads))
    form.offer(pairs(page.people.area), pairs(page.people.unit), area_side=area_side)
    if area_side:
        form.ask_nothing_of_the_unit()
    form.offer_topics(page.topics)
    form.done.choices = [
        (str(action.id), f"{action.wording} ({action.owner.name if action.owner else 'nobody named'})")
        for action in (*page.last.agreed, *page.last.still_open)
        if action.id in page.last.open_ids
    ]
    return form


def begun(page: LogPage) -> dict[str, object]:
    """What the form begins with, by the names of its controls."""
    after, last = page.next_slot, page.last.contact
    return {
        "held_on": page.day,
        "channel": last.channel if last else None,
        "people": [choice.person_id for choice in page.people.area if choice.person_id == actor().person_id],
        "staff": usual_staff(page),
        "slot": slot_of(page),
        "next_on": after.due_on if after else None,
        "next_at": after.at_time if after else None,
        "next_link": (after.meeting_link or "") if after else "",
    }


def named_to_reader(leads: Iterable[queries.Choice]) -> list[str]:
    """The names of these people, the reader's own as "you"."""
    return ["you" if lead.person_id == actor().person_id else lead.name for lead in leads]


def slot_of(page: LogPage) -> str:
    """The contact of the plan that the page shows, as the form carries it."""
    return str(page.slot.id) if page.slot else ""


def hint(page: LogPage, form: LogForm) -> None:
    """The form says where what is filled in comes from."""
    if page.slot and page.day == page.slot.due_on:
        form.held_on.hint = "The day it was due. Change it if you spoke on another day"
    if page.last.contact:
        form.channel.hint = "Filled in from last time"


def usual_staff(page: LogPage) -> int | None:
    """Who speaks for the unit unless somebody says otherwise: the actor if of the unit, else the manager."""
    unit = {choice.person_id for choice in page.people.unit}
    return actor().person_id if actor().person_id in unit else page.implementation.manager_id


def pairs(people: tuple[queries.Choice, ...]) -> list[tuple[int, str]]:
    """People as a list offers them."""
    return [(choice.person_id, choice.name) for choice in people]


def owners(page: LogPage) -> list[tuple[int, str]]:
    """Everyone who may do what was agreed."""
    people = page.people
    return [(choice.person_id, people.named(choice)) for choice in (*people.area, *people.unit)]


def shown(page: LogPage, form: LogForm, *, private: bool = False, first: int | None = None) -> ResponseReturnValue:
    """The page with the form. `first` is the contact that somebody logged before."""
    drawn = render_template(
        "support/log.html",
        page=page,
        form=form,
        private=private or bool(form.text_checked.data),
        first=first,
        proposed=queries.proposed_now(page, today()) if form.rating else None,
        step=queries.open_proposal(page.implementation.id) if form.rating else None,
    )
    return drawn, form.status
