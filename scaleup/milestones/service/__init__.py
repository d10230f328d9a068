"""Acts on where areas stand: the rows of the lists kept level with their facts, activities dated by hand."""

from scaleup.milestones.service.dating import Dating, put_date
from scaleup.milestones.service.keeping import (
    FEEDS,
    KEEPER,
    differences,
    keep,
    mend,
    names_of,
    portions,
    rebuild,
    rewrite,
)

__all__ = [
    "FEEDS",
    "KEEPER",
    "Dating",
    "differences",
    "keep",
    "mend",
    "names_of",
    "portions",
    "put_date",
    "rebuild",
    "rewrite",
]
