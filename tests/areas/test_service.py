"""Areas founded, edited, peopled, taking up programmes and leaving them."""

from datetime import date

import pytest
from sqlalchemy import select

from scaleup import audit
from scaleup.accounts.rules import Role
from scaleup.areas import queries, service
from scaleup.areas.models import Area, ClosureDay, Implementation
from scaleup.areas.rules import (
    AreaNationChanged,
    AreaPersonEnded,
    AreaRole,
    Closure,
    ClosureDayChanged,
    Exit,
    Founding,
    ImplementationClosed,
    Leaving,
    ManagerAssigned,
    OrganisationRole,
    RemindersStarted,
)
from scaleup.core import facts
from scaleup.core.errors import Absent, Conflict, Refused
from scaleup.extensions import db
from tests.factories import areas as make
from tests.factories.areas import NOW, TODAY

pytestmark = pytest.mark.usefixtures("session")


@pytest.fixture
def announced() -> list[object]:
    """Every fact that is announced from here on; nothing follows from any."""
    heard: list[object] = []

    def listen(fact: object) -> list[facts.Change]:
        heard.append(fact)
        return []

    facts.install([facts.Handler(object, listen, lambda _fact, _changes: None)])
    return heard


def acts() -> list[str]:
    return list(db.session.scalars(select(audit.Entry.act).order_by(audit.Entry.id)))


def said(refused: pytest.ExceptionInfo[Refused]) -> list[tuple[str, str]]:
    return [(refusal.field, refusal.message) for refusal in refused.value.refusals]


class TestAnAreaIsFounded:
    def test_with_the_local_authorities_that_it_covers(self) -> None:
        assert service.load_authorities() == 361
        found = service.found(
            Founding("Bournemouth, Christchurch and Poole", "England", frozenset({"E06000058"})),
            by=None,
            now=NOW,
        )
        covered = queries.authorities_of(found.id)
        assert [authority.name for authority in covered] == ["Bournemouth, Christchurch and Poole"]
        assert found.reminders_started_at == NOW
        assert acts() == ["area founded"]

    def test_loading_the_authorities_again_adds_none(self) -> None:
        service.load_authorities()
        assert service.load_authorities() == 0

    def test_on_an_island_with_none(self) -> None:
        found = service.found(Founding("Jersey", "Jersey"), by=None, now=NOW)
        assert queries.authorities_of(found.id) == []

    def test_never_twice_by_case_or_spaces_alone(self) -> None:
        service.found(Founding("Derry City and Strabane", "Northern Ireland"), by=None, now=NOW)
        with pytest.raises(Refused) as refused:
            service.found(Founding("derry  city and STRABANE", "Northern Ireland"), by=None, now=NOW)
        assert said(refused)[0][0] == "name"
        assert "already an area called" in said(refused)[0][1]

    def test_never_in_a_nation_without_a_calendar(self) -> None:
        with pytest.raises(Refused) as refused:
            service.found(Founding("Cork", "Ireland"), by=None, now=NOW)
        assert said(refused) == [
            (
                "nation",
                "Choose a nation: its bank holidays decide on which days contacts fall. "
                "There is no calendar for “Ireland”.",
            )
        ]

    def test_never_without_a_name_or_over_an_unknown_authority(self) -> None:
        with pytest.raises(Refused) as refused:
            service.found(Founding(" ", "England", frozenset({"E99999999"})), by=None, now=NOW)
        assert [field for field, _ in said(refused)] == ["name", "authorities"]

    def test_held_back_when_it_is_brought_in(self, announced: list[object]) -> None:
        held = service.found_held(Founding("Tendring", "England"), by=None, now=NOW)
        assert held.reminders_started_at is None
        assert service.start_reminders(held.id, by=None, now=NOW)
        assert held.reminders_started_at == NOW
        assert not service.start_reminders(held.id, by=None, now=NOW)
        assert announced == [RemindersStarted(held.id, None)]


class TestTwoPeopleSaveOneArea:
    def test_the_second_is_told_what_the_first_saved(self) -> None:
        area = make.area("Marlbury")
        service.edit(area.id, Founding("Marlbury and Vale", "England"), version=1, by=None)
        with pytest.raises(Conflict) as conflict:
            service.edit(area.id, Founding("Marlbury Town", "Wales"), version=1, by=None)
        assert conflict.value.theirs == {"name": "Marlbury and Vale", "nation": "England", "authorities": ""}
        assert db.session.scalar(select(Area.name)) == "Marlbury and Vale"

    def test_and_may_save_over_it_knowingly(self) -> None:
        area = make.area("Marlbury")
        service.edit(area.id, Founding("Marlbury and Vale", "England"), version=1, by=None)
        service.edit(area.id, Founding("Marlbury Town", "England"), version=2, by=None)
        assert (area.name, area.version) == ("Marlbury Town", 3)

    def test_a_change_of_nation_is_announced(self, announced: list[object]) -> None:
        area = make.area("Marlbury")
        service.edit(area.id, Founding("Marlbury", "Scotland"), version=1, by=7)
        assert announced == [AreaNationChanged(area.id, "Scotland", "England", 7)]
        entry = db.session.scalars(select(audit.Entry).where(audit.Entry.act == "area edited")).one()
        assert (entry.person_id, entry.fields) == (7, ["nation"])


class TestPeopleOfAnArea:
    def test_a_project_lead_sees_the_area_from_that_day_until_the_last(self, announced: list[object]) -> None:
        area, niamh = make.area(), make.person("Niamh O'Rourke")
        held = service.add_person(area.id, niamh.id, role=AreaRole.PROJECT_LEAD, from_on=date(2026, 3, 2), by=None)
        access = queries.access_of(area.id, person_id=niamh.id, today=TODAY)
        assert [(row.role, row.through) for row in access] == [("project_lead", "project lead")]
        service.end_person(held.id, area_id=area.id, last_on=date(2026, 11, 27), by=None)
        assert queries.access_of(area.id, person_id=niamh.id, today=date(2026, 11, 27)) == access
        assert queries.access_of(area.id, person_id=niamh.id, today=date(2026, 11, 28)) == []
        assert announced == [AreaPersonEnded(area.id, niamh.id, AreaRole.PROJECT_LEAD, date(2026, 11, 27), None)]

    def test_a_commissioner_is_known_and_sees_nothing(self) -> None:
        area, somebody = make.area(), make.person()
        service.add_person(area.id, somebody.id, role=AreaRole.COMMISSIONER, from_on=date(2026, 3, 2), by=None)
        assert queries.access_of(area.id, person_id=somebody.id, today=TODAY) == []

    def test_nobody_is_the_same_twice_at_once(self) -> None:
        area, niamh = make.area(), make.person("Niamh O'Rourke")
        service.add_person(area.id, niamh.id, role=AreaRole.DEPUTY, from_on=date(2026, 3, 2), by=None)
        with pytest.raises(Refused) as refused:
            service.add_person(area.id, niamh.id, role=AreaRole.DEPUTY, from_on=TODAY, by=None)
        assert said(refused) == [
            (
                "role",
                "Niamh O'Rourke is already deputy lead here, since 2 March 2026. Choose another role or person.",
            )
        ]

    def test_nobody_stops_before_they_began(self) -> None:
        area, niamh = make.area(), make.person()
        held = service.add_person(area.id, niamh.id, role=AreaRole.DEPUTY, from_on=TODAY, by=None)
        with pytest.raises(Refused, match="They began on 23 November 2026"):
            service.end_person(held.id, area_id=area.id, last_on=date(2026, 11, 22), by=None)

    def test_a_person_of_another_area_is_absent_here(self) -> None:
        area, other, niamh = make.area("Marlbury"), make.area("Oxley"), make.person()
        held = service.add_person(area.id, niamh.id, role=AreaRole.DEPUTY, from_on=TODAY, by=None)
        with pytest.raises(Absent):
            service.end_person(held.id, area_id=other.id, last_on=TODAY, by=None)

    def test_recipients_are_those_of_today_who_are_not_deactivated(self) -> None:
        marlbury, oxley = make.area("Marlbury"), make.area("Oxley")
        niamh, former, later, off = (make.person(name) for name in ("Niamh", "Former", "Later", "Off"))
        off.deactivated_at = NOW
        for whom, since in ((niamh, date(2026, 1, 1)), (later, date(2026, 12, 1)), (off, date(2026, 1, 1))):
            service.add_person(marlbury.id, whom.id, role=AreaRole.PROJECT_LEAD, from_on=since, by=None)
        held = service.add_person(marlbury.id, former.id, role=AreaRole.PROJECT_LEAD, from_on=date(2026, 1, 1), by=None)
        service.end_person(held.id, area_id=marlbury.id, last_on=date(2026, 11, 22), by=None)
        found = queries.people_of([marlbury.id, oxley.id], AreaRole.PROJECT_LEAD, today=TODAY)
        assert found == {marlbury.id: [niamh]}

    def test_access_ends_at_once(self) -> None:
        area, ruth = make.area(), make.person("Ruth Adeyemi")
        given = service.give_access(
            area.id,
            ruth.id,
            role=Role.TRAINER,
            from_on=TODAY,
            until_on=None,
            through="training event",
            by=None,
        )
        service.end_access(given.id, area_id=area.id, today=TODAY, by=None)
        assert queries.access_of(area.id, person_id=ruth.id, today=TODAY) == []

    def test_access_never_ends_before_it_begins_nor_opens_all_areas(self) -> None:
        area, ruth = make.area(), make.person()
        with pytest.raises(Refused, match="before it begins on 23 November 2026"):
            service.give_access(
                area.id,
                ruth.id,
                role=Role.TRAINER,
                from_on=TODAY,
                until_on=date(2026, 11, 1),
                through="",
                by=None,
            )
        with pytest.raises(Refused, match="Unit manager is not a role in one area"):
            service.give_access(
                area.id, ruth.id, role=Role.UNIT_MANAGER, from_on=TODAY, until_on=None, through="", by=None
            )

    def test_an_organisation_is_one_under_every_spelling_of_case(self) -> None:
        area = make.area()
        service.add_organisation(area.id, "Marlbury Council", role=OrganisationRole.COMMISSIONER, by=None)
        service.add_organisation(area.id, "MARLBURY  council", role=OrganisationRole.COMMISSIONER, by=None)
        service.add_organisation(area.id, "Marlbury council", role=OrganisationRole.EMPLOYER, by=None)
        found = [(row.organisation.name, row.role) for row in queries.organisations_of(area.id)]
        assert found == [("Marlbury Council", "commissioner"), ("Marlbury Council", "employer")]


class TestAnImplementation:
    def test_is_opened_once_a_programme(self) -> None:
        implementation = make.implementation(opened_on=date(2024, 1, 23))
        with pytest.raises(Refused) as refused:
            service.open_implementation(
                implementation.area_id, implementation.programme_version_id, opened_on=TODAY, by=None
            )
        assert said(refused) == [
            (
                "programme",
                "This area already takes up Baby Steps, since 23 January 2024. Close that implementation first.",
            )
        ]

    def test_has_a_manager_who_sees_the_area_and_a_former_one_who_does_not(self, announced: list[object]) -> None:
        implementation = make.implementation()
        announced.clear()
        priya = make.person("Priya Nair", Role.IMPLEMENTATION_MANAGER)
        gareth = make.person("Gareth Llewellyn", Role.IMPLEMENTATION_MANAGER)
        service.assign_manager(implementation.id, priya.id, on_day=date(2026, 5, 1), by=None)
        service.assign_manager(implementation.id, gareth.id, on_day=TODAY, by=None)
        area_id = implementation.area_id
        assert queries.access_of(area_id, person_id=priya.id, today=date(2026, 11, 22)) != []
        assert queries.access_of(area_id, person_id=priya.id, today=TODAY) == []
        (access,) = queries.access_of(area_id, person_id=gareth.id, today=TODAY)
        assert access.through == "manager of the implementation"
        assert queries.managers_of([implementation.id]) == {implementation.id: gareth}
        assert announced[-1] == ManagerAssigned(implementation.id, area_id, gareth.id, priya.id, TODAY, person_id=None)

    def test_keeps_the_access_of_a_manager_who_has_another_one_there(self) -> None:
        area = make.area()
        first = make.implementation(area, version=make.programme_version("baby-steps"))
        second = make.implementation(area, version=make.programme_version("minding-the-baby"))
        priya = make.person("Priya Nair", Role.IMPLEMENTATION_MANAGER)
        gareth = make.person("Gareth Llewellyn", Role.IMPLEMENTATION_MANAGER)
        for one in (first, second):
            service.assign_manager(one.id, priya.id, on_day=date(2026, 5, 1), by=None)
        service.assign_manager(first.id, gareth.id, on_day=TODAY, by=None)
        assert len(queries.access_of(area.id, person_id=priya.id, today=TODAY)) == 1

    def test_is_never_managed_by_somebody_without_the_role(self) -> None:
        implementation, ruth = make.implementation(), make.person("Ruth Adeyemi", Role.TRAINER)
        with pytest.raises(Refused, match="Ruth Adeyemi is not an implementation manager"):
            service.assign_manager(implementation.id, ruth.id, on_day=TODAY, by=None)

    def test_closes_with_a_date_a_person_and_a_reason(self, announced: list[object]) -> None:
        implementation = make.implementation()
        announced.clear()
        closed = self.close(implementation, closed_on=date(2026, 11, 20), reason="Funding was withdrawn. ")
        assert (closed.closed_on, closed.exit, closed.exit_reason) == (
            date(2026, 11, 20),
            "withdrawn",
            "Funding was withdrawn.",
        )
        (fact,) = announced
        assert isinstance(fact, ImplementationClosed)
        assert (fact.closed_on, fact.exit) == (date(2026, 11, 20), Exit.WITHDRAWN)

    @staticmethod
    def close(
        implementation: Implementation,
        *,
        closed_on: date = TODAY,
        reason: str = "Funding was withdrawn.",
        exit_by: Exit = Exit.WITHDRAWN,
    ) -> Implementation:
        return service.close(
            implementation.id,
            Leaving(closed_on, exit_by, reason),
            version=implementation.version,
            by=None,
            now=NOW,
        )

    @pytest.mark.parametrize(
        ("closed_on", "reason", "field"),
        [
            (date(2026, 11, 24), "Funding", "closed_on"),
            (date(2024, 1, 22), "Funding", "closed_on"),
            (date(2026, 11, 20), "  ", "reason"),
        ],
    )
    def test_is_not_closed_ahead_before_it_opened_or_without_a_reason(
        self, closed_on: date, reason: str, field: str
    ) -> None:
        implementation = make.implementation(opened_on=date(2024, 1, 23))
        with pytest.raises(Refused) as refused:
            self.close(implementation, closed_on=closed_on, reason=reason)
        assert [where for where, _ in said(refused)] == [field]

    def test_closed_by_two_people_tells_the_second(self) -> None:
        implementation = make.implementation()
        version = implementation.version
        self.close(implementation)
        with pytest.raises(Conflict) as conflict:
            service.close(
                implementation.id,
                Leaving(TODAY, Exit.LAPSED, "Lapsed"),
                version=version,
                by=None,
                now=NOW,
            )
        assert conflict.value.theirs == {"closed_on": "2026-11-23"}

    def test_goes_on_only_after_a_pause(self) -> None:
        paused = make.implementation(make.area("Marlbury"), version=make.programme_version("baby-steps"))
        self.close(paused, exit_by=Exit.PAUSED)
        service.reopen(paused.id, version=paused.version, by=None)
        assert paused.closed_on is None
        self.close(paused, exit_by=Exit.LAPSED)
        with pytest.raises(Refused, match="Only a paused implementation can go on"):
            service.reopen(paused.id, version=paused.version, by=None)


class TestClosureDays:
    def test_are_no_working_days_there_from_then_on(self, announced: list[object]) -> None:
        friday = date(2026, 11, 27)
        assert queries.calendar_of("Scotland").is_working(friday)
        service.add_closure_day("Scotland", friday, reason="The unit moves house", by=3)
        assert not queries.calendar_of("Scotland").is_working(friday)
        assert queries.calendar_of("Wales").is_working(friday)
        assert announced == [ClosureDayChanged("Scotland", friday, Closure.ADDED, 3)]

    def test_of_every_nation_close_each(self) -> None:
        service.add_closure_day("all", date(2026, 11, 27), reason="The unit moves house", by=None)
        calendars = queries.calendars_of(["Jersey", "England"])
        assert [calendars[nation].is_working(date(2026, 11, 27)) for nation in ("Jersey", "England")] == [
            False,
            False,
        ]

    def test_taken_back_are_working_days_again(self, announced: list[object]) -> None:
        day = service.add_closure_day("all", date(2026, 11, 27), reason="The unit moves house", by=None)
        service.remove_closure_day(day.id, by=None)
        assert queries.calendar_of("England").is_working(date(2026, 11, 27))
        assert announced[-1] == ClosureDayChanged("all", date(2026, 11, 27), Closure.REMOVED, None)
        with pytest.raises(Absent):
            service.remove_closure_day(day.id, by=None)

    @pytest.mark.parametrize(
        ("nation", "on_day", "reason", "field"),
        [
            ("Ireland", date(2026, 11, 27), "Move", "nation"),
            ("all", date(2026, 11, 28), "Move", "on_day"),
            ("all", date(2026, 11, 27), " ", "reason"),
        ],
    )
    def test_are_refused_on_weekends_elsewhere_and_without_a_reason(
        self, nation: str, on_day: date, reason: str, field: str
    ) -> None:
        with pytest.raises(Refused) as refused:
            service.add_closure_day(nation, on_day, reason=reason, by=None)
        assert [where for where, _ in said(refused)] == [field]
        assert db.session.scalars(select(ClosureDay)).all() == []

    def test_are_kept_once(self) -> None:
        service.add_closure_day("all", date(2026, 11, 27), reason="The unit moves house", by=None)
        with pytest.raises(Refused, match="27 November 2026 is already a closure day"):
            service.add_closure_day("all", date(2026, 11, 27), reason="Again", by=None)
