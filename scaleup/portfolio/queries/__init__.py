"""Reads over several domains: one area on one page, and lists of areas."""

from scaleup.portfolio.queries.area import AreaPage, area_page
from scaleup.portfolio.queries.drawing import Drawn, drawn
from scaleup.portfolio.queries.happened import History, history
from scaleup.portfolio.queries.record import Record
from scaleup.portfolio.queries.standing import NextContact, Stand, stand
from scaleup.portfolio.queries.term import TermPage, document_of, term_page, unfunded_from

__all__ = [
    "AreaPage",
    "Drawn",
    "History",
    "NextContact",
    "Record",
    "Stand",
    "TermPage",
    "area_page",
    "document_of",
    "drawn",
    "history",
    "stand",
    "term_page",
    "unfunded_from",
]
