"""A round as a task list, a factor as a form, and every answer with who gave it before it is handed in."""

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from scaleup.accounts.rules import Permission
from scaleup.core import clock
from scaleup.core.dates import counted
from scaleup.core.errors import Absent, Refused
from scaleup.core.pages import actor, entry
from scaleup.core.templates import tell, today
from scaleup.programmes.rules import Factor, ReadinessItem
from scaleup.readiness import queries, service
from scaleup.readiness.forms import FactorForm, HandInForm
from scaleup.readiness.models import Answer, Assessment
from scaleup.readiness.queries import Reading
from scaleup.readiness.rules import FACTOR_WORDS, Answered, State, following, parts
from scaleup.readiness.service import Said
from scaleup.readiness.views.blueprint import about, blueprint, reads_reviews, reviews_for

FACTORS = "any(need, fit, capacity, supports)"


@blueprint.get("/readiness/<int:assessment_id>")
@entry(Permission.SEE_AREAS)
def tasks(assessment_id: int) -> ResponseReturnValue:
    """How far each factor of the round is, and what comes next."""
    found = queries.assessment_in_scope(actor(), assessment_id, today())
    read = queries.reading(found)
    return render_template(
        "readiness/tasks.html",
        read=read,
        parts=parts(read.score),
        sentence=queries.told(read),
        factors=FACTOR_WORDS,
        **about(found),
    )


@blueprint.route(f"/readiness/<int:assessment_id>/<{FACTORS}:factor>", methods=["GET", "POST"])
@entry(Permission.ANSWER_READINESS)
def answer(assessment_id: int, factor: str) -> ResponseReturnValue:
    """The items of one factor; what was saved meanwhile by others is kept."""
    found = queries.assessment_in_scope(actor(), assessment_id, today())
    if request.method == "GET" and found.state != State.OPEN:
        return redirect(url_for("readiness.answers", assessment_id=found.id))
    read = queries.reading(found)
    items = [item for item in read.template.items if item.factor == factor]
    form = form_of(items, read)
    if form.validate_on_submit() and saved(form, read):
        return redirect(after(Factor(factor), read))
    following_one = following(Factor(factor), parts(read.score))
    page = {"items": items, "factor": FACTOR_WORDS[Factor(factor)], "goes_on": following_one}
    return render_template("readiness/factor.html", form=form, read=read, **page, **about(found)), form.status


def form_of(items: list[ReadinessItem], read: Reading) -> FactorForm:
    """The form of these items, as they are saved now."""
    if not items:
        raise Absent
    owners = queries.owners_for(read.assessment, actor_id=actor().person_id, today=today())
    there = {item.code: read.answers[item.code] for item in items}
    owners |= {one.owner.id: one.owner.name for one in there.values() if one.owner and one.owner.id not in owners}
    values: dict[str, object] = {}
    for code, one in there.items():
        values |= {f"{code}-{name}": getattr(one, name) for name in ("rating", "evidence", "owner_id", "due_on")}
        values[f"{code}-seen"] = seen(one)
    return FactorForm.of(items, read.template, owners)(data=values)


def seen(one: Answer) -> str:
    """What the form carries of an item as it was shown."""
    return f"{one.version}.{Answered(one.rating, one.evidence, one.owner_id, one.due_on).stamp}"


def saved(form: FactorForm, read: Reading) -> bool:
    """Whether what was said anew is saved; if not, the form says why and shows what others saved beside it."""
    said = [Said(item.code, form.answered(item.code), *form.seen(item.code)) for item in form.items]
    try:
        codes = service.answer(read.assessment.id, said, by=actor().person_id, now=clock.now())
    except Refused as refused:
        form.put(refused.refusals)
        for clash in service.clashes(read.assessment.id, said):
            beside(form, clash)
        return False
    tell(f"{counted(len(codes), 'answer')} saved." if codes else "Nothing was changed, so nothing was saved.")
    return True


def beside(form: FactorForm, saved_now: Answer) -> None:
    """What somebody else saved stands beside what was typed; sending the form again saves over it."""
    owner = saved_now.owner.name if saved_now.owner else ""
    due = saved_now.due_on.isoformat() if saved_now.due_on else ""
    values = {"rating": saved_now.rating, "evidence": saved_now.evidence, "owner_id": owner, "due_on": due}
    form.theirs({f"{saved_now.item}-{name}": str(value) for name, value in values.items() if value})
    form[f"{saved_now.item}-seen"].data = seen(saved_now)


def after(factor: Factor, read: Reading) -> str:
    """Where somebody goes after saving: the next factor, then every answer; or back to the list."""
    found = read.assessment
    if "later" in request.form:
        return url_for("readiness.tasks", assessment_id=found.id)
    goes_on = following(factor, parts(read.score))
    if goes_on is None:
        return url_for("readiness.answers", assessment_id=found.id)
    return url_for("readiness.answer", assessment_id=found.id, factor=goes_on.value)


@blueprint.get("/readiness/<int:assessment_id>/answers")
@entry(Permission.SEE_AREAS)
def answers(assessment_id: int) -> ResponseReturnValue:
    """Every answer of the round: who gave it and when, and to the unit what it rates beside it."""
    found = queries.assessment_in_scope(actor(), assessment_id, today())
    return every_answer(found, HandInForm(data={"version": found.version}))


def every_answer(found: Assessment, form: HandInForm) -> ResponseReturnValue:
    """The page of all answers, with the form that hands them in."""
    read = queries.reading(found)
    return render_template(
        "readiness/answers.html",
        form=form,
        read=read,
        sentence=queries.told(read),
        entries=queries.entries_of(found.id),
        reviews=reviews_for(found, today()),
        reviewing=reads_reviews(found, today()),
        scale={mark.mark: mark.words for mark in read.template.scale},
        **about(found),
    ), form.status


@blueprint.post("/readiness/<int:assessment_id>/hand-in")
@entry(Permission.ANSWER_READINESS)
def hand_in(assessment_id: int) -> ResponseReturnValue:
    """The round is with the unit, and its answers stay as they are."""
    found = queries.assessment_in_scope(actor(), assessment_id, today())
    form = HandInForm()
    with form.catching(over=found):
        service.hand_in(found.id, version=form.version.data or 0, by=actor().person_id, now=clock.now())
    if form.wrong:
        return every_answer(found, form)
    tell(f"Round {found.round} is handed in.", then="The unit reviews and signs it.")
    return redirect(url_for("readiness.tasks", assessment_id=found.id))
