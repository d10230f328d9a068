"""What groups did since a day, as the counts that an area tells of the time since the last contact. Pure."""

from collections.abc import Collection, Mapping
from datetime import date

from scaleup.delivery.rules.groups import Group
from scaleup.delivery.rules.sessions import due


def since(groups: Collection[Group], last: date | None, today: date) -> Mapping[str, int]:
    """Groups started, running and finished, sessions planned and delivered, families of the groups that started.

    The day itself is over; without one everything counts. Nothing is told where there is no group, and no number of
    families where nobody entered one.
    """
    if not groups:
        return {}
    before = last or date.min
    started = [one for one in groups if before < one.first_on <= today]
    sessions = [one for group in groups for one in due(group.sessions, today=today) if one.due_on > before]
    families = [one.families for one in started if one.families is not None]
    counts = {
        "groups_started": len(started),
        "groups_running": sum(one.has_begun(today) and not one.is_over(today) for one in groups),
        "groups_finished": sum(one.is_over(today) and not one.is_over(before) for one in groups),
        "sessions_planned": len(sessions),
        "sessions_delivered": sum(one.is_held(today) for one in sessions),
    }
    return counts | ({"families_enrolled": sum(families)} if families or not started else {})
