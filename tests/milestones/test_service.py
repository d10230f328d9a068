"""The rows of the lists follow every act, whoever commits it; they can be compared and made anew."""

from datetime import UTC, date, datetime

import pytest
from flask import Flask
from sqlalchemy import select, text

from scaleup import commit
from scaleup.accounts.rules import Role
from scaleup.areas import service as areas
from scaleup.areas.models import Implementation
from scaleup.areas.rules import Exit, Founding, Leaving
from scaleup.delivery.models import DeliveryStart
from scaleup.enquiries import service as enquiries
from scaleup.enquiries.rules import Asking
from scaleup.extensions import db
from scaleup.facilitators import service as facilitators
from scaleup.facilitators.rules import Profession
from scaleup.licences import service as licences
from scaleup.licences.rules import Renewal, Terms
from scaleup.local.cli import migrate
from scaleup.milestones import service
from scaleup.milestones.cli import progress
from scaleup.milestones.models import Progress
from scaleup.milestones.queries import resting_on, troubles_of, wrong_is
from scaleup.milestones.rules import NEVER, Wrong
from scaleup.readiness import service as readiness
from scaleup.readiness.models import Assessment, SignOff
from scaleup.readiness.rules import Decision, Finding
from scaleup.readiness.rules import State as RoundState
from scaleup.support import service as support
from tests.client import Statements
from tests.factories import areas as founded
from tests.factories import demonstration, plans
from tests.factories import support as make
from tests.factories.readiness import permit

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
pytestmark = pytest.mark.usefixtures("session")


def line(of: Implementation) -> Progress:
    commit.now()
    db.session.expire_all()
    return db.session.get_one(Progress, of.id)


@pytest.fixture
def marlbury() -> Implementation:
    return make.implementation(make.area())


def test_an_area_that_has_taken_up_nothing_is_a_line_of_its_own() -> None:
    areas.load_authorities()
    leeds = areas.found(Founding("Leeds", "England", frozenset({"E08000035"})), by=None, now=NOW)
    jersey = areas.found(Founding("Jersey", "Jersey"), by=None, now=NOW)
    commit.now()
    rows = db.session.execute(
        select(Progress.id, Progress.name_key, Progress.region, Progress.due_on, Progress.preparing_on).order_by(
            Progress.name_key
        )
    ).all()
    assert rows == [
        (-jersey.id, "jersey", "Jersey", NEVER, None),
        (-leeds.id, "leeds", "Yorkshire and The Humber", NEVER, None),
    ]
    opened = make.implementation(make.area("Hull"))
    moved = make.implementation(leeds)
    commit.now()
    assert db.session.scalars(select(Progress.id).order_by(Progress.id)).all() == [-jersey.id, opened.id, moved.id]


def test_a_line_knows_when_somebody_asked_when_readiness_began_and_when_it_was_signed_with_a_go() -> None:
    opened = founded.shipped_implementation()
    manager = make.person("Priya Nair", Role.IMPLEMENTATION_MANAGER)
    asking = Asking(
        programme_id=opened.programme_id,
        organisation="Marlbury Council",
        nation="England",
        authority_codes=frozenset(),
        places="",
        name="Anita Rao",
        email="anita@marlbury.example",
        role="Commissioner",
        wanted="Groups in the north of the town.",
    )
    enquiry = enquiries.type_in(
        asking, came_on=date(2023, 9, 12), manager_id=None, acknowledged=False, by=manager.id, now=NOW
    )
    commit.now()
    assert line(opened).enquiry_on is None, "it belongs to no area yet"
    enquiries.note_taken_up(enquiry, opened, on_day=date(2026, 11, 20), by=manager.id)
    found = line(opened)
    assert (found.enquiry_on, found.readiness_on, found.preparing_on) == (date(2023, 9, 12), None, None)
    first = readiness.begin(opened.id, by=manager.id, now=NOW)
    found = line(opened)
    assert (found.readiness_on, found.preparing_on) == (date(2026, 11, 23), None)
    signed(first, Decision.NOT_YET, date(2026, 11, 24))
    assert line(opened).preparing_on is None
    signed(readiness.begin(opened.id, by=manager.id, now=NOW), Decision.CONDITIONS, date(2026, 11, 25))
    assert line(opened).preparing_on == date(2026, 11, 25)


def signed(one: Assessment, decision: Decision, on: date) -> None:
    """The round is signed with this decision, without what a person would look at."""
    one.state = RoundState.SIGNED
    make.keep(
        SignOff(
            assessment_id=one.id,
            implementation_id=one.implementation_id,
            area_id=one.area_id,
            name="Helen Ashworth",
            role="Unit manager",
            decision=decision,
            reason="As agreed",
            signed_on=on,
            entered_at=NOW,
            finding=Finding.READY,
            told=[],
            failing=[],
        )
    )


def test_a_line_knows_the_first_day_of_each_stage(marlbury: Implementation) -> None:
    assert (line(marlbury).preparing_on, line(marlbury).training_on) == (date(2023, 9, 12), None)
    make.licence(marlbury)
    make.keep(
        DeliveryStart(
            implementation_id=marlbury.id, area_id=marlbury.area_id, started_on=date(2024, 2, 29), source="told"
        )
    )
    found = line(marlbury)
    assert (found.training_on, found.delivering_on) == (date(2024, 4, 1), date(2024, 2, 29))
    assert (found.embedded_on, found.ended_on) == (date(2025, 2, 28), date(2027, 4, 1))


def test_a_line_knows_the_earliest_day_by_which_somebody_is_wanted(marlbury: Implementation) -> None:
    licence = make.licence(marlbury, starts_on=date(2026, 4, 1), ends_on=date(2029, 3, 31))
    support.make_plan(licence.id)
    found = line(marlbury)
    assert (found.contact_due_on, found.due_on, found.decide_on) == (
        date(2026, 5, 1),
        date(2026, 5, 1),
        date(2028, 10, 2),
    )
    plans.agreed(marlbury, date(2026, 4, 20))
    assert (line(marlbury).action_due_on, line(marlbury).due_on) == (date(2026, 4, 20), date(2026, 4, 20))


def test_a_decision_on_renewal_is_wanted_until_it_is_made(marlbury: Implementation) -> None:
    licence = make.licence(marlbury)
    assert (line(marlbury).due_on, line(marlbury).decide_on) == (NEVER, date(2026, 10, 2))
    licence.renewal = Renewal.END
    assert line(marlbury).decide_on == NEVER


def test_training_without_a_first_session_wants_somebody_after_120_days(marlbury: Implementation) -> None:
    make.licence(marlbury, starts_on=date(2026, 4, 1), ends_on=date(2029, 3, 31))
    visitor = facilitators.join(
        marlbury.id, make.person("Cerys Bevan").id, profession=Profession.HEALTH_VISITOR, by=None
    )
    commit.now()
    facilitators.record_part(visitor.id, "initial", done_on=date(2026, 6, 26), by=None)
    found = line(marlbury)
    assert (found.trained_on, found.due_on) == (date(2026, 6, 26), date(2026, 10, 24))


def test_a_dropped_draft_never_was_a_licence_and_an_ended_one_ended_on_its_day() -> None:
    marlbury = founded.shipped_implementation()
    terms = Terms(date(2026, 4, 1), date(2029, 3, 31), 12)
    draft = licences.draft(marlbury.id, terms, number=None, by=None, now=NOW)
    licences.drop(draft.id, reason="not now", version=draft.version, by=None, now=NOW)
    assert (line(marlbury).licence_id, line(marlbury).ended_on) == (None, None)
    permit(marlbury)
    again = licences.draft(marlbury.id, terms, number=None, by=None, now=NOW)
    licences.grant(again.id, on_day=date(2026, 4, 1), version=again.version, by=None, now=NOW)
    licences.end(again.id, on_day=date(2026, 11, 2), reason="merged", version=again.version, by=None, now=NOW)
    assert (line(marlbury).licence_state, line(marlbury).ended_on) == ("ended", date(2026, 11, 2))


def test_a_suspension_planned_over_christmas_rests_on_its_own_days_alone() -> None:
    marlbury = founded.shipped_implementation(make.area())
    licence = make.licence(marlbury, starts_on=date(2026, 4, 1), ends_on=date(2029, 3, 31))
    christmas = {"from_on": date(2026, 12, 18), "to_on": date(2027, 1, 8)}
    licences.suspend(licence.id, **christmas, reason="no groups", version=licence.version, by=None, now=NOW)
    found = line(marlbury)
    assert (found.suspended_on, found.suspended_until_on) == (date(2026, 12, 18), date(2027, 1, 8))
    days = [date(2026, 12, 17), date(2026, 12, 18), date(2027, 1, 8), date(2027, 1, 9)]
    assert [rests(marlbury, day) for day in days] == [False, True, True, False]
    said = [{one.words for one in troubles_of(found, day)} for day in days]
    assert ["Licence suspended" in words for words in said] == [False, True, True, False]


def rests(of: Implementation, day: date) -> bool:
    """Whether the lists find the line among those held back on this day, and among the suspended."""
    found = {
        bool(db.session.scalar(select(Progress.id).where(Progress.id == of.id, asked)))
        for asked in (resting_on(day), wrong_is(Wrong.SUSPENDED, day))
    }
    assert len(found) == 1
    return found.pop()


def test_who_left_wants_nobody_and_who_paused_rests(marlbury: Implementation) -> None:
    make.licence(marlbury)
    assert not line(marlbury).resting
    leaving = Leaving(date(2026, 11, 20), Exit.PAUSED, "no midwives")
    areas.close(marlbury.id, leaving, version=marlbury.version, by=None, now=NOW)
    found = line(marlbury)
    assert (found.resting, found.due_on, found.ended_on) == (True, NEVER, date(2026, 11, 20))


def test_what_is_taken_back_leaves_no_line_and_asks_nothing(statements: Statements) -> None:
    make.area("Nowhere")
    db.session.rollback()
    make.area("Somewhere")
    statements.clear()
    commit.now()
    assert db.session.scalars(select(Progress.name_key)).all() == ["somewhere"]
    assert len([one for one in statements.writing if "progress" in one]) == 2
    statements.clear()
    commit.now()
    assert statements.writing == []


def test_any_number_of_areas_is_one_pair_of_statements(statements: Statements) -> None:
    for number in range(30):
        make.licence(make.implementation(make.area(f"Area {number}")), number=f"BS-{number}")
    statements.clear()
    commit.now()
    assert [one.split()[0] for one in statements if "progress" in one] == ["DELETE", "INSERT"]


def test_the_demonstration_is_kept_level_and_can_be_made_anew(app: Flask) -> None:
    demonstration.lay_out(NOW)
    commit.now()
    assert service.differences() == []
    kept = db.session.execute(select(Progress.__table__).order_by(Progress.id)).all()
    db.session.execute(text("UPDATE progress SET due_on = '2020-01-01' WHERE name_key = 'marlbury'"))
    db.session.execute(text("DELETE FROM progress WHERE name_key = 'leeds'"))
    commit.now()
    runner = app.test_cli_runner()
    checked = runner.invoke(progress, ["--check"])
    assert (checked.exit_code, checked.output) == (
        1,
        "The lists are wrong about 2 areas: Leeds, Marlbury. Run: scaleup progress --rebuild.\n",
    )
    assert runner.invoke(progress, ["--rebuild"]).output == f"{len(kept)} lines of the list are made anew.\n"
    assert runner.invoke(progress, ["--check"]).output == "The lists say what the facts say.\n"
    assert runner.invoke(progress).exit_code == 2
    assert db.session.execute(select(Progress.__table__).order_by(Progress.id)).all() == kept


def test_an_upgraded_database_has_its_lists(app: Flask) -> None:
    marlbury = founded.shipped_implementation()
    commit.now()
    db.session.execute(text("DELETE FROM progress"))
    commit.now()
    assert app.test_cli_runner().invoke(migrate).exit_code == 0
    assert db.session.scalars(select(Progress.id)).all() == [marlbury.id]
    assert service.mend() == 0


def test_a_savepoint_that_is_taken_back_takes_no_line_with_it(marlbury: Implementation) -> None:
    line(marlbury)
    marlbury.area.name_key = "marlbury and kelso"
    db.session.begin_nested().rollback()
    assert line(marlbury).name_key == "marlbury and kelso"
