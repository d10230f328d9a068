"""The pages of fidelity: a check marked on one page, the plan that follows it, and what the area's page says."""

import re
from dataclasses import dataclass, replace
from datetime import date

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from scaleup.accounts.models import Person
from scaleup.accounts.rules import Role
from scaleup.areas.models import Area, Implementation
from scaleup.delivery.models import GroupSession
from scaleup.delivery.rules import SessionRecord, State
from scaleup.facilitators.models import Facilitator
from scaleup.fidelity import queries, service
from scaleup.fidelity.models import ImprovementPlan
from scaleup.fidelity.rules import Method
from scaleup.licences.models import Licence
from tests.factories import delivery as groups
from tests.factories.actors import acting
from tests.fidelity.observed import marks

pytestmark = pytest.mark.usefixtures("licence", "on_monday_23_november")
Pair = tuple[Facilitator, Facilitator]


@dataclass(frozen=True)
class Browser:
    """A browser in which somebody is signed in."""

    client: FlaskClient
    person: Person
    role: Role

    def get(self, address: str) -> str:
        with acting(self.person, self.role):
            answer = self.client.get(address)
        assert answer.status_code == 200, answer.status_code
        return answer.text

    def post(self, address: str, typed: dict[str, object]) -> TestResponse:
        page = self.get(address)
        unseen = dict(re.findall(r'<input type="hidden" name="(csrf_token|nonce|version)" value="([^"]*)"', page))
        with acting(self.person, self.role):
            return self.client.post(address, data={**unseen, **typed})


@pytest.fixture
def staff(client: FlaskClient, priya: Person) -> Browser:
    return Browser(client, priya, Role.IMPLEMENTATION_MANAGER)


@pytest.fixture
def lead(client: FlaskClient, niamh: Person) -> Browser:
    return Browser(client, niamh, Role.PROJECT_LEAD)


def held(session: SessionRecord) -> SessionRecord:
    """The session as it was planned."""
    return replace(
        session,
        state=State.HELD,
        on_day=session.planned_on,
        minutes=session.minutes_planned,
        components=frozenset(session.components_planned),
        mothers=6,
        partners=4,
        interpreters=0,
    )


def typed(pair: Pair, observer: Person, mark: str = "5", **others: str) -> dict[str, object]:
    """A rating as the form sends it."""
    items = {f"item_{code}": others.get(code, mark) for code in marks(5)}
    return {
        **items,
        "observer": str(observer.id),
        "observed": [str(one.id) for one in pair],
        "on_day-day": "17",
        "on_day-month": "11",
        "on_day-year": "2026",
    }


@pytest.fixture
def form(taking_up: Implementation) -> str:
    return f"/implementations/{taking_up.id}/fidelity/observe?method=observation&kind=group"


def test_a_green_check_is_saved_with_one_press(
    staff: Browser, form: str, pair: Pair, priya: Person, taking_up: Implementation
) -> None:
    answer = staff.post(form, typed(pair, priya, O13="none"))
    (check,) = queries.checks_of(taking_up.id)
    assert (answer.status_code, answer.location) == (302, f"/fidelity/checks/{check.id}")
    page = staff.get(answer.location)
    assert "100%, green." in page
    assert "Does not apply" in page
    assert "The check is saved." in page


def test_a_press_that_is_sent_twice_keeps_one_check(
    staff: Browser, form: str, pair: Pair, priya: Person, taking_up: Implementation
) -> None:
    said = {**typed(pair, priya, "1"), "nonce": "once"}
    shown = re.findall(r'name="shown" value="([^"]*)"', staff.post(form, said).text)
    pressed = {**said, "shown": shown[0] if shown else ""}
    first, second = staff.post(form, pressed), staff.post(form, pressed)
    (check,) = queries.checks_of(taking_up.id)
    assert first.location == second.location == f"/fidelity/checks/{check.id}/plan"


def test_what_is_missing_is_said_at_its_item_and_nothing_is_lost(
    staff: Browser, form: str, pair: Pair, priya: Person, taking_up: Implementation
) -> None:
    said = typed(pair, priya, "4")
    del said["item_O3"]
    answer = staff.post(form, said)
    assert answer.status_code == 422
    assert 'href="#item_O3"' in answer.text
    assert "or say that it does not apply" in answer.text
    assert len(re.findall(r'value="4"[^>]* checked', answer.text)) == 11
    assert queries.checks_of(taking_up.id) == []


def test_somebody_who_delivers_it_does_not_observe_it(
    staff: Browser, form: str, pair: Pair, priya: Person, taking_up: Implementation
) -> None:
    mine = groups.facilitator(taking_up)
    mine.person_id = priya.id
    answer = staff.post(form, typed((mine, pair[1]), priya))
    assert answer.status_code == 422
    assert 'href="#observer">Nobody observes themselves. Choose another observer.' in answer.text


def test_after_a_red_check_what_follows_is_shown_then_the_plan_is_asked_for(
    staff: Browser, form: str, pair: Pair, priya: Person, niamh: Person, session: Session, under_way: Licence
) -> None:
    said = typed(pair, priya, "2")
    first = staff.post(form, said)
    assert "What follows from this:" in first.text
    assert "was red, so it is proposed that" in first.text
    (shown,) = re.findall(r'name="shown" value="([^"]+)"', first.text)
    second = staff.post(form, {**said, "shown": shown})
    assert re.fullmatch(r"/fidelity/checks/\d+/plan", second.location)
    page = staff.get(second.location)
    assert "came to 40%, red." in page
    assert page.count(" checked") == 12
    answer = staff.post(
        second.location,
        {
            "changes": ["O4", "pairing"],
            "words": "Both plan the session on Mondays",
            "owner": str(niamh.id),
            "due_on-day": "23",
            "due_on-month": "2",
            "due_on-year": "2027",
        },
    )
    plan = session.scalars(select(ImprovementPlan)).one()
    assert answer.location == f"/areas/{plan.area_id}/fidelity"
    assert (plan.owner_id, plan.due_on, plan.changes) == (niamh.id, date(2027, 2, 23), ["O4", "pairing"])


def test_a_plan_says_nothing_about_a_family_and_names_its_day_and_its_owner(
    staff: Browser, form: str, pair: Pair, priya: Person, taking_up: Implementation
) -> None:
    staff.post(form, typed(pair, priya, "3"))
    (check,) = queries.checks_of(taking_up.id)
    past = {"due_on-day": "20", "due_on-month": "11", "due_on-year": "2026"}
    answer = staff.post(
        f"/fidelity/checks/{check.id}/plan", {"words": "Ring 943 476 5919", "owner": str(priya.id), **past}
    )
    assert answer.status_code == 422
    assert "looks like an NHS number" in answer.text
    assert "20 November 2026 is not still to come" in answer.text


def test_the_lead_closes_the_plan_with_the_check_that_shows_what_came_of_it(
    staff: Browser,
    lead: Browser,
    form: str,
    pair: Pair,
    priya: Person,
    niamh: Person,
    taking_up: Implementation,
    session: Session,
) -> None:
    staff.post(form, typed(pair, priya, "3"))
    (check,) = queries.checks_of(taking_up.id)
    day = {"due_on-day": "23", "due_on-month": "2", "due_on-year": "2027"}
    staff.post(f"/fidelity/checks/{check.id}/plan", {"changes": ["O4"], "owner": str(niamh.id), **day})
    later = service.record_check(
        taking_up.id, on_day=date(2026, 11, 20), method=Method.OBSERVATION, percent=88.0, by=None
    )
    plan = session.scalars(select(ImprovementPlan)).one()
    assert f'href="/fidelity/plans/{plan.id}"' in lead.get("/")
    address = f"/fidelity/plans/{plan.id}"
    (token,) = re.findall(r'name="csrf_token" value="([^"]*)"', lead.get(address))
    pressed = {"csrf_token": token, "version": "1", "outcome": str(later.id)}
    answer, again = lead.post(address, pressed), lead.post(address, pressed)
    session.refresh(plan)
    assert (answer.status_code, again.location) == (302, answer.location)
    assert (plan.closed_on, plan.closed_by_id, plan.outcome_check_id) == (date(2026, 11, 23), niamh.id, later.id)
    assert f"/fidelity/plans/{plan.id}" not in lead.get("/")
    assert "Closed on Monday 23 November 2026." in lead.get(f"/fidelity/plans/{plan.id}")


def test_a_session_of_the_last_months_brings_its_day_and_its_pair(
    staff: Browser, taking_up: Implementation, pair: Pair, priya: Person, session: Session
) -> None:
    group = groups.group(
        taking_up, "Library", first_on=date(2026, 10, 6), pair=pair, recorded=held, until=date(2026, 11, 22)
    )
    choose = staff.get(f"/implementations/{taking_up.id}/fidelity/check")
    assert "Library: Antenatal session 6" in choose
    row = session.scalars(
        select(GroupSession).where(GroupSession.group_id == group.id, GroupSession.code == "A6")
    ).one()
    address = f"/implementations/{taking_up.id}/fidelity/observe?method=video&session={row.id}"
    page = staff.get(address)
    assert "Library: Antenatal session 6, held on Tuesday 10 November 2026." in page
    assert page.count(" checked") == 2
    items = {f"item_{code}": "4" for code in marks(4, method=Method.VIDEO)}
    staff.post(address, {**items, "observer": str(priya.id), "observed": [str(one.id) for one in pair]})
    (check,) = queries.checks_of(taking_up.id)
    assert (check.method, check.on_day, check.percent) == ("video", date(2026, 11, 10), 80.0)


def test_the_first_sentence_says_why_delivery_is_not_green(
    lead: Browser, taking_up: Implementation, marlbury: Area, pair: Pair
) -> None:
    alone = groups.group(
        taking_up, "Alone", first_on=date(2026, 9, 15), pair=pair[:1], recorded=held, until=date(2026, 11, 22)
    )
    assert alone.id
    page = lead.get(f"/areas/{marlbury.id}/fidelity")
    assert "Delivery is red: pairing is 0% (7 recorded of 7 due)." in page
    assert "0 of 7 sessions" in page
    assert "a convention, not a law" in page


def test_a_look_that_is_worse_than_the_records_stands_in_the_first_sentence(
    lead: Browser, taking_up: Implementation, marlbury: Area, pair: Pair
) -> None:
    groups.group(taking_up, first_on=date(2026, 9, 15), pair=pair, recorded=held, until=date(2026, 11, 22))
    service.record_check(taking_up.id, on_day=date(2026, 11, 10), method=Method.OBSERVATION, percent=52.0, by=None)
    page = lead.get(f"/areas/{marlbury.id}/fidelity")
    assert "By what was observed last, delivery is red; by its own records it is green." in page
    told = "Observed live on 10 November 2026: 52%, red. Records: every part is 80% or more (7 recorded of 7 due)."
    assert told in page


def test_where_every_part_is_alike_none_is_called_the_lowest(
    lead: Browser, taking_up: Implementation, marlbury: Area, pair: Pair
) -> None:
    groups.group(taking_up, first_on=date(2026, 9, 15), pair=pair, recorded=held, until=date(2026, 11, 22))
    page = lead.get(f"/areas/{marlbury.id}/fidelity")
    assert "every part, 100%" in page
    assert "the lowest" not in page


def test_the_items_stand_under_headings_in_one_row_of_marks_each(staff: Browser, form: str) -> None:
    page = staff.get(form)
    headings = re.findall(r'<h3 class="govuk-heading-s">([^<]*)</h3>', page)
    assert headings == ["The session", "Everybody takes part", "How families are met"]
    (row,) = re.findall(r'<input type="radio"[^>]*name="item_O3"[^>]*>.*?</fieldset>', page, re.DOTALL)
    assert re.findall(r'value="([^"]*)"', row) == ["1", "2", "3", "4", "5", "none"]
    assert re.findall(r"<span>([^<]*)</span></label>", row) == [
        "Not seen", "Seen a little", "Seen in part", "Seen for the most part", "Seen throughout", "Does not apply",
    ]  # fmt: skip


def test_too_little_is_called_not_enough_data(
    lead: Browser, taking_up: Implementation, marlbury: Area, pair: Pair
) -> None:
    groups.group(taking_up, first_on=date(2026, 11, 10), pair=pair, recorded=held, until=date(2026, 11, 22))
    page = lead.get(f"/areas/{marlbury.id}/fidelity")
    assert "Not enough data: 2 group sessions are recorded and 5 are needed (3 recorded of 3 due)." in page


def test_facilitators_are_named_to_the_unit_alone(
    staff: Browser, lead: Browser, taking_up: Implementation, marlbury: Area, pair: Pair, form: str, priya: Person
) -> None:
    groups.group(taking_up, first_on=date(2026, 9, 15), pair=pair, recorded=held, until=date(2026, 11, 22))
    staff.post(form, typed(pair, priya))
    (check,) = queries.checks_of(taking_up.id)
    for address in (f"/areas/{marlbury.id}/fidelity", f"/fidelity/checks/{check.id}"):
        assert pair[0].person.name in staff.get(address)
        assert pair[0].person.name not in lead.get(address)


def test_kinds_of_evidence_stand_apart_with_their_own_means(
    lead: Browser, taking_up: Implementation, marlbury: Area
) -> None:
    told = ((Method.OBSERVATION, 84.0), (Method.OBSERVATION, 79.0), (Method.SELF_REPORT, 100.0))
    for number, (method, percent) in enumerate(told):
        service.record_check(taking_up.id, on_day=date(2026, 3 + number, 10), method=method, percent=percent, by=None)
    page = lead.get(f"/areas/{marlbury.id}/fidelity")
    assert "Observed live on 10 April 2026: 79%, amber." in page
    assert "Observed live: mean 82% of 2" in page
    assert "Own report</h3>" in page
    assert "Nothing is known" not in page


def test_an_area_of_which_nothing_is_known_says_so(lead: Browser, marlbury: Area, taking_up: Implementation) -> None:
    assert "Nothing is known of fidelity yet" in lead.get(f"/areas/{marlbury.id}/fidelity")


def test_the_page_asks_as_often_for_many_groups_as_for_one(
    staff: Browser, taking_up: Implementation, marlbury: Area, pair: Pair, statements: list[str], session: Session
) -> None:
    def counted() -> int:
        statements.clear()
        staff.get(f"/areas/{marlbury.id}/fidelity")
        return len(statements)

    def lay(number: int) -> None:
        groups.group(taking_up, f"Group {number}", first_on=date(2025, 9, 16), pair=pair, recorded=held)
        on_day = date(2026, 3, 10 + number)
        service.record_check(taking_up.id, on_day=on_day, method=Method.VIDEO, percent=84.0, by=None)

    lay(1)
    staff.get(f"/areas/{marlbury.id}/fidelity")
    one = counted()
    for number in range(2, 6):
        lay(number)
    staff.get(f"/areas/{marlbury.id}/fidelity")
    assert counted() == one
