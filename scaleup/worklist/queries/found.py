"""What is read for one list: by whose roles ask for it, in a number of statements that depends on them alone."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from scaleup.accounts.rules import Role
from scaleup.worklist import rules
from scaleup.worklist.queries import (
    changes,
    contacts,
    funding,
    improvement,
    leading,
    milestones,
    pace,
    pairs,
    people,
    promises,
    reviews,
    sessions,
    waiting,
    windows,
)
from scaleup.worklist.queries.scope import LEADS, MANAGERS, Extent, Read


@dataclass(frozen=True)
class Found:
    """The rows of one list, before any rule has looked at them."""

    managed: int
    """How many areas the viewer looks after, those that nobody does with a unit manager's, counted to some hundreds."""
    own: Read[rules.ActionDue]
    late: Read[rules.ContactDue]
    coming: Sequence[rules.ContactDue]
    owed: Read[rules.ActionDue]
    conditions: Sequence[rules.ConditionDue]
    undecided: Read[rules.Undecided]
    idle: Read[rules.NotDelivering]
    short: Sequence[rules.ShortOfPairs]
    paces: Sequence[rules.PaceProposed]
    unfunded: Sequence[rules.Unfunded]
    held: Read[rules.Unattended]
    alone: Read[rules.Unattended]
    invited: Read[rules.Uninvited]
    asked: Sequence[rules.Asked]
    unplanned: Sequence[rules.Unplanned]
    activities: Sequence[rules.MilestoneDue]
    reviews: Read[rules.ReviewDue]
    improvements: Sequence[rules.PlanOpen]
    changes: Sequence[rules.ChangeDue]
    sessions: Read[rules.SessionLacking]


def read(viewer: rules.Viewer, extent: Extent) -> Found:
    """Everything that this person's roles ask for."""
    escalates = contacts.escalation(viewer, extent.today)
    reads = viewer.is_one_of(*LEADS, *MANAGERS)
    manages = viewer.is_one_of(*MANAGERS)
    managed = leading.areas_managed(viewer) if manages else 0
    unattended = waiting.unattended_areas(viewer, extent) if manages else {}
    return Found(
        managed=managed,
        own=promises.own_actions(viewer, extent),
        late=contacts.late_contacts(viewer, extent, escalates) if reads else Read(),
        coming=contacts.coming_contacts(viewer, extent, managed=managed)
        if reads or viewer.is_one_of(Role.VIEWER)
        else (),
        owed=promises.owed_actions(viewer, extent) if reads else Read(),
        conditions=promises.conditions_due(viewer, extent) if reads else (),
        undecided=waiting.undecided_licences(viewer, extent) if manages else Read(),
        idle=waiting.idle_areas(viewer, extent) if manages else Read(),
        short=pairs.short_of_pairs(viewer, extent) if manages else (),
        paces=pace.paces_proposed(viewer, extent) if manages else (),
        unfunded=funding.unfunded_areas(viewer, extent) if manages else (),
        held=unattended.get(waiting.HELD, Read()),
        alone=unattended.get(waiting.ALONE, Read()),
        invited=people.invited(extent) if viewer.is_one_of(Role.ADMINISTRATOR) else Read(),
        asked=waiting.unanswered(viewer, extent) if manages else (),
        unplanned=windows.unplanned(viewer, extent) if manages or viewer.is_one_of(Role.TRAINER) else (),
        activities=milestones.activities_due(viewer, extent, rules.end_of_week(extent.today)) if reads else (),
        reviews=reviews.reviews_due(viewer, extent) if manages else Read(),
        improvements=improvement.plans_to_improve(viewer, extent) if reads or viewer.is_one_of(Role.TRAINER) else (),
        changes=changes.changes_due(viewer, extent) if manages else (),
        sessions=sessions.sessions_lacking(viewer, extent) if reads else Read(),
    )


def facts_of(found: Found, viewer: rules.Viewer, extent: Extent, notices: Sequence[rules.Notice]) -> rules.Facts:
    """The rows as the rules read them."""
    return rules.Facts(
        viewer=viewer,
        contacts=[*found.late.rows, *(one for one in found.coming if rules.concerns(one, viewer))],
        actions=[*found.own.rows, *found.owed.rows],
        conditions=found.conditions,
        undecided=found.undecided.rows,
        not_delivering=found.idle.rows,
        short_of_pairs=found.short,
        paces=found.paces,
        unfunded=found.unfunded,
        held=found.held.rows,
        held_total=found.held.total,
        alone=found.alone.rows,
        alone_total=found.alone.total,
        uninvited=people.ran_out(found.invited, extent.today),
        asked=found.asked,
        unplanned=found.unplanned,
        activities=found.activities,
        reviews=found.reviews.rows,
        improvements=found.improvements,
        changes=found.changes,
        sessions=found.sessions.rows,
        notices=notices,
        late_unread=late_unread(found, viewer, extent.today),
        read_until=read_until(found, extent),
    )


def late_unread(found: Found, viewer: rules.Viewer, today: date) -> int:
    """How many late things more there are than were read."""
    actions = sum(one.due_on < today for one in found.own.rows)
    decisions = sum((rules.decide_on(one, viewer, today) or today) < today for one in found.undecided.rows)
    looks_back = sum(one.due_on < today for one in found.reviews.rows)
    sessions_late = sum(one.due_on < today for one in found.sessions.rows)
    return (
        found.late.unread
        + found.idle.unread
        + max(found.own.total - actions, 0)
        + max(found.undecided.total - decisions, 0)
        + max(found.reviews.total - looks_back, 0)
        + max(found.sessions.total - sessions_late, 0)
    )


def read_until(found: Found, extent: Extent) -> date | None:
    """The last day of which all contacts and actions to come were read; None where all were."""
    last = [rows[-1].due_on for rows in (found.coming, found.own.rows) if len(rows) == extent.most]
    return min(last) - timedelta(days=1) if last else None
