"""The pages without sign-in: the programmes on offer, and asking for one. They never tell what the system knows."""

from flask import current_app, redirect, render_template, request
from flask.typing import ResponseReturnValue

from scaleup.core import clock
from scaleup.core.errors import Refused
from scaleup.core.pages import PUBLIC, entry
from scaleup.enquiries import queries, service
from scaleup.enquiries.forms import AskForm
from scaleup.enquiries.views.blueprint import blueprint
from scaleup.enquiries.views.places import offer_places


@blueprint.get("/programmes")
@entry(PUBLIC)
def programmes() -> ResponseReturnValue:
    """Each programme on offer, in published facts."""
    return render_template("enquiries/programmes.html", offers=queries.offers())


@blueprint.route("/programmes/<slug>/enquire", methods=["GET", "POST"])
@entry(PUBLIC)
def enquire(slug: str) -> ResponseReturnValue:
    """The form, then what was understood, then it is sent. Whatever is known of who asks, the answer is the same."""
    offer, form, step = queries.offer(slug), AskForm(), request.form.get("step", "")
    if not form.is_submitted() or step == "change" or not form.validate():
        return render_template("enquiries/enquire.html", form=form, offer=offer), form.status
    caller, secret = request.remote_addr or "", str(current_app.secret_key)
    try:
        if step != "send":
            service.look_over(caller=caller, secret=secret, now=clock.now())
            meant = offer_places(form, offer.programme_id)
            return render_template("enquiries/check.html", form=form, offer=offer, meant=meant)
        service.receive(form.asking(offer.programme_id), caller=caller, secret=secret, now=clock.now())
    except Refused as refused:
        form.put(refused.refusals)
        return render_template("enquiries/enquire.html", form=form, offer=offer), form.status
    return redirect(f"/programmes/{offer.slug}/enquire/sent", 303)


@blueprint.get("/programmes/<slug>/enquire/sent")
@entry(PUBLIC)
def sent(slug: str) -> ResponseReturnValue:
    """The enquiry is here."""
    return render_template("enquiries/sent.html", offer=queries.offer(slug))
