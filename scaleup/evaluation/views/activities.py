"""How the programme goes in an area: the page, the activities on it, their answers, and who was trained."""

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from scaleup import audit
from scaleup.accounts.rules import Permission
from scaleup.areas.models import Implementation
from scaleup.areas.queries import area_in_scope, implementation_in_scope, may_in
from scaleup.core import clock
from scaleup.core.dates import plain_date
from scaleup.core.pages import actor, entry
from scaleup.core.templates import tell, today
from scaleup.evaluation.forms.activities import ActivityForm, OutForm, TrainedForm, answers_form
from scaleup.evaluation.models import ProcessActivity
from scaleup.evaluation.queries import activities as queries
from scaleup.evaluation.queries import trained
from scaleup.evaluation.rules import activities as rules
from scaleup.evaluation.rules.suppression import is_small
from scaleup.evaluation.service import activities as service
from scaleup.evaluation.views.blueprint import blueprint


@blueprint.get("/areas/<int:area_id>/results/process")
@entry(Permission.SEE_RESULTS)
def process(area_id: int) -> ResponseReturnValue:
    """Who was asked how it goes, what came up, which surveys of staff are due, who may give measures."""
    area = area_in_scope(actor(), area_id, today())
    found = queries.courses_of(area, today())
    audit.note_read(actor(), what="how it goes in an area", area_id=area.id)
    return render_template(
        "evaluation/process.html",
        area=area,
        found=found,
        waiting=[one for each in found for one in each.waiting],
        enters=may_in(actor(), Permission.ENTER_SCORES, area_id, today()),
        kinds=rules.KIND_WORDS,
        conductors=rules.CONDUCTOR_WORDS,
        trained_by=rules.TRAINED_BY_WORDS,
        out=OutForm(),
    )


@blueprint.route("/implementations/<int:implementation_id>/process/add", methods=["GET", "POST"])
@entry(Permission.ENTER_SCORES)
def add_activity(implementation_id: int) -> ResponseReturnValue:
    """A survey, a focus group or interviews are entered."""
    found = implementation_in_scope(actor(), implementation_id, today())
    asked = request.args.get("asked", "")
    form = ActivityForm(data={"asked": asked, "kind": rules.Kind.STAFF_SURVEY if asked else None})
    if not is_sent(form, found):
        return activity_shown(form, found, title="Enter how people were asked")
    with form.catching():
        row = service.enter(
            found.id, form.told, nonce=form.nonce.data, by=actor().person_id, today=today(), now=clock.now()
        )
        return entered(row)
    return activity_shown(form, found, title="Enter how people were asked")


@blueprint.route("/process/<int:activity_id>", methods=["GET", "POST"])
@entry(Permission.ENTER_SCORES)
def put_activity_right(activity_id: int) -> ResponseReturnValue:
    """An activity is put right."""
    row = queries.activity_in_scope(actor(), activity_id, today())
    small = sees_small(row)
    form = ActivityForm(data=as_entered(row, small=small))
    if is_sent(form, row.implementation):
        with form.catching(over=row):
            service.put_right(row, form.told, version=form.version.data, by=actor().person_id, today=today())
            tell("It is put right.")
            return redirect(url_for("evaluation.process", area_id=row.area_id))
    audit.note_read(actor(), what="what came up in an area", area_id=row.area_id)
    return activity_shown(form, row.implementation, title="Put an activity right", small=small)


@blueprint.route("/process/<int:activity_id>/answers", methods=["GET", "POST"])
@entry(Permission.ENTER_SCORES)
def answers(activity_id: int) -> ResponseReturnValue:
    """The answers to the statements of a survey are counted."""
    row = queries.activity_in_scope(actor(), activity_id, today())
    asked = queries.asked_of(row.implementation)
    known = service.answers_of(row.id)
    seen = not known or sees_small(row)
    form = answers_form(asked, known if seen else {}, row.version)
    if form.validate_on_submit():
        with form.catching(over=row):
            service.count_answers(row, form.answers(asked), version=form.version.data, by=actor().person_id)
            tell("The answers are counted.")
            return redirect(url_for("evaluation.process", area_id=row.area_id))
    audit.note_read(actor(), what="answers of a survey", area_id=row.area_id)
    return render_template(
        "evaluation/answers.html",
        form=form,
        rows=form.rows(asked),
        area=row.area,
        called=rules.KIND_WORDS[row.kind],
        row=row,
        seen=seen,
    ), form.status


def sees_small(row: ProcessActivity) -> bool:
    """Whether the actor sees counts of 1 to 4: who keeps the area's scores, and who entered the activity.

    Others may enter and put right too, but what the page holds back stands in no field of theirs.
    """
    return actor().person_id == row.entered_by_id or may_in(actor(), Permission.KEEP_SCORES, row.area_id, today())


@blueprint.route("/implementations/<int:implementation_id>/measures/trained", methods=["GET", "POST"])
@entry(Permission.ENTER_SCORES)
def train(implementation_id: int) -> ResponseReturnValue:
    """Somebody was trained to give measures."""
    found = implementation_in_scope(actor(), implementation_id, today())
    form = TrainedForm()
    form.offer(trained.may_be_trained(found, today()), trained.measures_of(found))
    if form.validate_on_submit() and is_trained(form, found):
        tell("The training is entered.", then="It stands beside the measures.")
        return redirect(url_for("evaluation.process", area_id=found.area_id))
    return render_template("evaluation/trained.html", form=form, area=found.area), form.status


def is_trained(form: TrainedForm, found: Implementation) -> bool:
    """Whether the training is on record; if not, the form says why."""
    with form.catching():
        service.train(
            found.id,
            form.on_day.data,
            person_id=int(form.person.data),
            measures=form.measures.data,
            trained_by=rules.TrainedBy(form.trained_by.data),
            by=actor().person_id,
            today=today(),
            now=clock.now(),
        )
    return not form.wrong


@blueprint.post("/measures/trained/<int:measure_training_id>/take-out")
@entry(Permission.ENTER_SCORES)
def untrain(measure_training_id: int) -> ResponseReturnValue:
    """That somebody was trained stands no more."""
    row = trained.training_in_scope(actor(), measure_training_id, today())
    area_id = row.area_id
    if OutForm().validate():
        service.untrain(row, by=actor().person_id)
        tell("The training is taken out.")
    return redirect(url_for("evaluation.process", area_id=area_id))


def is_sent(form: ActivityForm, found: Implementation) -> bool:
    """Whether the form was sent to be saved and can be read; a line more is no save."""
    grown = form.is_submitted() and form.grown()
    events = queries.offered_surveys(found)
    form.offer(
        queries.asked_of(found),
        [
            (f"{event.event_id}:{code}", f"Training that ended on {plain_date(event.last_on)}: {words.lower()}")
            for event, code, words in events
        ],
    )
    return not grown and form.validate_on_submit()


def activity_shown(form: ActivityForm, found: Implementation, *, title: str, small: bool = True) -> ResponseReturnValue:
    """The page with the form; it says so where counts of 1 to 4 are left empty."""
    return render_template(
        "evaluation/activity.html", form=form, area=found.area, title=title, small=small
    ), form.status


def entered(row: ProcessActivity) -> ResponseReturnValue:
    """What comes after an activity was entered: a survey's answers, else the page."""
    tell("It is entered.")
    if queries.line(row, queries.asked_of(row.implementation)).asks:
        return redirect(url_for("evaluation.answers", activity_id=row.id))
    return redirect(url_for("evaluation.process", area_id=row.area_id))


def as_entered(row: ProcessActivity, *, small: bool) -> dict[str, object]:
    """What the form shows of an activity; counts of 1 to 4 of a theme are left empty for who does not see them."""
    names = ("version", "kind", "from_on", "conductor", "invited", "mothers", "fathers", "staff")
    return {name: getattr(row, name) for name in names} | {
        "until_on": row.until_on if row.until_on != row.from_on else None,
        "asked": f"{row.event_id}:{row.wave}" if row.event_id else "",
        "themes": [
            {
                "theme": one.theme,
                "effect": one.effect,
                "people": one.people if small or not is_small(one.people) else None,
            }
            for one in row.themes
        ],
    }
