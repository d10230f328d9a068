"""Licences drafted, varied and renewed; what every act on one begins and ends with."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from uuid import uuid4

from scaleup import audit
from scaleup.areas import queries as areas
from scaleup.core import facts
from scaleup.core.dates import local_date
from scaleup.core.errors import Conflict, Refusal, Refused, refuse
from scaleup.core.versions import advance
from scaleup.extensions import db
from scaleup.licences import queries
from scaleup.licences.models import Licence, LicenceMove
from scaleup.licences.rules import (
    LicenceGranted,
    LicencePlacesChanged,
    LicenceTermChanged,
    MoveFacts,
    Renewal,
    RenewalDecided,
    State,
    Terms,
    refusals_of_newer,
    refusals_of_overlap,
    refusals_of_terms,
    refusals_of_years,
    refusals_to_decide,
    refusals_to_renew,
    refusals_to_vary,
)

SAVED_MEANWHILE = (
    "Somebody else changed this licence while you had it open. Nothing that you typed is lost: "
    "look at what it says now, then act again."
)


def draft(
    implementation_id: int,
    terms: Terms,
    *,
    by: int | None,
    now: datetime,
    number: str | None = None,
    renews_id: int | None = None,
    version_id: int | None = None,
) -> Licence:
    """A licence of these terms is drafted; it covers no day until it is granted.

    It goes by this version of the programme, or by the one that the implementation was taken up under.
    """
    found = areas.implementation(implementation_id)
    facts_of = draft_facts(found.id, terms, today=local_date(now), version_id=version_id)
    training = None if renews_id else queries.training_of(found.programme_version_id)
    if refused := refusals_of_years(facts_of) + refusals_of_terms(replace(facts_of, training=training)):
        raise Refused(refused)
    return put(implementation_id, terms, by=by, now=now, number=number, renews_id=renews_id, version_id=version_id)


def put(
    implementation_id: int,
    terms: Terms,
    *,
    by: int | None,
    now: datetime,
    number: str | None,
    renews_id: int | None,
    version_id: int | None = None,
) -> Licence:
    """The draft stands."""
    found = areas.implementation(implementation_id)
    drafted = Licence(
        implementation_id=found.id,
        area_id=found.area_id,
        programme_version_id=version_id or found.programme_version_id,
        number=number or uuid4().hex,
        starts_on=terms.starts_on,
        ends_on=terms.ends_on,
        places=terms.places,
        renews_id=renews_id,
        created_at=now,
    )
    db.session.add(drafted)
    db.session.flush()
    if number is None:
        drafted.number = f"{terms.starts_on.year}-{drafted.id:04d}"
        db.session.flush()
    log("licence drafted", drafted, by=by)
    return drafted


def draft_facts(implementation_id: int, terms: Terms, *, today: date, version_id: int | None = None) -> MoveFacts:
    """What refusals of new terms hang on."""
    found = areas.implementation(implementation_id)
    return MoveFacts(
        terms=terms,
        on_day=today,
        today=today,
        reason="",
        place_limit=queries.place_limit(version_id or found.programme_version_id),
        others=queries.spans_beside(implementation_id, licence_id=None),
        implementation_closed_on=found.closed_on,
    )


def bring_in(implementation_id: int, terms: Terms, *, number: str | None, by: int | None, now: datetime) -> Licence:
    """A licence that was granted before this system stands, and no verdict stands behind it here."""
    facts_of = draft_facts(implementation_id, terms, today=local_date(now))
    if refused := refusals_of_terms(facts_of) + refusals_of_overlap(facts_of):
        raise Refused(refused)
    brought = put(implementation_id, terms, number=number, by=by, now=now, renews_id=None)
    brought.granted_before_system = True
    brought.state = State.GRANTED
    note_move(brought, State.DRAFT, on_day=terms.starts_on, reason="granted before this system", by=by, now=now)
    facts.announce(granting(brought, on_day=terms.starts_on, by=by))
    return brought


def granting(licence: Licence, *, on_day: date, by: int | None) -> LicenceGranted:
    """The fact that a grant announces."""
    return LicenceGranted(
        licence.id,
        licence.implementation_id,
        licence.area_id,
        on_day,
        by,
        starts_on=licence.starts_on,
        ends_on=licence.ends_on,
        renews_id=licence.renews_id,
    )


@dataclass(frozen=True)
class Variation:
    """What a licence is to be changed to, and why."""

    terms: Terms
    reason: str


def vary(licence_id: int, wanted: Variation, *, version: int, by: int | None, now: datetime) -> Licence:
    """The licence has these terms; what was granted for others is announced."""
    licence = taken(licence_id, version)
    terms, state, today = wanted.terms, State(licence.state), local_date(now)
    check_variation(licence, wanted, today=today)
    announced = [] if state is State.DRAFT else list(varying(licence, terms, on_day=today, by=by))
    licence.starts_on, licence.ends_on, licence.places = terms.starts_on, terms.ends_on, terms.places
    if announced:
        note_move(licence, state, on_day=today, reason=wanted.reason, by=by, now=now)
    db.session.flush()
    for fact in announced:
        facts.announce(fact)
    log("licence varied", licence, by=by)
    return licence


def consider_change(licence: Licence, wanted: Variation, *, by: int | None, today: date) -> list[facts.Change]:
    """What would follow from the change, without writing; raises Refused as the change would."""
    check_variation(licence, wanted, today=today)
    if licence.state == State.DRAFT:
        return []
    announced = varying(licence, wanted.terms, on_day=today, by=by)
    return [change for fact in announced for change in facts.consequences(fact)]


def check_variation(licence: Licence, wanted: Variation, *, today: date) -> None:
    """The licence may be given these terms; else Refused is raised."""
    checked = MoveFacts(
        terms=wanted.terms,
        on_day=today,
        today=today,
        reason=wanted.reason,
        place_limit=queries.place_limit(licence.programme_version_id),
        others=queries.spans_beside(licence.implementation_id, licence_id=licence.id),
        training=queries.training_time_of(licence),
    )
    refused = refusals_to_vary(State(licence.state), checked)
    if licence.state == State.DRAFT and licence.renews_id is not None:
        refused += refusals_of_version(queries.licence(licence.renews_id), licence.programme_version_id, wanted.terms)
    if refused:
        raise Refused(refused)


def varying(
    licence: Licence, terms: Terms, *, on_day: date, by: int | None
) -> Iterable[LicenceTermChanged | LicencePlacesChanged]:
    """The facts that such a change announces: none for what stays."""
    whose = (licence.id, licence.implementation_id, licence.area_id, on_day, by)
    if (licence.starts_on, licence.ends_on) != (terms.starts_on, terms.ends_on):
        yield LicenceTermChanged(
            *whose,
            starts_on=terms.starts_on,
            ends_on=terms.ends_on,
            formerly_starts_on=licence.starts_on,
            formerly_ends_on=licence.ends_on,
        )
    if licence.places != terms.places:
        yield LicencePlacesChanged(*whose, places=terms.places, formerly=licence.places)


@dataclass(frozen=True)
class Decision:
    """What is to follow a licence, and why."""

    renewal: Renewal
    reason: str = ""


def decide_renewal(licence_id: int, decided: Decision, *, version: int, by: int | None, now: datetime) -> Licence:
    """It is decided what follows the licence, by whom and when; reminders to decide stop."""
    licence = taken(licence_id, version)
    state, today, decision = State(licence.state), local_date(now), decided.renewal
    refused = refusals_to_decide(state)
    if refused:
        raise Refused(refused)
    licence.renewal, licence.renewal_decided_on, licence.renewal_decided_by_id = decision, today, by
    said = "decided to renew" if decision is Renewal.RENEW else "decided to let it end"
    said = f"{said}: {decided.reason}" if decided.reason else said
    note_move(licence, state, on_day=today, reason=said, by=by, now=now)
    db.session.flush()
    facts.announce(deciding(licence, decision, on_day=today, by=by))
    log("renewal decided", licence, by=by)
    return licence


def deciding(licence: Licence, decision: Renewal, *, on_day: date, by: int | None) -> RenewalDecided:
    """The fact that the decision announces."""
    return RenewalDecided(licence.id, licence.implementation_id, licence.area_id, on_day, by, decision=decision)


def renew(licence_id: int, terms: Terms, *, by: int | None, now: datetime, version_id: int | None = None) -> Licence:
    """The next licence is drafted; granted, it continues the taper at the step reached.

    It goes by the version of the licence before it, or by this one of those offered (queries.versions_after).
    """
    licence = queries.licence(licence_id)
    decision = Renewal(licence.renewal) if licence.renewal else None
    chosen = version_id or licence.programme_version_id
    if chosen not in {one.id for one in queries.versions_after(licence)}:
        raise refuse("Choose one of the versions offered.", "version_id")
    refused = refusals_to_renew(State(licence.state), decision) + refusals_of_version(licence, chosen, terms)
    if refused:
        raise Refused(refused)
    return draft(licence.implementation_id, terms, by=by, now=now, renews_id=licence.id, version_id=chosen)


def refusals_of_version(before: Licence, version_id: int, terms: Terms) -> list[Refusal]:
    """Why the licence that follows this one cannot go by this version with these terms."""
    own = before.implementation.programme_version_id
    return refusals_of_newer(
        terms.starts_on,
        follows_on=before.ends_on + timedelta(days=1),
        version=queries.version_of(version_id).version,
        own=queries.version_of(own).version,
    )


def taken(licence_id: int, version: int) -> Licence:
    """The licence, ours until the commit; raises Conflict where somebody else changed it since this version."""
    licence = queries.licence(licence_id)
    queries.lock_implementation(licence.implementation_id)
    if not advance(db.session(), licence, version):
        raise Conflict(
            SAVED_MEANWHILE,
            {
                "starts_on": licence.starts_on.isoformat(),
                "ends_on": licence.ends_on.isoformat(),
                "places": str(licence.places),
                "state": licence.state,
            },
        )
    return licence


def note_move(licence: Licence, from_state: State, *, on_day: date, reason: str, by: int | None, now: datetime) -> None:
    """The move from that state to the present one is kept, with its day, person and reason."""
    db.session.add(
        LicenceMove(
            licence_id=licence.id,
            from_state=from_state,
            to_state=licence.state,
            on_day=on_day,
            person_id=by,
            reason=reason,
            at=now,
        )
    )
    db.session.flush()


def log(act: str, licence: Licence, *, by: int | None) -> None:
    """The act on this licence is in the audit log."""
    audit.record(act, subject="licence", subject_id=licence.id, person_id=by, area_id=licence.area_id)
