"""Reminders from the plan to the mailbox: once, only while they stand, and calendars that follow."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

import pytest
from icalendar import Calendar
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from scaleup.accounts.models import Person
from scaleup.accounts.rules import Role
from scaleup.facilitators.models import Facilitator
from scaleup.licences.models import Licence
from scaleup.outbox.models import Message
from scaleup.reminders import service
from scaleup.support import service as support
from scaleup.support.models import Action, Contact, Slot
from tests.factories import plans
from tests.factories import support as make
from tests.mails import look, plan, send, text_of, words_of
from tests.servers import Mailbox

NINE_ON_THE_FIRST_OF_OCTOBER = datetime(2026, 10, 1, 8, tzinfo=UTC)
"""Contact 20 of a licence from 1 April 2024 is due on Thursday 1 October 2026."""


@dataclass
class Marlbury(plans.Marlbury):
    """In the middle of its licence; everything before contact 20 was held."""

    licence: Licence
    unit_manager: Person

    def slot(self, session: Session, sequence: int) -> Slot:
        return session.scalars(
            select(Slot).where(Slot.licence_id == self.licence.id, Slot.sequence == sequence, Slot.state != "gone")
        ).one()


@pytest.fixture
def marlbury(session: Session, clock: Callable[[str], None]) -> Marlbury:
    clock("2026-10-01T08:00:00+00:00")
    made = plans.marlbury()
    unit_manager = make.person("Helen Ashworth", Role.UNIT_MANAGER)
    licence = plans.planned(made.implementation, held_before=date(2026, 10, 1))
    session.commit()
    return Marlbury(**vars(made), licence=licence, unit_manager=unit_manager)


def states(session: Session) -> dict[str, int]:
    rows = session.execute(select(Message.state, func.count()).group_by(Message.state))
    return {row[0]: row[1] for row in rows}


def test_on_the_day_both_are_told_once_however_often_the_tick_comes(marlbury: Marlbury, session: Session) -> None:
    assert plan(NINE_ON_THE_FIRST_OF_OCTOBER) == 2
    assert [plan(NINE_ON_THE_FIRST_OF_OCTOBER + timedelta(minutes=n)) for n in range(5)] == [0] * 5
    assert set(session.scalars(select(Message.person_id))) == {marlbury.lead.id, marlbury.manager.id}


def test_a_minute_before_nine_nothing_goes(marlbury: Marlbury) -> None:
    assert plan(NINE_ON_THE_FIRST_OF_OCTOBER - timedelta(minutes=1)) == 2, "the reminder of a week before still stands"
    assert plan(NINE_ON_THE_FIRST_OF_OCTOBER) == 2


def test_a_held_area_tells_nobody_and_the_preview_counts_what_would_go(marlbury: Marlbury, session: Session) -> None:
    marlbury.area.reminders_started_at = None
    session.flush()
    assert plan(NINE_ON_THE_FIRST_OF_OCTOBER) == 0
    shares = service.preview([marlbury.area.id], NINE_ON_THE_FIRST_OF_OCTOBER)
    assert {share.name: share.at_once for share in shares} == {
        "Priya Nair": 1,
        "Niamh O’Rourke": 1,
        "Helen Ashworth": 0,
    }
    service.start([marlbury.area.id], person_id=None, now=NINE_ON_THE_FIRST_OF_OCTOBER)
    assert plan(NINE_ON_THE_FIRST_OF_OCTOBER) == 2


def test_what_is_settled_before_it_goes_is_not_sent(marlbury: Marlbury, session: Session, mailbox: Mailbox) -> None:
    plan(NINE_ON_THE_FIRST_OF_OCTOBER)
    marlbury.slot(session, 20).state = "held"
    session.commit()
    send(NINE_ON_THE_FIRST_OF_OCTOBER)
    assert mailbox.mails == []
    assert states(session) == {"cancelled": 2}


def test_a_contact_moved_away_and_back_is_not_told_twice_for_the_same_day(
    marlbury: Marlbury, session: Session, mailbox: Mailbox
) -> None:
    look(NINE_ON_THE_FIRST_OF_OCTOBER)
    slot = marlbury.slot(session, 20)
    slot.anchor_version += 2
    session.commit()
    assert plan(NINE_ON_THE_FIRST_OF_OCTOBER + timedelta(minutes=1)) == 2, "only the calendars are put right"
    assert states(session) == {"sent": 2, "told": 2, "pending": 2}


def test_another_hour_of_the_same_day_reaches_the_calendars_that_have_it(
    marlbury: Marlbury, session: Session, mailbox: Mailbox
) -> None:
    look(NINE_ON_THE_FIRST_OF_OCTOBER)
    mailbox.mails.clear()
    slot = marlbury.slot(session, 20)
    support.move_contact(
        marlbury.manager.id,
        slot_id=slot.id,
        to_on=slot.due_on,
        because="Niamh asked for the afternoon",
        version=slot.version,
        today=slot.due_on,
        at_time=time(14),
    )
    session.commit()
    assert plan(NINE_ON_THE_FIRST_OF_OCTOBER + timedelta(minutes=1)) == 3, "two notices; the agenda is of use again"
    send(NINE_ON_THE_FIRST_OF_OCTOBER + timedelta(minutes=1))
    assert sorted(str(mail["Subject"]) for mail in mailbox.mails) == [
        "Marlbury: agenda for Thursday 1 October 2026",
        "Marlbury: contact on Thursday 1 October 2026 at 14:00",
        "Marlbury: contact on Thursday 1 October 2026 at 14:00",
    ]
    told = {(method, sequence, start.hour) for method, _, sequence, start in entries(list(mailbox.mails))}
    assert told == {("REQUEST", 2, 14)}


def test_the_unit_reads_of_a_contact_without_its_own_name(marlbury: Marlbury, mailbox: Mailbox) -> None:
    look(NINE_ON_THE_FIRST_OF_OCTOBER)
    _, text = words_of(mailbox, marlbury.manager)
    assert "Hello Priya. Contact 20 of 22 for Marlbury is today." in text
    assert "The project lead is Niamh O’Rourke, niamh.orourke@marlbury.example." in text


def test_the_mail_says_what_when_and_how_to_log_it(marlbury: Marlbury, mailbox: Mailbox) -> None:
    look(NINE_ON_THE_FIRST_OF_OCTOBER)
    [mail] = mailbox.to(marlbury.lead.email or "")
    assert mail["Subject"] == "Marlbury: contact today, Thursday 1 October 2026"
    words = text_of(mail)
    assert "Contact 20 of 22 for Marlbury is today, with Priya Nair of the unit." in words
    assert f"/areas/{marlbury.area.id}/contacts/log" in words
    assert "You get this because you lead Marlbury; it goes out on the day of each contact." in words
    html = mail.get_body(("html",))
    assert html is not None
    assert "Contact 20 of 22 for Marlbury is today" in html.get_content()


def entries(mails: list[object]) -> list[tuple[str, str, int, date]]:
    found = []
    for mail in mails:
        for part in mail.walk():  # type: ignore[attr-defined]
            if part.get_content_type() == "text/calendar":
                calendar = Calendar.from_ical(part.get_payload(decode=True))
                event = calendar.walk("VEVENT")[0]
                day = event["DTSTART"].dt
                found.append((str(calendar["METHOD"]), str(event["UID"]), int(event["SEQUENCE"]), day))
    return found


def test_a_calendar_is_told_of_a_contact_then_of_its_move_then_that_it_went(
    marlbury: Marlbury, session: Session, mailbox: Mailbox
) -> None:
    look(NINE_ON_THE_FIRST_OF_OCTOBER)
    slot = marlbury.slot(session, 20)
    slot.due_on, slot.anchor_version = date(2026, 10, 6), 2
    session.commit()
    look(NINE_ON_THE_FIRST_OF_OCTOBER + timedelta(minutes=1))
    slot.state, slot.gone_because = "gone", "the licence was suspended"
    session.commit()
    for _ in range(3):
        look(NINE_ON_THE_FIRST_OF_OCTOBER + timedelta(minutes=2))
    told = entries(list(mailbox.to(marlbury.lead.email or "")))
    uid = told[0][1]
    assert [(method, day) for method, _, _, day in told] == [
        ("REQUEST", date(2026, 10, 1)),
        ("REQUEST", date(2026, 10, 6)),
        ("CANCEL", date(2026, 10, 6)),
    ]
    assert {one[1] for one in told} == {uid}
    assert [one[2] for one in told] == sorted({one[2] for one in told}), "each entry has a higher SEQUENCE"


def test_more_than_three_late_things_are_one_mail_and_every_one_is_accounted_for(
    marlbury: Marlbury, session: Session, mailbox: Mailbox
) -> None:
    for number in range(1, 6):
        plans.agreed(marlbury.implementation, date(2026, 9, number), owner=marlbury.lead)
    marlbury.slot(session, 20).state = "held"
    session.commit()
    assert plan(NINE_ON_THE_FIRST_OF_OCTOBER) == 5
    send(NINE_ON_THE_FIRST_OF_OCTOBER)
    [mail] = mailbox.to(marlbury.lead.email or "")
    assert mail["Subject"] == "5 things are late"
    assert states(session) == {"folded": 5, "sent": 1}
    assert plan(NINE_ON_THE_FIRST_OF_OCTOBER + timedelta(minutes=1)) == 0


def test_days_of_standstill_lose_nothing_and_flood_nobody(
    marlbury: Marlbury, session: Session, mailbox: Mailbox, clock: Callable[[str], None]
) -> None:
    clock("2026-10-22T11:00:00+00:00")
    three_weeks_later = datetime(2026, 10, 22, 11, tzinfo=UTC)
    assert plan(three_weeks_later) == 1, "only the last rung is still worth sending"
    send(three_weeks_later)
    [mail] = mailbox.mails
    assert mailbox.recipients == [[marlbury.unit_manager.email]]
    assert mail["Subject"] == "Marlbury: no record of the contact on Thursday 1 October 2026"


def test_two_hundred_ticks_at_ten_instants_tell_each_person_once_a_rung(marlbury: Marlbury, session: Session) -> None:
    for day in (24, 25, 28, 29, 30):
        for _ in range(20):
            plan(datetime(2026, 9, day, 9, tzinfo=UTC))
    for day in (1, 2, 5, 6, 15):
        for _ in range(20):
            plan(datetime(2026, 10, day, 9, tzinfo=UTC))
    told = session.execute(select(Message.values, Message.person_id)).all()
    assert sorted((str(values["rule"]), person_id) for values, person_id in told) == sorted(
        {(str(values["rule"]), person_id) for values, person_id in told}
    )
    assert len(told) == 2 + 1 + 2 + 1 + 1


def agreed_last_time(marlbury: Marlbury, session: Session) -> None:
    """A contact on 2 July with one thing done and one open; one more from before; then somebody left."""
    taking_up = marlbury.licence.implementation_id
    ids = {"implementation_id": taking_up, "area_id": marlbury.area.id}
    first, last = (
        make.keep(
            Contact(
                **ids,
                held_on=on_day,
                channel="call",
                outcome="held",
                discussed="Not for a mail",
                staff_note="Nor this",
                entered_at=datetime.combine(on_day, datetime.min.time(), UTC),
            )
        )
        for on_day in (date(2026, 5, 1), date(2026, 7, 2))
    )
    lead = marlbury.lead.id
    make.keep(Action(**ids, contact_id=first.id, wording="Name a deputy", owner_id=lead, due_on=date(2026, 9, 1)))
    make.keep(Action(**ids, contact_id=last.id, wording="Book the hall", owner_id=lead, done_on=date(2026, 7, 20)))
    make.keep(Action(**ids, contact_id=last.id, wording="Send the pairing plan", due_on=date(2026, 10, 9)))
    gone = make.person("Ada Quill")
    make.keep(Facilitator(**ids, person_id=gone.id, profession="midwife", left=True, left_on=date(2026, 8, 14)))
    session.commit()


NINE_ON_MONDAY_28_SEPTEMBER = datetime(2026, 9, 28, 8, tzinfo=UTC)


def test_the_lead_is_mailed_the_agenda_three_working_days_before_and_it_holds_no_note(
    marlbury: Marlbury, session: Session, clock: Callable[[str], None], mailbox: Mailbox
) -> None:
    agreed_last_time(marlbury, session)
    clock("2026-09-28T08:00:00+00:00")
    assert plan(NINE_ON_MONDAY_28_SEPTEMBER - timedelta(minutes=1)) == 3, (
        "both are told a week before, and one thing agreed is late"
    )
    send(NINE_ON_MONDAY_28_SEPTEMBER - timedelta(minutes=1))
    assert [plan(NINE_ON_MONDAY_28_SEPTEMBER + timedelta(minutes=n)) for n in range(3)] == [1, 0, 0]
    send(NINE_ON_MONDAY_28_SEPTEMBER)
    mail = list(mailbox.to(marlbury.lead.email or ""))[-1]
    assert mail["Subject"] == "Marlbury: agenda for Thursday 1 October 2026"
    text = text_of(mail).replace("\r\n", "\n")
    for words in (
        "Hello Niamh. Contact 20 of 22 for Marlbury is in 3 days, with Priya Nair of the unit.",
        "Agreed last time, on Thursday 2 July 2026",
        "- Book the hall (Niamh O’Rourke): done Mon 20 Jul",
        "- Send the pairing plan: open, due Fri 9 Oct",
        "Still open from before\n- Name a deputy (Niamh O’Rourke): open, 27 days late",
        "What changed since\n- Ada Quill left the team on 14 August 2026.",
        "What we talk about\n- How the groups and home visits are going",
        "Please have ready\n- The dates of the groups that run",
        "it goes out 3 working days before each contact.",
    ):
        assert words in text
    assert "Not for a mail" not in mail.as_string()
    assert "Nor this" not in mail.as_string()
    assert not [part for part in mail.walk() if part.get_content_type() == "text/calendar"], "the calendar has it"


def test_a_contact_logged_or_moved_away_before_the_agenda_goes_cancels_it(
    marlbury: Marlbury, session: Session, clock: Callable[[str], None], mailbox: Mailbox
) -> None:
    clock("2026-09-28T08:00:00+00:00")
    plan(NINE_ON_MONDAY_28_SEPTEMBER)
    slot = marlbury.slot(session, 20)
    slot.due_on, slot.anchor_version = date(2026, 10, 15), 2
    session.commit()
    send(NINE_ON_MONDAY_28_SEPTEMBER)
    assert mailbox.mails == []
    assert plan(datetime(2026, 10, 12, 8, tzinfo=UTC)) == 2, "the new day has an agenda of its own"


def test_without_a_lead_the_manager_is_mailed_the_agenda(
    marlbury: Marlbury, session: Session, clock: Callable[[str], None]
) -> None:
    clock("2026-09-28T08:00:00+00:00")
    marlbury.lead.deactivated_at = NINE_ON_MONDAY_28_SEPTEMBER
    session.commit()
    assert plan(NINE_ON_MONDAY_28_SEPTEMBER) == 1
    [message] = session.scalars(select(Message))
    assert (message.person_id, message.values["rule"]) == (marlbury.manager.id, "contact_agenda")
