"""The page of how it goes: what a lead enters, what everybody sees of it, and which surveys of staff wait."""

from datetime import UTC, date, datetime

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from scaleup.accounts.models import Person
from scaleup.accounts.rules import Role
from scaleup.areas.models import Area, Implementation
from scaleup.evaluation.models import MeasureTraining, ProcessActivity, ProcessAnswer, ProcessTheme
from scaleup.evaluation.queries.activities import asked_of
from scaleup.evaluation.queries.themes import themes_heard
from scaleup.training.models import Event, EventArea
from tests.factories import support
from tests.factories.actors import acting
from tests.factories.programmes import as_shipped
from tests.factories.programmes import shipped as shipped_programme
from tests.support.shown import sent_by_browser

pytestmark = pytest.mark.usefixtures("on_monday_23_november")
A_DAY = {"from_on-day": ["6"], "from_on-month": ["10"], "from_on-year": ["2026"]}


@pytest.fixture(autouse=True)
def shipped(session: Session, taking_up: Implementation) -> Implementation:
    """Marlbury under the programme as it is shipped."""
    return as_shipped(session, taking_up)


@pytest.fixture
def page(marlbury: Area) -> str:
    return f"/areas/{marlbury.id}/results/process"


@pytest.fixture
def adding(taking_up: Implementation) -> str:
    return f"/implementations/{taking_up.id}/process/add"


@pytest.fixture
def event(taking_up: Implementation) -> Event:
    """The initial training, which ended on 15 January 2026."""
    of = support.keep(
        Event(
            programme_id=taking_up.programme_id,
            programme_version_id=taking_up.programme_version_id,
            part="initial",
            capacity=12,
            uid="training-1",
            first_on=date(2026, 1, 13),
            last_on=date(2026, 1, 15),
            created_at=datetime(2025, 11, 1, 9, tzinfo=UTC),
        )
    )
    support.keep(EventArea(event_id=of.id, implementation_id=taking_up.id, area_id=taking_up.area_id))
    return of


def enter(client: FlaskClient, address: str, **typed: str):
    form = sent_by_browser(client.get(address).text)
    return client.post(address, data=form | A_DAY | {name: [value] for name, value in typed.items()})


GROUP = {
    "kind": "focus_group",
    "conductor": "independent",
    "invited": "12",
    "mothers": "6",
    "fathers": "2",
    "themes-0-theme": "venue",
    "themes-0-effect": "hinders",
    "themes-0-people": "5",
}


def test_a_lead_enters_a_focus_group_with_the_themes_that_came_up(
    client: FlaskClient, niamh: Person, page: str, adding: str
) -> None:
    with acting(niamh, Role.PROJECT_LEAD):
        assert "Nobody’s view is entered yet." in client.get(page).text
        assert enter(client, adding, **GROUP).location == page
        shown = client.get(page).text
    for words in (
        "Focus group, 6 October 2026",
        "8 of 12 invited took part: 6 mothers, 2 fathers and partners, 0 staff.",
        "Somebody independent asked.",
        "Place and time of the sessions: hinders (5 people)",
    ):
        assert words in shown


def test_what_is_wrong_stands_at_its_line_and_nothing_typed_is_lost(
    client: FlaskClient, session: Session, niamh: Person, adding: str
) -> None:
    with acting(niamh, Role.PROJECT_LEAD):
        answer = enter(client, adding, **{**GROUP, "invited": "5", "themes-0-people": "9"})
        grown = enter(client, adding, **GROUP, add="themes")
    assert answer.status_code == 422
    for words in ("8 took part, and 5 were invited.", "from 1 to 8, who took part", 'href="#themes-0-people"'):
        assert words in answer.text
    assert (grown.status_code, 'name="themes-1-theme"' in grown.text) == (200, True)
    assert session.scalars(select(ProcessActivity)).all() == []


def test_the_answers_of_a_survey_are_counted_and_shown_as_far_as_they_may(
    client: FlaskClient, session: Session, niamh: Person, page: str, adding: str
) -> None:
    with acting(niamh, Role.PROJECT_LEAD):
        survey = {"kind": "satisfaction", "conductor": "area", "mothers": "15"}
        address = enter(client, adding, **survey).location
        typed = {"useful_4": "3", "useful_3": "5", "useful_5": "7", "heard_5": "4"}
        assert enter(client, address, **typed, clear_5="16").status_code == 422
        assert enter(client, address, **typed).location == page
        shown = client.get(page).text
    assert "10 of 15" in shown
    assert "fewer than 10: not shown" in shown
    rows = session.execute(select(ProcessAnswer.mark, ProcessAnswer.people).order_by(ProcessAnswer.people))
    assert [tuple(row) for row in rows] == [(4, 3), (5, 4), (3, 5), (5, 7)]


def test_an_activity_is_put_right_and_keeps_its_answers(
    client: FlaskClient, session: Session, niamh: Person, page: str, adding: str
) -> None:
    with acting(niamh, Role.PROJECT_LEAD):
        enter(client, adding, **GROUP)
        row = session.scalars(select(ProcessActivity)).one()
        first = sent_by_browser(client.get(f"/process/{row.id}").text)
        right = first | {"mothers": ["7"], "themes-0-theme": ["fathers"]}
        assert client.post(f"/process/{row.id}", data=right).location == page
        again = client.post(f"/process/{row.id}", data=right)
    assert (row.mothers, [one.theme for one in session.scalars(select(ProcessTheme))]) == (7, ["fathers"])
    assert (again.status_code, "Somebody else saved this" in again.text) == (422, True)


def test_counts_of_one_to_four_stand_in_no_field_of_the_units(
    client: FlaskClient, session: Session, niamh: Person, priya: Person, adding: str
) -> None:
    with acting(niamh, Role.PROJECT_LEAD):
        enter(client, adding, **{**GROUP, "themes-0-people": "4"})
        address = enter(client, adding, kind="satisfaction", conductor="area", mothers="15").location
        enter(client, address, useful_4="3", useful_5="9")
        group, survey = session.scalars(select(ProcessActivity).order_by(ProcessActivity.id)).all()
        own = [sent_by_browser(client.get(one).text) for one in (f"/process/{group.id}", address)]
    assert (own[0]["themes-0-people"], own[1]["useful_4"]) == (["4"], ["3"])
    with acting(priya, Role.IMPLEMENTATION_MANAGER):
        page = client.get(f"/process/{group.id}").text
        themes = sent_by_browser(page)
        shown = client.get(f"/process/{survey.id}/answers").text
        typed = sent_by_browser(shown)
        survey.entered_by_id = priya.id
        theirs = sent_by_browser(client.get(address).text)
    assert (themes["themes-0-theme"], themes["themes-0-people"]) == (["venue"], [""])
    assert (typed["useful_4"], typed["useful_5"]) == ([""], [""])
    assert "What you save takes their place" in shown
    assert "is left empty where it is 1 to 4 people" in page
    assert (theirs["useful_4"], theirs["useful_5"]) == (["3"], ["9"])


def test_a_survey_of_staff_waits_for_the_manager_until_it_is_entered_and_is_entered_once(
    client: FlaskClient, niamh: Person, priya: Person, page: str, adding: str, event: Event
) -> None:
    with acting(priya, Role.IMPLEMENTATION_MANAGER):
        assert "Survey of staff, ten months after training" in client.get("/").text
        shown = client.get(page).text
        assert "1 survey of staff waits, due since Sunday 15 November 2026." in shown
        address = f"{adding}?asked={event.id}:ten_months"
        typed = {"kind": "staff_survey", "conductor": "unit", "staff": "11"}
        assert "/answers" in enter(client, address, **typed).location
        assert "Survey of staff, ten months" not in client.get("/").text
        twice = enter(client, address, **typed)
    assert (twice.status_code, "This survey is entered already" in twice.text) == (422, True)


def test_who_was_trained_to_give_measures_stands_there_once_a_measure(
    client: FlaskClient, session: Session, niamh: Person, taking_up: Implementation, page: str
) -> None:
    address = f"/implementations/{taking_up.id}/measures/trained"
    day = {"on_day-day": "5", "on_day-month": "10", "on_day-year": "2026"}
    with acting(niamh, Role.PROJECT_LEAD):
        form = sent_by_browser(client.get(address).text) | {name: [value] for name, value in day.items()}
        typed = form | {"person": [str(niamh.id)], "trained_by": ["unit"]}
        assert client.post(address, data=typed).status_code == 422
        both = typed | {"measures": MEASURES}
        assert client.post(address, data=both).location == page
        assert client.post(address, data=both | {"trained_by": ["publisher"]}).location == page
        rows = session.scalars(select(MeasureTraining)).all()
        assert [(one.trained_by, one.on_day) for one in rows] == [("publisher", date(2026, 10, 5))] * 2
        shown = client.get(page).text
        assert "Whoever publishes it" in shown
        token = {"csrf_token": form["csrf_token"]}
        assert client.post(f"/measures/trained/{rows[0].id}/take-out", data=token).location == page
    assert len(session.scalars(select(MeasureTraining)).all()) == 1


MEASURES = [one.code for one in shipped_programme().measures][:2]


def test_a_lead_of_elsewhere_sees_nothing_of_it(client: FlaskClient, page: str, adding: str) -> None:
    with acting(support.lead("Colm Daly", support.area("Kelso")), Role.PROJECT_LEAD):
        assert client.get(page).status_code == client.get(adding).status_code == 404


def test_a_team_of_two_is_asked_and_what_they_say_is_neither_kept_nor_shown(
    client: FlaskClient, session: Session, niamh: Person, page: str, adding: str, event: Event
) -> None:
    typed = {"kind": "staff_survey", "conductor": "unit", "staff": "2", "asked": f"{event.id}:after_training"}
    said = {"themes-0-theme": "venue", "themes-0-effect": "hinders", "themes-0-people": "1"}
    with acting(niamh, Role.PROJECT_LEAD):
        refused = enter(client, adding, **typed, **said)
        assert enter(client, adding, **typed).location == page
        row = session.scalars(select(ProcessActivity)).one()
        answers = enter(client, f"/process/{row.id}/answers", useful_1="2")
        shown = client.get(page).text
    for answer in (refused, answers):
        assert (answer.status_code, "would tell who said it" in answer.text) == (422, True)
    assert session.scalars(select(ProcessTheme)).all() == session.scalars(select(ProcessAnswer)).all() == []
    assert "0 fathers and partners, 2 staff." in shown
    assert "Fewer than 5 took part: what they said is not shown" in shown
    assert "Count the answers" not in shown


def test_what_three_mothers_said_is_kept_for_the_area_and_shown_to_nobody(
    client: FlaskClient, session: Session, niamh: Person, page: str, adding: str
) -> None:
    few = GROUP | {"kind": "interviews", "mothers": "2", "fathers": "1", "themes-0-people": "3"}
    with acting(niamh, Role.PROJECT_LEAD):
        assert enter(client, adding, **few).location == page
        shown = client.get(page).text
    assert session.scalars(select(ProcessTheme.people)).all() == [3]
    assert "Fewer than 5 took part: what they said is not shown" in shown
    assert "Place and time of the sessions" not in shown


def heard_in(of: Implementation, kind: str, on_day: date, *, mothers: int = 20, **people: int) -> None:
    """A conversation of these mothers in which these themes came up as ones that help."""
    row = support.keep(
        ProcessActivity(
            implementation_id=of.id,
            area_id=of.area_id,
            kind=kind,
            from_on=on_day,
            until_on=on_day,
            conductor="unit",
            mothers=mothers,
            fathers=0,
            staff=0,
            nonce=f"{kind} {on_day}",
            entered_at=datetime(2026, 11, 1, 9, tzinfo=UTC),
        )
    )
    for theme, count in people.items():
        support.keep(ProcessTheme(activity_id=row.id, theme=theme, effect="helps", people=count))


def test_themes_of_all_areas_stand_with_the_results_without_what_would_tell_of_a_few(
    client: FlaskClient, shipped: Implementation, priya: Person, niamh: Person
) -> None:
    first, second = [one.code for one in asked_of(shipped).themes][:2]
    heard_in(shipped, "focus_group", date(2026, 5, 6), **{first: 6, second: 7})
    heard_in(shipped, "interviews", date(2026, 6, 6), **{first: 5, second: 3})
    heard_in(shipped, "satisfaction", date(2026, 6, 7), **{first: 19})
    heard_in(shipped, "interviews", date(2026, 6, 8), mothers=4, **{first: 4})
    rolled = themes_heard(shipped.programme_id, year=None)
    told = [(one.areas, one.conversations, one.people) for one in rolled.themes]
    assert (rolled.areas, rolled.conversations, sorted(told, key=str)) == (1, 2, [(1, 2, 11), (1, 2, None)])
    assert themes_heard(shipped.programme_id, year=2024).conversations == 0
    with acting(priya, Role.UNIT_MANAGER):
        page = client.get("/results").text
    assert "From 2 conversations (focus groups and rounds of interviews) in 1 area." in page
    assert "not shown" in page
    with acting(niamh, Role.PROJECT_LEAD):
        assert "What people said" not in client.get("/results").text
