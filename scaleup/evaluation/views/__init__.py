"""The pages of evaluation."""

from scaleup.evaluation.views import activities, costs, results
from scaleup.evaluation.views.blueprint import blueprint

__all__ = ["activities", "blueprint", "costs", "results"]
