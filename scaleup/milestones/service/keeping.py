"""The rows of the lists are as the facts below them say: kept at each commit, re-made for all, compared."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import cache

from sqlalchemy import BindParameter, Insert, Select, delete, func, insert, select, union_all

from scaleup.accounts.models import Person
from scaleup.areas.models import Area, AreaAuthority, Implementation
from scaleup.commit import Keeper
from scaleup.core import bulk
from scaleup.core.base import Base
from scaleup.delivery.models import DeliveryStart
from scaleup.enquiries.models import Enquiry
from scaleup.extensions import db
from scaleup.facilitators.models import Facilitator, PartDone
from scaleup.licences.models import Funding, Licence, LicenceBasis, Suspension
from scaleup.milestones.models import Progress
from scaleup.milestones.queries import MANY, SOME, managed_otherwise, progress_of
from scaleup.readiness.models import Assessment, SignOff
from scaleup.support.models import Action, Slot

AT_ONCE = {"postgresql": 10_000, "sqlite": 5_000}
"""Areas of one statement, which names each six times: SQLite takes a statement of a million letters."""
COUNTED_FROM = 1_000
"""From so many areas on the tables are counted first."""
COLUMNS = list(Progress.__table__.columns.keys())
FEEDS: dict[type, tuple[str, str]] = {
    Area: ("id", "area"),
    AreaAuthority: ("area_id", "area"),
    Implementation: ("area_id", "area"),
    Enquiry: ("area_id", "area"),
    Assessment: ("area_id", "area"),
    SignOff: ("area_id", "area"),
    Licence: ("area_id", "area"),
    LicenceBasis: ("area_id", "area"),
    Funding: ("area_id", "area"),
    Suspension: ("licence_id", "licence"),
    DeliveryStart: ("area_id", "area"),
    Facilitator: ("area_id", "area"),
    PartDone: ("facilitator_id", "facilitator"),
    Slot: ("area_id", "area"),
    Action: ("area_id", "area"),
    Person: ("id", "person"),
}
"""The records that a row is derived from, each with what names its area, and what kind of name that is."""

NAMED_BY: dict[str, type[Facilitator] | type[Licence]] = {"facilitator": Facilitator, "licence": Licence}
"""What names an area where a record does not: by kind."""


def keep(touched: Mapping[str, Collection[int]]) -> None:
    """The rows of the areas that these records belong to are as their facts now say."""
    areas = set(touched.get("area", ()))
    for kind, model in NAMED_BY.items():
        for some in portions(touched.get(kind, ())):
            areas |= set(db.session.scalars(select(model.area_id).distinct().where(model.id.in_(some))))
    for some in portions(touched.get("person", ())):
        areas |= set(db.session.scalars(managed_otherwise(some)))
    if len(areas) >= COUNTED_FROM:
        bulk.count_anew(db.session(), FEEDS)
    for some in portions(areas):
        rewrite(some)


def portions(ids: Collection[int]) -> Iterator[list[int]]:
    """These ids in order, as many at once as our statement takes."""
    return bulk.portions(ids, AT_ONCE[db.session.get_bind().dialect.name])


KEEPER = Keeper(FEEDS, keep)


def rewrite(areas: Collection[int]) -> None:
    """The rows of these areas are made anew.

    The areas are locked first: of two acts on one area that commit side by side, the later reads what the
    earlier wrote.
    """
    asked, given = (MANY if len(areas) >= COUNTED_FROM else SOME), {"areas": list(areas)}
    locked = select(Area.id).where(Area.id.in_(asked)).order_by(Area.id).with_for_update(key_share=True)
    db.session.execute(locked, given).all()
    db.session.execute(delete(Progress).where(Progress.area_id.in_(asked)), given, execution_options=UNTRACKED)
    db.session.execute(made_anew(asked), given)


@cache
def made_anew(areas: BindParameter[int]) -> Insert:
    """The statement that every commit runs: made once a process, and of the table, so that it takes a list of areas."""
    return insert(Base.metadata.tables["progress"]).from_select(COLUMNS, progress_of(areas))


UNTRACKED = {"synchronize_session": False}


def rebuild() -> int:
    """Every row is made anew. Returns how many there are."""
    db.session.execute(delete(Progress), execution_options=UNTRACKED)
    db.session.execute(insert(Progress).from_select(COLUMNS, progress_of(None)))
    return db.session.scalar(select(func.count()).select_from(Progress)) or 0


def differences() -> list[int]:
    """The areas whose kept rows are not what their facts say; empty, or something wrote past the keeper."""
    return list(db.session.scalars(differing()))


@cache
def differing() -> Select[int]:
    """The areas where what is kept and what the facts say are not the same: made once a process."""
    should = progress_of(None).subquery("should")
    kept = select(*Progress.__table__.columns)
    missing = select(should).except_(kept).subquery("missing")
    needless = kept.except_(select(should)).subquery("needless")
    both = union_all(select(missing.c.area_id), select(needless.c.area_id)).subquery()
    return select(both.c.area_id).distinct().order_by(both.c.area_id)


def mend() -> int:
    """Rows that are not what their facts say are made anew, as after an upgrade. Returns of how many areas."""
    wrong = differences()
    for some in portions(wrong):
        rewrite(some)
    return len(wrong)


def names_of(area_ids_: Iterable[int]) -> list[str]:
    """The names of these areas, in order."""
    return list(db.session.scalars(select(Area.name).where(Area.id.in_(area_ids_)).order_by(Area.name_key)))
