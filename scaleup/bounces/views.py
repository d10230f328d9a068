"""Mail that comes back: the addresses that are stopped, and putting one right, for those whose task it is."""

from flask import Blueprint, redirect, render_template, request
from flask.typing import ResponseReturnValue

from scaleup.accounts.rules import Permission
from scaleup.bounces import queries, service
from scaleup.bounces.forms import AddressForm, AgainForm
from scaleup.bounces.rules import Back
from scaleup.core import clock
from scaleup.core.dates import counted
from scaleup.core.facts import fingerprint
from scaleup.core.forms import Form
from scaleup.core.pages import actor, entry
from scaleup.core.templates import tell

blueprint = Blueprint("bounces", __name__)


@blueprint.get("/deliveries/returned")
@entry(Permission.CORRECT_ADDRESSES)
def returned() -> ResponseReturnValue:
    """The addresses that mail comes back from, and that are the reader's to put right."""
    return render_template("bounces/returned.html", found=queries.stopped(actor(), clock.today()))


@blueprint.route("/deliveries/returned/<int:address_id>", methods=["GET", "POST"])
@entry(Permission.CORRECT_ADDRESSES)
def correct(address_id: int) -> ResponseReturnValue:
    """One of them: what the server said, what waits, and the right address."""
    one = queries.stopped_one(actor(), address_id, clock.today())
    form = AddressForm()
    if form.validate_on_submit() and as_shown(one):
        with form.catching():
            new = service.correct(one, form.email.data, by=actor().person_id, now=clock.now())
            return done(f"Mail to {one.who} goes to {form.email.data} now.", new)
    return page(one, form)


@blueprint.post("/deliveries/returned/<int:address_id>/again")
@entry(Permission.CORRECT_ADDRESSES)
def try_again(address_id: int) -> ResponseReturnValue:
    """Mail goes to the same address again."""
    one = queries.stopped_one(actor(), address_id, clock.today())
    if not AgainForm().validate_on_submit() or not as_shown(one):
        return page(one, AddressForm(formdata=None))
    new = service.try_again(one, by=actor().person_id, now=clock.now())
    return done(f"{one.address} is tried again. If mail comes back once more, it is stopped again.", new)


def as_shown(one: Back) -> bool:
    """Whether what would follow is what the page showed."""
    return request.form.get("shown") == fingerprint(service.consider(one))


def done(said: str, new: int) -> ResponseReturnValue:
    """Back to the list, with what was done."""
    goes = "goes" if new == 1 else "go"
    tell(said, then=f"{counted(new, 'message')} that did not arrive {goes} again." if new else "")
    return redirect("/deliveries/returned", 303)


def page(one: Back, form: Form) -> ResponseReturnValue:
    """The page of one address."""
    changes = service.consider(one)
    shown = {"changes": changes, "shown": fingerprint(changes)}
    waiting = queries.waiting_for(one.id)
    anew = 422 if request.method == "POST" else 200
    return render_template(
        "bounces/address.html", one=one, form=form, waiting=waiting, again=AgainForm(), **shown
    ), anew
