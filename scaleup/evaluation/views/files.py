"""A file that is shown before anything of it is saved, and is kept nowhere meanwhile: the page carries it."""

import csv
import hashlib
from collections.abc import Iterable, Sequence
from io import StringIO

from flask import Response, request

from scaleup.evaluation.forms.scores import FileForm

LONGEST_TEXT = 400_000
NO_FILE = "Choose a CSV file of at most 400 kB"


def text_of(form: FileForm) -> str:
    """What the file says; nothing where there is none, or it is no text of such a length."""
    kept = request.form.get("score_text", "")
    if kept:
        return kept[:LONGEST_TEXT].replace("\r\n", "\n")
    if form.file.blank:
        return ""
    content: bytes = form.file.data.stream.read(LONGEST_TEXT + 1)
    if len(content) > LONGEST_TEXT or b"\0" in content:
        return ""
    try:
        return content.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace").replace("\r\n", "\n")


def mark_of(text: str, taken: Sequence[object]) -> str:
    """What tells a file, and what may be brought in of it, from another: a person confirms what they were shown."""
    return hashlib.sha256(f"{text.strip()}{taken}".encode()).hexdigest()


def csv_of(rows: Iterable[Sequence[str]], name: str) -> Response:
    """The rows as a file to download."""
    written = StringIO()
    csv.writer(written, lineterminator="\r\n").writerows(rows)
    answer = Response("\ufeff" + written.getvalue(), mimetype="text/csv")
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer
