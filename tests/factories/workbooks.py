"""Workbooks of a test's own, written with openpyxl or by hand where openpyxl would not write such a thing."""

import zipfile
from collections.abc import Mapping, Sequence
from pathlib import Path

from openpyxl import Workbook

Table = Sequence[Sequence[object]]

LICENCE_HEADINGS = ["Area", "Programme", "Licence no.", "Licence start", "Licence end"]
CONTACT_HEADINGS = ["Area", "Date", "Type", "Outcome"]
FACILITATOR_HEADINGS = ["Area", "Facilitator", "E-mail", "Professional role"]
CHECK_HEADINGS = ["Area", "Date", "Method", "Score"]
HARINGEY = ["Haringey", "Baby Steps", "SU-1", "15/06/2026", "14/06/2029"]


def workbook(path: Path, sheets: Mapping[str, Table]) -> Path:
    """A workbook with these sheets, at this path."""
    book = Workbook()
    book.remove(book.worksheets[0])
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(list(row))
    book.save(path)
    return path


def with_part(path: Path, name: str, content: bytes) -> Path:
    """The workbook with one part replaced or added, as a hostile hand would."""
    with zipfile.ZipFile(path) as archive:
        parts = {entry: archive.read(entry) for entry in archive.namelist()}
    parts[name] = content
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for entry, data in parts.items():
            archive.writestr(entry, data)
    return path
