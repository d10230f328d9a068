"""What people said that sheets and columns are, and the words in which a page says what each is taken for."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from scaleup.imports.rules.cells import Line
from scaleup.imports.rules.kinds import MEANINGS, Kind, plain

OF_SHEETS = "sheet"
"""The scope of what was said about sheets; that of a column is the kind of its sheet."""
LEFT_OUT_BY_DECISION = ""


@dataclass(frozen=True)
class Meant:
    """By scope and plain words: a kind for a sheet, a meaning for a column; empty where it is left out."""

    said: Mapping[tuple[str, str], str] = field(default_factory=dict)

    def of_sheet(self, title: str) -> str | None:
        """The kind that somebody said, empty for "left out", None where nobody said anything."""
        return self.said.get((OF_SHEETS, plain(title)))

    def of_column(self, kind: Kind, heading: str) -> str | None:
        """The meaning that somebody said, empty for "left out", None where nobody said anything."""
        return self.said.get((kind.value, plain(heading)))


NOTHING_SAID = Meant()


def meanings(line: Line, kind: Kind, meant: Meant = NOTHING_SAID) -> dict[int, str]:
    """What each column of a heading row means for this kind: what was said first, then the first of each meaning."""
    headings = {column: cell.words for column, cell in line.cells.items() if isinstance(cell.value, str)}
    said = {column: meant.of_column(kind, words) for column, words in headings.items()}
    found: dict[int, str] = {}
    for column, meaning in said.items():
        if meaning and meaning not in found.values():
            found[column] = meaning
    for column, words in headings.items():
        usual = MEANINGS[kind].get(plain(words)) if said[column] is None else None
        if usual and usual not in found.values():
            found[column] = usual
    return {column: found[column] for column in headings if column in found}
