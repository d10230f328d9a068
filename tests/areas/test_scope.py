"""Who sees which areas: one function, and every role it answers for."""

from datetime import date

import pytest
from sqlalchemy import func, select

from scaleup.accounts.rules import Role
from scaleup.areas import queries, service
from scaleup.areas.models import Area
from scaleup.areas.rules import AreaRole
from scaleup.core.errors import Absent
from scaleup.core.pages import Actor
from scaleup.extensions import db
from tests.factories import areas as make
from tests.factories.areas import TODAY

pytestmark = pytest.mark.usefixtures("session")

OPENED = [Role.IMPLEMENTATION_MANAGER, Role.TRAINER, Role.PROJECT_LEAD, Role.DEPUTY, Role.VIEWER]


def seen(by: Actor, today: date = TODAY) -> set[str]:
    asked = queries.scoped(select(Area.name), Area.id, actor=by, today=today)
    return set(db.session.scalars(asked))


def give(person_id: int, area_id: int, role: Role, until_on: date | None = None) -> None:
    service.give_access(
        area_id,
        person_id,
        role=role,
        from_on=date(2026, 1, 1),
        until_on=until_on,
        through="a test",
        by=None,
    )


def test_a_unit_manager_sees_every_area() -> None:
    make.area("Marlbury")
    make.area("Oxley")
    helen = make.person("Helen Ashworth")
    assert seen(make.actor(helen, Role.UNIT_MANAGER)) == {"Marlbury", "Oxley"}


@pytest.mark.parametrize("role", OPENED)
def test_everyone_else_sees_the_areas_that_were_opened_to_them(role: Role) -> None:
    marlbury, _oxley = make.area("Marlbury"), make.area("Oxley")
    somebody = make.person()
    give(somebody.id, marlbury.id, role)
    assert seen(make.actor(somebody, role)) == {"Marlbury"}


def test_an_administrator_sees_no_area_whatever_access_says() -> None:
    marlbury, somebody = make.area("Marlbury"), make.person()
    give(somebody.id, marlbury.id, Role.VIEWER)
    assert seen(make.actor(somebody, Role.ADMINISTRATOR)) == set()


def test_access_in_a_role_that_was_taken_away_opens_nothing() -> None:
    marlbury, somebody = make.area("Marlbury"), make.person()
    give(somebody.id, marlbury.id, Role.TRAINER)
    assert seen(make.actor(somebody, Role.VIEWER)) == set()


def test_an_administrator_who_is_also_a_viewer_sees_what_the_viewer_sees() -> None:
    marlbury, somebody = make.area("Marlbury"), make.person()
    give(somebody.id, marlbury.id, Role.VIEWER)
    assert seen(make.actor(somebody, Role.ADMINISTRATOR, Role.VIEWER)) == {"Marlbury"}


def test_access_counts_on_its_last_day_and_not_after() -> None:
    marlbury, somebody = make.area("Marlbury"), make.person()
    give(somebody.id, marlbury.id, Role.TRAINER, until_on=date(2026, 11, 23))
    trainer = make.actor(somebody, Role.TRAINER)
    assert seen(trainer, date(2025, 12, 31)) == set()
    assert seen(trainer, date(2026, 1, 1)) == {"Marlbury"}
    assert seen(trainer, date(2026, 11, 23)) == {"Marlbury"}
    assert seen(trainer, date(2026, 11, 24)) == set()


def test_a_count_and_a_list_agree() -> None:
    marlbury, _oxley = make.area("Marlbury"), make.area("Oxley")
    somebody = make.person()
    give(somebody.id, marlbury.id, Role.DEPUTY)
    give(somebody.id, marlbury.id, Role.DEPUTY)
    deputy = make.actor(somebody, Role.DEPUTY)
    asked = queries.scoped(select(func.count()).select_from(Area), Area.id, actor=deputy, today=TODAY)
    assert db.session.scalar(asked) == 1


def test_someone_elses_area_reads_as_absent_as_one_that_never_was() -> None:
    marlbury, oxley = make.area("Marlbury"), make.area("Oxley")
    niamh = make.person("Niamh O'Rourke")
    service.add_person(marlbury.id, niamh.id, role=AreaRole.PROJECT_LEAD, from_on=date(2026, 1, 1), by=None)
    lead = make.actor(niamh, Role.PROJECT_LEAD)
    assert queries.area_in_scope(lead, marlbury.id, TODAY).name == "Marlbury"
    for absent in (oxley.id, 999_999):
        with pytest.raises(Absent):
            queries.area_in_scope(lead, absent, TODAY)


@pytest.mark.parametrize(
    ("role", "reads"),
    [
        (Role.IMPLEMENTATION_MANAGER, True),
        (Role.TRAINER, True),
        (Role.PROJECT_LEAD, False),
        (Role.DEPUTY, False),
        (Role.VIEWER, False),
    ],
)
def test_project_leads_see_no_staff_rating_step_decision_or_staff_note(role: Role, reads: bool) -> None:
    marlbury, somebody = make.area("Marlbury"), make.person()
    give(somebody.id, marlbury.id, role)
    assert queries.staff_in(make.actor(somebody, role), marlbury.id, TODAY) is reads


def test_a_trainer_of_one_area_reads_no_staff_note_of_the_area_that_they_lead() -> None:
    marlbury, oxley = make.area("Marlbury"), make.area("Oxley")
    somebody = make.person()
    give(somebody.id, marlbury.id, Role.TRAINER)
    give(somebody.id, oxley.id, Role.PROJECT_LEAD)
    both = make.actor(somebody, Role.TRAINER, Role.PROJECT_LEAD)
    assert queries.staff_in(both, marlbury.id, TODAY)
    assert not queries.staff_in(both, oxley.id, TODAY)


def test_a_unit_manager_reads_staff_notes_everywhere() -> None:
    marlbury, helen = make.area("Marlbury"), make.person()
    assert queries.staff_in(make.actor(helen, Role.UNIT_MANAGER), marlbury.id, TODAY)
