"""The local mailbox keeps each mail as one file before it answers for it."""

import smtplib
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from email import message_from_bytes
from pathlib import Path

import pytest

from tests.servers import ROOT


@pytest.fixture
def mailbox_port(tmp_path: Path) -> Iterator[int]:
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        listening.listen()
        command = [sys.executable, "-m", "scaleup.local.mailbox", str(listening.fileno()), str(tmp_path)]
        process = subprocess.Popen(command, pass_fds=[listening.fileno()], cwd=ROOT)
        yield listening.getsockname()[1]
    process.terminate()
    assert process.wait(10) == 0


def send(port: int, subject: str) -> None:
    with closing(smtplib.SMTP("127.0.0.1", port, timeout=20)) as server:
        server.sendmail("unit@example.org", ["ann@example.org"], f"Subject: {subject}\r\n\r\nHello\r\n")


def test_a_mail_is_a_file_when_it_is_answered_for(mailbox_port: int, tmp_path: Path) -> None:
    for subject in ("first", "second"):
        send(mailbox_port, subject)
    kept = [message_from_bytes(path.read_bytes()) for path in sorted(tmp_path.glob("*.eml"))]
    assert [mail["Subject"] for mail in kept] == ["first", "second"]
    assert kept[0]["X-Scaleup-To"] == "ann@example.org"
    assert kept[0].get_payload() == "Hello\r\n"


def test_a_mail_that_cannot_be_kept_is_refused_for_now(mailbox_port: int, tmp_path: Path) -> None:
    send(mailbox_port, "the server is up")
    for path in tmp_path.iterdir():
        path.unlink()
    tmp_path.rmdir()
    with pytest.raises(smtplib.SMTPDataError, match="452"):
        send(mailbox_port, "nowhere to go")
    tmp_path.mkdir()
