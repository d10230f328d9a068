"""Where reports lie: one mail or an mbox on standard input or in a file, or the new mails of a maildir."""

import re
from collections.abc import Iterator
from pathlib import Path

from scaleup.core.errors import refuse

MBOX = re.compile(rb"(?:\A|\n\n)From [^\n]*\n")
LARGEST = 200_000_000
"""Bytes of a file that is read whole."""


def mails_in(content: bytes) -> list[bytes]:
    """The mails of an mbox, or the one mail that this is; nothing of nothing."""
    if not content.startswith(b"From "):
        return [content] if content.strip() else []
    return [one for one in MBOX.split(content) if one.strip()]


def in_file(path: Path) -> list[bytes]:
    """The mails of a file. Refused where it cannot be read."""
    try:
        if path.stat().st_size > LARGEST:
            raise refuse(f"{path} is too large. Give it in parts.")
        return mails_in(path.read_bytes())
    except OSError as error:
        raise refuse(f"{path} cannot be read: {error.strerror}.") from error


def new_in(maildir: Path) -> Iterator[tuple[Path, bytes]]:
    """The new mails of a maildir, the first first. Refused where it is none."""
    new = maildir / "new"
    if not new.is_dir() or not (maildir / "cur").is_dir():
        raise refuse(f"{maildir} is no maildir: it has no folders new and cur.")
    try:
        for one in sorted(new.iterdir()):
            if one.is_file() and not one.name.startswith("."):
                yield one, one.read_bytes()
    except OSError as error:
        raise refuse(f"{maildir} cannot be read: {error.strerror}.") from error


def seen(mail: Path) -> None:
    """The mail of a maildir is marked as read, where every mail program finds it."""
    try:
        mail.rename(mail.parent.parent / "cur" / f"{mail.name.partition(':')[0]}:2,S")
    except OSError as error:
        raise refuse(f"{mail} cannot be marked as read: {error.strerror}.") from error
