"""What a question finds, in which order, for whom."""

from datetime import UTC, date, datetime

import pytest
from sqlalchemy import delete
from sqlalchemy.orm import Session, scoped_session

from scaleup.accounts import queries as accounts_queries
from scaleup.accounts import service as accounts
from scaleup.accounts.models import Person
from scaleup.accounts.rules import Role, permissions
from scaleup.areas import service as areas
from scaleup.areas.models import Area, AreaPerson
from scaleup.areas.queries import authorities
from scaleup.areas.rules import AreaRole, Founding, OrganisationRole
from scaleup.core.pages import Actor
from scaleup.search import service
from scaleup.search.models import NameWord
from scaleup.search.rules import Kind
from tests.client import Statements
from tests.factories import support as make

TODAY = date(2026, 11, 23)
NOW = datetime(2026, 11, 23, 10, tzinfo=UTC)
Saved = scoped_session[Session]


def acting(who: Person) -> Actor:
    """The person as they act."""
    roles = frozenset(accounts_queries.roles_of([who.id]).get(who.id, ()))
    return Actor(who.id, who.name, who.email or "", roles, permissions(roles))


@pytest.fixture
def unit(session: Saved) -> Actor:
    """Somebody who sees everything, and three areas to see."""
    areas.load_authorities()
    marlbury, poole = make.area("Marlbury"), make.area("Dorset Coast")
    glasgow = make.area("Glasgow City", "Scotland")
    authority = {one.name: one.code for one in authorities()}
    areas.edit(
        poole.id,
        Founding("Dorset Coast", "England", frozenset({authority["Bournemouth, Christchurch and Poole"]})),
        version=poole.version,
        by=None,
    )
    implementation = make.implementation(marlbury)
    make.licence(implementation, number="BS-001")
    make.licence(make.implementation(glasgow), number="BS-010")
    make.lead("Niamh O’Rourke", marlbury)
    make.lead("Magdalena Wiśniewska-Kowalczyk", poole)
    make.lead("Lowri Ŵyn", glasgow)
    areas.add_organisation(marlbury.id, "Marlbury Health Trust", role=OrganisationRole.COMMISSIONER, by=None)
    areas.add_organisation(glasgow.id, "Clyde Family Charity", role=OrganisationRole.PROVIDER, by=None)
    manager = make.person("Helen Ashworth", Role.UNIT_MANAGER)
    session.commit()
    return acting(manager)


def names(actor: Actor, question: str, kind: Kind | None = None) -> list[str]:
    """What is found, best first."""
    found = service.find(actor, question, only=kind, today=TODAY)
    return [hit.name for group in found.groups for hit in group.hits]


def test_a_person_is_found_however_the_name_is_spelt(unit: Actor) -> None:
    wanted = ["Magdalena Wiśniewska-Kowalczyk"]
    for question in ("Wisniewska", "wiśniewska", "Wisnewska", "kowalczyk magdalena", "Kovalczyk", "kowal", "iewska"):
        assert names(unit, question) == wanted, question
    for question in ("O'Rourke", "ORourke", "o rourke", "rourke niamh", "Nimah"):
        assert names(unit, question) == ["Niamh O’Rourke"], question
    assert names(unit, "Wyn") == ["Lowri Ŵyn"]


def test_an_area_is_found_by_a_part_a_slip_or_what_people_add(unit: Actor) -> None:
    for question in ("Marlb", "marlbury council", "Malbury"):
        assert "Marlbury" in names(unit, question, Kind.AREA), question
    assert names(unit, "city of glasgow", Kind.AREA) == ["Glasgow City"]


def test_the_area_with_fewer_wrong_letters_stands_first_though_its_name_is_longer(unit: Actor, session: Saved) -> None:
    make.area("Portsmouth")
    make.area("Bournemouth, Christchurch and Poole")
    session.commit()
    found = names(unit, "bornemouth", Kind.AREA)
    assert found.index("Bournemouth, Christchurch and Poole") < found.index("Portsmouth")


def test_an_area_is_found_by_an_authority_that_it_covers_and_that_is_said(unit: Actor) -> None:
    found = service.find(unit, "bornmouth", today=TODAY)
    hits = [hit for group in found.groups for hit in group.hits]
    assert [(hit.name, hit.why) for hit in hits] == [("Dorset Coast", "It covers Bournemouth, Christchurch and Poole.")]
    assert found.near


def test_a_licence_is_found_by_its_number_with_or_without_signs_and_zeros(unit: Actor) -> None:
    for question in ("BS 1", "bs-001", "BS001", "bs1"):
        assert names(unit, question, Kind.LICENCE) == ["BS-001"], question
    assert set(names(unit, "BS", Kind.LICENCE)) == {"BS-001", "BS-010"}


def test_an_organisation_leads_to_the_areas_in_which_it_works(unit: Actor) -> None:
    found = service.find(unit, "clyde charity", today=TODAY)
    (hit,) = (hit for group in found.groups for hit in group.hits)
    assert (hit.name, hit.what, hit.links[0][0]) == ("Clyde Family Charity", "Provider", "Glasgow City")


def test_what_is_spelt_as_asked_comes_alone(unit: Actor, session: Saved) -> None:
    make.area("Marlburg")
    session.commit()
    assert names(unit, "marlbury", Kind.AREA) == ["Marlbury"]


def test_where_nothing_has_all_the_words_those_with_most_are_shown_and_it_is_said(unit: Actor) -> None:
    found = service.find(unit, "Niamh Kowalczyk Xylophone", today=TODAY)
    assert found.partly
    assert {hit.name for group in found.groups for hit in group.hits} == {
        "Niamh O’Rourke",
        "Magdalena Wiśniewska-Kowalczyk",
    }


def test_signs_alone_find_nothing(unit: Actor) -> None:
    for question in ("", "   ", "%", "_", "'", "--", "’"):
        assert service.find(unit, question, today=TODAY).total == 0


def test_a_project_lead_finds_and_counts_only_what_is_of_their_own_areas(unit: Actor, session: Saved) -> None:
    marlbury = session.query(Area).filter_by(name="Marlbury").one()
    deputy = make.person("Colm Daly", Role.DEPUTY)
    make.give_access(deputy, marlbury, Role.DEPUTY)
    session.commit()
    colm = acting(deputy)
    assert names(colm, "BS") == ["BS-001"]
    assert names(colm, "Kowalczyk") == names(colm, "Clyde") == names(colm, "Glasgow") == []
    assert names(colm, "Niamh") == ["Niamh O’Rourke"]
    assert names(colm, "trust") == ["Marlbury Health Trust"]
    found = service.find(colm, "Niamh", today=TODAY)
    assert found.groups[0].hits[0].url == f"/areas/{marlbury.id}/people"


def test_an_administrator_finds_people_and_nothing_of_areas(unit: Actor, session: Saved) -> None:
    wen = acting(make.person("Wen Zhao", Role.ADMINISTRATOR))
    session.commit()
    assert names(wen, "Marlbury") == names(wen, "BS-001") == []
    found = service.find(wen, "Niamh", today=TODAY)
    assert [(hit.name, hit.what) for hit in found.groups[0].hits] == [("Niamh O’Rourke", "Project lead")]


def test_a_name_that_changes_is_found_by_the_new_one_at_once(unit: Actor, session: Saved) -> None:
    person = session.query(Person).filter_by(name="Lowri Ŵyn").one()
    accounts.correct(
        unit.person_id,
        person_id=person.id,
        name="Lowri Pugh",
        email="lowri@clyde.example",
        employer="",
        version=1,
        now=NOW,
    )
    session.commit()
    assert names(unit, "Pugh") == ["Lowri Pugh"]
    assert names(unit, "Ŵyn") == []


def test_a_person_is_found_by_an_address_and_that_is_said(unit: Actor, session: Saved) -> None:
    accounts.enter("A. Other", email="philippa.smythe@clyde.example", now=NOW)
    session.commit()
    found = service.find(unit, "smythe", today=TODAY)
    (hit,) = found.groups[0].hits
    assert (hit.name, hit.why) == ("A. Other", "The address is philippa.smythe@clyde.example.")


def test_a_name_that_is_taken_back_is_not_found(unit: Actor, session: Saved) -> None:
    make.area("Atlantis")
    session.rollback()
    session.commit()
    assert names(unit, "Atlantis") == []


def test_the_index_made_anew_says_the_same(unit: Actor, session: Saved) -> None:
    before = {question: names(unit, question) for question in ("marl", "BS 1", "kowalczyk", "poole", "trust")}
    service.rebuild()
    session.commit()
    assert {question: names(unit, question) for question in before} == before


def test_what_the_index_has_lost_is_found_again_after_the_hourly_look(unit: Actor, session: Saved) -> None:
    session.execute(delete(NameWord).where(NameWord.kind == "area"))
    session.commit()
    assert names(unit, "marlbury", Kind.AREA) == []
    assert service.mend() == 3
    session.commit()
    assert names(unit, "marlbury", Kind.AREA) == ["Marlbury"]


def test_a_question_costs_so_many_statements_however_many_hits(
    unit: Actor, session: Saved, statements: Statements
) -> None:
    def cost(question: str) -> int:
        statements.clear()
        service.find(unit, question, today=TODAY)
        return len([one for one in statements if not one.startswith("BEGIN")])

    few = cost("marlbury")
    marlbury = session.query(Area).filter_by(name="Marlbury").one()
    for number in range(30):
        person = make.person(f"Marlbury Visitor {number}", Role.DEPUTY)
        make.keep(AreaPerson(area_id=marlbury.id, person_id=person.id, role=AreaRole.DEPUTY, from_on=TODAY))
        make.area(f"Marlbury {number}")
    session.commit()
    assert cost("marlbury") <= few + 3
    assert cost("marlbury visitor xylophone kowalczyk") <= 16


def test_a_savepoint_that_is_taken_back_takes_no_name_with_it(unit: Actor, session: Saved) -> None:
    session.query(Area).filter_by(name="Marlbury").one().name = "Wensdale"
    session.begin_nested().rollback()
    session.commit()
    assert names(unit, "wensdale", Kind.AREA) == ["Wensdale"]


def test_an_address_is_told_to_those_alone_who_see_people(unit: Actor, session: Saved) -> None:
    marlbury = session.query(Area).filter_by(name="Marlbury").one()
    deputy = make.person("Colm Daly", Role.DEPUTY)
    make.give_access(deputy, marlbury, Role.DEPUTY)
    session.query(Person).filter_by(name="Niamh O’Rourke").one().email = "starling@marlbury.example"
    session.commit()
    for who, why in (
        (unit, "The address is starling@marlbury.example."),
        (acting(deputy), "It stands in their address."),
    ):
        (hit,) = (hit for group in service.find(who, "starling", today=TODAY).groups for hit in group.hits)
        assert hit.why == why
