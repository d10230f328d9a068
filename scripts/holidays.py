"""`python -m scripts.holidays`: writes the computed bank holidays that core/holidays.py reads.

Once after the `holidays` package was brought up to date; a test says when.
"""

import csv
from pathlib import Path

from scaleup.core.holidays import COMPUTED, FIRST_YEAR, LAST_YEAR, computed_anew

FILE = Path(__file__).parent.parent / "scaleup" / "core" / "computed_holidays.csv"


def main() -> None:
    """The file lies there anew."""
    with FILE.open("w", encoding="utf-8", newline="") as out:
        lines = csv.writer(out, lineterminator="\n")
        lines.writerow(["nation", "day", "name"])
        for nation in COMPUTED:
            days = computed_anew(nation, range(FIRST_YEAR, LAST_YEAR + 1))
            lines.writerows([nation.value, day.isoformat(), days[day]] for day in sorted(days))


if __name__ == "__main__":
    main()
