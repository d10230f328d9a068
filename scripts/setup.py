"""Makes `.venv` hold what a committed lock names, checked by hash. Started by make with the machine's own Python.

Only the standard library, and old syntax: an old Python must be able to read this file to be told that it is too old.
A finished set-up leaves a stamp, so a second start installs nothing; one cut short leaves a mark, and is made anew.
"""

import fcntl
import hashlib
import os
import re
import shutil
import subprocess
import sys

NEEDED = (3, 11)
ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
VENV = os.path.join(ROOT, ".venv")
PYTHON = os.path.join(VENV, "bin", "python")
UNFINISHED = os.path.join(VENV, ".unfinished")


def stop(sentence):
    """Ends with one line."""
    sys.stderr.write(sentence + "\n")
    sys.exit(1)


def say(sentence):
    """One line of progress."""
    sys.stdout.write(sentence + "\n")
    sys.stdout.flush()


def check_machine():
    """Ends with a sentence when this machine cannot do it."""
    if not sys.platform.startswith("linux"):
        stop("Scaleup needs Linux; this is %s." % sys.platform)
    if sys.version_info < NEEDED:
        stop(
            "Scaleup needs Python 3.11 or newer; %s is %d.%d. Install one and name it: make run PYTHON=python3.12"
            % (sys.executable, sys.version_info[0], sys.version_info[1])
        )
    try:
        import ensurepip  # noqa: F401
        import venv  # noqa: F401
    except ImportError:
        stop(
            "This Python has no venv. Install it (on Debian and Ubuntu: apt-get install python3-venv) and start again."
        )
    if not os.access(ROOT, os.W_OK | os.X_OK):
        stop("The folder %s cannot be written; Scaleup keeps .venv and var there." % ROOT)


def fingerprint(lock):
    """What a finished set-up depends on: the lock, the project's own description, this Python, this folder."""
    digest = hashlib.sha256()
    for path in (lock, os.path.join(ROOT, "pyproject.toml")):
        with open(path, "rb") as file:
            digest.update(file.read())
    digest.update(("%s %s" % (sys.version, ROOT)).encode())
    return digest.hexdigest()


def read(path):
    """The file's text, or nothing."""
    try:
        with open(path) as file:
            return file.read()
    except OSError:
        return ""


def write(path, text):
    """The file holds the text."""
    with open(path, "w") as file:
        file.write(text)


def make_venv():
    """A fresh .venv stands, unless a whole one of this Python and this folder is there."""
    made_by = "%s %s" % (sys.version, ROOT)
    mark = os.path.join(VENV, ".made-by")
    if read(mark) == made_by and not os.path.exists(UNFINISHED) and os.path.exists(PYTHON):
        return
    say("Making .venv with Python %d.%d.%d" % sys.version_info[:3])
    shutil.rmtree(VENV, ignore_errors=True)
    # -I keeps the caller's PYTHONPATH and user site out of it.
    command = [sys.executable, "-I", "-m", "venv", VENV]
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False)
    if done.returncode:
        last = (done.stdout.decode(errors="replace").strip().splitlines() or ["no reason given"])[-1]
        stop("Python could not make .venv: %s (on Debian and Ubuntu: apt-get install python3-venv)" % last)
    write(UNFINISHED, "")
    write(mark, made_by)


def install(lock):
    """Every package of the lock is in .venv, then the project itself."""
    wanted = len(re.findall(r"^[a-z0-9][^ ]*==", read(lock), re.M))
    say("Installing %d packages of %s; the first time takes about a minute" % (wanted, os.path.basename(lock)))
    write(UNFINISHED, "")
    pip(["--require-hashes", "-r", lock], wanted)
    pip(["--no-deps", "--no-build-isolation", "--editable", ROOT], 0)
    os.unlink(UNFINISHED)


def pip(arguments, wanted):
    """pip installed this, from where its own configuration says. A line each twenty packages; a fault, its words."""
    command = [
        PYTHON,
        "-I",
        "-m",
        "pip",
        "install",
        "--disable-pip-version-check",
        "--no-input",
        "--progress-bar",
        "off",
    ]
    environment = dict(os.environ, PIP_USER="0", PIP_REQUIRE_VIRTUALENV="0")
    process = subprocess.Popen(
        command + arguments, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, env=environment, cwd=ROOT
    )
    log, seen = [], 0
    for line in process.stdout:
        log.append(line.decode(errors="replace"))
        if log[-1].startswith(("Collecting ", "Processing ")):
            seen += 1
            if wanted and seen % 20 == 0:
                say("  %d of %d" % (seen, wanted))
        elif wanted and log[-1].startswith("Installing collected"):
            say("  all fetched, unpacking")
    if process.wait():
        write(os.path.join(VENV, "pip.log"), "".join(log))
        faults = [line.strip() for line in log if line.startswith("ERROR")] or log[-1:]
        stop(
            "pip could not install: %s (all it said: .venv/pip.log)"
            % (faults[0].strip() if faults else "no reason given")
        )


def main(name):
    """The set-up of this lock is finished."""
    check_machine()
    lock = os.path.join(ROOT, name)
    stamp = os.path.join(VENV, ".%s.stamp" % name)
    with open(os.path.join(ROOT, ".setup.lock"), "w") as only_one:
        fcntl.flock(only_one, fcntl.LOCK_EX)
        wanted = fingerprint(lock)
        if read(stamp) == wanted and not os.path.exists(UNFINISHED):
            return
        make_venv()
        install(lock)
        write(stamp, wanted)


if __name__ == "__main__":
    try:
        main(sys.argv[1])
    except KeyboardInterrupt:
        stop("Stopped; the next start begins the set-up again.")
    except OSError as fault:
        stop("The set-up could not go on: %s" % fault)
