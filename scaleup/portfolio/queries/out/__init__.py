"""Every list as a file has it: the same scope and filters as its page, with the columns that make sense of a row."""

from scaleup.portfolio.queries.out.areas import areas
from scaleup.portfolio.queries.out.people import facilitators, people
from scaleup.portfolio.queries.out.sent import deliveries
from scaleup.portfolio.queries.out.support import actions, contacts, plan

__all__ = ["actions", "areas", "contacts", "deliveries", "facilitators", "people", "plan"]
