"""CSV as UTF-8 with a mark for Excel, a batch of rows at a time. Cells are made column by column, which is quick."""

import csv
import io
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, datetime
from zoneinfo import ZoneInfo

from scaleup.exports.rules import NOTHING, UNSAFE, Column, Kind, Sheet, guarded, with_first

MARK = "\ufeff"
"""Without it Excel reads ŵ as two other letters."""
LONDON = ZoneInfo("Europe/London")
Cells = list[str]


def csv_pieces(sheet: Sheet) -> Iterator[bytes]:
    """The file in pieces, one a batch; an empty list is a header and a sentence."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow([guarded(column.heading) for column in sheet.columns])
    yield (MARK + taken(out)).encode()
    makers = [maker(column) for column in sheet.columns]
    some, batches = with_first(sheet.batches)
    for batch in batches:
        columns = [make(cells) for make, cells in zip(makers, zip(*batch, strict=True), strict=bool(batch))]
        writer.writerows(zip(*columns, strict=True))
        yield taken(out).encode()
    for note in ([] if some else [NOTHING]) + list(sheet.notes):
        writer.writerow([note])
    yield taken(out).encode()


def taken(out: io.StringIO) -> str:
    """What was written since it was last taken."""
    text = out.getvalue()
    out.seek(0)
    out.truncate()
    return text


def maker(column: Column) -> Callable[[Sequence[object]], Cells]:
    """What makes the cells of this column."""
    told = column.told
    if told is not None:
        return lambda cells: texts(["" if cell is None else told(str(cell)) for cell in cells])
    made: dict[Kind, Callable[[Sequence[object]], Cells]] = {
        Kind.TEXT: lambda cells: in_words(cells, column.words) if column.words else texts(cells),
        Kind.NUMBER: numbers,
        Kind.DAY: days,
        Kind.INSTANT: instants,
        Kind.YES: lambda cells: ["yes" if cell else "no" for cell in cells],
    }
    return made[column.kind]


def texts(cells: Sequence[object]) -> Cells:
    """Texts, safe."""
    plain = ["" if cell is None else str(cell) for cell in cells]
    return [f"'{text}" if text[:1] in UNSAFE else text for text in plain]


def in_words(cells: Sequence[object], words: Mapping[str, str]) -> Cells:
    """Codes in words."""
    known = {cell: guarded(words.get(str(cell), str(cell))) for cell in set(cells) if cell is not None}
    return [known.get(cell, "") for cell in cells]


def numbers(cells: Sequence[object]) -> Cells:
    """Numbers: a minus is no formula there."""
    return ["" if cell is None else f"{cell:g}" if isinstance(cell, float) else str(cell) for cell in cells]


def days(cells: Sequence[object]) -> Cells:
    """Dates as ISO has them."""
    return [cell.isoformat() if isinstance(cell, date) else "" for cell in cells]


def instants(cells: Sequence[object]) -> Cells:
    """Instants on London's clock, to the minute."""
    local = [cell.astimezone(LONDON) if isinstance(cell, datetime) else None for cell in cells]
    return [cell.strftime("%Y-%m-%d %H:%M") if cell else "" for cell in local]
