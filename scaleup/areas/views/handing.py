"""Several areas are handed to another manager at once: what will change is shown before it is confirmed."""

from collections.abc import Sequence

from flask import redirect, render_template, request
from flask.typing import ResponseReturnValue

from scaleup.accounts.rules import Permission
from scaleup.areas import queries, service
from scaleup.areas.forms import HandOverForm
from scaleup.areas.rules import Chosen, Looked, changed_since
from scaleup.areas.views.blueprint import blueprint
from scaleup.core import clock
from scaleup.core.dates import counted, long_date
from scaleup.core.errors import Refused
from scaleup.core.facts import fingerprint
from scaleup.core.numbers import whole
from scaleup.core.pages import actor, entry
from scaleup.core.templates import tell


def chosen_lines() -> list[Chosen]:
    """What was ticked in the list: each implementation with the manager that it was listed with."""
    found = []
    for line in dict.fromkeys(request.form.getlist("line")):
        first, second = (whole(part) for part in line.partition(".")[::2])
        if first is not None and second is not None:
            found.append(Chosen(first, second or None))
    return found


def as_listed(chosen: Sequence[Chosen], found: dict[int, Looked]) -> list[str]:
    """The same as the form carries them on, without those that have changed since they were listed."""
    kept = [one for one in chosen if changed_since(one, found.get(one.implementation_id)) is None]
    return [f"{one.implementation_id}.{one.manager_id or 0}" for one in kept]


def asked(chosen: Sequence[Chosen], found: dict[int, Looked]) -> HandOverForm:
    """The form as sent; straight from the list an empty one, with what of the list is no longer as it was listed."""
    if "manager" in request.form:
        form = HandOverForm()
    else:
        form = HandOverForm(formdata=None, data={"on_day": clock.today()})
        changed = (changed_since(one, found.get(one.implementation_id)) for one in chosen)
        form.put(dict.fromkeys(one for one in changed if one is not None))
    form.manager.choices = [("", "Choose somebody"), *queries.who_may_manage()]
    return form


@blueprint.post("/areas/hand-over")
@entry(Permission.MANAGE_AREAS)
def hand_over() -> ResponseReturnValue:
    """The chosen areas are another manager's from a day; asked, shown, then done in one go."""
    who, chosen = actor(), chosen_lines()
    found = queries.looked_at(who, [one.implementation_id for one in chosen], clock.today())
    form, begun, changes = asked(chosen, found), "manager" in request.form, None
    if not chosen or (begun and form.validate()):
        try:
            days = {"on_day": form.on_day.data or clock.today(), "until_on": form.until_on.data}
            wish = service.Wish(chosen, int(form.manager.data or 0), **days)
            changes = service.consider_handing_over(wish, found, today=clock.today())
            if request.form.get("shown") == fingerprint(changes):
                handed = service.hand_over(wish, found, by=who.person_id, now=clock.now())
                tell(f"{counted(handed, 'area')} handed over from {long_date(wish.on_day)}.")
                return redirect("/areas")
        except Refused as refused:
            form.put(refused.refusals)
            changes = None
    lines = as_listed(chosen, found)
    listed = (one for one in found.values() if f"{one.implementation_id}.{one.manager_id or 0}" in lines)
    names = list(dict.fromkeys(one.area for one in listed))
    shown = fingerprint(changes) if changes is not None else ""
    return render_template(
        "areas/hand_over.html", form=form, lines=lines, names=names, changes=changes, shown=shown
    ), form.status
