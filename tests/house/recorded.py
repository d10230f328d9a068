"""Which statements take evaluation data out of the database, and whether it is on record that somebody read it.

By columns: what somebody scored, gave birth to, answered, or the code that stands for them. That a row is there, and
how many there are, are counts of the process, and no part of it.
"""

import re
from collections.abc import Sequence

COLUMNS = {
    "score": ("value",),
    "aggregate_score": ("mean", "sd"),
    "birth_outcome": ("month", "gestation_weeks", "mode"),
    "baby_weight": ("grams",),
    "participant": ("code",),
    "process_answer": ("mark", "people"),
    "process_theme": ("theme", "people"),
}
TAKES_OUT = re.compile(
    "|".join(rf"\b{table}(?:_\d+)?\.{column}\b" for table, columns in COLUMNS.items() for column in columns)
)
ON_RECORD = "INSERT INTO evaluation_read"


def unrecorded(heard: Sequence[str]) -> list[str]:
    """The columns of evaluation data that were read though nobody put that on record; empty if all is well."""
    if any(one.startswith(ON_RECORD) for one in heard):
        return []
    return sorted({column for one in heard if one.startswith("SELECT") for column in TAKES_OUT.findall(one)})
