"""A file on its way to a browser: always kept as a file, never shown, never cached, closed when it is sent."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from flask import Response


@dataclass(frozen=True)
class Download:
    """A file in pieces, and what is to be closed when the last one has gone or nobody listens any more."""

    name: str
    media: str
    pieces: Iterator[bytes]
    close: Callable[[], None]


def answer(download: Download) -> Response:
    """The answer that sends the file."""
    response = Response(flowing(download), content_type=download.media)
    response.headers["Content-Disposition"] = f'attachment; filename="{download.name}"'
    response.headers["Cache-Control"] = "no-store"
    response.call_on_close(download.close)
    return response


def flowing(download: Download) -> Iterator[bytes]:
    """The pieces; what stands behind them is closed with the last one."""
    try:
        yield from download.pieces
    finally:
        download.close()
