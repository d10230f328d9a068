"""The screens of the living plan: another pace proposed and decided, versions, a closure day taken back."""

from tests.look.screens import MANAGER, UNIT, Screen, follow, go, save, ticked, typed

ANOTHER_PACE = (ticked("choice", "1"), typed(reason="Two new facilitators begin in January."))
CLOSED = (
    typed(**{"on_day-day": "23", "on_day-month": "12", "on_day-year": "2027", "reason": "The unit moves house"}),
    save,
    save,
)

PLANS = (
    Screen("plan, another pace proposed", UNIT, "/areas/{Tendring}/plan"),
    Screen("pace, proposed", UNIT, "/areas/{Glasgow City}/plan", (go("/pace"),), beside="06-replan"),
    Screen("pace, nothing proposed", MANAGER, "/areas/{Marlbury}/plan", (go("/pace"),)),
    Screen("pace, another choice", MANAGER, "/areas/{Marlbury}/plan", (go("/pace"), *ANOTHER_PACE, save)),
    Screen("pace, wrong", UNIT, "/areas/{Tendring}/plan", (go("/pace"), save)),
    Screen("versions of a plan", UNIT, "/areas/{Hastings}/plan", (go("/versions"),)),
    Screen("versions of a plan, one", MANAGER, "/areas/{Marlbury}/plan", (go("/versions"),)),
    Screen("closure day, taken back", UNIT, "/closure-days", (*CLOSED, follow("Work on this day")), once=True),
)
