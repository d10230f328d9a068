"""`make storm`: reminders under fire at full size, judged by a program of its own; the table is printed.

python -m tests.storm [--mails 100000] [--workers 4] [--kill-every 1] [--flushes 20] [--broker-kills 20] [--freezes 50]
    [--restarts 5] [--times 50] [--wake-ups 1000] [--cuts 10000] [--each-error 20] [--heaps 500] [--still 2000]
    [--seed N] [--write]

--write puts the table into docs/reliability.md.
"""

import argparse
import signal
import sys
import tempfile
from pathlib import Path

from scaleup.core import clock
from tests.storm.driver import blow
from tests.storm.still import same_twice
from tests.storm.table import page, write
from tests.storm.wakeups import delivered
from tests.storm.weather import Weather

A_DAY_LONG = ((0, 8), (120, 2), (360, 2), (1440, 5))
"""The heaps of a long storm: a digest at once, one that waits for the next morning, and another heap then."""
ERROR_SHARE, CUT_SHARE = 0.1, 0.2
"""How likely a verb and a final dot draw an error; the dot more likely, where that many cuts are asked for."""


def shares(number: int) -> tuple[float, ...]:
    """So many moments, evenly spread over the first nine tenths."""
    return tuple(0.9 * (n + 0.5) / number for n in range(number))


def arguments() -> argparse.Namespace:
    """What was asked for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--mails", type=int, default=100_000)
    parser.add_argument("--workers", type=int, default=4)
    parser.add_argument("--kill-every", type=float, default=1, help="seconds")
    parser.add_argument("--flushes", type=int, default=20)
    parser.add_argument("--broker-kills", type=int, default=20)
    parser.add_argument("--freezes", type=int, default=50)
    parser.add_argument("--restarts", type=int, default=5)
    parser.add_argument("--times", type=int, default=50, help="how often each wake-up is delivered")
    parser.add_argument("--wake-ups", type=int, default=1_000, help="rung --times times each, in calm")
    parser.add_argument("--every", type=float, default=5, help="seconds between two rings of a beat")
    parser.add_argument("--cuts", type=int, default=10_000, help="lines cut after the final dot")
    parser.add_argument("--each-error", type=int, default=20, help="how often each of 12 errors is shown at each verb")
    parser.add_argument("--heaps", type=int, default=500, help="people with more due than a day may bring")
    parser.add_argument("--still", type=int, default=2_000, help="mails of the two calm runs that must be alike")
    parser.add_argument("--delay", type=float, default=0.002)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--most-seconds", type=float, default=3_000)
    parser.add_argument("--write", action="store_true", help="put the table into docs/reliability.md")
    return parser.parse_args()


def main() -> int:
    """The command line; exit 1 when an invariant broke."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # so that the servers end with us
    given = arguments()
    weather = Weather(
        mails=given.mails,
        workers=given.workers,
        kills_at=(),
        kill_every=given.kill_every,
        whole_every=10,
        flushes_at=shares(given.flushes),
        broker_kills_at=shares(given.broker_kills),
        freezes_at=shares(given.freezes),
        restarts_at=shares(given.restarts),
        times=given.times,
        every=given.every,
        cuts=given.cuts,
        each_error=given.each_error,
        shares=(ERROR_SHARE, max(CUT_SHARE, 1.3 * given.cuts / given.mails)),
        delay=given.delay,
        heaps=given.heaps,
        waves=A_DAY_LONG,
        again=20,
        seed=given.seed,
        most_seconds=given.most_seconds,
    )
    print(f"A storm of {given.mails:,} reminders, seed {given.seed}; this takes minutes.", flush=True)
    with tempfile.TemporaryDirectory(prefix="scaleup-storm-") as folder:
        tally = blow(weather, Path(folder))
        still, differences = same_twice(given.still, given.seed, Path(folder))
        seconds, repeated = delivered(given.wake_ups, given.times, Path(folder) / "wake-ups")
    tally.wrong += [*differences, *repeated]
    calm = [
        ("in calm: wake-ups, each delivered so often", f"{given.wake_ups:,}, {given.times} times", f"{seconds:.0f} s"),
        ("in calm: reminders, by one worker and by three", f"{given.still:,}", f"{still:,} arrived of each run"),
    ]
    text = page(tally, calm, today=clock.today())
    print("\n".join([*tally.lines(), "", text]))
    if given.write:
        write(text)
    return 1 if tally.wrong else 0


if __name__ == "__main__":
    sys.exit(main())
