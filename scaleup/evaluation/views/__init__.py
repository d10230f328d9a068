"""The pages of evaluation."""

from scaleup.evaluation.views import (
    activities,
    births,
    bringing,
    bringing_births,
    bringing_means,
    costs,
    entering,
    results,
)
from scaleup.evaluation.views.blueprint import blueprint

__all__ = [
    "activities",
    "births",
    "blueprint",
    "bringing",
    "bringing_births",
    "bringing_means",
    "costs",
    "entering",
    "results",
]
