"""Reviews recorded, put right, added to, moved and left out; and what the plan makes of it."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from scaleup.accounts.models import Person
from scaleup.areas import service as areas
from scaleup.areas.models import Area, Implementation
from scaleup.core.errors import Absent, Conflict, Refused
from scaleup.licences.models import Licence, Suspension
from scaleup.reviews import service
from scaleup.reviews.models import AreaReview, ReviewAction, ReviewBefore, ReviewRecord
from scaleup.reviews.rules import Domain, Outcome, Rating, Said
from scaleup.support.models import Action
from scaleup.support.rules import ActionTerms, BarrierCode, BarrierTerms

pytestmark = pytest.mark.usefixtures("on_monday_23_november")
TODAY = date(2026, 11, 23)
NOW = datetime(2026, 11, 23, 14, tzinfo=UTC)
WELL = Said(held_on=date(2026, 11, 20), outcome=Outcome.CONTINUE, agreed="Two groups in spring.")
FIRM = tuple(Rating(domain, 4) for domain in Domain)


def recorded(who: Person, review: AreaReview, said: Said, nonce: str = "one") -> ReviewRecord:
    return service.record(who.id, said, review_id=review.id, nonce=nonce, today=TODAY, now=NOW)


def fields(caught: pytest.ExceptionInfo[Refused]) -> list[str]:
    return [one.field for one in caught.value.refusals]


def test_an_annual_review_is_on_record_once_with_its_actions(
    session: Session, planned: list[AreaReview], priya: Person, niamh: Person
) -> None:
    said = replace(
        WELL,
        went_well="Attendance is steady.",
        barriers=(BarrierTerms(BarrierCode.FUNDING, 2),),
        people_ids=(niamh.id,),
        actions=(ActionTerms("Send the spring dates", niamh.id, date(2026, 12, 11)),),
    )
    found = recorded(priya, planned[0], said)
    assert recorded(priya, planned[0], said) is found
    assert (found.outcome, found.barriers, found.entered_at) == ("continue", {"funding": 2}, NOW)
    assert planned[0].state == "done"
    [action] = session.scalars(select(Action).join(ReviewAction, ReviewAction.action_id == Action.id))
    assert (action.wording, action.owner_id, action.due_on) == ("Send the spring dates", niamh.id, date(2026, 12, 11))
    with pytest.raises(Conflict):
        recorded(priya, planned[0], said, "two")


def test_a_review_of_sustainability_rates_every_domain_and_says_why_one_is_weak(
    planned: list[AreaReview], priya: Person
) -> None:
    with pytest.raises(Refused) as caught:
        recorded(priya, planned[1], replace(WELL, ratings=FIRM[1:]))
    assert fields(caught) == ["mark_protected_time"]
    with pytest.raises(Refused) as caught:
        recorded(priya, planned[1], replace(WELL, ratings=(Rating(Domain.PROTECTED_TIME, 2), *FIRM[1:])))
    assert fields(caught) == ["why_protected_time"]
    found = recorded(priya, planned[1], replace(WELL, ratings=FIRM))
    assert found.ratings is not None
    assert found.ratings["money"] == [4, ""]


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"held_on": date(2026, 11, 24)}, "held_on"),
        ({"held_on": date(2024, 3, 31)}, "held_on"),
        ({"agreed": " "}, "agreed"),
        ({"agreed": "Ring 943 476 5919"}, "agreed"),
        ({"went_well": "The family at CF10 1AA liked it"}, "went_well"),
        ({"actions": (ActionTerms("Send it", None, date(2026, 12, 11)),)}, "actions-0-owner"),
        ({"people_ids": (999_999,)}, "people"),
        ({"next_on": date(2026, 11, 20)}, "next_on"),
        ({"next_on": date(2027, 3, 27)}, "next_on"),
    ],
)
def test_a_review_that_may_not_be_saved_says_why_at_its_field(
    planned: list[AreaReview], priya: Person, change: dict[str, object], field: str
) -> None:
    planned[1].state = "left_out"
    with pytest.raises(Refused) as caught:
        recorded(priya, planned[0], replace(WELL, **change))
    assert field in fields(caught)


def test_the_next_review_stands_on_the_day_that_was_agreed(planned: list[AreaReview], priya: Person) -> None:
    recorded(priya, planned[1], replace(WELL, ratings=FIRM, next_on=date(2027, 3, 15)))
    assert (planned[2].due_on, planned[2].moved_because) == (
        date(2027, 3, 15),
        "agreed at the review of 20 November 2026",
    )


def test_a_review_is_put_right_for_seven_days_and_keeps_what_it_said(
    session: Session, planned: list[AreaReview], priya: Person
) -> None:
    found = recorded(priya, planned[0], WELL)
    better = replace(WELL, outcome=Outcome.MORE_SUPPORT)
    given = {"review_id": planned[0].id, "because": "The outcome was another.", "now": NOW}
    service.correct(priya.id, better, version=found.version, today=date(2026, 11, 30), **given)
    assert found.outcome == "more_support"
    assert session.scalars(select(ReviewBefore)).one().was["What follows"] == "Goes on as it is"
    with pytest.raises(Conflict):
        service.correct(priya.id, better, version=1, today=date(2026, 11, 30), **given)
    with pytest.raises(Refused, match="locked since 1 December 2026"):
        service.correct(priya.id, better, version=found.version, today=date(2026, 12, 1), **given)


def test_a_correction_leaves_the_next_day_as_agreed_and_keeps_what_stood_in_the_way(
    session: Session, planned: list[AreaReview], priya: Person
) -> None:
    firm, spring = replace(WELL, ratings=FIRM), date(2027, 3, 15)
    barred = replace(firm, barriers=(BarrierTerms(BarrierCode.FUNDING, 3),), next_on=spring)
    found = recorded(priya, planned[1], barred)
    given = {"review_id": planned[1].id, "version": found.version, "today": date(2026, 11, 30), "now": NOW}
    service.correct(priya.id, firm, because="The money is there.", **given)
    assert (found.next_on, planned[2].due_on, found.barriers) == (spring, spring, None)
    assert session.scalars(select(ReviewBefore)).one().was["What stands in the way"] == "Funding: stops us"


def test_why_a_review_is_corrected_holds_nothing_of_a_family(planned: list[AreaReview], priya: Person) -> None:
    found = recorded(priya, planned[0], WELL)
    given = {"review_id": planned[0].id, "version": found.version, "today": date(2026, 11, 30), "now": NOW}
    with pytest.raises(Refused) as caught:
        service.correct(priya.id, WELL, because="It was about 943 476 5919.", **given)
    assert set(fields(caught)) == {"because"}


def test_words_are_added_once_and_not_before_there_is_a_record(planned: list[AreaReview], priya: Person) -> None:
    given = {"review_id": planned[0].id, "nonce": "added", "text_checked": False, "now": NOW}
    with pytest.raises(Absent):
        service.add_words(priya.id, "The venue is let.", **given)
    recorded(priya, planned[0], WELL)
    first = service.add_words(priya.id, "The venue is let.", **given)
    assert service.add_words(priya.id, "The venue is let.", **given) is first
    with pytest.raises(Refused):
        service.add_words(priya.id, "  ", **(given | {"nonce": "other"}))


def test_a_review_is_moved_with_a_reason_between_its_neighbours(planned: list[AreaReview], priya: Person) -> None:
    given = {"review_id": planned[2].id, "because": "The lead is away.", "version": 1, "today": TODAY}
    for day in (date(2026, 11, 20), date(2027, 4, 17), date(2028, 4, 4)):
        with pytest.raises(Refused) as caught:
            service.move(priya.id, to_on=day, **given)
        assert fields(caught) == ["to_on"]
    found = service.move(priya.id, to_on=date(2027, 4, 20), **given)
    assert (found.due_on, found.anchor_version) == (date(2027, 4, 20), 2)
    with pytest.raises(Conflict):
        service.move(priya.id, to_on=date(2027, 4, 21), **given)


def test_a_review_left_out_says_why_and_may_be_planned_again(planned: list[AreaReview], priya: Person) -> None:
    with pytest.raises(Refused):
        service.leave_out(priya.id, review_id=planned[0].id, because=" ", version=1, today=TODAY)
    found = service.leave_out(priya.id, review_id=planned[0].id, because="Held before.", version=1, today=TODAY)
    assert (found.state, found.left_out_on, found.left_out_by_id) == ("left_out", TODAY, priya.id)
    assert service.plan_again([found.area_id]) == 0
    again = service.take_up_again(priya.id, review_id=found.id, version=found.version)
    assert (again.state, again.due_on, again.left_out_because) == ("open", date(2025, 4, 1), None)


def test_reviews_follow_a_pause_and_the_area_s_leaving(
    session: Session, planned: list[AreaReview], licence: Licence, taking_up: Implementation
) -> None:
    session.add(Suspension(licence_id=licence.id, from_on=date(2027, 3, 1), to_on=date(2027, 3, 31), reason="Moving."))
    session.commit()
    assert planned[2].due_on == date(2027, 4, 1)
    taking_up.closed_on, taking_up.exit, taking_up.exit_reason = date(2027, 3, 31), "withdrawn", "No money."
    session.commit()
    assert [one.state for one in planned] == ["open", "open", "gone", "gone"]


def test_a_closure_day_moves_the_review_that_stands_on_it(
    session: Session, planned: list[AreaReview], marlbury: Area, priya: Person
) -> None:
    kept = areas.add_closure_day("England", date(2027, 4, 1), reason="stocktaking", by=priya.id)
    assert planned[2].due_on == date(2027, 4, 2)
    areas.remove_closure_day(kept.id, by=priya.id)
    assert planned[2].due_on == date(2027, 4, 1)
