"""The register says who completed what; the accreditations follow every act, whoever commits it."""

from datetime import date

import pytest
from sqlalchemy import select

from scaleup import commit
from scaleup.areas.models import Implementation
from scaleup.delivery import service as delivery
from scaleup.extensions import db
from scaleup.facilitators import service as facilitators
from scaleup.facilitators.models import Accreditation, Facilitator, PartDone
from scaleup.facilitators.rules import Profession
from scaleup.licences import service as licences
from scaleup.licences.models import Licence
from scaleup.licences.rules import Act
from scaleup.training import service
from scaleup.training.models import Booking, Event, Mark
from scaleup.training.rules import Attendance, Plan
from scaleup.training.service import certifying
from tests.factories import areas as founded
from tests.factories import events as trained
from tests.factories import licences as licensed
from tests.factories import training as make
from tests.factories.areas import NOW
from tests.factories.support import keep

pytestmark = pytest.mark.usefixtures("session")
AFTER, TODAY = date(2024, 5, 2), date(2026, 11, 23)
LICENCE_ENDS = date(2027, 3, 31)


@pytest.fixture
def marlbury() -> Implementation:
    found = founded.shipped_implementation()
    licensed.granted(found)
    return found


def facilitator(of: Implementation) -> Facilitator:
    return facilitators.join(of.id, founded.person().id, profession=Profession.MIDWIFE, by=None)


def parts(somebody: Facilitator) -> dict[str, date]:
    rows = db.session.execute(select(PartDone.part, PartDone.done_on).where(PartDone.facilitator_id == somebody.id))
    return {row.part: row.done_on for row in rows}


def accredited(somebody: Facilitator) -> list[tuple[date, date]]:
    commit.now()
    db.session.expire_all()
    rows = db.session.execute(
        select(Accreditation.from_on, Accreditation.until_on)
        .where(Accreditation.facilitator_id == somebody.id)
        .order_by(Accreditation.from_on)
    )
    return [(row.from_on, row.until_on) for row in rows]


def attended(of: Implementation, *attendance: Attendance) -> tuple[Facilitator, Event, Booking]:
    somebody, event = facilitator(of), make.event(of)
    booked = make.booking(event, somebody)
    make.marks(booked, event, *attendance)
    return somebody, event, booked


def missing_the_last(of: Implementation) -> tuple[Facilitator, Mark]:
    somebody, event, booked = attended(of, *[Attendance.PRESENT] * 5, Attendance.ABSENT)
    last = db.session.scalars(
        select(Mark).where(Mark.booking_id == booked.id, Mark.half_day_id == event.half_days[-1].id)
    ).one()
    return somebody, last


def test_who_was_there_throughout_is_trained_and_accredited_until_the_licence_ends(marlbury: Implementation) -> None:
    somebody, _, _ = attended(marlbury)
    changed = certifying.certify([somebody.id], today=AFTER, by=None)
    assert [(one.part, one.done_on) for one in changed] == [("initial", date(2024, 4, 25))]
    assert parts(somebody) == {"initial": date(2024, 4, 25)}
    assert accredited(somebody) == [(date(2024, 4, 25), LICENCE_ENDS)]


def test_saying_it_again_changes_nothing(marlbury: Implementation) -> None:
    somebody, _, _ = attended(marlbury)
    certifying.certify([somebody.id], today=AFTER, by=None)
    assert certifying.certify([somebody.id], today=AFTER, by=None) == []


def test_who_misses_an_afternoon_is_not_trained_until_it_is_made_up(marlbury: Implementation) -> None:
    somebody, last = missing_the_last(marlbury)
    assert certifying.certify([somebody.id], today=AFTER, by=None) == []
    assert [one.sentence for one in certifying.out_of_reach([somebody.id], "initial", today=AFTER).values()] == [
        "Initial training: misses day 3 afternoon of 25 April 2024; a make-up completes it"
    ]
    last.attendance, last.made_up_on = Attendance.MADE_UP, date(2024, 6, 6)
    certifying.certify([somebody.id], today=date(2024, 6, 7), by=None)
    assert certifying.out_of_reach([somebody.id], "initial", today=date(2024, 6, 7)) == {}
    assert accredited(somebody) == [(date(2024, 6, 6), LICENCE_ENDS)]


def test_a_mark_that_is_corrected_takes_the_part_and_the_accreditation_back(marlbury: Implementation) -> None:
    somebody, _, booked = attended(marlbury)
    certifying.certify([somebody.id], today=AFTER, by=None)
    assert accredited(somebody)
    first = db.session.scalars(select(Mark).where(Mark.booking_id == booked.id).order_by(Mark.id)).first()
    assert first is not None
    first.attendance = Attendance.EXCUSED
    assert [one.done_on for one in certifying.certify([somebody.id], today=AFTER, by=None)] == [None]
    assert (parts(somebody), accredited(somebody)) == ({}, [])


def test_what_a_person_recorded_by_hand_stands_whatever_the_register_says(marlbury: Implementation) -> None:
    somebody, _ = missing_the_last(marlbury)
    facilitators.record_part(somebody.id, "initial", done_on=date(2024, 3, 1), by=None)
    assert certifying.certify([somebody.id], today=AFTER, by=None) == []
    assert accredited(somebody) == [(date(2024, 3, 1), LICENCE_ENDS)]


def test_an_event_shorter_than_its_part_certifies_nobody_who_was_there(marlbury: Implementation) -> None:
    somebody, short = facilitator(marlbury), make.event(marlbury, days=make.APRIL[:2])
    make.marks(make.booking(short, somebody), short)
    assert certifying.certify([somebody.id], today=AFTER, by=None) == []
    assert [one.sentence for one in certifying.out_of_reach([somebody.id], "initial", today=AFTER).values()] == [
        "Initial training: 4 of its 6 half-days by the events so far, and all of them are needed"
    ]
    assert (parts(somebody), accredited(somebody)) == ({}, [])


@pytest.mark.parametrize("days", [3, 2, 1])
def test_who_is_trained_and_comes_again_is_trained_since_the_first_time(marlbury: Implementation, days: int) -> None:
    somebody, _, _ = attended(marlbury)
    certifying.certify([somebody.id], today=AFTER, by=None)
    again = make.event(marlbury, days=[date(2025, 3, 4), date(2025, 3, 5), date(2025, 3, 6)][:days])
    booked = make.booking(again, somebody)
    assert certifying.certify([somebody.id], today=TODAY, by=None) == []
    make.marks(booked, again)
    assert certifying.certify([somebody.id], today=TODAY, by=None) == []
    assert parts(somebody) == {"initial": date(2024, 4, 25)}


def test_other_half_days_of_a_marked_event_say_anew_who_is_trained(marlbury: Implementation) -> None:
    event = make.event(marlbury, days=[*make.APRIL, date(2024, 4, 26)])
    somebody = facilitator(marlbury)
    booked = make.booking(event, somebody)
    for half_day in event.half_days[:6]:
        keep(Mark(booking_id=booked.id, half_day_id=half_day.id, attendance="present", marked_at=NOW, entered_at=NOW))
    for days, done in ((make.APRIL, {"initial": date(2024, 4, 25)}), ((*make.APRIL, date(2024, 4, 26)), {})):
        wanted = Plan(**{**vars(trained.plan_of(marlbury, days=days)), "late": True})
        service.change(event, wanted, version=event.version, by=None, now=NOW)
        assert parts(somebody) == done


def test_a_cancelled_event_trains_nobody(marlbury: Implementation) -> None:
    somebody, event, _ = attended(marlbury)
    event.state = "cancelled"
    assert certifying.certify([somebody.id], today=AFTER, by=None) == []


def test_the_first_session_opens_the_window_and_a_late_top_up_restores(marlbury: Implementation) -> None:
    somebody, _, _ = attended(marlbury)
    certifying.certify([somebody.id], today=AFTER, by=None)
    delivery.record_start(marlbury.id, date(2024, 6, 18), today=TODAY, by=None)
    assert accredited(somebody) == [(date(2024, 4, 25), date(2024, 12, 18))]
    facilitators.record_part(somebody.id, "top_up", done_on=date(2025, 2, 4), by=None)
    assert accredited(somebody) == [(date(2024, 4, 25), date(2024, 12, 18)), (date(2025, 2, 4), LICENCE_ENDS)]


def test_a_first_session_says_before_it_is_recorded_which_windows_open_and_who_may_deliver_on_other_days(
    marlbury: Implementation,
) -> None:
    somebody, _, _ = attended(marlbury)
    certifying.certify([somebody.id], today=AFTER, by=None)
    later, _untrained = facilitator(marlbury), facilitator(marlbury)
    facilitators.record_part(later.id, "initial", done_on=date(2026, 9, 1), by=None)
    told = delivery.consider_start(marlbury.id, date(2024, 6, 18), today=TODAY, by=None)
    assert [change.sentence for change in told] == [
        "The top-up window of 1 person is 18 October to 18 December 2024",
        "The top-up window of 1 person is 1 January to 1 March 2027",
        f"2 people may deliver on other days then: {somebody.person.name}, {later.person.name}",
    ]
    assert accredited(somebody) == [(date(2024, 4, 25), LICENCE_ENDS)]


def test_a_first_session_that_moves_says_before_which_windows_and_days_move_with_it(marlbury: Implementation) -> None:
    somebody, _, _ = attended(marlbury)
    certifying.certify([somebody.id], today=AFTER, by=None)
    facilitators.record_part(somebody.id, "top_up", done_on=date(2024, 12, 20), by=None)
    owing = facilitator(marlbury)
    facilitators.record_part(owing.id, "initial", done_on=date(2024, 4, 25), by=None)
    facilitators.record_part(facilitator(marlbury).id, "initial", done_on=date(2024, 7, 30), by=None)
    start = delivery.record_start(marlbury.id, date(2024, 6, 18), today=TODAY, by=None)
    assert accredited(somebody) == [(date(2024, 4, 25), date(2024, 12, 18)), (date(2024, 12, 20), LICENCE_ENDS)]
    told = delivery.consider_start(marlbury.id, date(2024, 6, 25), today=TODAY, by=None)
    assert [change.sentence for change in told] == [
        "The top-up window of 1 person is 25 October to 25 December 2024, no longer 18 October to 18 December 2024",
        f"2 people may deliver on other days then: {somebody.person.name}, {owing.person.name}",
    ]
    assert accredited(somebody) == [(date(2024, 4, 25), date(2024, 12, 18)), (date(2024, 12, 20), LICENCE_ENDS)]
    delivery.move_start(marlbury.id, date(2024, 6, 25), version=start.version, today=TODAY, by=None)
    assert accredited(somebody) == [(date(2024, 4, 25), LICENCE_ENDS)]
    assert delivery.consider_start(marlbury.id, date(2024, 6, 25), today=TODAY, by=None) == []


def test_the_window_of_a_top_up_that_is_complete_is_spent_and_moves_nobody(marlbury: Implementation) -> None:
    somebody, _, _ = attended(marlbury)
    certifying.certify([somebody.id], today=AFTER, by=None)
    delivery.record_start(marlbury.id, date(2024, 6, 18), today=TODAY, by=None)
    facilitators.record_part(somebody.id, "top_up", done_on=date(2024, 11, 5), by=None)
    assert delivery.consider_start(marlbury.id, date(2024, 6, 25), today=TODAY, by=None) == []


def test_the_end_of_the_licence_and_the_last_day_end_it(marlbury: Implementation) -> None:
    somebody, _, _ = attended(marlbury)
    other = facilitator(marlbury)
    certifying.certify([somebody.id], today=AFTER, by=None)
    facilitators.record_part(other.id, "initial", done_on=date(2024, 4, 25), by=None)
    facilitators.leave(somebody.id, on_day=date(2026, 9, 4), today=TODAY, by=None)
    assert accredited(somebody) == [(date(2024, 4, 25), date(2026, 9, 4))]
    licence = db.session.scalars(select(Licence)).one()
    asked = licences.Asked(Act.END, date(2026, 10, 31), "It closes.")
    licences.move(licence.id, asked, version=licence.version, by=None, now=founded.NOW)
    assert accredited(other) == [(date(2024, 4, 25), date(2026, 10, 31))]


def test_accreditations_that_something_wrote_past_are_made_level_again(marlbury: Implementation) -> None:
    somebody, _, _ = attended(marlbury)
    certifying.certify([somebody.id], today=AFTER, by=None)
    assert accredited(somebody)
    assert service.rebuild() == 0
    stray = keep(
        Accreditation(
            facilitator_id=somebody.id,
            implementation_id=marlbury.id,
            from_on=date(2030, 1, 1),
            until_on=date(2030, 1, 2),
        )
    )
    assert stray.id
    assert service.rebuild() == 1
    assert accredited(somebody) == [(date(2024, 4, 25), LICENCE_ENDS)]
