"""Kinds of documents, and what a file is by its content: its name is never believed. Pure."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from scaleup.core.dates import plain_date
from scaleup.core.errors import Refusal

KILOBYTE = 1024
MEGABYTE = 1024 * KILOBYTE
LARGEST = 20 * MEGABYTE
HEAD = 2048
"""So many bytes of a file's beginning are looked at."""
LONGEST_TITLE = 120
LONGEST_REASON = 400


class Kind(StrEnum):
    """What a document is for."""

    AGREEMENT = "agreement"
    IMPACT_ASSESSMENT = "impact_assessment"
    OTHER = "other"


KIND_WORDS: dict[Kind, str] = {
    Kind.AGREEMENT: "Licence agreement",
    Kind.IMPACT_ASSESSMENT: "Data-protection impact assessment",
    Kind.OTHER: "Other",
}


class Media(StrEnum):
    """The kinds of files that are taken."""

    PDF = "pdf"
    DOCX = "docx"
    ODT = "odt"
    XLSX = "xlsx"
    PNG = "png"
    JPEG = "jpeg"


MEDIA_WORDS: dict[Media, str] = {
    Media.PDF: "PDF",
    Media.DOCX: "Word",
    Media.ODT: "OpenDocument text",
    Media.XLSX: "Excel",
    Media.PNG: "PNG picture",
    Media.JPEG: "JPEG picture",
}

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
OPEN_TEXT = "application/vnd.oasis.opendocument.text"
MEDIA_TYPES: dict[Media, str] = {
    Media.PDF: "application/pdf",
    Media.DOCX: WORD,
    Media.ODT: OPEN_TEXT,
    Media.XLSX: EXCEL,
    Media.PNG: "image/png",
    Media.JPEG: "image/jpeg",
}

TAKEN = "PDF, Word (.docx), OpenDocument text (.odt), Excel (.xlsx), PNG or JPEG"
BEGINNINGS: dict[bytes, Media] = {
    b"%PDF-": Media.PDF,
    b"\x89PNG\r\n\x1a\n": Media.PNG,
    b"\xff\xd8\xff": Media.JPEG,
}
ARCHIVE = (b"PK\x03\x04", b"PK\x05\x06")
PROGRAMS = (
    b"MZ",
    b"\x7fELF",
    b"\xca\xfe\xba\xbe",
    b"\xfe\xed\xfa",
    b"\xce\xfa\xed\xfe",
    b"\xcf\xfa\xed\xfe",
    b"L\x00\x00\x00\x01\x14\x02",
    b"\x00asm",
    b"dex\n",
)
"""Windows, Linux, Java and macOS programs, Windows shortcuts, WebAssembly, Android."""
OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
PROGRAM_PARTS = ("vbaproject.bin", "vbadata.xml")
"""Parts of an Office file, by their last name, that hold macros."""
PROGRAM_FOLDERS = ("basic/", "scripts/", "word/activex/", "xl/activex/", "xl/macrosheets/", "meta-inf/manifest.mf")
"""Where OpenDocument files, Office files and Java archives keep what runs."""


@dataclass(frozen=True)
class Looked:
    """What was seen of a file: its size, its beginning, and if it is an archive what that says of itself."""

    size: int
    head: bytes
    names: tuple[str, ...] = ()
    declared: str = ""
    """The words of an archive's own list of types: `mimetype` in OpenDocument, [Content_Types].xml in Office."""
    broken: bool = False


@dataclass(frozen=True)
class Terms:
    """What a document is said to be."""

    kind: Kind
    title: str
    dated_on: date


def media(looked: Looked) -> Media | None:
    """What the file is by its content; None where it is nothing that is taken."""
    found = next((kind for beginning, kind in BEGINNINGS.items() if looked.head.startswith(beginning)), None)
    if found or not looked.head.startswith(ARCHIVE):
        return found
    if looked.declared.strip() == OPEN_TEXT:
        return Media.ODT
    for type_, kind in ((WORD, Media.DOCX), (EXCEL, Media.XLSX)):
        if f'"{type_}.main+xml"' in looked.declared:
            return kind
    return None


def refusals_of_file(looked: Looked) -> list[Refusal]:
    """Why the file is not taken, as one sentence at its field; empty if it is taken."""
    why = next(faults(looked), "")
    return [Refusal(why, "file")] if why else []


def faults(looked: Looked) -> Iterator[str]:
    """What is wrong with the file, the plainest first."""
    if looked.size == 0:
        yield "The file is empty. Choose the file that you meant"
    if looked.size > LARGEST:
        yield f"The file has {size_in_words(looked.size)}; the most is {size_in_words(LARGEST)}. Save it smaller"
    if looked.head.startswith(PROGRAMS):
        yield f"This file is a program, whatever its name says. Choose a document: {TAKEN}"
    if looked.head.startswith(OLD_OFFICE):
        yield "This is an Office file of the old kind (.doc or .xls), which may hold programs. Save it as PDF or .docx"
    if runs(looked.names) or "macroEnabled" in looked.declared:
        yield "This file holds macros, which are programs. Save it without them, or as PDF"
    if looked.broken:
        yield "This file is damaged: it cannot be opened. Save it again and choose that file"
    if media(looked) is None:
        what = "a script" if looked.head.startswith(b"#!") else "not a kind of file that is kept here"
        yield f"This file is {what}, whatever its name says. Choose a document: {TAKEN}"


def runs(names: Iterable[str]) -> bool:
    """Whether some part of an archive is a program."""
    found = [name.lower().lstrip("/") for name in names]
    return any(name.rsplit("/", 1)[-1] in PROGRAM_PARTS or name.startswith(PROGRAM_FOLDERS) for name in found)


def refusals_of_terms(dated_on: date, *, today: date) -> list[Refusal]:
    """Why a document cannot be dated so."""
    if dated_on <= today:
        return []
    return [Refusal(f"{plain_date(dated_on)} is still to come. Enter the day that stands on the document", "dated_on")]


def size_in_words(size: int) -> str:
    """As people read it: "20 bytes", "48 KB", "1.4 MB"."""
    if size < KILOBYTE:
        return f"{size} byte" if size == 1 else f"{size} bytes"
    if (kilobytes := round(size / KILOBYTE)) < KILOBYTE:
        return f"{kilobytes} KB"
    return f"{size / MEGABYTE:.1f} MB".replace(".0 MB", " MB")


def download_name(title: str, kind: Media, *, number: int) -> str:
    """The name that a browser saves it under: its title, its version, and the ending of what it is."""
    plain = "".join(letter if letter.isalnum() else " " for letter in title)
    ending = "jpg" if kind is Media.JPEG else kind.value
    return f"{' '.join(plain.split()) or 'document'}, version {number}.{ending}"
