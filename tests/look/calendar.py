"""The screens of the calendar, and of the addresses by which calendar programs read it."""

from tests.look.screens import LEAD, LONG_AREA, MANAGER, TRAINER, UNIT, VIEWER, Screen, follow

CALENDAR = (
    Screen("calendar, month", MANAGER, "/calendar", beside="01-my-work"),
    Screen("calendar, week", MANAGER, "/calendar?view=week"),
    Screen("calendar, list", MANAGER, "/calendar?view=list"),
    Screen("calendar, of an area", UNIT, "/calendar?area={Marlbury}&on=2026-12-01"),
    Screen("calendar, long names", UNIT, f"/calendar?area={{{LONG_AREA}}}&view=list&on=2026-12-01"),
    Screen("calendar, nothing", VIEWER, "/calendar?view=list&on=2099-01-01"),
    Screen("calendar, of a project lead", LEAD, "/calendar"),
    Screen("calendar, of a trainer", TRAINER, "/calendar?view=list"),
    Screen("calendar, no address", LEAD, "/me/calendar"),
    Screen("calendar, its address", LEAD, "/me/calendar", (follow("Make an address"),), once=True),
    Screen("calendar, has an address", LEAD, "/me/calendar"),
    Screen("calendar, address of an area", LEAD, "/areas/{Marlbury}/calendar"),
)
