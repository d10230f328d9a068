"""The main navigation: its places, who sees each, and to which of them a page belongs."""

from flask import request

from scaleup.accounts.rules import Permission
from scaleup.core import pages, templates

PLACES: tuple[tuple[str, str, Permission], ...] = (
    ("My work", "/", Permission.SEE_WORK),
    ("Areas", "/areas", Permission.SEE_AREAS),
    ("Enquiries", "/enquiries", Permission.MANAGE_ENQUIRIES),
    ("Training", "/training", Permission.SEE_TRAINING),
    ("Results", "/results", Permission.SEE_RESULTS),
    ("Reminders", "/deliveries", Permission.SEE_DELIVERIES),
    ("People", "/people", Permission.MANAGE_PEOPLE),
    ("Import", "/import", Permission.IMPORT),
)
"""The main navigation, and who sees each place."""

OWN_PAGES = (
    "actions adaptations conditions contacts costs documents facilitators fidelity groups implementations licences "
    "places process readiness reviews"
)
OF_AN_AREA = tuple(f"/{one}/" for one in OWN_PAGES.split())
"""Pages of one area that have an address of their own."""


def places() -> list[templates.Place]:
    """Where the person who is signed in may go; the place that the page belongs to is current."""
    person = pages.visitor()
    if person is None:
        return []
    here = f"/areas{request.path}" if request.path.startswith(OF_AN_AREA) else request.path
    return [
        templates.Place(label, url, current=here == url or (url != "/" and here.startswith(f"{url}/")))
        for label, url, permission in PLACES
        if person.may(permission)
    ]
