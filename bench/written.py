"""The table in docs/performance.md, between its two marks."""

from collections.abc import Sequence
from pathlib import Path

from bench.figures import Figure, markdown
from bench.machine import Machine

PAGE = Path(__file__).parent.parent / "docs" / "performance.md"
BEGIN, END = "<!-- the table begins -->", "<!-- the table ends -->"


def write(found: Sequence[Figure], here: Machine) -> None:
    """The page holds these figures, with the machine and the date; what stands around them is kept."""
    before, _, rest = PAGE.read_text().partition(BEGIN)
    after = rest.partition(END)[2]
    PAGE.write_text(f"{before}{BEGIN}\n\n{here.words}.\n\n{markdown(found)}\n\n{END}{after}")
