"""Screens over several domains. Each module adds its pages to the one blueprint."""

from scaleup.portfolio.views.area import area_page, history
from scaleup.portfolio.views.blueprint import blueprint
from scaleup.portfolio.views.lines import areas

__all__ = ["area_page", "areas", "blueprint", "history"]
