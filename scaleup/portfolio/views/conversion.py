"""From enquiry to licence: how many came how far, where the others left and why, by programme and financial year."""

from flask import render_template, request
from flask.typing import ResponseReturnValue

from scaleup.accounts.rules import Permission
from scaleup.core import clock
from scaleup.core.pages import actor, entry
from scaleup.core.years import year_asked, year_words
from scaleup.enquiries.queries import offers
from scaleup.enquiries.rules import STATE_WORDS, STEP_WORDS, State, Step
from scaleup.exports.rules import Ending
from scaleup.portfolio.queries import conversion as reads
from scaleup.portfolio.rules.funnel import described, funnel
from scaleup.portfolio.views.blueprint import blueprint
from scaleup.portfolio.views.out import at, kept, sent


def wanted() -> reads.Wanted:
    """What the address asks for; what is no year narrows nothing."""
    state = request.args.get("state", "")
    return reads.Wanted(
        request.args.get("programme", "")[:60],
        year_asked(request.args.get("year", "")),
        state if state in set(State) else "",
    )


@blueprint.get("/enquiries/conversion")
@entry(Permission.MANAGE_ENQUIRIES)
def conversion() -> ResponseReturnValue:
    """The figures of what is asked for, drawn and as tables."""
    today, asked = clock.today(), wanted()
    found = reads.converted(asked, today)
    return render_template(
        "portfolio/conversion.html",
        asked=asked,
        found=found,
        drawing=funnel(found.whole),
        told=described(found.whole),
        steps=list(Step),
        step_words=STEP_WORDS,
        programmes=offers(),
        years=[(year, year_words(year)) for year in reads.years(today)],
    )


@at("/enquiries")
@entry(Permission.MANAGE_ENQUIRIES)
def enquiries_out(ending: Ending) -> ResponseReturnValue:
    """Every enquiry with what became of it, narrowed as the page is."""
    asked = wanted()
    narrowed_by = kept(
        {
            "programme": asked.programme,
            "year": year_words(asked.year).replace("/", "-") if asked.year else "",
            "state": STATE_WORDS[State(asked.state)] if asked.state else "",
        }
    )
    who = actor()
    return sent(reads.enquiries_out(who, asked, narrowed_by=narrowed_by, today=clock.today()), ending, who)
