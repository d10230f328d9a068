"""The one-page report for a commissioner and a board: finding, parts, shape. Page and paper read the same."""

from scaleup.portfolio.rules.report.delivered import Delivered, delivered, of_year, picture_of
from scaleup.portfolio.rules.report.finding import Renewal, delivery_clause, title
from scaleup.portfolio.rules.report.given import Forms, Held, held
from scaleup.portfolio.rules.report.inked import inked
from scaleup.portfolio.rules.report.parts import (
    RULING_WORDS,
    agreed,
    births,
    caution,
    changes,
    delivery,
    faithful,
    reached,
    spent,
    without,
)
from scaleup.portfolio.rules.report.shape import Figure, Part, Report, Table, Width, closing, values

__all__ = [
    "RULING_WORDS",
    "Delivered",
    "Figure",
    "Forms",
    "Held",
    "Part",
    "Renewal",
    "Report",
    "Table",
    "Width",
    "agreed",
    "births",
    "caution",
    "changes",
    "closing",
    "delivered",
    "delivery",
    "delivery_clause",
    "faithful",
    "held",
    "inked",
    "of_year",
    "picture_of",
    "reached",
    "spent",
    "title",
    "values",
    "without",
]
