"""Starting the journalling mail server."""

import json
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent


@contextmanager
def journalling_mail_server(
    journal: Path,
    *,
    delay: float = 0,
    faults: Sequence[tuple[str, str]] = (),
    shares: tuple[float, float] = (0.35, 0.35),
    seed: int = 1,
) -> Iterator[str]:
    """The URL of a mail server, a process of its own, that shows each of these faults once.

    The shares: how likely a verb draws its next fault while there are any, and how likely the final dot does.
    """
    command = [sys.executable, "-m", "tests.storm.smtp_journal", "--journal", str(journal), "--seed", str(seed)]
    if faults:
        plan = journal.with_suffix(".faults")
        plan.write_text(json.dumps(list(faults)))
        command += ["--faults", str(plan), "--share", str(shares[0]), "--dot-share", str(shares[1])]
    process = subprocess.Popen(
        [*command, "--delay", str(delay)],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    try:
        assert process.stdout is not None
        yield f"smtp://127.0.0.1:{int(process.stdout.readline())}"
    finally:
        process.kill()
        process.communicate()
