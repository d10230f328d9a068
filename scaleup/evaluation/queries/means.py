"""What a file of means may name in an area: its groups, how many are enrolled, and the means that stand."""

from collections import defaultdict
from datetime import date

from sqlalchemy import select

from scaleup.areas.queries import implementations_of
from scaleup.delivery.models import DeliveryGroup
from scaleup.evaluation.models import AggregateScore, EvaluationSetting, FormsReturned
from scaleup.evaluation.queries.entering import unit_of
from scaleup.evaluation.queries.points import points_of_groups, terms_of_groups
from scaleup.evaluation.rules import Course, Forms, KnownMeans, Mean, template_of_means
from scaleup.evaluation.rules.means import Whose
from scaleup.extensions import db
from scaleup.programmes.rules import folded, words_for


def known_means_of(area_id: int) -> KnownMeans:
    """What a file of the area may name; a number of statements that does not grow."""
    rows = db.session.scalars(
        select(DeliveryGroup).where(DeliveryGroup.area_id == area_id).order_by(DeliveryGroup.id)
    ).all()
    on = set(
        db.session.scalars(
            select(EvaluationSetting.implementation_id).where(
                EvaluationSetting.area_id == area_id, EvaluationSetting.records_on.is_not(None)
            )
        )
    )
    groups = [one for one in rows if one.implementation_id not in on]
    points, asked = points_of_groups(groups), terms_of_groups(groups)
    return KnownMeans(
        groups={
            folded(one.name): Course(
                one.id, one.name, asked[one.programme_version_id], {point.code: point for point in points[one.id]}
            )
            for one in groups
        },
        under_codes={folded(one.name) for one in rows if one.implementation_id in on},
        families={one.id: one.families for one in groups},
        forms=forms_in(area_id),
        entered=means_in(area_id),
        unit=words_for({one.unit for one in rows}) if rows else unit_of(implementations_of(area_id)),
    )


def forms_in(area_id: int) -> dict[Whose, Forms]:
    """What was counted of the area's forms; one statement."""
    rows = db.session.scalars(select(FormsReturned).where(FormsReturned.area_id == area_id))
    return {
        (row.group_id, row.role, row.arm, row.time_point): Forms(row.received, dict(row.not_returned), row.asked)
        for row in rows
    }


def means_in(area_id: int) -> dict[Whose, dict[tuple[str, str], Mean]]:
    """The means of the area's groups that stand; one statement."""
    found: dict[Whose, dict[tuple[str, str], Mean]] = defaultdict(dict)
    for row in db.session.scalars(select(AggregateScore).where(AggregateScore.area_id == area_id)):
        whose = (row.group_id, row.role, row.arm, row.time_point)
        found[whose][row.measure, row.scale] = Mean(row.measure, row.scale, row.n, row.mean, row.sd)
    return dict(found)


def means_template(area_id: int, today: date) -> list[tuple[str, ...]]:
    """The file to be filled in."""
    return list(template_of_means(known_means_of(area_id), today))
