"""Recording a review on one page, and putting it right within a week."""

from flask import redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from scaleup.accounts.rules import Permission
from scaleup.areas.queries import People, people_for
from scaleup.core import clock
from scaleup.core.dates import long_date
from scaleup.core.errors import Absent, Conflict, Refused
from scaleup.core.pages import actor, entry
from scaleup.core.templates import tell, today
from scaleup.reviews import queries, service
from scaleup.reviews.forms import CorrectForm, RecordForm
from scaleup.reviews.models import ReviewRecord
from scaleup.reviews.queries import ReviewPage
from scaleup.reviews.rules import Kind
from scaleup.reviews.views.blueprint import blueprint
from scaleup.reviews.views.pages import of_staff, private_in
from scaleup.support.forms import severity_name
from scaleup.support.rules import BarrierCode


@blueprint.route("/reviews/<int:area_review_id>/record", methods=["GET", "POST"])
@entry(Permission.PLAN_SUPPORT)
def record(area_review_id: int) -> ResponseReturnValue:
    """The form for a review held, and the review on record."""
    page = queries.review_page(of_staff(area_review_id), today())
    people = people_for(page.implementation, actor_id=actor().person_id, today=today())
    form = begun(page, people)
    if page.review.state != "open" and not form.is_submitted():
        return redirect(url_for("reviews.review", area_review_id=area_review_id))
    if not form.is_submitted() or form.grown():
        form.offer_owners(owners(people))
        return shown(page, form)
    form.offer_owners(owners(people))
    return saved(page, form) if form.validate() else shown(page, form)


def begun(page: ReviewPage, people: People) -> RecordForm:
    """The form with what is known: today, who usually holds it, the next review as planned."""
    after = queries.following(page.review)
    unit = {each.person_id for each in people.unit}
    staff = actor().person_id if actor().person_id in unit else page.implementation.manager_id
    next_on = after.due_on if after and after.due_on > today() else None
    form = RecordForm(data={"held_on": today(), "staff": staff, "next_on": next_on})
    form.offer(names(people, "area"), names(people, "unit"))
    if after is None:
        del form.next_on
    if page.review.kind == Kind.SUSTAINABILITY:
        form.rate_every_domain()
    return form


def saved(page: ReviewPage, form: RecordForm) -> ResponseReturnValue:
    """The review is on record and its page says so; or the form again, with what is to be put right."""
    said = form.said(form.agreed_actions(), form.next_on.data if form.next_on else None)
    try:
        service.record(
            actor().person_id,
            said,
            review_id=page.review.id,
            nonce=form.nonce.data,
            today=today(),
            now=clock.now(),
        )
    except Refused as refused:
        form.put_all(refused.refusals)
        return shown(page, form, private=private_in(refused))
    except Conflict as conflict:
        form.form_errors.append(str(conflict))
        return shown(page, form)
    after = queries.following(page.review)
    tell(
        f"The review with {page.area.name} is saved.",
        then=f"Next: {long_date(after.due_on)}." if after else "No further review is planned.",
    )
    return redirect(url_for("reviews.review", area_review_id=page.review.id))


def shown(page: ReviewPage, form: RecordForm, *, private: bool = False) -> ResponseReturnValue:
    """The page with the form."""
    private = private or bool(form.text_checked.data)
    return render_template("reviews/record.html", page=page, form=form, private=private), form.status


@blueprint.route("/reviews/<int:area_review_id>/correct", methods=["GET", "POST"])
@entry(Permission.PLAN_SUPPORT)
def correct(area_review_id: int) -> ResponseReturnValue:
    """The form for putting a review right, and the review put right."""
    page = queries.review_page(of_staff(area_review_id), today())
    if page.record is None:
        raise Absent
    form = as_said(page, page.record)
    if not form.is_submitted() and page.is_locked(today()):
        return redirect(url_for("reviews.review", area_review_id=area_review_id))
    if form.is_submitted() and form.validate():
        return put_right(page, form)
    return shown_again(page, form)


def put_right(page: ReviewPage, form: CorrectForm) -> ResponseReturnValue:
    """The review is put right and its page says so; or the form again, with what is in the way."""
    try:
        service.correct(
            actor().person_id,
            form.said(),
            review_id=page.review.id,
            version=form.version.data,
            because=form.because.data or "",
            today=today(),
            now=clock.now(),
        )
    except Refused as refused:
        form.put(refused.refusals)
        return shown_again(page, form, private=private_in(refused))
    except Conflict as conflict:
        form.beside(conflict, version=page.record.version if page.record else 1)
        return shown_again(page, form)
    tell("The review is put right.", then="What it said before is kept below.")
    return redirect(url_for("reviews.review", area_review_id=page.review.id))


def as_said(page: ReviewPage, record: ReviewRecord) -> CorrectForm:
    """The form with what the review says."""
    kept, barriers = record.ratings or {}, record.barriers or {}
    marks = {f"mark_{code}": str(mark) for code, (mark, _) in kept.items()}
    whys = {f"why_{code}": words for code, (_, words) in kept.items()}
    said: dict[str, object] = {
        "version": record.version,
        "held_on": record.held_on,
        "people": [person.id for person in page.people],
        "staff": record.staff_id,
        "went_well": record.went_well or "",
        "barriers": list(barriers),
        "outcome": record.outcome,
        "agreed": record.agreed,
        "note": record.note or "",
    }
    severities = {severity_name(BarrierCode(code)): str(severity) for code, severity in barriers.items()}
    form = CorrectForm(data={**said, **marks, **whys, **severities})
    offer_again(page, record, form)
    return form


def offer_again(page: ReviewPage, record: ReviewRecord, form: CorrectForm) -> None:
    """Those who may have taken part, and those who did; a review of sustainability rates every domain."""
    people = people_for(page.implementation, actor_id=actor().person_id, today=today())
    staff = {record.staff_id: page.staff} if record.staff_id and page.staff else {}
    form.offer(
        names(people, "area") | {person.id: person.name for person in page.people}, names(people, "unit") | staff
    )
    if page.review.kind == Kind.SUSTAINABILITY:
        form.rate_every_domain()


def shown_again(page: ReviewPage, form: CorrectForm, *, private: bool = False) -> ResponseReturnValue:
    """The page with the form."""
    private = private or bool(form.text_checked.data)
    return render_template("reviews/correct.html", page=page, form=form, private=private), form.status


def names(people: People, side: str) -> dict[int, str]:
    """The people of one side, by id."""
    return {each.person_id: each.name for each in (people.area if side == "area" else people.unit)}


def owners(people: People) -> list[tuple[int, str]]:
    """Everyone who may do what was agreed."""
    return [(each.person_id, people.named(each)) for each in (*people.area, *people.unit)]
