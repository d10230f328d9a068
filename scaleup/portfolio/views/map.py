"""The areas on a map of hexagons, one for each local authority, with the same facts as tables beside and beneath."""

from collections.abc import Sequence

from flask import render_template
from flask.typing import ResponseReturnValue

from scaleup.accounts.rules import Permission
from scaleup.core import clock
from scaleup.core.pages import actor, entry
from scaleup.milestones.rules import ORDER
from scaleup.portfolio.queries import map as reads
from scaleup.portfolio.queries.counts import counts
from scaleup.portfolio.rules.hexmap import KINDS, Filling, HexMap, Spot, hexmap
from scaleup.portfolio.views.blueprint import blueprint
from scaleup.portfolio.views.filters import Filters, filters


def drawn(asked: Filters, found: Sequence[reads.Authority]) -> HexMap:
    """The drawing of these authorities; a press on one with several areas lists its region."""
    spots = [Spot(one.code, one.name, one.q, one.r) for one in found]
    return hexmap(
        spots,
        {
            one.code: Filling(one.area or one.name, one.stages, one.late, where(asked, one))
            for one in found
            if one.stages
        },
    )


def where(asked: Filters, one: reads.Authority) -> str:
    """Where a press on the authority leads: to its area, or to the list of its region."""
    return f"/areas/{one.area_id}" if one.area_id is not None else list_of(asked, region=one.region)


def list_of(asked: Filters, **others: str) -> str:
    """The address of the list with these answers."""
    return Filters("portfolio.areas", asked.given).without("sort", "direction", **others)


@blueprint.get("/areas/map")
@entry(Permission.SEE_AREAS)
def areas_map() -> ResponseReturnValue:
    """Where areas are and where not, coloured by stage."""
    who, today = actor(), clock.today()
    asked = filters("portfolio.areas_map", who, today)
    wanted = asked.wanted()
    found = reads.authorities(who, wanted, today)
    unplaced = reads.unplaced(who, wanted, today)
    return render_template(
        "portfolio/map.html",
        asked=asked,
        counts=counts(who, wanted, today),
        stages=[(stage, asked.without(stage=stage.value)) for stage in ORDER],
        drawing=drawn(asked, found),
        filled=sum(1 for one in found if one.stages),
        authorities=len(found),
        kinds=KINDS,
        regions=[(region, list_of(asked, region=region.name)) for region in reads.regions(who, wanted, today)],
        unplaced=unplaced[: reads.MOST_UNPLACED],
        more_unplaced=len(unplaced) > reads.MOST_UNPLACED,
        order=ORDER,
    )
