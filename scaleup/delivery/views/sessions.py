"""The record of one session: held as planned unless said otherwise, corrected later in the same form."""

from flask import redirect, render_template, request
from flask.typing import ResponseReturnValue

from scaleup.accounts.rules import Permission
from scaleup.core import clock
from scaleup.core.dates import plain_date
from scaleup.core.errors import Conflict, Refused
from scaleup.core.facts import Change, fingerprint
from scaleup.core.pages import actor, entry
from scaleup.core.templates import tell
from scaleup.delivery import queries, service
from scaleup.delivery.forms import RecordForm
from scaleup.delivery.models import GroupSession
from scaleup.delivery.rules import Reason, State
from scaleup.delivery.service import Outcome, Told
from scaleup.delivery.views.blueprint import blueprint
from scaleup.delivery.views.words import crew_choices
from scaleup.programmes.rules import Attender
from scaleup.programmes.service import terms as terms_of

SUPERVISED = {"yes": True, "no": False}
WORDS = {True: "yes", False: "no", None: ""}


@blueprint.route("/groups/<int:group_id>/sessions/<code>", methods=["GET", "POST"])
@entry(Permission.RECORD_DELIVERY)
def record(group_id: int, code: str) -> ResponseReturnValue:
    """What became of a session; what follows for the first session of the area is shown before it is kept."""
    row = queries.session_in_scope(actor(), group_id, code, today=clock.today())
    form, changes = begun(row), None
    if form.validate_on_submit():
        kept = keep(row, form)
        if isinstance(kept, Outcome):
            tell_of(row, kept)
            return redirect(f"/groups/{group_id}")
        changes = kept
    shown = fingerprint(changes) if changes is not None else ""
    form.counts[0].fresh = changes is None and not form.wrong
    page = "delivery/record.html"
    said = {"changes": changes, "shown": shown, "corrections": queries.corrections_of(row)}
    return render_template(page, form=form, row=row, group=row.group, area=row.group.area, **said), form.status


def begun(row: GroupSession) -> RecordForm:
    """The form as the session was recorded, or else held as planned; nobody counts what is not typed."""
    today, group = clock.today(), row.group
    pair = queries.pair_of_session(row.id)
    form = RecordForm(data=as_recorded(row) if row.recorded_at else as_planned(row), pair=pair)
    crew = queries.crew_of(group.implementation_id, today, also=pair)
    form.pair.choices = crew_choices(crew, form.on_day.data, first=pair)
    delivery = terms_of(group.programme_version_id).delivery
    words = {one.code: one.words for one in delivery.components}
    planned = {code: words.get(code, code) for code in row.components_planned}
    form.offer(planned, attending=delivery.attending, recorded=row.recorded_at is not None)
    return form


def as_planned(row: GroupSession) -> dict[str, object]:
    """Held on its day, as long and with all that was planned."""
    return {
        "version": row.version,
        "state": State.HELD.value,
        "on_day": min(row.due_on, clock.today()),
        "minutes": row.minutes_planned,
        "components": row.components_planned,
        "interpreters": 0,
    }


def as_recorded(row: GroupSession) -> dict[str, object]:
    """What the record says; a session that is moved is prefilled as held on its new day once that has come."""
    if row.state == State.MOVED and row.due_on <= clock.today():
        return as_planned(row)
    held, moved = row.state == State.HELD, row.state == State.MOVED
    known = {
        "version": row.version,
        "state": row.state,
        "on_day": row.on_day if held else None,
        "moved_to": row.on_day if moved else None,
        "because": row.because,
        "supervised": WORDS[row.supervised],
        "components": row.components,
    }
    names = ("minutes", *Attender, "interpreters")
    given = known | {name: getattr(row, name) for name in names}
    return given if held else {**as_planned(row), **{name: value for name, value in given.items() if value}}


def told(form: RecordForm) -> Told:
    """What was typed."""
    return Told(
        state=State(form.state.data),
        on_day=form.told_on,
        because=Reason(form.because.data) if form.because.data else None,
        minutes=form.minutes.data,
        components=frozenset(form.components.data) if form.components else frozenset(),
        **{one.value: form.count_of(one) for one in Attender},
        interpreters=form.interpreters.data,
        supervised=SUPERVISED.get(form.supervised.data),
        facilitator_ids=tuple(form.pair.data),
    )


def keep(row: GroupSession, form: RecordForm) -> Outcome | list[Change] | None:
    """What is said once the record is kept; else what would follow, to be shown first; None where it is refused."""
    by, today = actor().person_id, clock.today()
    try:
        changes = service.consider_record(row, told(form), today=today, by=by)
        if changes and request.form.get("shown") != fingerprint(changes):
            return changes
        return service.record(row, told(form), version=form.version.data, today=today, now=clock.now(), by=by)
    except Refused as refused:
        form.put_moved(refused.refusals)
    except Conflict as conflict:
        form.beside(conflict, version=row.version)
    return None


def tell_of(row: GroupSession, kept: Outcome) -> None:
    """The page that comes next says that it is recorded, what the pair lacked, and what became of the first session."""
    first = f"The first session here is recorded as {plain_date(kept.started_on)}." if kept.started_on else ""
    said = [first, *(f"Noted: {one.removesuffix('.')}." for one in kept.remarks)]
    tell(
        f"{row.name} of {row.group.name} is recorded.",
        then=" ".join(one for one in said if one),
        url=f"/groups/{row.group_id}/sessions/{row.code}",
        label="Correct it",
    )
