"""What of a contact may not be saved, and the sentence that says why."""

from datetime import date

import pytest
from sqlalchemy.orm import Session

from scaleup.accounts.models import Person
from scaleup.areas.models import Implementation
from scaleup.licences.models import Licence
from scaleup.support.models import Contact
from scaleup.support.rules import ContactTerms, Outcome
from tests.support.saying import log, refused, terms

pytestmark = pytest.mark.usefixtures("on_monday_23_november")


@pytest.mark.parametrize(
    ("said", "field", "message"),
    [
        (
            terms(date(2026, 12, 6)),
            "held_on",
            "The contact is dated 6 December 2026, which is still to come. Enter the day it took place",
        ),
        (
            terms(date(2022, 10, 6)),
            "held_on",
            "The contact is dated 6 October 2022, before Marlbury took up the programme on 12 September 2023. "
            "Check the year, or change that date on the area's page first",
        ),
        (terms(outcome=Outcome.CANCELLED_BY_AREA), "reason", "Say why it was called off"),
        (
            terms(next_on=date(2026, 11, 20)),
            "next_on",
            "The next contact is dated 20 November 2026, which is not after today. Enter a date to come",
        ),
        (
            terms(next_on=date(2027, 4, 6)),
            "next_on",
            "There can be no contact on 6 April 2027: the licence ends on Wednesday 31 March 2027. Enter another date",
        ),
        (
            terms(next_on=date(2026, 12, 28)),
            "next_on",
            "Monday 28 December 2026 is a bank holiday in England. Enter a working day",
        ),
        (
            terms(discussed="Her number is 943 476 5919."),
            "discussed",
            "“943 476 5919” looks like an NHS number. Take it out: nothing about a family is kept here",
        ),
        (
            terms(discussed="They moved to MB1 4QT"),
            "discussed",
            "“MB1 4QT” looks like a postcode. Take it out, or tick that the text says nothing about a family",
        ),
        (
            terms(discussed="The baby, born 3 May 2026, sleeps"),
            "discussed",
            "“born 3 May 2026” looks like a date of birth. Take it out, or tick that the text says nothing about a "
            "family",
        ),
        (terms(people_ids=(999,)), "people", "Someone that you ticked is no longer in this area. Check who took part"),
    ],
)
def test_what_may_not_be_saved_says_why(
    *,
    session: Session,
    licence: Licence,
    taking_up: Implementation,
    niamh: Person,
    said: ContactTerms,
    field: str,
    message: str,
) -> None:
    assert refused(niamh, taking_up, said) == [(field, message)]
    assert session.query(Contact).count() == 0


def test_a_postcode_may_stay_once_somebody_has_looked(
    session: Session, licence: Licence, taking_up: Implementation, niamh: Person
) -> None:
    log(niamh, taking_up, terms(discussed="The venue is at MB1 4QT; ring 01632 960 221", text_checked=True))
    assert session.query(Contact).count() == 1
