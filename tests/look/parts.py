"""Every screen there is, part by part: what `make look` pictures and what tests/journeys looks through."""

from tests.look import (
    areas,
    before,
    calendar,
    calls,
    changes,
    checks,
    costs,
    delivering,
    everybody,
    forecast,
    forms,
    hooks,
    mail,
    measures,
    plans,
    privacy,
    support,
    training,
    unit,
)

DEMONSTRATION = {
    "forms": forms.FORMS,
    "the door": everybody.DOOR,
    "my work": everybody.WORK,
    "areas": areas.AREAS,
    "an area": areas.AREA,
    "readiness": before.READINESS,
    "enquiries": before.ENQUIRIES,
    "milestones": before.MILESTONES,
    "support": support.SUPPORT,
    "changes": changes.CHANGES,
    "the log": calls.CALLS,
    "training": training.EVENTS,
    "register": training.REGISTER,
    "delivery": delivering.DELIVERING,
    "checks": checks.CHECKS,
    "search": everybody.SEARCH,
    "the unit": unit.UNIT_PAGES,
    "privacy": privacy.PRIVACY,
    "the forecast": forecast.FORECAST,
    "one's own mail": mail.MAIL,
    "web hooks": hooks.HOOKS,
    "the calendar": calendar.CALENDAR,
    "how it goes": costs.COURSE,
    "measures": measures.MEASURES,
}
"""What may be looked at in any order."""

SAVED = {
    "what is saved": everybody.LAST,
    "changes, saved": changes.SAVED,
    "checks, saved": checks.SAVED,
    "the living plan": plans.PLANS,
    "the log, saved": calls.SAVED,
    "handed over": forecast.HANDED,
    "web hooks, saved": hooks.SECRET,
    "how it goes, saved": costs.SAVED,
    "privacy, a period set": privacy.PAST,
}
"""In this order, after all that: what is saved changes what comes after it."""
