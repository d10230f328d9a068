"""The changes of an area: the list, asking about one or telling of one, and the page of one."""

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from scaleup.accounts.rules import Permission
from scaleup.areas.models import Area, Implementation
from scaleup.areas.queries import area_in_scope, implementation_in_scope, implementations_of
from scaleup.core import clock
from scaleup.core.dates import long_date
from scaleup.core.errors import Conflict, Refused
from scaleup.core.families import PrivateLooking
from scaleup.core.pages import actor, entry
from scaleup.core.templates import tell, today
from scaleup.delivery.queries import groups_of
from scaleup.fidelity import queries, rules, service
from scaleup.fidelity.forms import AskForm, EndForm, KindForm, StepForm
from scaleup.fidelity.models import Adaptation
from scaleup.fidelity.rules import AdaptationState, Classed, Told
from scaleup.fidelity.views.blueprint import blueprint
from scaleup.programmes.rules import Light


@blueprint.get("/areas/<int:area_id>/adaptations")
@entry(Permission.SEE_AREAS)
def adaptations(area_id: int) -> ResponseReturnValue:
    """What the area does otherwise: what waits for an answer, what was agreed."""
    area = area_in_scope(actor(), area_id, today())
    found = queries.adaptations_of(area.id, today())
    return render_template("fidelity/adaptations.html", area=area, found=found, taken_up=bool(open_in(area)))


@blueprint.route("/areas/<int:area_id>/adaptations/ask", methods=["GET", "POST"])
@entry(Permission.RECORD_DELIVERY)
def ask(area_id: int) -> ResponseReturnValue:
    """What kind of change it is; the next page says how the programme sees it, and nothing is saved before."""
    area = area_in_scope(actor(), area_id, today())
    found = open_in(area)
    form = KindForm(data={"kind": request.args.get("kind"), "told": request.args.get("told")})
    form.offer([(str(one.id), one.programme_version.programme.name) for one in found], kinds_of(found))
    if found and form.is_submitted() and form.validate():
        chosen = form.implementation.data if "implementation" in form else found[0].id
        asked = {"kind": form.kind.data, "told": form.told.data}
        return redirect(url_for("fidelity.ask_more", implementation_id=chosen, **asked))
    return render_template("fidelity/ask.html", area=area, form=form, taken_up=bool(found)), form.status


@blueprint.route("/implementations/<int:implementation_id>/adaptations/ask", methods=["GET", "POST"])
@entry(Permission.RECORD_DELIVERY)
def ask_more(implementation_id: int) -> ResponseReturnValue:
    """How the programme sees this kind of change, and the form that saves it."""
    implementation = implementation_in_scope(actor(), implementation_id, today())
    kind = queries.list_for(implementation, today()).classed(request.args.get("kind", ""))
    told = Told.AFTER if request.args.get("told") == Told.AFTER else Told.BEFORE
    form = AskForm(data={"what": kind.what, "nature": kind.nature, "planned": "no" if told is Told.AFTER else "yes"})
    groups = [(str(one.id), one.name) for one in groups_of(implementation.id)]
    form.offer(groups, told, implementation.programme_version.unit)
    if form.is_submitted() and form.validate():
        return saved(implementation, kind, told, form)
    return drawn(implementation, kind, told, form)


def saved(implementation: Implementation, kind: Classed, told: Told, form: AskForm) -> ResponseReturnValue:
    """The change is on record and its page says what follows; or the form again, with what is to be put right."""
    try:
        row = service.ask(
            actor().person_id,
            form.asked(kind.code, told),
            implementation=implementation,
            nonce=form.nonce.data,
            today=today(),
            now=clock.now(),
        )
    except Refused as refused:
        form.put(refused.refusals)
        private = any(isinstance(one, PrivateLooking) for one in refused.refusals)
        return drawn(implementation, kind, told, form, private=private)
    if row.light == Light.GREEN:
        tell("Noted. This is yours to decide, so you can go ahead.")
    else:
        tell("Thank you. The unit has it.", then=f"You get an answer by {long_date(row.decide_by_on)}.")
    return redirect(url_for("fidelity.adaptation", adaptation_id=row.id))


def drawn(
    implementation: Implementation, kind: Classed, told: Told, form: AskForm, *, private: bool = False
) -> ResponseReturnValue:
    """The page with the form."""
    area = area_in_scope(actor(), implementation.area_id, today())
    shown = render_template(
        "fidelity/ask_more.html",
        area=area,
        kind=kind,
        told=told,
        form=form,
        light=(rules.LIGHT_MARKS[kind.light], rules.LIGHT_WORDS[kind.light]),
        private=private or bool(form.text_checked.data),
    )
    return shown, form.status


@blueprint.get("/adaptations/<int:adaptation_id>")
@entry(Permission.SEE_AREAS)
def adaptation(adaptation_id: int) -> ResponseReturnValue:
    """One change: what was asked, how the programme sees it, what was decided and why."""
    return page_of(queries.adaptation_in_scope(actor(), adaptation_id, today=today()))


def page_of(row: Adaptation, *, ending: EndForm | None = None) -> ResponseReturnValue:
    """The page, with a form that was not taken as it came."""
    ending = ending or EndForm(data={"version": row.version, "on_day": today()})
    shown = render_template(
        "fidelity/adaptation.html",
        line=queries.adaptation_line(row, today()),
        usual=queries.usual_instead(row),
        programme=queries.programme_of(row.programme_version_id),
        ending=ending,
        step=StepForm(data={"version": row.version}),
        says=rules.LIGHT_SAYS[row.light],
        told=rules.TOLD_WORDS[row.told],
        over=row.state == AdaptationState.ENDED,
        replaced=queries.decisions_before(row.id),
        again=queries.may_be_decided_again(row),
    )
    return shown, ending.status


@blueprint.post("/adaptations/<int:adaptation_id>/take-back")
@entry(Permission.RECORD_DELIVERY)
def take_back(adaptation_id: int) -> ResponseReturnValue:
    """Nothing is asked any more."""
    row, form = queries.adaptation_in_scope(actor(), adaptation_id, today=today()), StepForm()
    if form.validate():
        try:
            service.take_back(act_of(form), adaptation_id=row.id)
            tell("Your question is taken back.", then="You can ask again at any time.")
        except Conflict as conflict:
            tell(f"{conflict}.")
    return redirect(url_for("fidelity.adaptation", adaptation_id=adaptation_id))


@blueprint.post("/adaptations/<int:adaptation_id>/over")
@entry(Permission.RECORD_DELIVERY)
def over(adaptation_id: int) -> ResponseReturnValue:
    """It is done the usual way again."""
    row, form = queries.adaptation_in_scope(actor(), adaptation_id, today=today()), EndForm()
    if not form.validate():
        return page_of(row, ending=form)
    with form.catching(over=row):
        service.end(act_of(form), form.on_day.data, adaptation_id=row.id)
    if form.wrong:
        return page_of(row, ending=form)
    tell("Noted: it is done the usual way again.")
    return redirect(url_for("fidelity.adaptation", adaptation_id=row.id))


def act_of(form: EndForm | StepForm) -> service.Act:
    """Who acts, when, on which version."""
    return service.Act(actor().person_id, form.version.data or 0, today(), clock.now())


def open_in(area: Area) -> list[Implementation]:
    """What the area takes up today."""
    return [one for one in implementations_of(area.id) if one.closed_on is None]


def kinds_of(found: list[Implementation]) -> list[tuple[str, str]]:
    """The kinds of change that the lists of these programmes have, each once."""
    lists = [queries.list_for(one, today()).listed for one in found]
    return list({kind.code: kind.words for one in lists if one for kind in one.kinds}.items())
