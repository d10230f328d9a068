"""How Scaleup writes to you: one's own choices about reminders."""

from flask import redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from scaleup.accounts import queries as accounts_queries
from scaleup.core import clock
from scaleup.core.pages import SIGNED_IN, actor, entry
from scaleup.core.templates import tell
from scaleup.reminders import queries, service
from scaleup.reminders.forms import NOBODY, MailForm
from scaleup.reminders.rules import ALWAYS, Choices, Manner
from scaleup.reminders.rules.sentences import said
from scaleup.reminders.views.blueprint import blueprint


@blueprint.route("/me/mail", methods=["GET", "POST"])
@entry(SIGNED_IN)
def my_mail() -> ResponseReturnValue:
    """What one chose, and the form to choose otherwise."""
    person_id, today = actor().person_id, clock.today()
    form = as_sent(person_id)
    if form.validate_on_submit():
        with form.catching():
            service.choose(person_id, chosen(form), today=today, now=clock.now())
            tell("Reminders come as you chose, from now on.")
            return redirect(url_for(".my_mail"), 303)
    return page(form), form.status


def as_sent(person_id: int) -> MailForm:
    """The form as it was sent, as it stands where none was, with those who may stand in."""
    form = MailForm(data=stands(person_id))
    others = queries.may_stand_in(person_id, clock.today())
    form.stand_in.choices = [NOBODY, *((str(id_), name) for id_, name in others)]
    return form


def stands(person_id: int) -> dict[str, object]:
    """What the person chose, as the form has it."""
    kept = queries.chosen_by(person_id, clock.today())
    return {
        "manner": kept.manner.value,
        "days": sorted(kept.days),
        "from_hour": str(kept.from_hour),
        "until_hour": str(kept.until_hour),
        "stand_in": str(kept.stand_in_id or 0),
    }


def chosen(form: MailForm) -> Choices:
    """What the form says."""
    return Choices(
        manner=Manner(form.manner.data),
        days=frozenset(form.days.data),
        from_hour=form.from_hour.data,
        until_hour=form.until_hour.data,
        stand_in_id=form.stand_in.data or None,
    )


def page(form: MailForm) -> str:
    """Choices, the days away that are kept, and what goes at once whatever one chose."""
    return render_template(
        "reminders/choices.html",
        form=form,
        leave=accounts_queries.leave_of([actor().person_id], from_on=clock.today()),
        always=tuple(ALWAYS.values()),
        mandatory=[said(rule).sentence for rule in queries.mandatory()],
    )
