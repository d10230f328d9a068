"""The page of costs: what a lead enters there on a phone, what it comes to for each family, and who may not."""

from datetime import date

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from scaleup.accounts.models import Person
from scaleup.accounts.rules import Role
from scaleup.areas.models import Area, Implementation, Organisation
from scaleup.areas.rules import OrganisationRole
from scaleup.areas.service import add_organisation
from scaleup.audit import Entry
from scaleup.evaluation.models import CostLine
from tests.delivery import groups as made
from tests.factories import delivery, support
from tests.factories.actors import acting
from tests.factories.programmes import as_shipped
from tests.support.shown import sent_by_browser

pytestmark = pytest.mark.usefixtures("on_monday_23_november")


@pytest.fixture
def page(marlbury: Area) -> str:
    return f"/areas/{marlbury.id}/results/costs"


@pytest.fixture
def adding(taking_up: Implementation) -> str:
    return f"/implementations/{taking_up.id}/costs/add"


@pytest.fixture
def shipped(session: Session, taking_up: Implementation) -> Implementation:
    """Marlbury under the programme as it is shipped."""
    return as_shipped(session, taking_up)


def enter(client: FlaskClient, adding: str, **typed: str):
    form = sent_by_browser(client.get(adding).text)
    return client.post(adding, data=form | {name: [value] for name, value in typed.items()})


def venues(client: FlaskClient, adding: str):
    return enter(client, adding, kind="venues", amount="1,200", standing="actual")


def test_a_lead_enters_a_cost_and_the_page_says_what_is_left_out(
    client: FlaskClient, session: Session, marlbury: Area, niamh: Person, page: str, adding: str
) -> None:
    add_organisation(marlbury.id, "Marlbury Council", role=OrganisationRole.EMPLOYER, by=None)
    council = session.scalars(select(Organisation.id)).one()
    with acting(niamh, Role.PROJECT_LEAD):
        assert "No cost is entered yet." in client.get(page).text
        typed = {"kind": "staff", "hours": "7:30", "rate": "23.45", "standing": "estimated", "payer": str(council)}
        assert enter(client, adding, **typed).status_code == 302
        shown = client.get(page).text
    for words in (
        "2026/27 has cost £175.88 so far: no figure for each family yet.",
        "7:30 hours at £23.45",
        "Marlbury Council",
        "licence, venues, interpreters, travel",
        "£175.88 of it",
        "No group began in 2026/27, up to 23 November 2026.",
    ):
        assert words in shown


def test_what_a_year_cost_is_told_for_each_family_with_its_n(
    client: FlaskClient, shipped: Implementation, niamh: Person, page: str, adding: str
) -> None:
    delivery.group(shipped, first_on=date(2024, 6, 18), recorded=made.held, families=8)
    with acting(niamh, Role.PROJECT_LEAD):
        venues(client, adding)
        enter(client, adding, kind="creche", amount="800", standing="actual", year="2024")
        shown = client.get(page).text
    assert "<strong>£100</strong> for each of 8 families enrolled in groups that began in the year, in 1 group" in shown
    assert "<strong>£114.29</strong> for each of 7 families at the last session" in shown
    assert "Creche and refreshments" in shown


def test_a_second_press_enters_a_cost_once(client: FlaskClient, session: Session, niamh: Person, adding: str) -> None:
    with acting(niamh, Role.PROJECT_LEAD):
        typed = sent_by_browser(client.get(adding).text) | {"kind": ["venues"], "amount": ["9"], "standing": ["actual"]}
        assert [client.post(adding, data=typed).status_code for _ in range(2)] == [302, 302]
    assert session.scalars(select(CostLine.pence)).all() == [900]


def test_what_is_wrong_stands_at_its_field_and_nothing_typed_is_lost(
    client: FlaskClient, session: Session, niamh: Person, adding: str
) -> None:
    with acting(niamh, Role.PROJECT_LEAD):
        answer = enter(client, adding, kind="venues", amount="a lot", hours="many")
    assert answer.status_code == 422
    for words in (
        "“a lot” is not an amount",
        "“many” is no number of hours",
        'value="a lot"',
        "Say whether it was paid",
    ):
        assert words in answer.text
    assert session.scalars(select(CostLine)).all() == []


def test_a_cost_is_put_right_and_taken_out_and_the_log_says_by_whom(
    client: FlaskClient, session: Session, niamh: Person, page: str, adding: str
) -> None:
    with acting(niamh, Role.PROJECT_LEAD):
        venues(client, adding)
        line = session.scalars(select(CostLine)).one()
        address = f"/costs/{line.id}"
        typed = sent_by_browser(client.get(address).text)
        assert client.post(address, data=typed | {"amount": ["1,250"]}).status_code == 302
        assert line.pence == 125_000
        older = client.post(address, data=typed | {"amount": ["1,300"]})
        assert older.status_code == 422
        assert "Saved meanwhile: <strong>£1,250" in older.text
        token = {"csrf_token": typed["csrf_token"], "version": [str(line.version)]}
        assert client.post(f"{address}/take-out", data=token).status_code == 302
        assert "No cost is entered yet." in client.get(page).text
        assert client.get(address).status_code == 404
    acts = session.execute(
        select(Entry.act, Entry.fields, Entry.person_id).where(Entry.subject == "cost").order_by(Entry.id)
    )
    assert [tuple(row) for row in acts.all()] == [
        ("cost entered", [], niamh.id),
        ("cost put right", ["amount"], niamh.id),
        ("cost taken out", [], niamh.id),
    ]


def test_a_viewer_sees_costs_and_enters_none_and_a_lead_of_elsewhere_sees_none(
    client: FlaskClient, marlbury: Area, niamh: Person, page: str, adding: str
) -> None:
    with acting(niamh, Role.PROJECT_LEAD):
        venues(client, adding)
    viewer = support.person("Dilys Bowen", Role.VIEWER)
    support.give_access(viewer, marlbury, Role.VIEWER)
    with acting(viewer, Role.VIEWER):
        shown = client.get(page).text
        assert ("£1,200" in shown, "Add a cost" in shown, "Put right" in shown) == (True, False, False)
        assert client.get(adding).status_code == 403
    with acting(support.lead("Colm Daly", support.area("Kelso")), Role.PROJECT_LEAD):
        assert client.get(page).status_code == client.get(adding).status_code == 404
