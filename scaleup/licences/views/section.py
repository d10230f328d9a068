"""The licence section of an area: every licence with its moves and conditions, and what may be done now."""

from collections.abc import Sequence

from flask import render_template, request
from flask.typing import ResponseReturnValue

from scaleup.accounts.rules import Permission
from scaleup.areas.queries import area_in_scope, implementations_of
from scaleup.core import clock
from scaleup.core.errors import Refusal
from scaleup.core.pages import actor, entry
from scaleup.licences import queries
from scaleup.licences.models import Licence
from scaleup.licences.rules import acts_from, funded_until, pounds, words_of
from scaleup.licences.views.blueprint import blueprint


def about(licence: Licence) -> dict[str, object]:
    """What a short form about a licence says and where it leads back to."""
    area = licence.implementation.area
    return {"area": area, "more": f"{area.name}, licence {licence.number}", "back": f"/areas/{area.id}/licence"}


def turned_away(licence: Licence, title: str, refused: Sequence[Refusal]) -> str:
    """The page that says why no form is shown for this licence as it stands; nothing where one is."""
    if request.method == "POST" or not refused:
        return ""
    return render_template("licences/cannot.html", title=title, refused=refused, **about(licence))


@blueprint.get("/areas/<int:area_id>/licence")
@entry(Permission.SEE_AREAS)
def section(area_id: int) -> ResponseReturnValue:
    """The licences of the area, the latest first."""
    today = clock.today()
    area = area_in_scope(actor(), area_id, today)
    implementations, fundings = implementations_of(area_id), queries.fundings_of(area_id)
    return render_template(
        "licences/section.html",
        area=area,
        pages=queries.pages_of(area_id, today),
        open_implementations=[one for one in implementations if one.closed_on is None],
        fundings=[(one, fundings.get(one.id, [])) for one in implementations],
        funded={key: funded_until(queries.money_of(one) for one in every) for key, every in fundings.items()},
        pounds=pounds,
        acts_from=acts_from,
        words_of=words_of,
        rest_of=queries.rest_of,
    )
