"""Screens over several domains. Each module adds its pages to the one blueprint."""

from scaleup.portfolio.views.area import area_page, history
from scaleup.portfolio.views.barriers import barriers
from scaleup.portfolio.views.blueprint import blueprint
from scaleup.portfolio.views.briefs import area_brief, handed_brief
from scaleup.portfolio.views.calendar import calendar
from scaleup.portfolio.views.conversion import conversion
from scaleup.portfolio.views.feeds import feed
from scaleup.portfolio.views.forecast import forecast, forecast_hours
from scaleup.portfolio.views.lines import areas
from scaleup.portfolio.views.map import areas_map
from scaleup.portfolio.views.out import areas_out
from scaleup.portfolio.views.pipeline import pipeline
from scaleup.portfolio.views.readiness import readiness
from scaleup.portfolio.views.report import area_on_paper, area_one_page, one_page_of_all, paper_of_all
from scaleup.portfolio.views.term import term
from scaleup.portfolio.views.what_if import what_if

__all__ = [
    "area_brief",
    "area_on_paper",
    "area_one_page",
    "area_page",
    "areas",
    "areas_map",
    "areas_out",
    "barriers",
    "blueprint",
    "calendar",
    "conversion",
    "feed",
    "forecast",
    "forecast_hours",
    "handed_brief",
    "history",
    "one_page_of_all",
    "paper_of_all",
    "pipeline",
    "readiness",
    "term",
    "what_if",
]
