"""Named reads of reviews."""

from scaleup.reviews.queries.pages import (
    Line,
    OfProgramme,
    ReviewPage,
    beside,
    following,
    held_before,
    people_of,
    review_in_scope,
    review_page,
    reviews_of,
)

__all__ = [
    "Line",
    "OfProgramme",
    "ReviewPage",
    "beside",
    "following",
    "held_before",
    "people_of",
    "review_in_scope",
    "review_page",
    "reviews_of",
]
