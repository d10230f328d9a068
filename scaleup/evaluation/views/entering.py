"""Scores entered by group: what is due now, the forms of a group at a time point, and the codes of a group."""

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from scaleup import audit
from scaleup.accounts.rules import Permission
from scaleup.areas.queries import area_in_scope, implementation_in_scope, implementations_of, may_in
from scaleup.core import clock
from scaleup.core.numbers import whole
from scaleup.core.pages import actor, entry
from scaleup.core.templates import tell, today
from scaleup.delivery.queries import group_in_scope
from scaleup.evaluation import queries, rules, service
from scaleup.evaluation.forms.scores import CodesForm, CountsForm, SettingForm, TokenForm
from scaleup.evaluation.models import EvaluationSetting
from scaleup.evaluation.queries.trained import lines_in
from scaleup.evaluation.views.blueprint import blueprint
from scaleup.evaluation.views.sheets import Sheet, sheet_of
from scaleup.programmes.service import terms
from scaleup.readiness.queries import item_standing


@blueprint.get("/areas/<int:area_id>/results/enter")
@entry(Permission.ENTER_SCORES)
def enter(area_id: int) -> ResponseReturnValue:
    """What is due now by group and time point, what is late, and what came in of what was due."""
    area = area_in_scope(actor(), area_id, today())
    taken_up = implementations_of(area_id)
    points = queries.group_points([one.id for one in taken_up], today())
    sets = may_in(actor(), Permission.SET_EVALUATION, area_id, today())
    return render_template(
        "evaluation/enter.html",
        area=area,
        late=[one for one in points if one.standing is rules.Standing.LATE],
        due=[one for one in points if one.standing is rules.Standing.IN_TIME],
        others=[one for one in points if one.standing in (rules.Standing.SETTLED, rules.Standing.TO_COME)],
        shares=queries.completeness(queries.due_in([one.id for one in taken_up], today())),
        names={one.point.code: one.point.name for one in points},
        roles=rules.ROLE_WORDS,
        unit=queries.unit_of(taken_up),
        asks=any(queries.asks_for_forms(one) for one in taken_up),
        trained=lines_in(taken_up),
        settings=[(one, queries.setting_of(one.id)) for one in taken_up],
        asks_births=[one.id for one in taken_up if terms(one.programme_version_id).birth_point],
        sets=sets,
        standings=rules.STANDING_WORDS,
        first=rules.ACT_FIRST,
    )


@blueprint.route("/groups/<int:group_id>/scores", methods=["GET", "POST"])
@entry(Permission.KEEP_SCORES)
def scores(group_id: int) -> ResponseReturnValue:
    """The forms of a group at a time point: how many came back, and their scores."""
    group = group_in_scope(actor(), group_id, today())
    sheet = sheet_of(group, request.args, today())
    form = sheet.form()
    if not form.is_submitted() or not form.validate():
        return shown(sheet, form)
    alarms = sheet.take(form)
    if form.wrong:
        return shown(sheet, form)
    if alarms and not form.acted.data:
        form.acted.refuse("A score is high. Read what stands above the form, then tick that somebody acts on it.")
        return shown(sheet, form, alarms=alarms)
    with form.catching():
        sheet.keep(form, now=clock.now(), by=actor().person_id)
        tell(f"{sheet.title} of {group.name} is saved.")
        return redirect(sheet.url)
    return shown(sheet, form, alarms=alarms)


def shown(sheet: Sheet, form: CountsForm, *, alarms: tuple[queries.Alarm, ...] = ()) -> ResponseReturnValue:
    """The page of a group at a time point. What is high is told again each time that it is opened."""
    audit.note_read(actor(), what="scores of a group", area_id=sheet.group.area_id)
    page = render_template(
        "evaluation/scores.html",
        sheet=sheet,
        form=form,
        alarms=alarms,
        token=TokenForm(),
        first=rules.ACT_FIRST,
        unwatched=rules.UNWATCHED,
        roles=rules.ROLE_WORDS,
        arms=rules.ARM_WORDS,
        trained=lines_in([sheet.group.implementation])[sheet.group.implementation_id],
    )
    return page, form.status


@blueprint.post("/groups/<int:group_id>/scores/take-out")
@entry(Permission.KEEP_SCORES)
def take_scores_out(group_id: int) -> ResponseReturnValue:
    """What a code gave at a time point is taken out, so that it can be entered anew."""
    group = group_in_scope(actor(), group_id, today())
    sheet = sheet_of(group, request.args, today())
    participant_id = request.form.get("participant", "", str)
    if TokenForm().validate() and participant_id.isdecimal():
        gone = service.take_out(group, int(participant_id[:9]), sheet.point.code, by=actor().person_id)
        tell("The scores are taken out. Enter them anew." if gone else "There was nothing to take out.")
    return redirect(sheet.url)


@blueprint.route("/groups/<int:group_id>/codes", methods=["GET", "POST"])
@entry(Permission.KEEP_SCORES)
def codes(group_id: int) -> ResponseReturnValue:
    """The random codes of a group, and new ones, which no cookie carries: they are read by what they come after."""
    group = group_in_scope(actor(), group_id, today())
    form = CodesForm()
    if form.validate_on_submit():
        with form.catching():
            wanted = {"role": form.role.data, "arm": form.arm.data, "count": form.count.data}
            latest = queries.latest_participant(group.id)
            service.make_codes(group, by=actor().person_id, **wanted)
            return redirect(url_for("evaluation.codes", group_id=group.id, after=latest))
    audit.note_read(actor(), what="codes of a group", area_id=group.area_id)
    found = [(arm, role, queries.participants_of(group.id, role=role, arm=arm)) for arm in rules.Arm for role in ROLES]
    after = whole(request.args.get("after", ""))
    page = {
        "group": group,
        "form": form,
        "found": found,
        "new": [] if after is None else [one.code for _, _, some in found for one in some if one.id > after],
        "on": queries.records_on(group.implementation_id),
        "roles": rules.ROLE_WORDS,
        "arms": rules.ARM_WORDS,
    }
    return render_template("evaluation/codes.html", **page), form.status


ROLES = tuple(rules.ROLE_WORDS)


@blueprint.route("/implementations/<int:implementation_id>/evaluation", methods=["GET", "POST"])
@entry(Permission.SET_EVALUATION)
def evaluation_setting(implementation_id: int) -> ResponseReturnValue:
    """Whether records under random codes are on, what that asks of the area, and its pathway for a high score."""
    found = implementation_in_scope(actor(), implementation_id, today())
    row = queries.setting_of(found.id)
    form = SettingForm(data=as_set(row))
    if form.validate_on_submit():
        with form.catching():
            chosen = service.Chosen(
                form.records.data,
                form.assessed_on.data,
                form.pathway.data or "",
                form.pathway_on.data,
                form.reported_on.data,
            )
            whose, version = actor().person_id, form.version.data
            service.set_evaluation(found, chosen, version=version, today=today(), now=clock.now(), by=whose)
            tell("What the area evaluates is saved.")
            return redirect(url_for("evaluation.enter", area_id=found.area_id))
    return render_template(
        "evaluation/setting.html",
        implementation=found,
        form=form,
        first=rules.ACT_FIRST,
        gate=item_standing(found.id, rules.PATHWAY_ITEM),
    ), form.status


def as_set(row: EvaluationSetting | None) -> dict[str, object]:
    """The setting as the form has it."""
    if row is None:
        return {}
    return {
        "records": row.records_on is not None,
        "assessed_on": row.assessed_on,
        "pathway": row.pathway,
        "pathway_on": row.pathway_on,
        "reported_on": row.reported_on,
        "version": row.version,
    }
