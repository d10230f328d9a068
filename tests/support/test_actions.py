"""What was agreed at a contact has an owner and a date, carries over, and is closed once."""

from datetime import date

import pytest
from sqlalchemy.orm import Session

from scaleup.accounts.models import Person
from scaleup.areas.models import Implementation
from scaleup.core.errors import Conflict, Refused
from scaleup.licences.models import Licence
from scaleup.support import rules, service
from scaleup.support.models import Action
from scaleup.support.queries import contacts as reads
from tests.factories import support as made
from tests.support.saying import TODAY, log, refused, terms

pytestmark = pytest.mark.usefixtures("on_monday_23_november")


def test_an_action_needs_an_owner_of_the_area_or_the_unit_and_a_date(
    session: Session, licence: Licence, taking_up: Implementation, niamh: Person
) -> None:
    stranger = made.person("Someone Else")
    said = terms(actions=(rules.ActionTerms("Name a deputy", stranger.id, date(2026, 10, 1)),))
    assert refused(niamh, taking_up, said) == [
        ("actions-0-owner", "Choose who will do action 1"),
        (
            "actions-0-due",
            "Action 1 is to be done by 1 October 2026, before the contact itself. Enter a later date",
        ),
    ]


def test_actions_carry_over_until_somebody_reports_them_done(
    session: Session, licence: Licence, taking_up: Implementation, niamh: Person
) -> None:
    log(
        niamh,
        taking_up,
        terms(date(2026, 7, 1), actions=(rules.ActionTerms("Name a deputy", niamh.id, date(2026, 9, 1)),)),
    )
    [carried] = reads.open_actions(taking_up.id)
    assert carried.wording == "Name a deputy"
    log(niamh, taking_up, terms(done_action_ids=(carried.id,)), nonce="second")
    assert reads.open_actions(taking_up.id) == []
    assert session.get(Action, carried.id).done_on == TODAY


def test_an_action_is_closed_once(
    session: Session, licence: Licence, taking_up: Implementation, niamh: Person, priya: Person
) -> None:
    log(niamh, taking_up, terms(actions=(rules.ActionTerms("Name a deputy", niamh.id, date(2026, 12, 1)),)))
    [action] = reads.open_actions(taking_up.id)
    service.close_action(niamh.id, action_id=action.id, version=1, today=TODAY)
    with pytest.raises(Conflict):
        service.drop_action(priya.id, action_id=action.id, because="Not needed", version=1, today=TODAY)
    assert (action.done_on, action.dropped_on) == (TODAY, None)


def test_dropping_an_action_needs_a_reason(
    session: Session, licence: Licence, taking_up: Implementation, niamh: Person
) -> None:
    log(niamh, taking_up, terms(actions=(rules.ActionTerms("Name a deputy", niamh.id, date(2026, 12, 1)),)))
    [action] = reads.open_actions(taking_up.id)
    with pytest.raises(Refused):
        service.drop_action(niamh.id, action_id=action.id, because=" ", version=1, today=TODAY)
