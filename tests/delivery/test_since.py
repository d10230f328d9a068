"""What groups did since the last contact is told as the six counts of the call log."""

from dataclasses import replace
from datetime import date

from scaleup.delivery.rules import since
from tests.delivery.groups import cancelled, group, held

TODAY = date(2026, 11, 23)


def test_counts_are_of_what_came_after_the_day_of_the_last_contact() -> None:
    """The last contact was on 20 October. After it came A6 of one group, A1 to A3 of another, P3 of an old one."""
    running, old, begins = group(date(2026, 9, 22)), group(date(2026, 6, 23)), group(date(2026, 11, 3))
    running = replace(running, sessions=tuple(held(one) for one in running.sessions), families=7)
    begins = replace(begins, families=6, sessions=(*(held(one) for one in begins.sessions[:2]), *begins.sessions[2:]))
    old = replace(old, families=8, sessions=(*(held(one) for one in old.sessions[:-1]), cancelled(old.sessions[-1])))
    assert since([running, old, begins], date(2026, 10, 20), TODAY) == {
        "groups_started": 1,
        "groups_running": 2,
        "groups_finished": 1,
        "sessions_planned": 5,
        "sessions_delivered": 2,
        "families_enrolled": 6,
    }


def test_families_are_those_of_groups_that_started_and_empty_where_nobody_said() -> None:
    begins = group(date(2026, 11, 10))
    assert "families_enrolled" not in since([begins], date(2026, 10, 20), TODAY)
    assert since([replace(begins, families=6)], date(2026, 10, 20), TODAY)["families_enrolled"] == 6
    assert since([], date(2026, 10, 20), TODAY) == {}
    assert since([begins], None, TODAY)["groups_started"] == 1
