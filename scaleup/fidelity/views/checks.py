"""A check: choosing what was seen, marking it item by item on one page, a second rating, and the check on record."""

from collections.abc import Iterator
from contextlib import contextmanager

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from scaleup.accounts.rules import Permission
from scaleup.areas.models import Implementation
from scaleup.areas.queries import area_in_scope, implementation_in_scope, may_in
from scaleup.core import clock
from scaleup.core.errors import Refused
from scaleup.core.facts import Change, fingerprint
from scaleup.core.pages import actor, entry
from scaleup.core.templates import tell, today
from scaleup.fidelity import queries, rules, service
from scaleup.fidelity.forms.checks import RatingForm, rating_form
from scaleup.fidelity.models import Observation
from scaleup.fidelity.views.asked import Asked, asked, asked_again
from scaleup.fidelity.views.blueprint import blueprint


@blueprint.get("/implementations/<int:implementation_id>/fidelity/check")
@entry(Permission.CHECK_FIDELITY)
def choose(implementation_id: int) -> ResponseReturnValue:
    """What was seen: a session of the last months, or one that has no record here."""
    found = implementation_in_scope(actor(), implementation_id, today())
    return render_template(
        "fidelity/choose.html",
        area=found.area,
        implementation=found,
        sessions=queries.sessions_held(found.id, today=today()),
        programme=queries.programme_on(found, today()),
        methods=rules.METHOD_WORDS,
    )


@blueprint.route("/implementations/<int:implementation_id>/fidelity/observe", methods=["GET", "POST"])
@entry(Permission.CHECK_FIDELITY)
def observe(implementation_id: int) -> ResponseReturnValue:
    """The items of one check on one page; what follows from it is shown before it is kept."""
    page = asked(implementation_in_scope(actor(), implementation_id, today()), request.args)
    form = begun(page)
    found = kept(page, form) if form.validate_on_submit() else None
    if isinstance(found, Observation):
        return after(found)
    return drawn(page, form, found)


def kept(page: Asked, form: RatingForm) -> list[Change] | Observation | None:
    """What would follow, to be shown first where anything does; the rating once it is kept; None if it is refused."""
    rating = page.rating(form)
    with catching(form):
        already = service.by_nonce(rating.nonce, implementation_id=page.implementation.id)
        if already is not None:
            return already
        found = service.consider(page.implementation.id, rating, today=today(), by=actor().person_id)
        if found.changes and request.form.get("shown") != fingerprint(found.changes):
            return found.changes
        return service.observe(page.implementation.id, rating, by=actor().person_id, now=clock.now())
    return None


@contextmanager
def catching(form: RatingForm) -> Iterator[None]:
    """What a rule refuses stands on the form, at its item where it is of one."""
    try:
        yield
    except Refused as refused:
        form.put_all(refused.refusals)


def after(rating: Observation) -> ResponseReturnValue:
    """The check's page; where it was not green, the form of the plan that it asks for."""
    found = queries.came_to_now(queries.check_in_scope(actor(), rating.check_id, today()))
    tell("The check is saved.", then=f"It came to {found.figure}%, {found.colour}.")
    if rules.asks_for_plan(found.colour) and queries.plan_of(rating.check_id) is None:
        return redirect(url_for("fidelity.improve", check_id=rating.check_id))
    return redirect(url_for("fidelity.check", check_id=rating.check_id))


def begun(page: Asked) -> RatingForm:
    """The form with what is known: the actor observed, the pair of the session."""
    form: RatingForm = rating_form(page.tool, page.kind)(
        data={
            "observer": actor().person_id if page.by_observer else None,
            "observed": page.observed_ids,
            "on_day": page.on_day,
        }
    )
    form.observed.choices = [(str(one), name) for one, name in queries.facilitators_at(page.implementation.id)]
    observers = queries.observers_in(page.implementation.area_id, actor=actor(), today=today())
    form.observer.choices = [(str(person_id), name) for person_id, name in observers]
    if not page.by_observer:
        del form.observer
    if page.on_day is not None:
        del form.on_day
    if page.first is not None:
        del form.observed
    return form


def drawn(page: Asked, form: RatingForm, changes: list[Change] | None = None) -> ResponseReturnValue:
    """The page with the form."""
    return render_template(
        "fidelity/observe.html",
        page=page,
        area=page.implementation.area,
        form=form,
        changes=changes,
        shown=fingerprint(changes) if changes is not None else "",
    ), form.status


@blueprint.route("/fidelity/checks/<int:check_id>/again", methods=["GET", "POST"])
@entry(Permission.CHECK_FIDELITY)
def again(check_id: int) -> ResponseReturnValue:
    """A second person's rating of the same session."""
    check = queries.check_in_scope(actor(), check_id, today())
    if queries.rating_of(check.id, 2) is not None:
        return redirect(url_for("fidelity.check", check_id=check.id))
    page = asked_again(check, of_check(check.implementation_id))
    form = begun(page)
    if form.validate_on_submit():
        with catching(form):
            service.rate_again(check.id, page.rating(form), by=actor().person_id, now=clock.now())
            tell("The second rating is saved.", then="The first one goes on to count.")
            return redirect(url_for("fidelity.check", check_id=check.id))
    return drawn(page, form)


def of_check(implementation_id: int) -> Implementation:
    """The implementation that the check is of."""
    return implementation_in_scope(actor(), implementation_id, today())


@blueprint.get("/fidelity/checks/<int:check_id>")
@entry(Permission.SEE_AREAS)
def check(check_id: int) -> ResponseReturnValue:
    """One check: what it came to, item by item, how far two raters agree, and the plan that followed."""
    found = queries.check_in_scope(actor(), check_id, today())
    may = may_in(actor(), Permission.CHECK_FIDELITY, found.area_id, today())
    return render_template(
        "fidelity/check.html",
        area=area_in_scope(actor(), found.area_id, today()),
        shown=queries.shown_check(found),
        plan=queries.plan_of(found.id),
        may_check=may,
        method=rules.METHOD_WORDS[found.method],
    )
