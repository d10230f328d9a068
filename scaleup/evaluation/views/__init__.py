"""The pages of evaluation."""

from scaleup.evaluation.views import costs
from scaleup.evaluation.views.blueprint import blueprint

__all__ = ["blueprint", "costs"]
