"""What is done in evaluation, by concept."""

from scaleup.evaluation.service.keeping import keep_as_means
from scaleup.evaluation.service.means import bring_means_in, keep_means
from scaleup.evaluation.service.scores import (
    Whose,
    bring_in,
    count_forms,
    keep_scores,
    make_codes,
    take_out,
)
from scaleup.evaluation.service.setting import Chosen, set_evaluation

__all__ = [
    "Chosen",
    "Whose",
    "bring_in",
    "bring_means_in",
    "count_forms",
    "keep_as_means",
    "keep_means",
    "keep_scores",
    "make_codes",
    "set_evaluation",
    "take_out",
]
