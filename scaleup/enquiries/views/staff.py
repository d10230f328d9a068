"""The unit's list of enquiries, one of them, and typing one in; what may be the same is shown before it is saved."""

from flask import redirect, render_template, request
from flask.typing import ResponseReturnValue

from scaleup.accounts.rules import Permission
from scaleup.areas import queries as areas
from scaleup.core import clock
from scaleup.core.errors import Refused
from scaleup.core.pages import actor, entry
from scaleup.core.paging import SIZE, Paging
from scaleup.core.templates import tell
from scaleup.enquiries import queries, service
from scaleup.enquiries.forms import TypeInForm
from scaleup.enquiries.models import Enquiry
from scaleup.enquiries.rules import REASON_WORDS, STATE_WORDS, THROUGH_WORDS, State
from scaleup.enquiries.views.blueprint import blueprint
from scaleup.enquiries.views.places import offer_places

WORDS = {"states": STATE_WORDS, "reasons": REASON_WORDS, "through": THROUGH_WORDS}


@blueprint.get("/enquiries")
@entry(Permission.MANAGE_ENQUIRIES)
def enquiries() -> ResponseReturnValue:
    """Open ones first, the late ones at the top."""
    today, state = clock.today(), request.args.get("state", "")
    programme = request.args.get("programme", "").replace("\x00", "")  # PostgreSQL takes no NUL
    given = "&".join(f"{name}={value}" for name, value in (("state", state), ("programme", programme)) if value)
    paging = Paging.at(request.args.get("page", "1"), total=0, address=f"/enquiries{'?' if given else ''}{given}")
    found = queries.listed(actor(), state=state, programme=programme, skip=paging.skipped, most=SIZE, today=today)
    return render_template(
        "enquiries/enquiries.html",
        found=found,
        state=state if state in set(State) else "",
        programme=programme,
        programmes=queries.offers(),
        paging=Paging(paging.number, found.total, paging.address),
        **WORDS,
    )


@blueprint.get("/enquiries/<int:enquiry_id>")
@entry(Permission.MANAGE_ENQUIRIES)
def enquiry(enquiry_id: int) -> ResponseReturnValue:
    """What was asked, by whom, what was done about it, and what may be the same."""
    found, today = queries.enquiry(enquiry_id), clock.today()
    seen = queries.in_sight([found.area_id] if found.area_id else [], actor(), today)
    likely = service.likely(service.sought_of(found), actor=actor(), today=today)
    return render_template(
        "enquiries/enquiry.html", enquiry=found, seen=seen, likely=likely, people=queries.named(found), **WORDS
    )


@blueprint.route("/enquiries/new", methods=["GET", "POST"])
@entry(Permission.MANAGE_ENQUIRIES)
def new() -> ResponseReturnValue:
    """A member of the unit types an enquiry in; the second page shows what was understood, and what may be the same."""
    form, who, today = blank(), actor(), clock.today()
    step = request.form.get("step", "")
    if not form.is_submitted() or step == "change" or not form.validate():
        return render_template("enquiries/new.html", form=form), form.status
    try:
        if step != "save":
            meant = offer_places(form, form.programme.data)
            codes = frozenset(choice[0] for choice in form.codes.choices)
            sought = service.Sought(form.organisation.data, form.email.data, codes, form.places.data.replace("\n", ";"))
            likely = service.likely(sought, actor=who, today=today)
            return render_template("enquiries/check_new.html", form=form, meant=meant, likely=likely)
        saved = typed_in(form)
    except Refused as refused:
        form.put(refused.refusals)
        return render_template("enquiries/new.html", form=form), form.status
    tell(f"The enquiry of {saved.organisation} is saved.", then="Next: answer it.")
    return redirect(f"/enquiries/{saved.id}", 303)


def blank() -> TypeInForm:
    """The form with what may be chosen."""
    form = TypeInForm(data={"came_on": clock.today(), "manager": str(actor().person_id), "acknowledge": True})
    form.programme.choices = [
        ("", "Choose a programme"),
        *((str(one.programme_id), one.name) for one in queries.offers()),
    ]
    form.manager.choices = [("", "Nobody yet"), *areas.who_may_manage()]
    return form


def typed_in(form: TypeInForm) -> Enquiry:
    """The enquiry is on record."""
    return service.type_in(
        form.asking(form.programme.data),
        came_on=form.came_on.data,
        manager_id=form.manager.data,
        acknowledged=bool(form.acknowledge.data),
        by=actor().person_id,
        now=clock.now(),
    )
