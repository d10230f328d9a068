"""A web server that writes down each request, and fsyncs, before it answers; its path says how it answers.

It shares no code with the sender: the signature is reckoned here again, as docs/web-hooks.md tells receivers to.
"""

import hashlib
import hmac
import json
import os
import socket
import ssl
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
CERTIFICATE = Path(__file__).parent / "hooks_example.pem"
"""Of hooks.example, and its key, which guards nothing: for these tests alone."""
ANSWERS = {
    "ok": b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok",
    "accepted": b"HTTP/1.1 202 Accepted\r\n\r\n",
    "busy": b"HTTP/1.1 429 Too Many Requests\r\nContent-Length: 9\r\n\r\nnot so\nfast",
    "broken": b"HTTP/1.1 503 Service Unavailable\r\nContent-Length: 0\r\n\r\n",
    "gone": b"HTTP/1.1 410 Gone\r\nContent-Length: 12\r\n\r\nno such hook",
    "moved": b"HTTP/1.1 307 Temporary Redirect\r\nLocation: /ok\r\nContent-Length: 0\r\n\r\n",
    "garbage": b"220 mail.example ESMTP\r\n",
    "cut": b"",
}


@dataclass
class Receiver:
    """Where it is, and what it has written down."""

    port: int
    journal: Path

    def url(self, path: str) -> str:
        """The address that answers so."""
        return f"http://127.0.0.1:{self.port}/{path}"

    def requests(self) -> list[dict[str, str]]:
        """Every request in the order of its coming: path, id, timestamp, signature, body."""
        return [json.loads(line) for line in self.journal.read_text().splitlines()] if self.journal.exists() else []


@contextmanager
def receiving(journal: Path, *, tls: bool = False) -> Iterator[Receiver]:
    """It answers on a free port, until the end."""
    listener = socket.create_server(("127.0.0.1", 0))
    listener.settimeout(0.1)
    over = threading.Event()
    context = None
    if tls:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(CERTIFICATE)
    thread = threading.Thread(target=serve, args=(listener, journal, over, context), daemon=True)
    thread.start()
    try:
        yield Receiver(listener.getsockname()[1], journal)
    finally:
        over.set()
        thread.join(5)
        listener.close()


def serve(listener: socket.socket, journal: Path, over: threading.Event, context: ssl.SSLContext | None) -> None:
    """Each connection in a thread of its own: a slow one keeps no other waiting."""
    while not over.is_set():
        try:
            line, _ = listener.accept()
        except TimeoutError:
            continue
        threading.Thread(target=attend, args=(line, journal, over, context), daemon=True).start()


def attend(line: socket.socket, journal: Path, over: threading.Event, context: ssl.SSLContext | None) -> None:
    """One connection, until it is answered or given up."""
    line.settimeout(5)
    try:
        with line if context is None else context.wrap_socket(line, server_side=True) as talk:
            answer(talk, journal, over)
    except OSError:
        line.close()


def answer(talk: socket.socket, journal: Path, over: threading.Event) -> None:
    """The request is in the journal; then it is answered as its path says."""
    received = b""
    while b"\r\n\r\n" not in received:
        if not (some := talk.recv(4096)):
            return
        received += some
    head, _, body = received.partition(b"\r\n\r\n")
    lines = head.decode("ascii").split("\r\n")
    headers = {name.lower(): value for name, _, value in (line.partition(": ") for line in lines[1:])}
    while len(body) < int(headers["content-length"]):
        if not (some := talk.recv(4096)):
            return
        body += some
    path = lines[0].split()[1].strip("/")
    note = {name: headers.get(f"scaleup-{name}", "") for name in ("id", "timestamp", "signature")}
    with journal.open("a") as kept:
        kept.write(json.dumps({"path": path, "host": headers["host"], "body": body.decode(), **note}) + "\n")
        kept.flush()
        os.fsync(kept.fileno())
    speak(talk, path, over)


def speak(talk: socket.socket, path: str, over: threading.Event) -> None:
    """What is answered."""
    if path == "slow":
        over.wait(2)
    elif path == "drip":
        for sign in b"HTTP/1.1 200 OK\r\nX: ":
            talk.sendall(bytes([sign]))
            time.sleep(0.1)
    elif path.startswith("echo/"):
        said = json.dumps({"path": f"/{path}", "status": 404}).encode()
        talk.sendall(b"HTTP/1.1 404 Not Found\r\nContent-Length: %d\r\n\r\n%b" % (len(said), said))
    elif path == "huge":
        talk.sendall(b"HTTP/1.1 200 OK\r\n\r\nfirst line\n" + b"x" * 1_000_000)
    else:
        talk.sendall(ANSWERS[path])


def is_ours(request: dict[str, str], secret: str) -> bool:
    """Whether the request was signed with this secret."""
    signed = f"{request['timestamp']}.{request['body']}".encode()
    right = "v1=" + hmac.new(secret.encode(), signed, hashlib.sha256).hexdigest()
    return any(hmac.compare_digest(right, one.strip()) for one in request["signature"].split(","))


@contextmanager
def receiving_apart(journal: Path) -> Iterator[Receiver]:
    """The same as a process of its own: for programs that fork."""
    command = [sys.executable, "-m", "tests.hooks.receiver", str(journal)]
    process = subprocess.Popen(
        command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, start_new_session=True
    )
    try:
        assert process.stdout is not None
        yield Receiver(int(process.stdout.readline()), journal)
    finally:
        process.kill()
        process.communicate()


def main() -> None:
    """Answers until its input ends."""
    with receiving(Path(sys.argv[1])) as found:
        print(found.port, flush=True)
        sys.stdin.read()


if __name__ == "__main__":
    main()
