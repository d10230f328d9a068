"""Screens over several domains. Each module adds its pages to the one blueprint."""

from scaleup.portfolio.views.area import area_page, history
from scaleup.portfolio.views.blueprint import blueprint
from scaleup.portfolio.views.lines import areas
from scaleup.portfolio.views.out import areas_out

__all__ = ["area_page", "areas", "areas_out", "blueprint", "history"]
