"""Web hooks for administrators: which systems are told of what, what was sent to each, and its secret, shown once."""

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from scaleup.accounts.rules import Permission
from scaleup.core import clock
from scaleup.core.facts import fingerprint
from scaleup.core.numbers import whole
from scaleup.core.pages import actor, entry
from scaleup.core.paging import SIZE, Paging
from scaleup.core.templates import tell
from scaleup.hooks import queries, service
from scaleup.hooks.forms import AddForm, ChangeForm, OffForm
from scaleup.hooks.rules import FORMATS, KINDS, host_in
from scaleup.outbox.rules import State

blueprint = Blueprint("hooks", __name__)
WORDS: dict[State, tuple[str, str]] = {
    State.PENDING: ("idle", "Waiting"),
    State.CLAIMED: ("soon", "Going now"),
    State.HANDING: ("soon", "Going now"),
    State.SENT: ("done", "Arrived"),
    State.UNSURE: ("late", "Not known"),
    State.HELD: ("held", "To decide"),
    State.FAILED: ("late", "Did not arrive"),
    State.EXPIRED: ("late", "Too late to send"),
    State.CANCELLED: ("idle", "Not needed"),
}
"""The mark and words of each state that a message to a system may be in."""


@blueprint.get("/hooks")
@entry(Permission.MANAGE_HOOKS)
def endpoints() -> ResponseReturnValue:
    """Every system that is told."""
    hosts = service.hosts()
    found = queries.endpoints()
    return render_template("hooks/list.html", lines=found, formats=FORMATS, callable=hosts.any_at_all or hosts.loopback)


@blueprint.route("/hooks/add", methods=["GET", "POST"])
@entry(Permission.MANAGE_HOOKS)
def add() -> ResponseReturnValue:
    """One more; its secret is shown this once."""
    form = AddForm()
    if form.validate_on_submit():
        with form.catching():
            made, secret = service.add(form.terms, by=actor().person_id, now=clock.now())
            return render_template("hooks/secret.html", endpoint=queries.endpoint(made), secret=secret, new=True)
    return render_template("hooks/form.html", form=form, heading="Add a web hook", back="/hooks"), form.status


@blueprint.get("/hooks/<int:endpoint_id>")
@entry(Permission.MANAGE_HOOKS)
def endpoint(endpoint_id: int) -> ResponseReturnValue:
    """One system, and what was sent to it."""
    found = queries.endpoint(endpoint_id)
    page = Paging.at(request.args.get("page", "1"), total=SIZE, address="")
    total, sent = queries.deliveries(endpoint_id, skip=page.skipped, most=SIZE)
    paging = Paging.at(str(page.number), total=total, address=url_for("hooks.endpoint", endpoint_id=endpoint_id))
    return render_template(
        "hooks/endpoint.html",
        endpoint=found,
        host=host_in(found.address),
        both=len(service.secrets_of(found, clock.now())) > 1,
        sent=sent,
        paging=paging,
        words=WORDS,
        formats=FORMATS,
        kinds=KINDS,
        told="; ".join(KINDS[kind] for kind in found.kinds),
    )


@blueprint.route("/hooks/<int:endpoint_id>/change", methods=["GET", "POST"])
@entry(Permission.MANAGE_HOOKS)
def change(endpoint_id: int) -> ResponseReturnValue:
    """Its name, its address, its form, and what it is told of."""
    found = queries.endpoint(endpoint_id)
    given = {name: getattr(found, name) for name in ("name", "format", "kinds", "version")}
    form, back = ChangeForm(data=given), url_for("hooks.endpoint", endpoint_id=endpoint_id)
    if form.validate_on_submit():
        with form.catching(over=found):
            service.change(endpoint_id, form.terms, version=form.version.data, by=actor().person_id)
            tell("It is changed.", then="What waits goes to the address that stands now.")
            return redirect(back)
    return render_template("hooks/form.html", form=form, heading=f"Change {found.name}", back=back), form.status


@blueprint.post("/hooks/<int:endpoint_id>/secret")
@entry(Permission.MANAGE_HOOKS)
def renew_secret(endpoint_id: int) -> ResponseReturnValue:
    """Another secret, shown this once."""
    secret = service.renew_secret(endpoint_id, version=version(), by=actor().person_id, now=clock.now())
    return render_template("hooks/secret.html", endpoint=queries.endpoint(endpoint_id), secret=secret, new=False)


@blueprint.post("/hooks/<int:endpoint_id>/test")
@entry(Permission.MANAGE_HOOKS)
def send_test(endpoint_id: int) -> ResponseReturnValue:
    """A test goes there."""
    service.send_test(endpoint_id, by=actor().person_id, now=clock.now())
    tell("A test is on its way.", then="Look at this page again in a minute: the list below says whether it arrived.")
    return redirect(url_for("hooks.endpoint", endpoint_id=endpoint_id))


@blueprint.post("/hooks/<int:endpoint_id>/on")
@entry(Permission.MANAGE_HOOKS)
def switch_on(endpoint_id: int) -> ResponseReturnValue:
    """It is told again."""
    service.switch_on(endpoint_id, version=version(), by=actor().person_id)
    tell("It is switched on.", then="It is told of what happens from now on, and of what became late within a week.")
    return redirect(url_for("hooks.endpoint", endpoint_id=endpoint_id))


@blueprint.route("/hooks/<int:endpoint_id>/off", methods=["GET", "POST"])
@entry(Permission.MANAGE_HOOKS)
def switch_off(endpoint_id: int) -> ResponseReturnValue:
    """What is never sent when it is told of nothing more; and then doing it, if that is still so."""
    found, back = queries.endpoint(endpoint_id), url_for("hooks.endpoint", endpoint_id=endpoint_id)
    if not found.is_on:
        return redirect(back)
    form, changes = OffForm(data={"version": found.version}), service.consider_switching_off(endpoint_id)
    shown = fingerprint(changes)
    if form.validate_on_submit() and request.form.get("shown") == shown:
        service.switch_off(endpoint_id, version=form.version.data, by=actor().person_id, now=clock.now())
        tell("It is switched off.", then="What waited for it is not sent.")
        return redirect(back)
    status = 422 if form.is_submitted() else 200
    page = render_template("hooks/off.html", endpoint=found, form=form, changes=changes, shown=shown, back=back)
    return page, status


@blueprint.post("/hooks/<int:endpoint_id>/sent/<int:sent_id>")
@entry(Permission.MANAGE_HOOKS)
def send_again(endpoint_id: int, sent_id: int) -> ResponseReturnValue:
    """What did not arrive, or is held for a person, goes again."""
    service.send_again(endpoint_id, sent_id, by=actor().person_id, now=clock.now())
    tell("It is on its way again.")
    return redirect(url_for("hooks.endpoint", endpoint_id=endpoint_id))


@blueprint.post("/hooks/<int:endpoint_id>/sent/<int:sent_id>/drop")
@entry(Permission.MANAGE_HOOKS)
def drop(endpoint_id: int, sent_id: int) -> ResponseReturnValue:
    """What is held for a person is not sent."""
    service.drop(endpoint_id, sent_id, by=actor().person_id, now=clock.now())
    tell("It will not be sent.")
    return redirect(url_for("hooks.endpoint", endpoint_id=endpoint_id))


def version() -> int:
    """The version that the page showed; 0, which nothing has, where it is missing."""
    return whole(request.form.get("version", "")) or 0
