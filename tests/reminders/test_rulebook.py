"""The unit changes a rule of reminding: it acts from then on, nobody is told twice, and what was due still goes."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from scaleup import commit
from scaleup.accounts.models import Person
from scaleup.accounts.rules import Role
from scaleup.core.errors import Conflict, Refused
from scaleup.outbox.models import Message
from scaleup.outbox.queries import last_tick
from scaleup.programmes.models import Programme
from scaleup.programmes.rules import Offset, Recipient, ReminderSubject, Side, Unit
from scaleup.reminders import queries, service
from scaleup.reminders.rules import Repeat, UnitRule, next_code
from scaleup.support.models import Slot
from tests.factories import plans
from tests.factories import support as make
from tests.mails import plan

ON_THE_DAY = datetime(2026, 10, 1, 8, tzinfo=UTC)
"""Contact 20 of a licence from 1 April 2024 is due on Thursday 1 October 2026."""


@dataclass
class Place(plans.Marlbury):
    """Its contact 20 is due today; a unit manager is told of it too."""

    head: Person


@pytest.fixture
def place(session: Session, clock: Callable[[str], None]) -> Place:
    clock("2026-10-01T08:00:00+00:00")
    made = plans.marlbury()
    head = make.person("Helen Ashworth", Role.UNIT_MANAGER)
    plans.planned(made.implementation, held_before=date(2026, 10, 1))
    session.commit()
    return Place(**vars(made), head=head)


def rule(code: str) -> UnitRule:
    found = queries.standing(code, "")
    assert found is not None
    return found


def confirm(changed: UnitRule, place: Place, now: datetime, seen: int = 0) -> UnitRule:
    made = service.confirm(changed, reason="Asked for by the areas.", seen=seen, by=place.head.id, now=now)
    commit.now()
    return made


def told(session: Session) -> list[tuple[str, str]]:
    rows = session.execute(
        select(Message.dedupe_key, Person.name).join(Person, Person.id == Message.person_id).order_by(Message.id)
    )
    return [(str(row[0]), row[1]) for row in rows]


def test_what_the_unit_says_lies_over_the_catalogue_and_the_message_names_the_version(
    place: Place, session: Session
) -> None:
    made = confirm(
        replace(rule("contact_today"), recipients=(Recipient.UNIT_MANAGER,)), place, ON_THE_DAY.replace(hour=7)
    )
    plan(ON_THE_DAY)
    names = [name for _, name in told(session)]
    assert names[-1] == "Helen Ashworth", "the notices of a week before went as they stood"
    values = session.scalars(select(Message.values).order_by(Message.id.desc())).first()
    assert values is not None and values["rule_version"] == made.version_id
    assert [one.reason for one in queries.versions_of("contact_today", "")] == ["Asked for by the areas."]


def test_what_was_due_under_the_old_version_still_goes_and_nothing_of_it_twice(place: Place, session: Session) -> None:
    changed = replace(rule("contact_today"), recipients=(Recipient.UNIT_MANAGER, Recipient.PROJECT_LEAD))
    confirm(changed, place, ON_THE_DAY + timedelta(hours=1))
    assert len(told(session)) == 2, "who was to be told at nine is told, though no tick had come"
    assert plan(ON_THE_DAY + timedelta(hours=2)) == 0


def test_a_change_of_a_rule_plans_and_yet_a_beat_that_has_stopped_still_shows(place: Place, session: Session) -> None:
    plan(ON_THE_DAY - timedelta(days=1))
    changed = replace(rule("contact_today"), recipients=(Recipient.UNIT_MANAGER,))
    confirm(changed, place, ON_THE_DAY + timedelta(hours=1))
    assert len(told(session)) == 4, "two a week before, and two today by the rule as it was"
    assert last_tick(service.TICK) == ON_THE_DAY - timedelta(days=1)


def test_a_rule_that_is_switched_off_sends_nothing_and_on_again_begins_from_then(place: Place) -> None:
    off = replace(rule("contact_today"), is_on=False)
    confirm(off, place, ON_THE_DAY - timedelta(hours=1))
    assert plan(ON_THE_DAY) == 0, "the notice of a week before went at the switch"
    confirm(replace(off, is_on=True), place, ON_THE_DAY + timedelta(hours=2), seen=1)
    assert plan(ON_THE_DAY + timedelta(hours=3)) == 0, "nine o’clock was before"


def test_a_late_contact_is_told_again_every_two_days_until_it_is_settled(place: Place, session: Session) -> None:
    late = rule("contact_3_days_late")
    confirm(replace(late, repeat=Repeat(2, Unit.WORKING_DAYS, 3)), place, ON_THE_DAY)
    counts = [plan(ON_THE_DAY + timedelta(days=day, minutes=1)) for day in range(8)]
    # Tuesday 6 October is three working days after; Thursday 8 October is two more.
    assert [day for day, count in enumerate(counts) if count] == [5, 7]
    for slot in session.scalars(select(Slot).where(Slot.due_on == date(2026, 10, 1))):
        slot.state = "held"
    session.commit()
    assert plan(ON_THE_DAY + timedelta(days=12)) == 0


def test_a_rule_is_added_for_one_programme_and_stands_in_the_list(place: Place, session: Session) -> None:
    code = next_code([one.rule.code for one in queries.standing_rules()])
    slug = session.execute(select(Programme.slug).order_by(Programme.id)).scalars().first() or ""
    added = replace(rule("contact_today"), code=code, programme=slug, offset=Offset(1, Unit.DAYS, Side.BEFORE))
    confirm(added, place, ON_THE_DAY - timedelta(days=2))
    assert code in {one.rule.code for one in queries.standing_rules()}
    in_all = [one for rules in queries.rule_book().values() for one in rules if one.code == code]
    assert {one.programme for one in in_all} == {slug}


def test_the_second_of_two_who_change_a_rule_is_told(place: Place) -> None:
    changed = replace(rule("contact_today"), recipients=(Recipient.UNIT_MANAGER,))
    confirm(changed, place, ON_THE_DAY)
    with pytest.raises(Conflict):
        confirm(replace(changed, is_on=False), place, ON_THE_DAY, seen=0)


def test_what_changes_nothing_and_what_cannot_stand_is_refused(place: Place) -> None:
    with pytest.raises(Refused):
        confirm(rule("contact_today"), place, ON_THE_DAY)
    with pytest.raises(Refused):
        confirm(replace(rule("contact_today"), recipients=(Recipient.ACTION_OWNER,)), place, ON_THE_DAY)


def test_every_subject_of_the_catalogue_stands_once_for_all_programmes(place: Place) -> None:
    standing = queries.standing_rules()
    assert {one.rule.subject for one in standing} >= {ReminderSubject.CONTACT, ReminderSubject.LICENCE}
    assert len({(one.rule.code, one.rule.programme) for one in standing}) == len(standing)
    assert all(one.programmes for one in standing)
