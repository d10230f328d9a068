"""Every screen there is, part by part: what `make look` pictures and what tests/journeys looks through."""

from tests.look import before, calendar, calls, forecast, forms, hooks, mail, plans, screens, training

DEMONSTRATION = {
    "forms": forms.FORMS,
    "the door": screens.DOOR,
    "my work": screens.WORK,
    "areas": screens.AREAS,
    "an area": screens.AREA,
    "readiness": before.READINESS,
    "enquiries": before.ENQUIRIES,
    "milestones": before.MILESTONES,
    "support": screens.SUPPORT,
    "the log": calls.CALLS,
    "training": training.EVENTS,
    "register": training.REGISTER,
    "search": screens.SEARCH,
    "the unit": screens.UNIT_PAGES,
    "the forecast": forecast.FORECAST,
    "one's own mail": mail.MAIL,
    "web hooks": hooks.HOOKS,
    "the calendar": calendar.CALENDAR,
}
"""What may be looked at in any order."""

SAVED = {
    "what is saved": screens.LAST,
    "the living plan": plans.PLANS,
    "the log, saved": calls.SAVED,
    "handed over": forecast.HANDED,
    "web hooks, saved": hooks.SECRET,
}
"""In this order, after all that: what is saved changes what comes after it."""
