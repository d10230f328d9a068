"""Training on My work: windows in which nothing is planned, and what a trainer gives next."""

from collections.abc import Callable
from datetime import date

from flask.testing import FlaskClient

from scaleup.accounts.rules import Role
from scaleup.delivery import service as delivery
from scaleup.facilitators import service as facilitators
from scaleup.facilitators.rules import Profession
from scaleup.training import service as training
from scaleup.training.rules import Together, Window, said_together
from scaleup.worklist.rules import Group, LastEvent, Unplanned, last_feedback_of
from scaleup.worklist.rules.windows import window_lines
from tests.factories import accounts as people
from tests.factories import areas as make
from tests.factories import events as trained
from tests.factories import licences
from tests.factories.areas import NOW, TODAY

WINDOW = Window(date(2024, 10, 18), date(2024, 12, 18))


def lines(today: date) -> list[tuple[Group, str, str]]:
    asked = [Unplanned(4, 1, 7, "Marlbury", WINDOW, 11, "top_up")]
    return [(one.group, one.what, one.why) for one in window_lines(asked, today)]


def test_a_window_without_an_event_waits_hurries_and_is_late() -> None:
    assert lines(date(2024, 10, 17)) == []
    assert lines(date(2024, 10, 18)) == [
        (
            Group.WEEK,
            "Plan the top-up",
            "The window is open until 18 December 2024; 11 people lack it, and no event is planned",
        )
    ]
    assert lines(date(2024, 12, 1))[0][0] is Group.TODAY
    assert lines(date(2024, 12, 19))[0][:2] == (Group.LATE, "Top-up window missed")


def test_a_trainer_reads_where_and_when_next_who_comes_and_whose_window_is_open(
    clock: Callable[[str], None], client: FlaskClient
) -> None:
    clock("2026-11-23T12:00:00+00:00")
    marlbury = make.shipped_implementation()
    licences.granted(marlbury)
    delivery.record_start(marlbury.id, date(2026, 7, 1), today=TODAY, by=None)
    ruth = people.person("Ruth Adeyemi", Role.TRAINER)
    amara = trained.facilitator(marlbury, "Amara Abara", Profession.MIDWIFE)
    bo = trained.facilitator(marlbury, "Bo Carer", Profession.SOCIAL_WORKER)
    facilitators.record_part(amara.id, "initial", done_on=date(2026, 6, 1), by=None)
    event = trained.event(marlbury, trainers=(ruth,))
    training.book(event.id, [amara.id, bo.id], by=None, now=NOW)
    people.sign_in(client, ruth)
    page = client.get("/").text
    assert "Initial training, 12 to 14 January 2027, in 7 weeks, Marlbury Town Hall" in page
    assert "2 of 12 places booked" in page
    assert "1 from health, 1 from children’s services: 1 pair" in page
    assert "2 invitations not answered" in page
    assert "The window is open until 1 January 2027; 1 person lacks it, and no event is planned" in page
    assert f"/training/plan/{marlbury.programme_id}/top_up?area={marlbury.id}" in page
    trained.event(marlbury, part="top_up", days=(date(2026, 12, 8), date(2026, 12, 9)), trainers=(ruth,))
    assert "no event is planned" not in client.get("/").text


def test_who_was_accredited_after_the_first_session_has_a_window_of_their_own(
    clock: Callable[[str], None], client: FlaskClient
) -> None:
    clock("2026-11-23T12:00:00+00:00")
    marlbury = make.shipped_implementation()
    licences.granted(marlbury)
    delivery.record_start(marlbury.id, date(2024, 6, 18), today=TODAY, by=None)
    ruth = people.person("Ruth Adeyemi", Role.TRAINER)
    for name, done_on in (("Amara", date(2024, 4, 25)), ("Bo", date(2026, 7, 1)), ("Cara", date(2026, 10, 1))):
        somebody = trained.facilitator(marlbury, name, Profession.MIDWIFE)
        facilitators.record_part(somebody.id, "initial", done_on=done_on, by=None)
    trained.event(marlbury, trainers=(ruth,))
    people.sign_in(client, ruth)
    page = client.get("/").text
    assert (
        "The window of who was accredited on 1 July 2026 is open until 1 January 2027; 1 person lacks it, "
        "and no event is planned" in page
    )
    assert page.count("no event is planned") == 1, "two years on, and in five weeks, nothing is to be planned"


def test_a_trainer_reads_what_the_last_feedback_said_from_five_answers_on() -> None:
    from_april = LastEvent(7, "Initial training", "23 to 25 April 2024", said(4))
    assert last_feedback_of(None).words == "No event of yours is past"
    assert (last_feedback_of(from_april).words, last_feedback_of(from_april).items) == (
        "Initial training, 23 to 25 April 2024: 4 of 5 answers so far",
        (),
    )
    enough = last_feedback_of(LastEvent(7, "Initial training", "23 to 25 April 2024", said(5)))
    assert enough.words == "Initial training, 23 to 25 April 2024: 5 answers"
    assert enough.items[0].startswith("23 April 2024: Was there enough practice in delivering the sessions? 4.0; ")


def said(people: int) -> Together:
    day = date(2024, 4, 23)
    answers = [{"practical": 4, "clear": 5, "ready": 3}] * people
    return said_together([day], {day: answers}, people=people, words=[])
