"""My work, and somebody else's for those who may look at anyone's."""

from flask import redirect, render_template
from flask.typing import ResponseReturnValue

from scaleup.accounts.rules import Permission
from scaleup.core.dates import long_date
from scaleup.core.pages import Actor, actor, entry
from scaleup.core.templates import help_line, today
from scaleup.worklist import queries
from scaleup.worklist.rules import end_of_week
from scaleup.worklist.views.blueprint import blueprint
from scaleup.worklist.views.shown import figures, lede, parts, resting


@blueprint.get("/")
@entry(Permission.SEE_WORK)
def my_work() -> ResponseReturnValue:
    """What is late, what is for today, what comes this week, and what waits on others."""
    return drawn(actor())


@blueprint.get("/my-work/<int:person_id>")
@entry(Permission.SEE_ANYONES_WORK)
def work_of(person_id: int) -> ResponseReturnValue:
    """The list of somebody else, to read."""
    if person_id == actor().person_id:
        return redirect("/")
    return drawn(queries.someone(person_id))


def drawn(whose: Actor) -> ResponseReturnValue:
    """The list of this person; the acts on it are their own."""
    own = whose.person_id == actor().person_id
    work = queries.work_of(whose, today=today(), help_line=help_line())
    groups = parts(work, today(), own=own)
    return render_template(
        "worklist/my_work.html",
        own=own,
        whose=whose,
        work=work,
        groups=groups,
        lede=lede(work, groups),
        figures=figures(groups, today()),
        until=f"to {long_date(end_of_week(today())).rsplit(' ', 1)[0]}",
        resting=resting(work.asleep),
    )
