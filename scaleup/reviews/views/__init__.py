"""The pages of reviews."""

from scaleup.reviews.views import pages, planning, recording
from scaleup.reviews.views.blueprint import blueprint

__all__ = ["blueprint", "pages", "planning", "recording"]
