"""How an area stands: proposed by rule with its reasons, set by staff, read by staff alone."""

from datetime import date

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from scaleup.accounts.models import Person
from scaleup.accounts.rules import Role
from scaleup.areas.models import Area, Implementation
from scaleup.audit import Entry
from scaleup.core.errors import Conflict, Refused
from scaleup.licences.models import Licence
from scaleup.support import rules, service
from scaleup.support.models import Action, ContactRating
from scaleup.support.rules import (
    ActionTerms,
    BarrierCode,
    BarrierTerms,
    Outcome,
    Rating,
    RatingTerms,
    Signals,
    proposed_rating,
)
from tests.factories import support as made
from tests.factories.actors import acting
from tests.support.saying import NOW, TODAY, log, slot, terms
from tests.support.shown import sent_by_browser

at_marlbury = pytest.mark.usefixtures("on_monday_23_november")
STOPPED = (BarrierTerms(BarrierCode.FUNDING, 3),)


@pytest.mark.parametrize(
    ("signals", "rating", "because"),
    [
        (Signals(), Rating.GREEN, "Green, because nothing on record stands against it."),
        (Signals(pairs=6, pairs_planned=6, delivers=True, confidence=3), Rating.GREEN, None),
        (Signals(stopping=("Funding",)), Rating.AMBER, "Amber, because Funding stops them."),
        (Signals(stopping=("Funding", "Venue")), Rating.RED, "Red, because Funding and Venue stop them."),
        (Signals(late_actions=1), Rating.AMBER, "Amber, because 1 action is late."),
        (Signals(late_actions=2), Rating.AMBER, "Amber, because 2 actions are late."),
        (Signals(late_actions=3), Rating.RED, "Red, because 3 actions are late."),
        (Signals(misses=1), Rating.AMBER, "Amber, because the last contact was missed."),
        (Signals(misses=2), Rating.RED, "Red, because 2 contacts in a row were missed."),
        (Signals(delivers=True), Rating.RED, "Red, because no pair can deliver."),
        (Signals(delivers=True, pairs_planned=4), Rating.RED, "Red, because no pair can deliver."),
        (Signals(pairs=1, pairs_planned=3), Rating.AMBER, "Amber, because 1 of 3 planned pairs can deliver."),
        (Signals(pairs_planned=1), Rating.AMBER, "Amber, because 0 of 1 planned pairs can deliver."),
        (Signals(confidence=2), Rating.AMBER, "Amber, because the project lead’s confidence is 2 of 5."),
        (Signals(confidence=1), Rating.RED, "Red, because the project lead’s confidence is 1 of 5."),
        (
            Signals(misses=1, late_actions=3, confidence=2),
            Rating.RED,
            "Red, because the last contact was missed, 3 actions are late and the project lead’s confidence is 2 of 5.",
        ),
    ],
)
def test_the_worst_measure_decides_and_the_sentence_names_them_all(
    signals: Signals, rating: Rating, because: str | None
) -> None:
    found = proposed_rating(signals)
    assert found.rating is rating
    assert because in (None, found.because)


def test_every_limit_has_a_source_and_a_measure_of_its_own() -> None:
    assert len({limit.measure for limit in rules.LIMITS}) == len(rules.LIMITS) == 6
    assert all(limit.source for limit in rules.LIMITS)


@at_marlbury
def test_a_contact_brings_a_proposal_that_nobody_has_set(
    session: Session, licence: Licence, taking_up: Implementation, niamh: Person
) -> None:
    logged = log(niamh, taking_up, terms(barriers=STOPPED))
    row = session.get(ContactRating, logged.contact_id)
    assert (row.proposed, row.because, row.rating, row.person_id) == (
        "amber",
        "Amber, because Funding stops them.",
        None,
        None,
    )


@at_marlbury
def test_what_is_done_in_the_call_is_late_no_more_and_a_held_contact_ends_the_row_of_misses(
    session: Session, licence: Licence, taking_up: Implementation, niamh: Person
) -> None:
    missed = terms(date(2026, 7, 1), outcome=Outcome.NO_ANSWER, actions=(ActionTerms("A", niamh.id, date(2026, 8, 3)),))
    first = log(niamh, taking_up, missed)
    assert session.get(ContactRating, first.contact_id).because == "Amber, because the last contact was missed."
    called_off = terms(outcome=Outcome.CANCELLED_BY_AREA, reason="Half term")
    second = log(niamh, taking_up, called_off, nonce="second")
    assert session.get(ContactRating, second.contact_id).because == (
        "Red, because 2 contacts in a row were missed and 1 action is late."
    )
    action = session.scalars(select(Action.id)).one()
    third = log(niamh, taking_up, terms(date(2026, 11, 20), done_action_ids=(action,)), nonce="third")
    assert slot(session, 20).state == "missed"
    assert session.get(ContactRating, third.contact_id).because == "Red, because 2 contacts in a row were missed."


@at_marlbury
def test_staff_who_differ_from_the_rule_say_why(
    session: Session, licence: Licence, taking_up: Implementation, priya: Person
) -> None:
    def rated(**said: object) -> service.Logged:
        return service.log_contact(
            priya.id,
            terms(barriers=STOPPED),
            implementation_id=taking_up.id,
            nonce="n",
            today=TODAY,
            now=NOW,
            judged=RatingTerms(**said),
        )

    with pytest.raises(Refused) as told:
        rated(rating=Rating.GREEN)
    assert [(one.field, one.message) for one in told.value.refusals] == [
        ("rating_reason", "The rule proposes amber, because Funding stops them. You chose green: say why")
    ]
    with pytest.raises(Refused) as told:
        rated(rating=Rating.AMBER, note="Her NHS number is 943 476 5919")
    assert [one.field for one in told.value.refusals] == ["note"]
    logged = rated(rating=Rating.GREEN, reason="The council signed this morning", note="Ring Beatrix first")
    row = session.get(ContactRating, logged.contact_id)
    assert (row.rating, row.reason, row.note, row.person_id, row.at) == (
        "green",
        "The council signed this morning",
        "Ring Beatrix first",
        priya.id,
        NOW,
    )
    entry = session.scalars(select(Entry).where(Entry.act == "area rated")).one()
    assert (entry.person_id, entry.fields) == (priya.id, ["rating"])


@at_marlbury
def test_a_correction_proposes_anew_and_leaves_what_staff_set(
    session: Session, licence: Licence, taking_up: Implementation, priya: Person
) -> None:
    logged = service.log_contact(
        priya.id,
        terms(barriers=STOPPED),
        implementation_id=taking_up.id,
        nonce="n",
        today=TODAY,
        now=NOW,
        judged=RatingTerms(Rating.AMBER),
    )
    service.correct_contact(
        priya.id,
        terms(confidence=1),
        contact_id=logged.contact_id,
        version=1,
        because="Wrong area",
        today=TODAY,
        now=NOW,
    )
    row = session.get(ContactRating, logged.contact_id)
    assert (row.proposed, row.because, row.rating) == (
        "red",
        "Red, because the project lead’s confidence is 1 of 5.",
        "amber",
    )


@at_marlbury
def test_two_colleagues_who_rate_at_once_are_told(
    session: Session, licence: Licence, taking_up: Implementation, niamh: Person, priya: Person
) -> None:
    logged = log(niamh, taking_up, terms())

    def rate(judged: RatingTerms) -> None:
        service.rate(priya.id, judged, contact_id=logged.contact_id, version=1, text_checked=False, now=NOW)

    rate(RatingTerms(Rating.GREEN, note="All well"))
    with pytest.raises(Conflict) as told:
        rate(RatingTerms(Rating.GREEN))
    assert told.value.theirs == {"rating": "Green", "rating_reason": "", "note": "All well"}


@at_marlbury
def test_staff_read_and_set_the_rating_and_the_project_lead_never_sees_it(
    client: FlaskClient, session: Session, marlbury: Area, licence: Licence, niamh: Person, priya: Person
) -> None:
    address = f"/areas/{marlbury.id}/contacts/log"
    with acting(priya, Role.IMPLEMENTATION_MANAGER):
        page = client.get(address).text
        assert "As things stand, the rule proposes:" in page
        typed = sent_by_browser(page) | {"outcome": ["held"], "channel": ["call"]}
        refused = client.post(address, data=typed | {"rating": ["red"]})
        assert refused.status_code == 422
        assert 'href="#rating_reason"' in refused.text
        said = {"rating": ["red"], "rating_reason": ["The trust withdraws"], "note": ["Do not tell them yet"]}
        assert client.post(address, data=typed | said).status_code == 302
        row = session.scalars(select(ContactRating)).one()
        shown = client.get(f"/contacts/{row.contact_id}").text
        for words in ("For the unit only", "Set by Priya Nair", "The trust withdraws", "Do not tell them yet"):
            assert words in shown
        again = f"/contacts/{row.contact_id}/rating"
        typed = sent_by_browser(client.get(again).text) | {"rating": ["green"], "rating_reason": [""]}
        assert "The rating is saved." in client.get(client.post(again, data=typed).location).text
    with acting(niamh, Role.PROJECT_LEAD):
        for seen in (client.get(f"/contacts/{row.contact_id}").text, client.get(address).text):
            for words in ("For the unit", "the rule proposes", "The trust withdraws", "Do not tell them", "rating"):
                assert words not in seen.replace("For the unit</dt>", "")
        assert client.get(again).status_code == 403
    assert (row.rating, row.note) == ("green", "Do not tell them yet")


@at_marlbury
def test_what_a_project_lead_sends_of_a_rating_is_not_read(
    client: FlaskClient, session: Session, marlbury: Area, licence: Licence, niamh: Person
) -> None:
    address = f"/areas/{marlbury.id}/contacts/log"
    with acting(niamh, Role.PROJECT_LEAD):
        typed = sent_by_browser(client.get(address).text) | {"outcome": ["held"], "channel": ["call"]}
        assert client.post(address, data=typed | {"rating": ["red"], "note": ["Mine"]}).status_code == 302
    row = session.scalars(select(ContactRating)).one()
    assert (row.rating, row.note) == (None, None)


@at_marlbury
def test_who_is_staff_elsewhere_and_lead_here_reads_no_rating_here(
    client: FlaskClient, session: Session, licence: Licence, taking_up: Implementation, niamh: Person
) -> None:
    logged = log(niamh, taking_up, terms())
    made.give_access(niamh, made.area("Kelso", "Scotland"), Role.IMPLEMENTATION_MANAGER)
    with acting(niamh, Role.PROJECT_LEAD, Role.IMPLEMENTATION_MANAGER):
        assert "For the unit only" not in client.get(f"/contacts/{logged.contact_id}").text
        assert client.get(f"/contacts/{logged.contact_id}/rating").status_code == 404
