"""`make storm`: the storm of `make test`, larger and with a kill every two seconds.

python -m tests.storm [--mails 20000] [--kill-every 2] [--flushes 20] [--broker-kills 20] [--freezes 5] [--restarts 5]
    [--times 50] [--cuts 500] [--seed N]
"""

import argparse
import sys
import tempfile
from pathlib import Path

from tests.storm.driver import Weather, blow


def shares(number: int) -> tuple[float, ...]:
    """So many moments, evenly spread."""
    return tuple((n + 0.5) / number for n in range(number))


def main() -> int:
    """The command line; exit 1 when an invariant broke."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--mails", type=int, default=20_000)
    parser.add_argument("--kill-every", type=float, default=2)
    parser.add_argument("--flushes", type=int, default=2)
    parser.add_argument("--broker-kills", type=int, default=2)
    parser.add_argument("--freezes", type=int, default=2)
    parser.add_argument("--restarts", type=int, default=1)
    parser.add_argument("--times", type=int, default=1, help="how often each wake-up is delivered")
    parser.add_argument("--cuts", type=int, default=50)
    parser.add_argument("--delay", type=float, default=0.01)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--most-seconds", type=float, default=3600)
    given = parser.parse_args()
    weather = Weather(
        mails=given.mails,
        kills_at=(),
        kill_every=given.kill_every,
        whole_every=10,
        flushes_at=shares(given.flushes),
        broker_kills_at=shares(given.broker_kills),
        freezes_at=shares(given.freezes),
        restarts_at=shares(given.restarts),
        times=given.times,
        cuts=given.cuts,
        delay=given.delay,
        seed=given.seed,
        most_seconds=given.most_seconds,
    )
    print(f"A storm of {given.mails} mails, seed {given.seed}; this takes minutes.", flush=True)
    with tempfile.TemporaryDirectory(prefix="scaleup-storm-") as folder:
        tally = blow(weather, Path(folder))
    print("\n".join(tally.lines()))
    return 1 if tally.wrong else 0


if __name__ == "__main__":
    sys.exit(main())
