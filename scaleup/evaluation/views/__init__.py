"""The pages of evaluation."""

from scaleup.evaluation.views import activities, bringing, bringing_means, costs, entering, results
from scaleup.evaluation.views.blueprint import blueprint

__all__ = ["activities", "blueprint", "bringing", "bringing_means", "costs", "entering", "results"]
