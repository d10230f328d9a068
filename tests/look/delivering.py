"""The screens of delivery: an area's groups, setting one up, one group, and the record of a session."""

from tests.look.screens import LEAD, UNIT, Screen, follow, go, save, ticked, typed

AREA, NONE = "/areas/{Marlbury}/delivery", "/areas/{Hastings}/delivery"
NAMED = typed(name="Library, winter", **{"first_on-day": "7", "first_on-month": "12", "first_on-year": "2026"})
SET_UP = (go("/groups/add"), NAMED, save)

DELIVERING = (
    Screen("groups, many", LEAD, AREA),
    Screen("groups, none yet", UNIT, NONE),
    Screen("group, running", LEAD, AREA, (follow("Group 12"),)),
    Screen("group, set up", LEAD, AREA, (go("/groups/add"),)),
    Screen("group, set up, its sessions", LEAD, AREA, SET_UP),
    Screen("group, set up, nothing typed", LEAD, AREA, (go("/groups/add"), save)),
    Screen("group, its pair", LEAD, AREA, (follow("Group 12"), go("/pair"))),
    Screen("session, to record", LEAD, AREA, (follow("Group 12"), go("/sessions/H2"))),
    Screen("session, wrong", LEAD, AREA, (follow("Group 12"), go("/sessions/H2"), save)),
    Screen("session, moved", LEAD, AREA, (follow("Group 12"), go("/sessions/P1"), ticked("state", "moved"), save)),
)
