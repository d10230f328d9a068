"""Licences moved, varied and renewed: what is written, what is announced, what is refused."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from scaleup import audit
from scaleup.areas import service as areas
from scaleup.areas.rules import Exit, Leaving
from scaleup.core import facts
from scaleup.core.errors import Absent, Conflict, Refused
from scaleup.core.facts import Change, Handler
from scaleup.extensions import db
from scaleup.licences import queries, service
from scaleup.licences.models import Licence, Suspension
from scaleup.licences.rules import (
    LicenceEnded,
    LicenceFact,
    LicenceGranted,
    LicencePlacesChanged,
    LicenceResumed,
    LicenceSuspended,
    LicenceTermChanged,
    LicenceTerminated,
    Renewal,
    RenewalDecided,
    Terms,
)
from tests.factories import areas as make
from tests.factories import licences
from tests.factories.areas import NOW, TODAY
from tests.together import refused_meanwhile

pytestmark = pytest.mark.usefixtures("session")


@pytest.fixture
def announced() -> list[LicenceFact]:
    """What licences announce from here on."""
    heard: list[LicenceFact] = []

    def listen(fact: LicenceFact) -> list[Change]:
        heard.append(fact)
        return []

    facts.install(
        [
            *service.HANDLERS,
            Handler(LicenceFact, listen, lambda _fact, _changes: None),
        ]
    )
    return heard


def suspend(licence: Licence, to_on: date | None = None) -> Licence:
    return service.suspend(
        licence.id,
        from_on=date(2026, 11, 2),
        to_on=to_on,
        reason="No project lead.",
        version=licence.version,
        by=None,
        now=NOW,
    )


def test_a_draft_has_a_number_and_covers_no_day(announced: list[LicenceFact]) -> None:
    licence = licences.draft()
    assert licence.number == f"2024-{licence.id:04d}"
    assert (licence.state, announced) == ("draft", [])
    assert queries.spans_beside(licence.implementation_id, licence_id=None) == []


def test_a_granted_licence_keeps_its_move_and_is_announced(announced: list[LicenceFact]) -> None:
    helen = make.person("Helen Ashworth")
    licence = licences.permitted()
    service.grant(licence.id, on_day=date(2024, 2, 28), version=licence.version, by=helen.id, now=NOW)
    (move,) = queries.moves_of([licence.id])[licence.id]
    assert (move.from_state, move.to_state, move.on_day, move.who) == (
        "draft",
        "granted",
        date(2024, 2, 28),
        "Helen Ashworth",
    )
    assert announced == [
        LicenceGranted(
            licence.id,
            licence.implementation_id,
            licence.area_id,
            date(2024, 2, 28),
            helen.id,
            starts_on=date(2024, 4, 1),
            ends_on=date(2027, 3, 31),
        )
    ]
    (entry,) = db.session.scalars(select(audit.Entry).where(audit.Entry.act == "licence granted"))
    assert (entry.person_id, entry.area_id) == (helen.id, licence.area_id)


def test_two_grants_of_one_licence_tell_the_second(announced: list[LicenceFact]) -> None:
    licence = licences.permitted()
    version = licence.version
    service.grant(licence.id, on_day=TODAY, version=version, by=None, now=NOW)
    with pytest.raises(Conflict) as conflict:
        service.grant(licence.id, on_day=TODAY, version=version, by=None, now=NOW)
    assert conflict.value.theirs["state"] == "granted"
    assert len(announced) == 1


def test_a_suspension_is_kept_from_its_first_day_to_its_last(announced: list[LicenceFact]) -> None:
    licence = suspend(licences.granted())
    service.resume(
        licence.id,
        on_day=date(2026, 11, 30),
        reason="A new lead is there.",
        version=licence.version,
        by=None,
        now=NOW,
    )
    (suspension,) = db.session.scalars(select(Suspension))
    assert (suspension.from_on, suspension.to_on) == (date(2026, 11, 2), date(2026, 11, 29))
    assert licence.state == "granted"
    whose = (licence.id, licence.implementation_id, licence.area_id)
    assert announced[1:] == [
        LicenceSuspended(*whose, date(2026, 11, 2), None, to_on=None, reason="No project lead."),
        LicenceResumed(*whose, date(2026, 11, 30), None, suspended_from_on=date(2026, 11, 2)),
    ]


def test_a_planned_end_of_a_suspension_is_announced(announced: list[LicenceFact]) -> None:
    suspend(licences.granted(), to_on=date(2027, 1, 8))
    fact = announced[-1]
    assert isinstance(fact, LicenceSuspended)
    assert fact.to_on == date(2027, 1, 8)


@pytest.mark.parametrize(
    ("act", "kind", "state"),
    [(service.end, LicenceEnded, "ended"), (service.terminate, LicenceTerminated, "terminated")],
)
def test_a_licence_ends_early_or_is_terminated_for_good(
    act: Callable[..., Licence], kind: type, state: str, announced: list[LicenceFact]
) -> None:
    licence = licences.granted()
    how: dict[str, Any] = {"on_day": date(2026, 10, 30), "reason": "No pair was left.", "by": None, "now": NOW}
    act(licence.id, version=licence.version, **how)
    assert licence.state == state
    assert isinstance(announced[-1], kind)
    with pytest.raises(Refused, match="Draft a new one instead"):
        act(licence.id, version=licence.version, **how)


def test_the_days_after_an_early_end_are_free_for_the_next_licence() -> None:
    implementation = make.implementation()
    first = licences.granted(implementation)
    service.end(
        first.id,
        on_day=date(2026, 10, 30),
        reason="Moved to a new provider.",
        version=first.version,
        by=None,
        now=NOW,
    )
    second = licences.granted(implementation, Terms(date(2026, 10, 31), date(2029, 10, 30), 12))
    assert second.state == "granted"


def test_a_second_licence_over_the_same_days_is_refused() -> None:
    implementation = make.implementation()
    licences.granted(implementation)
    second = licences.draft(implementation, Terms(date(2027, 3, 31), date(2030, 3, 30), 12))
    with pytest.raises(Refused, match="Choose a term that shares no day with it"):
        service.grant(second.id, on_day=TODAY, version=second.version, by=None, now=NOW)
    assert second.state == "draft"


def test_a_dropped_draft_announces_nothing(announced: list[LicenceFact]) -> None:
    licence = licences.draft()
    service.drop(licence.id, reason="Declined.", version=licence.version, by=None, now=NOW)
    assert (licence.state, announced) == ("ended", [])


def test_a_new_term_and_other_places_are_announced_apart(announced: list[LicenceFact]) -> None:
    licence = licences.granted()
    service.vary(
        licence.id,
        service.Variation(Terms(date(2024, 4, 1), date(2027, 9, 30), 10), "Extended by six months."),
        version=licence.version,
        by=None,
        now=NOW,
    )
    term, places = announced[1:]
    assert isinstance(term, LicenceTermChanged)
    assert (term.ends_on, term.formerly_ends_on) == (date(2027, 9, 30), date(2027, 3, 31))
    assert isinstance(places, LicencePlacesChanged)
    assert (places.places, places.formerly) == (10, 12)


def test_a_varied_draft_announces_nothing(announced: list[LicenceFact]) -> None:
    licence = licences.draft()
    service.vary(
        licence.id,
        service.Variation(Terms(date(2024, 5, 1), date(2027, 4, 30), 8), ""),
        version=licence.version,
        by=None,
        now=NOW,
    )
    assert (licence.starts_on, licence.places, announced) == (date(2024, 5, 1), 8, [])


def test_a_renewal_is_decided_with_date_and_person_and_then_drafted(announced: list[LicenceFact]) -> None:
    priya = make.person("Priya Nair")
    licence = licences.granted()
    coming = Terms(date(2027, 4, 1), date(2030, 3, 31), 12)
    with pytest.raises(Refused, match="Decide to renew the licence first"):
        service.renew(licence.id, coming, by=None, now=NOW)
    service.decide_renewal(
        licence.id, service.Decision(Renewal.RENEW, "Going well."), version=licence.version, by=priya.id, now=NOW
    )
    assert (licence.renewal, licence.renewal_decided_on, licence.renewal_decided_by_id) == (
        "renew",
        TODAY,
        priya.id,
    )
    assert isinstance(announced[-1], RenewalDecided)
    following_licence = service.renew(licence.id, coming, by=None, now=NOW)
    service.grant(following_licence.id, on_day=TODAY, version=following_licence.version, by=None, now=NOW)
    fact = announced[-1]
    assert isinstance(fact, LicenceGranted)
    assert fact.renews_id == licence.id


def test_what_was_granted_before_this_system_says_so(announced: list[LicenceFact]) -> None:
    licence = service.bring_in(make.implementation().id, licences.terms(), number="BS/07", by=None, now=NOW)
    assert (licence.number, licence.state, licence.granted_before_system) == ("BS/07", "granted", True)
    assert isinstance(announced[0], LicenceGranted)


@pytest.mark.parametrize(
    ("exit_by", "state", "kind"),
    [
        (Exit.WITHDRAWN, "ended", LicenceEnded),
        (Exit.LAPSED, "ended", LicenceEnded),
        (Exit.TERMINATED, "terminated", LicenceTerminated),
        (Exit.PAUSED, "suspended", LicenceSuspended),
    ],
)
def test_a_licence_goes_with_its_implementation(
    exit_by: Exit, state: str, kind: type, announced: list[LicenceFact]
) -> None:
    implementation = make.implementation()
    licence = licences.granted(implementation)
    closing = areas.closing(implementation, Leaving(TODAY, exit_by, "A test."), by=None, now=NOW)
    (shown,) = [change for change in facts.consequences(closing) if change.follow_on]
    assert shown.sentence.startswith(f"Licence {licence.number} ")
    assert licence.state == "granted"
    announced.clear()
    areas.close(
        implementation.id,
        Leaving(TODAY, exit_by, "A test."),
        version=implementation.version,
        by=None,
        now=NOW,
    )
    assert licence.state == state
    assert [type(fact) for fact in announced] == [kind]


def test_a_draft_is_dropped_when_its_implementation_closes(announced: list[LicenceFact]) -> None:
    implementation = make.implementation()
    licence = licences.draft(implementation)
    areas.close(
        implementation.id,
        Leaving(TODAY, Exit.DECLINED, "Declined."),
        version=implementation.version,
        by=None,
        now=NOW,
    )
    assert (licence.state, announced) == ("ended", [])


def test_a_condition_is_met_on_a_day() -> None:
    licence = licences.granted()
    condition = service.add_condition(
        licence.id, "Name a deputy lead.", owner_id=None, due_on=date(2024, 4, 30), by=None
    )
    service.meet_condition(condition.id, licence_id=licence.id, met_on=date(2024, 4, 26), by=None)
    service.meet_condition(condition.id, licence_id=licence.id, met_on=TODAY, by=None)
    (page,) = queries.pages_of(licence.area_id, TODAY)
    assert [one.met_on for one in page.conditions] == [date(2024, 4, 26)]
    with pytest.raises(Absent):
        service.meet_condition(condition.id, licence_id=licence.id + 1, met_on=TODAY, by=None)


def test_a_licence_of_someone_elses_area_is_absent() -> None:
    licence = licences.granted()
    stranger = make.actor(make.person())
    with pytest.raises(Absent):
        queries.licence_in_scope(stranger, licence.id, TODAY)


def test_of_two_drafts_that_are_granted_at_once_one_alone_covers_the_days(app: Flask) -> None:
    one = licences.permitted()
    other = service.draft(one.implementation_id, licences.terms(), by=None, now=NOW)
    db.session.commit()
    ids = [(one.id, one.version), (other.id, other.version)]

    def grant(number: int) -> None:
        licence_id, version = ids[number]
        service.grant(licence_id, on_day=date(2024, 2, 28), version=version, by=None, now=NOW)

    (told,) = refused_meanwhile(app, lambda: grant(0), lambda: grant(1))
    assert "already covers" in told
