"""What stands in the way across the areas of whoever looks, quarter by quarter."""

from flask import render_template, request
from flask.typing import ResponseReturnValue

from scaleup.accounts.rules import Permission
from scaleup.core import clock
from scaleup.core.pages import actor, entry
from scaleup.portfolio.queries import barriers as reads
from scaleup.portfolio.rules import barriers as rules
from scaleup.portfolio.views.blueprint import blueprint
from scaleup.support.rules import BARRIER_WORDS, SEVERITY_WORDS, BarrierCode


@blueprint.get("/areas/barriers")
@entry(Permission.PLAN_SUPPORT)
def barriers() -> ResponseReturnValue:
    """The barriers of a quarter beside those of the one before, drawn and as a table; areas by name for one of them."""
    today = clock.today()
    quarter = rules.quarter_named(request.args.get("quarter", ""), today=today)
    asked = request.args.get("barrier", "")
    code = BarrierCode(asked) if asked in set(BarrierCode) else None
    found = reads.standing_in(actor(), quarter, today=today)
    return render_template(
        "portfolio/barriers.html",
        quarter=quarter,
        later=quarter.after if quarter.after.begins_on <= today else None,
        found=found,
        spoken=reads.spoken_with(actor(), quarter, today=today),
        drawing=rules.bars(found),
        told=rules.described(found),
        key=rules.KEY,
        severities=rules.severities,
        severity_words=SEVERITY_WORDS,
        code=code,
        chosen=BARRIER_WORDS[code] if code else "",
        named=reads.named_areas(actor(), code, quarter, today=today) if code else (),
    )
