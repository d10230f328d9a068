"""Births entered under mothers' codes: those of a group, one birth, and one taken out."""

from flask import redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from scaleup import audit
from scaleup.accounts.rules import Permission
from scaleup.core import clock
from scaleup.core.dates import counted
from scaleup.core.errors import Absent
from scaleup.core.pages import actor, entry
from scaleup.core.templates import tell, today
from scaleup.delivery.models import DeliveryGroup
from scaleup.delivery.queries import group_in_scope
from scaleup.evaluation import queries, rules
from scaleup.evaluation.forms.births import BirthForm, as_kept
from scaleup.evaluation.forms.scores import TokenForm
from scaleup.evaluation.models import BirthOutcome, Participant
from scaleup.evaluation.queries import births as births_queries
from scaleup.evaluation.service import births as service
from scaleup.evaluation.views.blueprint import blueprint

READ = "births of a group"
NO_CODES = "No mother here has a code yet."


@blueprint.get("/groups/<int:group_id>/births")
@entry(Permission.KEEP_SCORES)
def births(group_id: int) -> ResponseReturnValue:
    """The mothers' codes of a group, and under which of them a birth stands."""
    group = group_asked(group_id)
    audit.note_read(actor(), what=READ, area_id=group.area_id)
    mothers = births_queries.mothers_of(group.id)
    told = births_queries.told_of([one.id for one in mothers])
    return render_template(
        "evaluation/births.html",
        group=group,
        mothers=mothers,
        told=told,
        on=queries.records_on(group.implementation_id),
        point=births_queries.birth_point(group),
        arms=rules.ARM_WORDS,
        said=f"Births of {len(told)} of {counted(len(mothers), 'mother')} are entered." if mothers else NO_CODES,
    )


@blueprint.route("/groups/<int:group_id>/births/<int:participant_id>", methods=["GET", "POST"])
@entry(Permission.KEEP_SCORES)
def birth(group_id: int, participant_id: int) -> ResponseReturnValue:
    """The birth under a code: entered, or corrected where one stands."""
    group = group_asked(group_id)
    who = mother_asked(group, participant_id)
    row = births_queries.birth_of(who.id)
    form = BirthForm(data=as_kept(row) | {"seen": service.mark_of(row)})
    form.score_month.choices = months_offered(group, row)
    if form.validate_on_submit() and kept(form, group, who):
        return redirect(url_for("evaluation.births", group_id=group.id))
    return shown(form, group, who, row=row)


def kept(form: BirthForm, group: DeliveryGroup, who: Participant) -> bool:
    """Whether what was typed stands now; else the form says why not."""
    months = months_of(group)
    form.put(form.at_fields_of(rules.refusals_of_birth(form.birth(), this_month=this_month(), months=months)))
    if form.wrong:
        return False
    with form.catching():
        seen, by = form.seen.data or "", actor().person_id
        service.keep_birth(group, who, form.birth(), seen=seen, now=clock.now(), today=today(), by=by)
        tell(f"The birth under {who.code} is saved.")
        return True
    return False


def shown(form: BirthForm, group: DeliveryGroup, who: Participant, *, row: BirthOutcome | None) -> ResponseReturnValue:
    """The page of one birth. Where somebody saved meanwhile, what is sent next goes over what stands there now."""
    audit.note_read(actor(), what=READ, area_id=group.area_id)
    if form.form_errors:
        form.seen.data = service.mark_of(row)
    page = {"form": form, "group": group, "who": who, "row": row, "token": TokenForm()}
    page |= {"on": queries.records_on(group.implementation_id), "arms": rules.ARM_WORDS, "said": said_of(row)}
    return render_template("evaluation/birth.html", **page), form.status


@blueprint.post("/groups/<int:group_id>/births/<int:participant_id>/take-out")
@entry(Permission.KEEP_SCORES)
def take_birth_out(group_id: int, participant_id: int) -> ResponseReturnValue:
    """The birth under a code is taken out."""
    group = group_asked(group_id)
    who = mother_asked(group, participant_id)
    if TokenForm().validate():
        gone = service.take_birth_out(group, who.id, by=actor().person_id)
        tell("The birth is taken out." if gone else "There was no birth to take out.")
    return redirect(url_for("evaluation.births", group_id=group.id))


def group_asked(group_id: int) -> DeliveryGroup:
    """The group, if its programme asks for births; raises Absent."""
    group = group_in_scope(actor(), group_id, today())
    if births_queries.birth_point(group) is None:
        raise Absent
    return group


def mother_asked(group: DeliveryGroup, participant_id: int) -> Participant:
    """The mother of the group by the number of her code; raises Absent."""
    who = births_queries.mother_of(group.id, participant_id)
    if who is None:
        raise Absent
    return who


def this_month() -> str:
    """The month of today."""
    return rules.month_of(today())


def months_of(group: DeliveryGroup) -> tuple[str, ...]:
    """The months in which a birth of the group can have been."""
    return rules.months_of_birth(births_queries.points_of_group(group), today())


def months_offered(group: DeliveryGroup, row: BirthOutcome | None) -> list[tuple[str, str]]:
    """These as answers, with the month that stands there whatever became of the group's days."""
    months = sorted({*months_of(group), *([row.month] if row is not None else [])})
    return [("", "Choose a month"), *((month, rules.month_words(month)) for month in months)]


def said_of(row: BirthOutcome | None) -> str:
    """A birth as it stands, in words: what somebody who saved another sees beside what they typed."""
    if row is None:
        return ""
    weeks = f"{row.gestation_weeks} weeks" if row.gestation_weeks is not None else "weeks not known"
    grams = " and ".join(f"{baby.grams:,} g" for baby in row.babies) or "no weight"
    return f"{rules.month_words(row.month)}, {rules.BIRTH_MODE_WORDS[row.mode].lower()}, {weeks}, {grams}"
