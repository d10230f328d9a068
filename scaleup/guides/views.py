"""The guides in the product: what there is, and each of them."""

from flask import Blueprint, abort, render_template

from scaleup.accounts.rules import Role
from scaleup.core.pages import SIGNED_IN, actor, entry
from scaleup.guides.adapters import read, size
from scaleup.guides.rules import Guide

blueprint = Blueprint("guides", __name__)
OWN: dict[str, Guide] = {
    Role.UNIT_MANAGER: Guide.UNIT,
    Role.IMPLEMENTATION_MANAGER: Guide.UNIT,
    Role.ADMINISTRATOR: Guide.UNIT,
    Role.PROJECT_LEAD: Guide.LEAD,
    Role.DEPUTY: Guide.LEAD,
    Role.VIEWER: Guide.LEAD,
    Role.TRAINER: Guide.TRAINER,
}
"""Which guide is whose."""


@blueprint.get("/guides")
@entry(SIGNED_IN)
def guides() -> str:
    """Every guide with its tasks; the reader's own first."""
    own = {OWN[role] for role in actor().roles}
    found = sorted(Guide, key=lambda guide: guide not in own)
    return render_template("guides/guides.html", guides=[(guide, read(guide), guide in own) for guide in found])


@blueprint.get("/guides/<name>")
@entry(SIGNED_IN)
def guide(name: str) -> str:
    """One guide, task by task."""
    if name not in set(Guide):
        abort(404)
    return render_template("guides/guide.html", page=read(Guide(name)), size=size)
