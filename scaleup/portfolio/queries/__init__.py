"""Reads over several domains: one area on one page, and lists of areas."""

from scaleup.portfolio.queries.area import AreaPage, area_page
from scaleup.portfolio.queries.drawing import Drawn, drawn
from scaleup.portfolio.queries.happened import History, history
from scaleup.portfolio.queries.record import Record
from scaleup.portfolio.queries.standing import NextContact, Stand, stand

__all__ = ["AreaPage", "Drawn", "History", "NextContact", "Record", "Stand", "area_page", "drawn", "history", "stand"]
