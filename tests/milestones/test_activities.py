"""Activities of a programme's stages: what a fact ticks, what a person dates, what is late, how much is done."""

from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from scaleup import commit
from scaleup.accounts.models import Person
from scaleup.accounts.rules import Role
from scaleup.areas import service as areas
from scaleup.areas.models import Implementation
from scaleup.areas.rules import AreaRole, Exit, Leaving
from scaleup.core.errors import Conflict, Refusal, Refused
from scaleup.milestones import service
from scaleup.milestones.models import DatedActivity
from scaleup.milestones.rules import STAGES, TICKS, Dated, Doing, Known, Stage, lasted_on, reached, share
from scaleup.milestones.service import Dating
from scaleup.programmes.adapters import catalogue_files
from scaleup.programmes.rules import Activity, Milestone, Phase
from tests.factories import accounts as people
from tests.factories import areas as make
from tests.factories import demonstration, licences
from tests.factories.areas import NOW
from tests.together import refused_meanwhile

TODAY = date(2026, 11, 23)
TEMPLATE = (
    Milestone("interest", Phase.BEFORE, "Interest", (Activity("asked", "Asked"), Activity("informed", "Informed"))),
    Milestone("feasibility", Phase.BEFORE, "Right here", (Activity("champion", "A champion is known"),)),
)


def test_a_fact_ticks_its_activity_and_stands_before_a_typed_day() -> None:
    said = {"asked": Dated(done_on=date(2026, 10, 1)), "champion": Dated(done_on=date(2026, 11, 2), owner="Ada")}
    interest, right_here = reached(TEMPLATE, {Known.ASKED: date(2026, 9, 14)}, said, TODAY)
    assert [(one.done_on, one.known) for one in interest.doings] == [(date(2026, 9, 14), "the enquiry"), (None, "")]
    assert (right_here.doings[0].done_on, right_here.doings[0].by_itself) == (date(2026, 11, 2), False)
    assert (interest.done, right_here.done) == (1, 1)


def test_a_day_that_was_typed_counts_where_the_fact_is_not_known() -> None:
    (interest, _) = reached(TEMPLATE, {}, {"asked": Dated(done_on=date(2019, 5, 1))}, TODAY)
    assert interest.doings[0].done_on == date(2019, 5, 1)
    assert interest.doings[0].by_itself


def test_late_is_what_has_a_day_that_passed_and_is_not_done() -> None:
    said = {"informed": Dated(due_on=date(2026, 11, 22)), "champion": Dated(due_on=TODAY)}
    interest, right_here = reached(TEMPLATE, {}, said, TODAY)
    assert [one.late(TODAY) for one in interest.doings] == [False, True]
    assert not right_here.doings[0].late(TODAY)


def test_a_stage_lasts_from_its_first_activity_to_its_last() -> None:
    facts = {Known.ASKED: date(2026, 9, 14), Known.ANSWERED: date(2026, 9, 21)}
    interest, _ = reached(TEMPLATE, facts, {}, TODAY)
    assert interest.lasted == 7
    assert share([interest], Stage.ENQUIRY) == (2, 2)
    assert share([interest], Stage.EMBEDDED) == (0, 0)


def test_two_years_are_over_only_where_delivery_went_on() -> None:
    begun = date(2024, 6, 18)
    assert lasted_on(begun, None, date(2026, 6, 17)) is None
    assert lasted_on(begun, None, date(2026, 6, 18)) == date(2026, 6, 18)
    assert lasted_on(begun, date(2026, 6, 1), TODAY) is None


def test_every_activity_of_the_catalogue_has_a_code_and_every_stage_its_place() -> None:
    placed = {code for codes in STAGES.values() for code in codes}
    for file in catalogue_files():
        milestones = file.programme.milestones
        assert {one.code for one in milestones} == placed, file.name
        assert all(one.code for milestone in milestones for one in milestone.activities), file.name
        codes = {one.code for milestone in milestones for one in milestone.activities}
        assert {"asked", "readiness_assessed", "licence_signed", "first_session"} <= codes & TICKS.keys()


@pytest.fixture
def helen(clock: Callable[[str], None], client: FlaskClient) -> Person:
    """A unit manager who is signed in."""
    clock("2026-11-23T12:00:00+00:00")
    somebody = people.person("Helen Ashworth", Role.UNIT_MANAGER, email="helen@unit.example")
    people.sign_in(client, somebody)
    return somebody


@pytest.fixture
def opened(helen: Person, session: Session) -> Implementation:
    """An area that takes Baby Steps up since 1 October, with a project lead."""
    area = make.area("Hartlepool")
    found = make.shipped_implementation(area)
    lead = people.person("Niamh O’Rourke", Role.PROJECT_LEAD, email="niamh@hartlepool.example")
    areas.add_person(area.id, lead.id, role=AreaRole.PROJECT_LEAD, from_on=date(2026, 10, 1), by=None)
    session.commit()
    return found


def send(client: FlaskClient, path: str, **values: object) -> TestResponse:
    page = client.get(path)
    version = page.text.split('name="version" value="')[1].split('"')[0]
    return client.post(path, data={"csrf_token": people.form_token(page), "version": version, **values})


def day(name: str, on: date) -> dict[str, object]:
    return {f"{name}-day": on.day, f"{name}-month": on.month, f"{name}-year": on.year}


def test_an_activity_is_dated_with_owner_and_evidence_and_is_late_after_its_day(
    client: FlaskClient, session: Session, opened: Implementation
) -> None:
    path = f"/implementations/{opened.id}/milestones/partners_met"
    lead = session.scalars(select(Person).where(Person.name == "Niamh O’Rourke")).one()
    done = send(client, path, owner=lead.id, evidence="Terms of reference", **day("due_on", date(2026, 11, 20)))
    assert done.location == f"/areas/{opened.area_id}/milestones?implementation={opened.id}"
    page = client.get(done.location).text
    assert "1 activity is late." in page
    assert "Preparing for 1,035 days." in page
    assert "Terms of reference" in page
    send(client, path, owner=lead.id, evidence="Minutes", **day("done_on", date(2026, 11, 19)))
    page = client.get(done.location).text
    assert "late" not in page.split("<h1")[1]
    assert "1 of 3 activities of this stage is done." in page
    assert session.scalars(select(DatedActivity.evidence)).all() == ["Minutes"]


def test_what_the_system_knows_is_ticked_by_itself_and_not_asked(
    client: FlaskClient, session: Session, opened: Implementation
) -> None:
    licences.granted(opened)
    session.commit()
    page = client.get(f"/areas/{opened.area_id}/milestones").text
    assert "The licence’s grant" in page
    form = client.get(f"/implementations/{opened.id}/milestones/licence_signed").text
    assert "That is read by itself and not typed." in form
    assert "done_on" not in form


def test_what_is_late_stands_on_my_work_of_its_owner_until_it_is_done(
    client: FlaskClient, session: Session, helen: Person, opened: Implementation
) -> None:
    lead = session.scalars(select(Person).where(Person.name == "Niamh O’Rourke")).one()
    for code in ("partners_met", "licence_signed"):
        path = f"/implementations/{opened.id}/milestones/{code}"
        send(client, path, owner=lead.id, **day("due_on", date(2026, 11, 20)))
    met, signed = (
        f'href="/implementations/{opened.id}/milestones/{code}"' for code in ("partners_met", "licence_signed")
    )
    assert met not in client.get("/").text
    people.sign_in(client, lead)
    work = client.get("/").text
    assert met in work
    assert signed in work
    assert "A milestone that is not done yet" in work
    send(client, f"/implementations/{opened.id}/milestones/partners_met", **day("done_on", date(2026, 11, 23)))
    licences.granted(opened)
    session.commit()
    work = client.get("/").text
    assert met not in work
    assert signed not in work


def test_a_day_to_come_a_stranger_and_a_familys_details_are_refused_at_their_fields(
    client: FlaskClient, session: Session, opened: Implementation
) -> None:
    stranger = people.person("Somebody Else", email="else@elsewhere.example")
    path = f"/implementations/{opened.id}/milestones/champion"
    refused = send(client, path, owner="", evidence="For 943 476 5919", **day("done_on", date(2026, 11, 24)))
    assert refused.status_code == 422
    assert "24 November 2026 is still to come. Enter it as the day by which it is due." in refused.text
    assert "looks like an NHS number" in refused.text
    assert send(client, path, owner=stranger.id).status_code == 422
    assert send(client, path, owner="²").status_code == 422
    assert session.scalars(select(DatedActivity)).all() == []


def test_of_two_who_save_the_second_sees_both(client: FlaskClient, opened: Implementation) -> None:
    path = f"/implementations/{opened.id}/milestones/champion"
    send(client, path, evidence="Ada Moss, maternity")
    send(client, path, evidence="Ada Moss, since May")
    stale = send(client, path, evidence="Ben Ito", version=1)
    assert stale.status_code == 422
    assert "Somebody else saved this activity" in stale.text
    assert "Ada Moss, since May" in stale.text
    assert "Ben Ito" in stale.text


def test_of_two_who_first_say_something_of_an_activity_one_is_told(app: Flask, opened: Implementation) -> None:
    number = opened.id
    doing = Doing("partners_met", "Partners met", None, "", by_itself=False, said=Dated())
    who = make.person("Priya Nair").id
    commit.now()

    def say(evidence: str) -> None:
        try:
            service.put_date(number, doing, Dating(None, None, None, evidence), version=0, by=who, now=NOW)
        except Conflict as conflict:
            raise Refused([Refusal(conflict.theirs["evidence"])]) from None

    assert refused_meanwhile(app, lambda: say("Minutes"), lambda: say("A letter")) == ["Minutes"]


def test_a_code_that_is_none_is_no_page(client: FlaskClient, opened: Implementation) -> None:
    assert client.get(f"/implementations/{opened.id}/milestones/nonsense").status_code == 404


def test_an_area_that_left_says_how_when_and_why_and_changes_no_more(
    client: FlaskClient, session: Session, helen: Person, opened: Implementation
) -> None:
    leaving = Leaving(date(2026, 11, 20), Exit.WITHDRAWN, "The council chose another programme.")
    now = datetime(2026, 11, 23, 12, tzinfo=UTC)
    areas.close(opened.id, leaving, version=opened.version, by=helen.id, now=now)
    session.commit()
    page = client.get(f"/areas/{opened.area_id}/milestones").text
    assert "Withdrawn</b> on Friday 20 November 2026 by Helen Ashworth: The council chose another programme." in page
    assert "/milestones/champion" not in page


def test_an_area_without_a_programme_says_so(client: FlaskClient, helen: Person, session: Session) -> None:
    area = make.area("Thanet")
    session.commit()
    assert "It takes up no programme yet." in client.get(f"/areas/{area.id}/milestones").text


def test_marlburys_stages_are_read_from_its_records(
    client: FlaskClient, clock: Callable[[str], None], session: Session
) -> None:
    clock("2026-11-23T12:00:00+00:00")
    demonstration.lay_out(datetime(2026, 11, 23, 9, 0, tzinfo=UTC))
    session.commit()
    people.sign_in(client, people.person("Ingrid Sol", Role.UNIT_MANAGER, email="ingrid@unit.example"))
    marlbury = session.scalars(select(Implementation).order_by(Implementation.id)).first()
    assert marlbury is not None
    page = client.get(f"/areas/{marlbury.area_id}/milestones").text
    assert "Embedded for " in page
    facts = ("The enquiry", "The licence’s grant", "The first session", "The fidelity check", "The top-up’s record")
    assert [known for known in facts if known not in page] == []
