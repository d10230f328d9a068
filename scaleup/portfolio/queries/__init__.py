"""Reads over several domains: one area on one page, and lists of areas."""

from scaleup.portfolio.queries.area import AreaPage, area_page
from scaleup.portfolio.queries.drawing import Drawn, drawn
from scaleup.portfolio.queries.record import Record
from scaleup.portfolio.queries.standing import Happening, NextContact, Stand, stand

__all__ = ["AreaPage", "Drawn", "Happening", "NextContact", "Record", "Stand", "area_page", "drawn", "stand"]
