"""Two records that are one: proposed, side by side, merged with what follows, undone. And one's own record."""

from flask import Blueprint, redirect, render_template, request
from flask.typing import ResponseReturnValue

from scaleup.accounts.rules import Permission
from scaleup.core import clock
from scaleup.core.errors import Absent, Forbidden
from scaleup.core.facts import Change, fingerprint
from scaleup.core.pages import SIGNED_IN, actor, entry
from scaleup.core.templates import tell
from scaleup.records import queries, service
from scaleup.records.forms import MergeAreasForm, MergePeopleForm, UndoForm
from scaleup.records.rules import AreaSide, Chosen, Kind, PersonSide

blueprint = Blueprint("records", __name__)
MANAGE, DECIDE = Permission.MANAGE_PEOPLE, Permission.DECIDE_LICENCES
Side = PersonSide | AreaSide
Form = MergePeopleForm | MergeAreasForm


@blueprint.get("/merge")
@entry(MANAGE)
def proposals() -> ResponseReturnValue:
    """Records that are probably one, and what was merged this week."""
    areas = actor().may(DECIDE)
    kinds = list(Kind) if areas else [Kind.PERSON]
    return render_template(
        "records/proposals.html",
        people=service.proposed_people(),
        areas=service.proposed_areas() if areas else [],
        sees_areas=areas,
        recent=queries.recent(kinds, clock.now()),
    )


@blueprint.get("/merge/people/<int:person_id>")
@entry(MANAGE)
def person_like(person_id: int) -> ResponseReturnValue:
    """The records that are most like this one of a person."""
    one = queries.person_side(person_id)
    found = service.nearest(one.name, queries.alike_people(person_id))
    return render_template("records/like.html", one=one, found=found, kind="people", back=f"/people/{person_id}")


@blueprint.get("/merge/areas/<int:area_id>")
@entry(DECIDE)
def area_like(area_id: int) -> ResponseReturnValue:
    """The records that are most like this one of an area."""
    one = queries.area_side(area_id)
    found = service.nearest(one.name, queries.alike_areas(area_id))
    return render_template("records/like.html", one=one, found=found, kind="areas", back=f"/areas/{area_id}/edit")


@blueprint.route("/merge/people/<int:person_id>/<int:other_id>", methods=["GET", "POST"])
@entry(MANAGE)
def people(person_id: int, other_id: int) -> ResponseReturnValue:
    """Two records of one person, side by side."""
    one, other = queries.person_side(person_id), queries.person_side(other_id)
    form = MergePeopleForm(data={"name_of": str(one.id), "employer_of": str((one if one.employer else other).id)})
    offer(form, "name_of", [one, other], "name")
    offer(form, "email_of", [one, other], "email")
    offer(form, "employer_of", [one, other], "employer")
    return merged(form, one, other, home="/people")


@blueprint.route("/merge/areas/<int:area_id>/<int:other_id>", methods=["GET", "POST"])
@entry(DECIDE)
def areas(area_id: int, other_id: int) -> ResponseReturnValue:
    """Two records of one area, side by side."""
    one, other = queries.area_side(area_id), queries.area_side(other_id)
    form = MergeAreasForm(data={"name_of": str(one.id)})
    offer(form, "name_of", [one, other], "name")
    return merged(form, one, other, home="/areas")


def offer(form: Form, field: str, sides: list[Side], column: str) -> None:
    """The values that there are; a field without two of them is not asked."""
    choices = [(str(side.id), getattr(side, column)) for side in sides if getattr(side, column)]
    form[field].choices = choices
    if len({words for _, words in choices}) < 2 and field != "name_of":  # noqa: PLR2004 - nothing to choose
        del form[field]


def chosen(form: Form) -> Chosen:
    """The record that each value comes from; 0 where there was nothing to choose."""
    return Chosen(**{name: int(form.data.get(name) or 0) for name in ("name_of", "email_of", "employer_of")})


def merged(form: Form, one: Side, other: Side, *, home: str) -> ResponseReturnValue:
    """The page of two records; what follows, once values are chosen; the merge, if that is still so."""
    changes: list[Change] | None = None
    if form.validate_on_submit():
        with form.catching():
            changes = consider(one, other, chosen(form))
            if request.form.get("shown") == fingerprint(changes):
                return done(one, other, chosen(form), home)
    shown = fingerprint(changes) if changes is not None else ""
    return render_template(
        "records/merge.html", form=form, one=one, other=other, changes=changes, shown=shown, home=home
    ), form.status


def consider(one: Side, other: Side, values: Chosen) -> list[Change]:
    """What would follow; raises Refused."""
    if isinstance(one, PersonSide) and isinstance(other, PersonSide):
        return service.consider_people(one, other, values, actor_id=actor().person_id)
    if isinstance(one, AreaSide) and isinstance(other, AreaSide):
        return service.consider_areas(one, other, values)
    raise Absent


def done(one: Side, other: Side, values: Chosen, home: str) -> ResponseReturnValue:
    """The two are one, and the way to take it back is shown."""
    act = service.merge_people if isinstance(one, PersonSide) else service.merge_areas
    merge = act(actor().person_id, one.id, other.id, values, now=clock.now())
    tell("The two are one record.", then="For a week it can be undone.", url=f"/merge/{merge.id}/undo", label="Undo it")
    return redirect(f"{home}/{merge.kept_id}", 303)


@blueprint.route("/merge/<int:merge_id>/undo", methods=["GET", "POST"])
@entry(MANAGE)
def undo(merge_id: int) -> ResponseReturnValue:
    """First whether it can be undone, then the act."""
    merge, form = service.the_merge(merge_id), UndoForm()
    if merge.kind == Kind.AREA and not actor().may(DECIDE):
        raise Forbidden
    with form.catching():
        service.what_stands_in_the_way(merge_id, clock.now())
        if form.validate_on_submit():
            service.undo(merge_id, by=actor().person_id, now=clock.now())
            tell(f"{merge.kept_name} and {merge.gone_name} are two records again, as they were.")
            return redirect("/merge", 303)
    return render_template("records/undo.html", merge=merge, form=form), form.status


@blueprint.get("/me/record")
@entry(SIGNED_IN)
def own_record() -> ResponseReturnValue:
    """All that is held about me."""
    return render_template("records/own.html", parts=service.own_record(actor().person_id))
