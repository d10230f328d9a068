"""What signed rounds of readiness teach: which items and gates fail most often, programme by programme."""

from flask import render_template
from flask.typing import ResponseReturnValue

from scaleup.accounts.rules import Permission
from scaleup.core import clock
from scaleup.core.pages import actor, entry
from scaleup.portfolio.queries.readiness import lessons
from scaleup.portfolio.views.blueprint import blueprint


@blueprint.get("/areas/readiness")
@entry(Permission.REVIEW_READINESS)
def readiness() -> ResponseReturnValue:
    """Items and gates by how often they are rated below the mark, in the areas of whoever looks."""
    return render_template("portfolio/readiness.html", lessons=lessons(actor(), clock.today()))
