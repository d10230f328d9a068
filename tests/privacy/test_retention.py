"""What is past its time is proposed with numbers, goes when a person confirmed them, in batches, once."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from io import BytesIO

import pytest
from flask.testing import FlaskClient
from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session, scoped_session

from scaleup import audit, commit
from scaleup.accounts.models import Person
from scaleup.accounts.rules import Role
from scaleup.areas.models import Area
from scaleup.core.base import Base
from scaleup.core.errors import Conflict, Refused
from scaleup.documents import service as documents
from scaleup.documents.models import Document
from scaleup.documents.rules import Kind as Paper
from scaleup.documents.rules import Terms
from scaleup.enquiries.models import Enquiry
from scaleup.extensions import db
from scaleup.facilitators.models import Accreditation, Facilitator, PartDone
from scaleup.facilitators.rules import Profession
from scaleup.privacy import queries, service
from scaleup.privacy.models import LettingGo
from scaleup.privacy.rules import Kind
from scaleup.support.models import Contact, ContactAddendum
from scaleup.training.models import Booking
from tests.factories import registers
from tests.factories import support as make
from tests.factories.accounts import form_token, shown_in, sign_in

NOW = datetime(2026, 11, 23, 14, tzinfo=UTC)
TODAY = date(2026, 11, 23)
DB = scoped_session[Session]


@pytest.fixture
def helen(session: DB) -> Person:
    """A unit manager, who keeps the periods."""
    return make.person("Helen Ashworth", Role.UNIT_MANAGER)


def enquiry(ended_on: date | None, name: str = "Asker") -> Enquiry:
    """Somebody asked; it came to nothing on that day, or is open."""
    return make.keep(
        Enquiry(
            programme_id=make.programme_version().programme_id,
            organisation="Kelso Council",
            organisation_key="kelso council",
            nation="Scotland",
            places="",
            name=name,
            email="asker@kelso.example",
            role="Commissioner",
            wanted="Groups.",
            came_at=NOW,
            came_on=date(2023, 1, 9),
            through="staff",
            answer_by_on=date(2023, 1, 16),
            state="ended" if ended_on else "open",
            settled_on=ended_on,
            ended_reason="not_now" if ended_on else None,
        )
    )


def old_area(ends_on: date) -> Area:
    """An area whose one licence ended on that day, with a contact, a document and a trained facilitator."""
    of = make.area(f"Kelso {ends_on}")
    under = make.implementation(of)
    make.licence(under, starts_on=date(2015, 4, 1), ends_on=ends_on, number=f"BS-{ends_on}")
    held = Contact(
        implementation_id=under.id,
        area_id=of.id,
        held_on=date(2016, 5, 4),
        channel="call",
        outcome="held",
        discussed="The hall is let.",
        works="Pairs know each other.",
        entered_at=NOW,
    )
    make.keep(held)
    make.keep(ContactAddendum(contact_id=held.id, area_id=of.id, at=NOW, text="It is let again."))
    file = BytesIO(b"%PDF-1.7 of a test")
    documents.add(of.id, Terms(Paper.AGREEMENT, "Agreement", date(2015, 3, 4)), file, by=None, now=NOW)
    who = make.person(f"Dilys {ends_on}")
    one = make.keep(
        Facilitator(
            implementation_id=under.id, area_id=of.id, person_id=who.id, profession=Profession.MIDWIFE, left=True
        )
    )
    make.keep(PartDone(facilitator_id=one.id, part="initial", done_on=date(2015, 5, 4), source="register"))
    event = registers.event(under, first_on=date(2015, 5, 2))
    make.keep(Booking(event_id=event.id, area_id=of.id, facilitator_id=one.id, state="booked", seat=1, booked_at=NOW))
    db.session.commit()
    return of


def gone(helen: Person, kind: Kind) -> LettingGo:
    """What the kind has past its time was confirmed, and has gone."""
    run = service.confirm(helen.id, queries.past_of(kind, TODAY), now=NOW)
    commit.now()
    commit.each(service.batches(), lambda run_id: service.let_go(run_id, now=NOW))
    return db.session.get_one(LettingGo, run.id)


def count(table: type[Base]) -> int:
    return db.session.scalar(select(func.count()).select_from(table)) or 0


def test_an_enquiry_that_came_to_nothing_goes_two_years_after_its_end_and_not_a_day_before(
    session: DB, helen: Person
) -> None:
    for ended_on in (date(2024, 11, 22), date(2024, 11, 23), None):
        enquiry(ended_on)
    found = queries.past_of(Kind.ENQUIRIES, TODAY)
    assert (found.count, found.oldest_on, found.before_on) == (1, date(2024, 11, 22), date(2024, 11, 23))
    run = gone(helen, Kind.ENQUIRIES)
    assert (run.shown, run.gone, run.over_at) == (1, 1, NOW)
    assert session.scalars(select(Enquiry.settled_on).order_by(Enquiry.id)).all() == [date(2024, 11, 23), None]


def test_many_go_in_batches_each_on_record_and_a_second_look_lets_nothing_go(
    session: DB, helen: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("scaleup.privacy.service.periods.AT_ONCE", 2)
    for number in range(5):
        enquiry(date(2020, 1, 9), f"Asker {number}")
    run = gone(helen, Kind.ENQUIRIES)
    assert (run.gone, run.over_at, count(Enquiry)) == (5, NOW, 0)
    asked = select(func.count()).where(audit.Entry.act == "past its time, gone", audit.Entry.person_id == helen.id)
    assert session.scalar(asked) == 3
    assert service.let_go(run.id, now=NOW) == 0
    with pytest.raises(Refused, match="Nothing of this kind is past its time"):
        service.confirm(helen.id, queries.past_of(Kind.ENQUIRIES, TODAY), now=NOW)


def test_a_run_that_goes_on_is_not_confirmed_twice(session: DB, helen: Person) -> None:
    enquiry(date(2020, 1, 9))
    service.confirm(helen.id, queries.past_of(Kind.ENQUIRIES, TODAY), now=NOW)
    with pytest.raises(Refused, match="Somebody confirmed this already"):
        service.confirm(helen.id, queries.past_of(Kind.ENQUIRIES, TODAY), now=NOW)


def test_of_contacts_the_words_go_three_years_after_the_licence_and_the_contact_stays(
    session: DB, helen: Person
) -> None:
    old_area(date(2023, 11, 22))
    old_area(date(2023, 11, 23))
    found = queries.past_of(Kind.CALL_NOTES, TODAY)
    assert (found.count, found.areas) == (1, [("Kelso 2023-11-22", 1)])
    gone(helen, Kind.CALL_NOTES)
    assert session.scalars(select(Contact.discussed).order_by(Contact.id)).all() == [None, "The hall is let."]
    assert count(ContactAddendum) == 1


def test_documents_go_with_their_files_six_years_after_the_last_licence(session: DB, helen: Person) -> None:
    old_area(date(2020, 11, 22))
    old_area(date(2020, 11, 23))
    assert gone(helen, Kind.DOCUMENTS).gone == 1
    assert count(Document) == 1
    assert service.sweep_shelf(datetime(2027, 1, 1, tzinfo=UTC)) == 1


def test_training_records_go_six_years_after_accreditation_and_the_facilitator_stays(
    session: DB, helen: Person
) -> None:
    for until_on in (date(2020, 11, 22), date(2020, 11, 23)):
        of = old_area(until_on)
        one = session.scalars(select(Facilitator).where(Facilitator.area_id == of.id)).one()
        days = {"from_on": date(2015, 5, 4), "until_on": until_on}
        make.keep(Accreditation(facilitator_id=one.id, implementation_id=one.implementation_id, **days))
    assert queries.past_of(Kind.TRAINING, TODAY).areas == [("Kelso 2020-11-22", 1)]
    gone(helen, Kind.TRAINING)
    assert (count(Facilitator), count(Booking), count(PartDone), count(Accreditation)) == (2, 1, 1, 1)
    session.execute(delete(Accreditation))  # written by hand: the programme of these tests asks for more
    session.commit()


def test_the_log_of_acts_goes_after_six_years(session: DB, helen: Person, clock: Callable[[str], None]) -> None:
    clock("2020-11-22T23:59:00+00:00")
    audit.record("looked", subject="area", subject_id=1, person_id=helen.id)
    session.flush()
    clock("2020-11-23T00:00:00+00:00")
    audit.record("looked again", subject="area", subject_id=1, person_id=helen.id)
    session.flush()
    assert queries.past_of(Kind.AUDIT, TODAY).count == 1
    gone(helen, Kind.AUDIT)
    assert "looked" not in session.scalars(select(audit.Entry.act)).all()
    assert "looked again" in session.scalars(select(audit.Entry.act)).all()


def test_a_period_that_a_manager_set_is_in_force_and_two_who_set_it_at_once_are_told(
    session: DB, helen: Person
) -> None:
    enquiry(date(2025, 1, 9))
    assert queries.past_of(Kind.ENQUIRIES, TODAY).count == 0
    service.set_period(helen.id, Kind.ENQUIRIES, months=12, version=0, now=NOW)
    assert queries.past_of(Kind.ENQUIRIES, TODAY).count == 1
    with pytest.raises(Conflict):
        service.set_period(helen.id, Kind.ENQUIRIES, months=6, version=0, now=NOW)
    with pytest.raises(Refused, match="between 1 and 600 months"):
        service.set_period(helen.id, Kind.ENQUIRIES, months=0, version=1, now=NOW)


def test_every_kind_can_be_asked_for_where_nothing_is_past(session: DB, helen: Person) -> None:
    assert [queries.past_of(kind, TODAY).count for kind in Kind] == [0] * len(Kind)


def test_a_manager_sees_the_numbers_confirms_them_and_is_reminded_on_my_work(
    session: DB, client: FlaskClient, helen: Person, clock: Callable[[str], None]
) -> None:
    clock(NOW.isoformat())
    enquiry(date(2024, 11, 22))
    assert service.look(TODAY) == [Kind.ENQUIRIES]
    sign_in(client, helen)
    assert "Something is past the time for which it is kept" in client.get("/").text
    assert "Something is past its time: 1 enquiry." in client.get("/retention").text
    path = "/retention/enquiries/let-go"
    page = client.get(path).text
    assert "1 enquiry goes: counted from before 23 November 2024." in page
    enquiry(date(2024, 11, 21))
    given = {"csrf_token": form_token(client.get(path)), "shown": shown_in(page)}
    again = client.post(path, data=given)
    assert again.status_code == 200
    assert "2 enquiries go" in again.text
    done = client.post(path, data=given | {"shown": shown_in(again.text)})
    assert (done.status_code, done.location) == (303, "/retention")
    commit.each(service.batches(), lambda run_id: service.let_go(run_id, now=NOW))
    assert "2 of 2 gone." in client.get("/retention").text
    assert service.look(TODAY) == []


def test_a_period_is_set_on_its_page(client: FlaskClient, helen: Person, clock: Callable[[str], None]) -> None:
    clock(NOW.isoformat())
    sign_in(client, helen)
    token = form_token(client.get("/retention/audit"))
    assert client.post("/retention/audit", data={"csrf_token": token, "version": "0", "months": "x"}).status_code == 422
    done = client.post("/retention/audit", data={"csrf_token": token, "version": "0", "months": "84"})
    assert (done.status_code, done.location) == (303, "/retention")
    assert "84 months" in client.get("/retention").text
    assert client.get("/retention/everything").status_code == 404
