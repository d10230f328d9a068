"""The list of areas as a file: what its page shows, and the dates behind it."""

from collections.abc import Mapping
from datetime import date, timedelta
from operator import attrgetter
from typing import Any

from sqlalchemy import and_, case, select

from scaleup.areas.models import Area
from scaleup.core.pages import Actor
from scaleup.exports.queries import Found, Listing
from scaleup.exports.rules import Column, Kind, Rows
from scaleup.milestones.models import Progress
from scaleup.milestones.queries import deciding, rank_on, stage_dates, troubles_of
from scaleup.milestones.rules import NEAR_IN_DAYS, STAGE_WORDS, stage
from scaleup.portfolio.queries.lines import ordered_by, placed, within
from scaleup.portfolio.queries.narrowing import Manager, Wanted
from scaleup.programmes.models import Programme

COLUMNS = (
    Column("Area"),
    Column("Nation"),
    Column("Region"),
    Column("Programme"),
    Column("Stage"),
    Column("In this stage since", Kind.DAY),
    Column("What needs attention"),
    Column("Next contact", Kind.DAY),
    Column("Earliest open action", Kind.DAY),
    Column("Licence ends", Kind.DAY),
    Column("First session", Kind.DAY),
    Column("Manager"),
    Column("Closed", Kind.DAY),
    Column("Funded until", Kind.DAY),
    Column("Granted past readiness", Kind.YES),
)
KEPT = (
    Progress.nation,
    Progress.region,
    Progress.contact_due_on,
    Progress.action_due_on,
    Progress.licence_state,
    Progress.licence_ends_on,
    Progress.renewal,
    Progress.trained_on,
    Progress.enquiry_on,
    Progress.readiness_on,
    Progress.preparing_on,
    Progress.training_on,
    Progress.delivering_on,
    Progress.ended_on,
    Progress.closed_on,
    Progress.exit,
    Progress.held,
    Progress.due_on,
    Progress.decide_on,
    Progress.suspended_on,
    Progress.suspended_until_on,
    Progress.resting,
    Progress.funded_until_on,
    Progress.past_readiness,
)
PLAIN = attrgetter(
    "area",
    "nation",
    "region",
    "programme",
    "contact_due_on",
    "action_due_on",
    "licence_ends_on",
    "delivering_on",
    "manager",
    "closed_on",
    "funded_until_on",
    "past_readiness",
)


def areas(actor: Actor, wanted: Wanted, *, narrowed_by: Mapping[str, str], today: date) -> Listing:
    """The lines that the page's filters find, in its order, to the last."""
    asked: Any = select(
        Area.name.label("area"), *KEPT, Programme.name.label("programme"), Manager.name.label("manager")
    )
    asked = (
        within(asked, actor, wanted, today)
        .join(Area, Area.id == Progress.area_id)
        .outerjoin(Programme, Programme.id == Progress.programme_id)
        .outerjoin(Manager, Manager.id == Progress.manager_id)
    )
    return Listing(
        "areas",
        "Areas",
        asked.order_by(*in_order(wanted, today)),
        COLUMNS,
        narrowed_by,
        made=lambda rows: made(rows, today),
    )


def in_order(wanted: Wanted, today: date) -> list[Any]:
    """The order of the page: by urgency, then by the day by which somebody is wanted; else by the column asked for."""
    falling = wanted.direction == "descending"
    if wanted.sort == "need" and not falling:
        near = today + timedelta(days=NEAR_IN_DAYS)
        decision_first = and_(Progress.decide_on < Progress.due_on, deciding(near, today))
        by_day = case((decision_first, Progress.decide_on), else_=Progress.due_on)
        return [rank_on(today), by_day, Progress.name_key, Progress.id]
    return [placed(ordered_by(wanted.sort, today), falling=falling), Progress.name_key, Progress.id]


def made(rows: Found, today: date) -> Rows:
    """The rows as the file has them: stage and troubles are read from the dates by the rules."""
    found = []
    for row in rows:
        dates = stage_dates(row)
        now_in = stage(dates, today)
        wrong = troubles_of(row, today)
        area, nation, region, programme, *days, manager, closed, funded, past = PLAIN(row)
        said = "" if not wrong else wrong[0].words if len(wrong) == 1 else "; ".join([one.words for one in wrong])
        words, since = STAGE_WORDS[now_in], dates.began(now_in)
        found.append((area, nation, region, programme, words, since, said, *days, manager, closed, funded, past))
    return found
