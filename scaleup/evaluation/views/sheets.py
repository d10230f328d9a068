"""What the page of a group at a time point is about: which forms, of whom, under codes or as means."""

from dataclasses import dataclass, field
from datetime import date, datetime

from flask import url_for
from werkzeug.datastructures import MultiDict

from scaleup.core.errors import Absent, Refusal
from scaleup.delivery.models import DeliveryGroup
from scaleup.evaluation import queries, rules, service
from scaleup.evaluation.forms import scores as forms
from scaleup.evaluation.forms.scores import AroundForm, CountsForm, Row
from scaleup.programmes.rules import Giver, Measure
from scaleup.programmes.service import terms


@dataclass
class Sheet:
    """The forms of a group in one role and arm at one time point."""

    group: DeliveryGroup
    points: tuple[rules.Point, ...]
    point: rules.Point
    role: str
    arm: str
    today: date
    records: bool
    measures: tuple[Measure, ...]
    pathway: str
    rows: tuple[Row, ...] = ()
    there: dict[int, list[str]] = field(default_factory=dict)
    """The names of what each code gave already."""
    alarms: list[queries.Alarm] = field(default_factory=list)
    """What is high of what stands there."""
    given: list[rules.Given] = field(default_factory=list)
    means: list[rules.Mean] = field(default_factory=list)

    @property
    def title(self) -> str:
        """The time point as the page is headed: its code, then its name."""
        return f"{self.point.code}, {self.point.name[:1].lower()}{self.point.name[1:]}"

    @property
    def url(self) -> str:
        """The page's own address."""
        return self.at(self.role, self.point.code, self.arm)

    @property
    def open(self) -> bool:
        """Whether forms of the time point are taken in yet."""
        return self.point.opens_on <= self.today

    @property
    def main(self) -> tuple[Measure, ...]:
        """The measures, without other printed forms of one of them."""
        programme = terms(self.group.programme_version_id)
        return tuple(one for one in self.measures if not rules.other_form(one, programme, self.role))

    @property
    def more(self) -> tuple[Measure, ...]:
        """Other printed forms of these."""
        return tuple(one for one in self.measures if one not in self.main)

    @property
    def links(self) -> list[dict[str, object]]:
        """The other time points."""
        found: list[dict[str, object]] = [
            {"label": one.code, "url": self.at(self.role, one.code, self.arm), "current": one == self.point}
            for one in self.points
        ]
        return [*found, {"label": "Births", "url": self.births, "current": False}] if self.births else found

    @property
    def births(self) -> str:
        """The address of the group's births; empty where its programme asks for none."""
        asked = terms(self.group.programme_version_id).birth_point
        return url_for("evaluation.births", group_id=self.group.id) if asked else ""

    @property
    def reports_births(self) -> bool:
        """Whether births are reported at this time point, under codes of these people."""
        asked = terms(self.group.programme_version_id).birth_point
        return self.records and self.role == Giver.MOTHER and asked is not None and asked.code == self.point.code

    def at(self, role: str, point: str, arm: str) -> str:
        """The address of this page for others."""
        return url_for("evaluation.scores", group_id=self.group.id, role=role, point=point, arm=arm)

    def totals(self, form: AroundForm, row: Row, measures: tuple[Measure, ...]) -> list[object]:
        """The fields of a code's scores."""
        return [
            form[forms.total_name(row, one, scale)] for one in measures if one in row.measures for scale in one.scales
        ]

    def begun(self, form: AroundForm, row: Row) -> bool:
        """Whether something is typed for a code, so that its part stands open."""
        start = f"score_{row.participant_id}_"
        return any(one.data or one.errors for one in form if one.name.startswith(start))

    def further(self, form: AroundForm, row: Row) -> list[object]:
        """The fields of other printed forms and of the answers of a code."""
        answers = [form[forms.answers_name(row, one)] for one in row.measures if one.answers]
        return [*self.totals(form, row, self.more), *answers]

    def fields(self, form: CountsForm) -> list[tuple[str, list[object]]]:
        """The fields of each score's mean, with the score's name."""
        return [
            (forms.label_of(one, scale), [form[name] for name in forms.mean_names(one, scale)])
            for one in self.measures
            for scale in one.scales
        ]

    def form(self) -> CountsForm:
        """The form for these, with what stands there."""
        known = queries.returned_of(self.group.id, role=self.role, arm=self.arm, time_point=self.point.code)
        data: dict[str, object] = {}
        if known is not None:
            data = {"received": known.received, "asked": known.asked}
            data |= {f"reason_{code}": count for code, count in known.not_returned.items()}
        if self.records:
            return forms.record_form(self.rows)(data=data)
        means = queries.means_of(self.group.id, role=self.role, arm=self.arm, time_point=self.point.code)
        for one in self.measures:
            for scale in one.scales:
                row = means.get((one.code, scale.code))
                if row is not None:
                    shown = (row.n, f"{row.mean:g}", "" if row.sd is None else f"{row.sd:g}")
                    data |= dict(zip(forms.mean_names(one, scale), shown, strict=True))
        return forms.means_form(self.measures)(data=data)

    def take(self, form: CountsForm) -> tuple[queries.Alarm, ...]:
        """What was typed is read; what is wrong stands on the form. Returns what is high."""
        if isinstance(form, AroundForm):
            self.given, refusals = forms.given_in(form, self.rows, group_id=self.group.id, time_point=self.point.code)
        else:
            self.means, refusals = forms.means_in(form, self.measures)
            refusals += self.too_many(form.counted() or rules.Forms())
        form.put([*refusals, *rules.refusals_of_point(self.point, today=self.today)])
        codes = {row.participant_id: row.code for row in self.rows}
        return tuple(queries.alarms_in(self.given, codes))

    def too_many(self, counted: rules.Forms) -> list[Refusal]:
        """Why means of so many forms cannot be: more than are enrolled, or were handed one."""
        enrolled = rules.expected_of(self.group.families, self.role, counted)
        of = f"{self.group.name}, {rules.of_whom(self.role, self.arm)}"
        fields = {
            (measure.code, scale.code): forms.mean_names(measure, scale)[0]
            for measure in self.measures
            for scale in measure.scales
        }
        return [
            refusal
            for one in self.means
            for refusal in rules.refusals_of_number(
                one.n, enrolled=enrolled, of=of, field=fields[one.measure, one.scale]
            )
        ]

    def keep(self, form: CountsForm, *, now: datetime, by: int | None) -> None:
        """What was typed is saved. Raises Refused."""
        counted = form.counted()
        if counted is not None:
            whose = service.Whose(self.group, self.role, self.arm, self.point)
            service.count_forms(whose, counted, now=now, today=self.today, by=by)
        if self.given:
            service.keep_scores(self.group, self.given, now=now, today=self.today, by=by)
        if not self.records:
            whose = service.Whose(self.group, self.role, self.arm, self.point)
            service.keep_means(whose, self.means, now=now, by=by)


def sheet_of(group: DeliveryGroup, asked: MultiDict[str, str], today: date) -> Sheet:
    """The sheet that the address asks for; by itself, that of the mothers at the time point that was due last."""
    programme = terms(group.programme_version_id)
    points = queries.points_of_groups([group])[group.id]
    role, arm = asked.get("role", Giver.MOTHER), asked.get("arm", rules.Arm.PROGRAMME)
    if not points or role not in list(Giver) or arm not in list(rules.Arm):
        raise Absent
    due = [one for one in points if one.is_due(today)]
    point = next((one for one in points if one.code == asked.get("point", (due or points[:1])[-1].code)), None)
    if point is None:
        raise Absent
    sheet = Sheet(
        group=group,
        points=points,
        point=point,
        role=role,
        arm=arm,
        today=today,
        records=queries.records_on(group.implementation_id),
        measures=rules.measures_at(programme, role=role, time_point=point.code),
        pathway=queries.pathway_of(group.implementation_id),
    )
    return with_people(sheet) if sheet.records else sheet


def with_people(sheet: Sheet) -> Sheet:
    """The sheet with the codes of the group, what each gave, and what of it is high."""
    people = queries.participants_of(sheet.group.id, role=sheet.role, arm=sheet.arm)
    entered = queries.administrations_of([one.id for one in people], sheet.point.code)
    constructs: dict[int, set[str]] = {}
    names = {one.code: one.name for one in sheet.measures}
    for one in entered:
        constructs.setdefault(one.participant_id, set()).add(one.construct)
        sheet.there.setdefault(one.participant_id, []).append(names.get(one.measure, one.measure))
    sheet.rows = tuple(
        Row(
            one.id,
            one.code,
            tuple(each for each in sheet.measures if each.construct not in constructs.get(one.id, ())),
        )
        for one in people
    )
    sheet.alarms = queries.alarms_of(entered)
    return sheet
