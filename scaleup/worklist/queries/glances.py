"""The first questions of each role, answered from what was read for the list and little more."""

from collections.abc import Iterator
from datetime import date

from scaleup.accounts.rules import Role
from scaleup.worklist import rules
from scaleup.worklist.queries import leading, people, training, waiting, windows
from scaleup.worklist.queries.found import Found
from scaleup.worklist.queries.scope import Extent

FIRST = 3


def glances_of(found: Found, viewer: rules.Viewer, extent: Extent, *, help_line: str) -> Iterator[rules.Glance]:
    """One part for each role that asks, and for each programme that the viewer leads."""
    today = extent.today
    for led in leading.programmes_led(viewer, extent, found.coming):
        yield rules.of_lead(led, late_actions=found.own.total, help_line=help_line, today=today)
    if viewer.is_one_of(Role.UNIT_MANAGER):
        undecided = waiting.undecided_in_all(Extent(today, FIRST))
        licences = rules.of_licences(undecided.rows, undecided.total, found.idle.rows, found.idle.total)
        yield rules.of_unit(licences, people.staff_late(extent))
    elif viewer.is_one_of(Role.IMPLEMENTATION_MANAGER):
        yield of_manager(found, viewer, today)
    if viewer.is_one_of(Role.TRAINER):
        yield rules.of_trainer(
            training.trainees(viewer, extent),
            rules.next_event_of(windows.next_event(viewer, today), today),
            rules.last_feedback_of(windows.last_event(viewer, today)),
            today=today,
        )
    if viewer.is_one_of(Role.ADMINISTRATOR):
        yield rules.of_administrator(found.invited.total, len(people.ran_out(found.invited, today)))
    if viewer.is_one_of(Role.VIEWER):
        areas = leading.areas_opened(viewer, Role.VIEWER, today=today)
        yield rules.of_viewer(areas, next(iter(found.coming), None), today)


def of_manager(found: Found, viewer: rules.Viewer, today: date) -> rules.Glance:
    """The implementation manager's."""
    return rules.of_manager(
        viewer,
        found.managed,
        next_contact=next(iter(found.coming), None),
        undecided=found.undecided.rows,
        idle=found.idle.rows,
        today=today,
    )
