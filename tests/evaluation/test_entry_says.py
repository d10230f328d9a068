"""What a page of scores says beside its fields: who may give the measures, what readiness says, who looked."""

from datetime import UTC, date, datetime

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from scaleup import audit
from scaleup.accounts.models import Person
from scaleup.accounts.rules import Role
from scaleup.areas.models import Area, Implementation
from scaleup.delivery.models import DeliveryGroup
from scaleup.evaluation import queries
from scaleup.evaluation.models import FormsReturned, MeasureTraining
from scaleup.evaluation.queries.results import programmes
from scaleup.evaluation.rules.results import Place
from scaleup.evaluation.service import results
from scaleup.readiness import service as rounds
from tests.evaluation.test_entering_pages import PATHWAY, day, send, sheet
from tests.factories import evaluation, readiness
from tests.factories.actors import acting
from tests.factories.support import keep

pytestmark = pytest.mark.usefixtures("on_monday_23_november")
NOW = datetime(2026, 11, 23, 14, 0, tzinfo=UTC)
TODAY = date(2026, 11, 23)


def test_who_was_trained_to_give_the_measures_stands_where_scores_are_entered(
    client: FlaskClient, marlbury: Area, niamh: Person, shipped: Implementation, library: DeliveryGroup
) -> None:
    enter = f"/areas/{marlbury.id}/results/enter"
    with acting(niamh, Role.PROJECT_LEAD):
        for page in (enter, sheet(library)):
            assert "Nobody is on record as trained to give the measures" in client.get(page).text
        for measure in ("hads", "rqi"):
            keep(
                MeasureTraining(
                    implementation_id=shipped.id,
                    area_id=marlbury.id,
                    person_id=niamh.id,
                    measure=measure,
                    on_day=date(2026, 9, 1),
                    trained_by="unit",
                    entered_at=NOW,
                )
            )
        said = "Niamh O’Rourke (Anxiety and depression (HADS), Relationship quality (RQI))"
        for page in (enter, sheet(library)):
            assert said in client.get(page).text.replace("&amp;", "&")


def test_codes_stay_off_while_readiness_does_not_bear_the_pathway_out(
    client: FlaskClient, shipped: Implementation, priya: Person
) -> None:
    url = f"/implementations/{shipped.id}/evaluation"
    chosen = {"records": "yes", "pathway": PATHWAY} | day("assessed_on") | day("pathway_on")
    with acting(priya, Role.UNIT_MANAGER):
        assert "No round of readiness was answered here" in client.get(url).text
        found = rounds.begin(shipped.id, by=None, now=NOW)
        readiness.answer(found, {"D3": 2})
        assert "It takes 3. Until then records under codes cannot be switched on." in client.get(url).text
        refused = send(client, url, **chosen)
        assert refused.status_code == 422
        assert "Readiness does not bear the pathway out: item D3 is marked 2" in refused.text
        assert not queries.records_on(shipped.id)
        assert send(client, url, **{k: v for k, v in chosen.items() if k != "records"}).status_code == 302
        readiness.answer(found, {"D3": 3})
        assert send(client, url, **chosen).status_code == 302
        assert queries.records_on(shipped.id)


def test_a_page_that_shows_scores_again_because_one_is_wrong_is_on_record_as_read(
    client: FlaskClient, session: Session, niamh: Person, library: DeliveryGroup
) -> None:
    with acting(niamh, Role.PROJECT_LEAD):
        client.get(sheet(library))
        assert send(client, sheet(library), received="x").status_code == 422
    assert session.scalars(select(audit.Read.what)).all() == ["scores of a group"] * 3


def test_of_fathers_as_many_forms_are_due_as_were_handed_out_on_entry_and_in_results_alike(
    client: FlaskClient,
    session: Session,
    marlbury: Area,
    niamh: Person,
    shipped: Implementation,
    library: DeliveryGroup,
) -> None:
    fathers = sheet(library, role="father")
    with acting(niamh, Role.PROJECT_LEAD):
        assert send(client, fathers, received="3").status_code == 302
        assert "father" not in queries.completeness(queries.due_in([shipped.id], TODAY))
        assert send(client, fathers, asked="5", received="3").status_code == 302
        page = client.get(f"/areas/{marlbury.id}/results/enter").text
    assert "Fathers: forms that came back, of those due" in page
    assert "60%" in page
    assert session.scalars(select(FormsReturned.asked)).all() == [5]
    evaluation.people(library, [{"T2": {"anxiety": 9}}] * 6)
    entry = queries.completeness(queries.due_in([shipped.id], TODAY))
    book = results.book(next(one.id for one in programmes() if one.scored), TODAY)
    assert results.received(book, Place(marlbury.id)) == entry
    assert {role: (row["T2"].received, row["T2"].due) for role, row in entry.items()} == {
        "mother": (6, 8),
        "father": (3, 5),
    }
