"""The list of areas: what SQL sorts and counts by is what the rules say; scope, filters, order; few statements."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session, scoped_session

from scaleup import commit
from scaleup.accounts.models import Person
from scaleup.accounts.rules import Role
from scaleup.areas.models import Implementation
from scaleup.areas.queries import implementations_of
from scaleup.core.pages import Actor
from scaleup.delivery.queries import start_of
from scaleup.enquiries.models import Enquiry
from scaleup.extensions import db
from scaleup.licences.queries import licences_of
from scaleup.milestones.rules import RANK, Need, Stage, StageDates, Wrong, stage
from scaleup.portfolio.queries.counts import counts
from scaleup.portfolio.queries.lines import Line, lines, managers
from scaleup.portfolio.queries.narrowing import Wanted
from scaleup.readiness.models import Assessment, SignOff
from tests.client import Statements
from tests.factories import accounts as people
from tests.factories import areas as make
from tests.factories import demonstration

pytestmark = pytest.mark.usefixtures("session")
NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
TODAY = date(2026, 11, 23)


ONE = pytest.mark.parametrize("dialect", ["sqlite"])
"""Laying out the demonstration takes seconds, and what these tests ask is asked of both databases by the others."""


@pytest.fixture
def helen() -> Actor:
    """A unit manager, with the demonstration laid out before her."""
    demonstration.lay_out(NOW)
    commit.now()
    return make.actor(named("Helen Ashworth"), Role.UNIT_MANAGER)


def named(name: str) -> Person:
    found = db.session.query(Person).filter_by(name=name).one()
    assert isinstance(found, Person)
    return found


def shown(who: Actor, **wanted: object) -> list[Line]:
    return lines(who, Wanted(most=500, **wanted), TODAY)  # type: ignore[arg-type]


def needs(line: Line) -> str:
    return line.troubles[0].need.value if line.troubles else ""


def before_the_licence(one: Implementation) -> dict[str, date | None]:
    """When somebody asked, readiness began, and it was signed with a go; else when it was opened."""
    came = db.session.scalars(select(Enquiry.came_on).where(Enquiry.implementation_id == one.id)).all()
    begun = db.session.scalars(select(Assessment.begun_on).where(Assessment.implementation_id == one.id)).all()
    went = db.session.scalars(
        select(SignOff.signed_on).where(SignOff.implementation_id == one.id, SignOff.decision.like("go%"))
    ).all()
    ready_on = min(went, default=None) if came or begun else one.opened_on
    return {
        "enquiry_on": min(came, default=None),
        "readiness_on": min(begun, default=None),
        "preparing_on": ready_on,
    }


def stage_by_rule(one: Implementation) -> Stage:
    licences = [licence for licence in licences_of(one.area_id) if licence.state != "draft"]
    newest = licences[0] if licences else None
    over = [one.closed_on, newest.ends_on + timedelta(days=1) if newest else None]
    if newest is not None and newest.state in ("ended", "terminated"):
        over.append(newest.moves[-1].on_day)
    start = start_of(one.id)
    dates = StageDates(
        **before_the_licence(one),
        training_on=newest.starts_on if newest else None,
        delivering_on=start.started_on if start else None,
        ended_on=min((day for day in over if day), default=None),
        paused=one.exit == "paused",
    )
    return stage(dates, TODAY)


def test_the_database_sorts_counts_and_filters_by_what_the_rules_say(helen: Actor) -> None:
    every = shown(helen)
    assert len(every) == 38
    ranks = [RANK[line.troubles[0].need] if line.troubles else 3 for line in every]
    assert ranks == sorted(ranks)
    for need in Need:
        wanted = {line.name for line in every if needs(line) == need}
        assert {line.name for line in shown(helen, need=need.value)} == wanted
    counted = counts(helen, Wanted(), TODAY)
    assert (counted.total, counted.found) == (38, 38)
    assert counted.needed == sum(needs(line) in (Need.LATE, Need.SOON) for line in every)
    for wrong in Wrong:
        wanted = {line.name for line in every if wrong in said_of(line)}
        assert {line.name for line in shown(helen, need=wrong.value)} == wanted, wrong


def said_of(line: Line) -> set[Wrong]:
    late = {one.wrong for one in line.troubles if one.need is not Need.SOON}
    late |= {Wrong.CHANGE} if line.red_on else set()
    return late | ({Wrong.NOBODY} if line.implementation_id and not line.manager and not line.closed else set())


def test_the_stage_in_the_list_is_the_stage_of_the_rules(helen: Actor) -> None:
    by_rule = {line.name: stage_by_rule(implementations_of(line.area_id)[0]) for line in shown(helen)}
    assert {line.name: line.stage for line in shown(helen)} == by_rule
    assert set(by_rule.values()) >= {"enquiry", "preparing", "training", "delivering", "embedded", "paused", "ended"}
    counted = counts(helen, Wanted(stage="training"), TODAY).by_stage
    assert counted["training"] == sum(stage == "training" for stage in by_rule.values())
    assert {line.stage for line in shown(helen, stage="training")} == {"training"}


@ONE
def test_everyone_else_sees_and_counts_their_own_areas_only(helen: Actor) -> None:
    niamh = make.actor(named("Niamh O’Rourke"), Role.PROJECT_LEAD)
    assert [line.name for line in shown(niamh)] == ["Marlbury"]
    assert counts(niamh, Wanted(), TODAY).total == 1
    assert [name for _, name in managers(niamh, TODAY)] == ["Priya Nair"]
    wen = make.actor(named("Wen Zhao"), Role.ADMINISTRATOR)
    assert (shown(wen), counts(wen, Wanted(), TODAY).total) == ([], 0)


@ONE
def test_filters_narrow_the_list(helen: Actor) -> None:
    samuel = named("Samuel Okafor")
    assert {line.nation for line in shown(helen, nation="Scotland")} == {"Scotland"}
    assert {line.programme for line in shown(helen, programme="minding-the-baby")} == {"Minding the Baby"}
    assert {line.manager for line in shown(helen, manager_id=samuel.id)} == {"Samuel Okafor"}
    assert [line.name for line in shown(helen, search="marlb")] == ["Marlbury"]
    assert [line.name for line in shown(helen, search="wiśniewska")] == ["Bournemouth, Christchurch and Poole"]
    assert shown(helen, search="100%_") == []
    assert shown(helen, need="nonsense") == []


@ONE
def test_each_trouble_goes_with_each_stage_and_the_page_holds_what_is_counted(helen: Actor) -> None:
    for need in (*Need, *Wrong):
        for where in Stage:
            wanted = Wanted(most=500, need=need.value, stage=where.value)
            assert len(lines(helen, wanted, TODAY)) == counts(helen, wanted, TODAY).found, (need, where)


ORDERS: dict[str, Callable[[Line], str | date]] = {
    "name": lambda line: line.name.casefold(),
    "next": lambda line: line.contact_due_on or date.max,
    "ends": lambda line: line.ends_on or date.max,
    "manager": lambda line: line.manager.casefold(),
}


def test_the_list_stands_in_the_order_asked_for(helen: Actor) -> None:
    for sort, key in ORDERS.items():
        found = [key(line) for line in shown(helen, sort=sort)]
        assert found == sorted(found), sort  # type: ignore[type-var]  # each order compares dates, or texts
    assert shown(helen, sort="name", direction="descending")[0].name == "Wrexham"


@ONE
class TestThePage:
    @pytest.fixture(autouse=True)
    def signed_in(self, clock: Callable[[str], None], client: FlaskClient, session: scoped_session[Session]) -> None:
        clock("2026-11-23T12:00:00+00:00")
        demonstration.lay_out(NOW)
        people.sign_in(client, named("Helen Ashworth"))

    def test_begins_with_the_figures_and_keeps_filters_as_chips(self, client: FlaskClient) -> None:
        assert "of 38 areas need someone this week." in client.get("/areas").text
        page = client.get("/areas?need=late&nation=Wales&sort=name").text
        assert "Remove filter: </span>Needs attention: Late" in page
        assert 'href="/areas?nation=Wales&amp;sort=name"' in page
        assert "Swansea" in page
        assert "Wrexham" not in page
        assert "No area is like that." in client.get("/areas?q=zzz").text

    def test_bears_nonsense_in_the_address_and_asks_the_database_little(
        self, client: FlaskClient, statements: Statements
    ) -> None:
        for nonsense in ("page=%00", "manager=²", "sort=x&direction=y", "stage=x&need=y&programme=z", "q=%00%27"):
            assert client.get(f"/areas?{nonsense}").status_code == 200
        statements.clear()
        client.get("/areas")
        asked = [one for one in statements if one.lstrip().upper().startswith(("SELECT", "WITH"))]
        assert len(asked) <= 8, "\n\n".join(asked)
