"""What a file is by its content, what is refused whatever its name, and the name it is downloaded under."""

from datetime import date
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import pytest

from scaleup.documents.adapters import look_into
from scaleup.documents.rules import (
    LARGEST,
    Looked,
    Media,
    download_name,
    media,
    refusals_of_file,
    refusals_of_terms,
    size_in_words,
)

PDF = b"%PDF-1.7\n1 0 obj"
PNG = b"\x89PNG\r\n\x1a\n\x00\x00"
JPEG = b"\xff\xd8\xff\xe0\x00\x10JFIF"
OFFICE = "application/vnd.openxmlformats-officedocument"
WORD = f'<Types><Override ContentType="{OFFICE}.wordprocessingml.document.main+xml"/></Types>'
EXCEL = f'<Types><Override ContentType="{OFFICE}.spreadsheetml.sheet.main+xml"/></Types>'
SLIDES = f'<Types><Override ContentType="{OFFICE}.presentationml.presentation.main+xml"/></Types>'
WITH_MACROS = '<Types><Override ContentType="application/vnd.ms-word.document.macroEnabled.main+xml"/></Types>'


def archive(**parts: str) -> bytes:
    """A zip with these parts."""
    file = BytesIO()
    with ZipFile(file, "w", ZIP_DEFLATED) as made:
        for name, text in parts.items():
            made.writestr(name.replace("__", "/"), text)
    return file.getvalue()


def office(types: str, **parts: str) -> bytes:
    """An Office file that says these types of itself."""
    return archive(**{"[Content_Types].xml": types, **parts})


def seen(content: bytes) -> Looked:
    return look_into(BytesIO(content))


def said(content: bytes) -> str:
    return " ".join(refusal.message for refusal in refusals_of_file(seen(content)))


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (PDF, Media.PDF),
        (PNG, Media.PNG),
        (JPEG, Media.JPEG),
        (office(WORD, word__document="<w/>"), Media.DOCX),
        (office(EXCEL, xl__workbook="<x/>"), Media.XLSX),
        (archive(mimetype="application/vnd.oasis.opendocument.text"), Media.ODT),
    ],
)
def test_a_file_is_what_its_content_says(content: bytes, kind: Media) -> None:
    assert media(seen(content)) is kind
    assert said(content) == ""


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "The file is empty."),
        (b"MZ\x90\x00\x03", "This file is a program"),
        (b"\x7fELF\x02\x01", "This file is a program"),
        (b"L\x00\x00\x00\x01\x14\x02\x00", "This file is a program"),
        (b"#!/bin/sh\nrm -rf /", "This file is a script"),
        (b"<script>alert(1)</script>", "not a kind of file that is kept here"),
        (b"GIF89a", "not a kind of file that is kept here"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an Office file of the old kind"),
        (office(WITH_MACROS), "This file holds macros"),
        (office(WORD, **{"word/vbaProject.bin": "x"}), "This file holds macros"),
        (office(EXCEL, **{"xl/macrosheets/sheet1.xml": "x"}), "This file holds macros"),
        (
            archive(mimetype="application/vnd.oasis.opendocument.text", **{"Basic/Standard/Module1.xml": "x"}),
            "This file holds macros",
        ),
        (archive(**{"META-INF/MANIFEST.MF": "Main-Class: Evil"}), "This file holds macros"),
        (office(SLIDES), "not a kind of file that is kept here"),
        (archive(**{"letter.pdf": "inside"}), "not a kind of file that is kept here"),
        (b"PK\x03\x04 and nothing more", "This file is damaged"),
        (b" %PDF-1.7", "not a kind of file that is kept here"),
    ],
)
def test_what_is_no_document_is_refused_in_a_sentence(content: bytes, words: str) -> None:
    assert words in said(content)


def test_a_document_larger_than_twenty_megabytes_is_refused_with_both_figures() -> None:
    assert "The file has 20.1 MB; the most is 20 MB." in refusals_of_file(Looked(LARGEST + 104_858, PDF))[0].message
    assert refusals_of_file(Looked(LARGEST, PDF)) == []


@pytest.mark.parametrize(
    ("size", "words"),
    [
        (1, "1 byte"),
        (20, "20 bytes"),
        (1023, "1023 bytes"),
        (1024, "1 KB"),
        (48_700, "48 KB"),
        (1_048_575, "1 MB"),
        (1_468_006, "1.4 MB"),
        (20_971_520, "20 MB"),
    ],
)
def test_a_size_is_said_as_people_read_it(size: int, words: str) -> None:
    assert size_in_words(size) == words


def test_a_list_of_types_that_unpacks_to_gigabytes_is_read_to_its_first_megabyte() -> None:
    assert len(seen(office("x" * 8_000_000)).declared) == 1024 * 1024


def test_a_macro_is_found_behind_any_number_of_parts() -> None:
    parts = {f"word/part{number}.xml": "" for number in range(10_001)}
    assert "This file holds macros" in said(office(WORD, **parts, **{"word/vbaProject.bin": "x"}))


def test_a_document_is_not_dated_in_the_future() -> None:
    today = date(2026, 11, 23)
    assert refusals_of_terms(date(2026, 11, 23), today=today) == []
    [refusal] = refusals_of_terms(date(2026, 11, 24), today=today)
    assert (refusal.field, refusal.message[:38]) == ("dated_on", "24 November 2026 is still to come. Ent")


def test_a_download_is_named_after_the_title_and_what_the_file_is() -> None:
    assert download_name("Agreement 2024/27", Media.JPEG, number=2) == "Agreement 2024 27, version 2.jpg"
    assert download_name("../../etc/passwd\r\nX: y", Media.PDF, number=1) == "etc passwd X y, version 1.pdf"
    assert download_name("“?”", Media.DOCX, number=1) == "document, version 1.docx"
