"""A contact is locked seven days after it was entered; from then on words are only added beneath it."""

import json
from datetime import UTC, date, datetime
from io import BytesIO
from zipfile import ZipFile

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from scaleup.accounts.models import Person
from scaleup.accounts.rules import Role
from scaleup.areas.models import Implementation
from scaleup.audit import Entry
from scaleup.core.errors import Refused
from scaleup.licences.models import Licence
from scaleup.support import rules, service
from scaleup.support.models import Contact, ContactAddendum
from scaleup.support.rules import Channel
from tests.factories import support as made
from tests.factories.actors import acting
from tests.support.saying import NOW, log, terms
from tests.support.shown import sent_by_browser

pytestmark = pytest.mark.usefixtures("on_monday_23_november")
LAST_DAY, FIRST_LOCKED = date(2026, 11, 30), date(2026, 12, 1)


@pytest.fixture
def logged(licence: Licence, taking_up: Implementation, niamh: Person) -> service.Logged:
    return log(niamh, taking_up, terms(discussed="The commissioner meets on 3 November"))


def correct(logged: service.Logged, who: Person, today: date) -> None:
    service.correct_contact(
        who.id,
        terms(channel=Channel.CALL),
        contact_id=logged.contact_id,
        version=1,
        because="It was by phone",
        today=today,
        now=datetime(2026, 12, 1, 9, tzinfo=UTC),
    )


def add(logged: service.Logged, who: Person, text: str, *, nonce: str = "a") -> ContactAddendum:
    return service.add_words(who.id, text, contact_id=logged.contact_id, nonce=nonce, text_checked=False, now=NOW)


def test_what_was_entered_on_23_november_is_corrected_until_30_november() -> None:
    assert [rules.is_locked(date(2026, 11, 23), day) for day in (LAST_DAY, FIRST_LOCKED)] == [False, True]
    assert rules.locked_on(date(2026, 11, 23)) == FIRST_LOCKED


def test_the_seventh_day_still_corrects_and_the_eighth_refuses(
    session: Session, logged: service.Logged, niamh: Person
) -> None:
    with pytest.raises(Refused) as told:
        correct(logged, niamh, FIRST_LOCKED)
    assert str(told.value) == (
        "This contact is locked since 1 December 2026. Add what you want to say beneath it instead"
    )
    assert session.get(Contact, logged.contact_id).channel == "online"
    correct(logged, niamh, LAST_DAY)
    assert session.get(Contact, logged.contact_id).channel == "call"


def test_words_are_added_with_author_and_date_and_are_in_the_log(
    session: Session, logged: service.Logged, priya: Person
) -> None:
    add(logged, priya, "  It was the 10th, not the 3rd. ")
    add(logged, priya, "It was the 10th, not the 3rd.")
    row = session.scalars(select(ContactAddendum)).one()
    assert (row.text, row.person_id, row.at) == ("It was the 10th, not the 3rd.", priya.id, NOW)
    entry = session.scalars(select(Entry).where(Entry.act == "contact added to")).one()
    assert (entry.subject_id, entry.person_id, entry.fields) == (logged.contact_id, priya.id, [])


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (" ", "Write what you want to add"),
        ("x" * 4_001, "The text has 4,001 characters. Shorten it to 4,000"),
        (
            "Her number is 943 476 5919",
            "“943 476 5919” looks like an NHS number. Take it out: nothing about a family is kept here",
        ),
    ],
)
def test_words_that_may_not_be_held_are_refused_at_their_field(
    logged: service.Logged, niamh: Person, text: str, message: str
) -> None:
    with pytest.raises(Refused) as told:
        add(logged, niamh, text)
    assert [(one.field, one.message) for one in told.value.refusals] == [("text", message)]


def test_a_locked_contact_offers_to_add_and_no_longer_to_correct(
    client: FlaskClient, session: Session, logged: service.Logged, niamh: Person, clock
) -> None:
    page = f"/contacts/{logged.contact_id}"
    with acting(niamh, Role.PROJECT_LEAD):
        assert "It can be corrected until Mon 30 Nov" in client.get(page).text
        typed = sent_by_browser(client.get(f"{page}/correct").text)
        clock("2026-12-01T09:00:00+00:00")
        shown = client.get(page).text
        assert "Locked since Tue 1 Dec." in shown
        assert "Correct this contact" not in shown
        assert "This contact is locked" in client.get(f"{page}/correct").text
        late = client.post(f"{page}/correct", data=typed | {"because": ["I looked it up"]})
        assert late.status_code == 422
        assert "This contact is locked since 1 December 2026." in late.text
        assert "I looked it up" in late.text
        adding = sent_by_browser(shown)
        wrong = client.post(f"{page}/addenda", data=adding | {"text": ["They moved to MB1 4QT"]})
        assert wrong.status_code == 422
        assert "I have looked" in wrong.text
        assert "They moved to MB1 4QT" in wrong.text
        assert client.post(f"{page}/addenda", data=adding | {"text": ["The money was found."]}).status_code == 302
        after = client.get(page).text
    assert "Added later" in after
    assert "Tue 1 Dec, Niamh O’Rourke" in after
    assert "The money was found." in after


def test_words_are_added_in_ones_own_area_alone(client: FlaskClient, session: Session, logged: service.Logged) -> None:
    kelso = made.area("Kelso", "Scotland")
    made.implementation(kelso)
    moira = made.lead("Moira Baird", kelso)
    with acting(moira, Role.PROJECT_LEAD):
        token = sent_by_browser(client.get(f"/areas/{kelso.id}/contacts/log").text)["csrf_token"][0]
        said = {"text": "Mine", "nonce": "x", "csrf_token": token}
        answer = client.post(f"/contacts/{logged.contact_id}/addenda", data=said)
    assert answer.status_code == 404
    assert session.query(ContactAddendum).count() == 0


def test_ones_own_record_holds_the_words_that_one_added(
    client: FlaskClient, session: Session, logged: service.Logged, niamh: Person
) -> None:
    add(logged, niamh, "The money was found.")
    session.commit()
    with acting(niamh, Role.PROJECT_LEAD):
        files = ZipFile(BytesIO(client.get("/me/record.zip").data))
    record = json.loads(files.read("everything.json"))
    (added,) = record["Notes added to contacts"]
    assert added["text"] == "The money was found."
