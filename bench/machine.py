"""Where and when the figures were taken, and whether anything else was running."""

import os
import platform
import time
from dataclasses import dataclass
from pathlib import Path

QUIET = 0.5
"""Above this load before the run the figures are noisy."""


@dataclass(frozen=True)
class Machine:
    """What a figure means nothing without."""

    said: str
    load: float

    @property
    def noisy(self) -> bool:
        """Whether something else was running."""
        return self.load > QUIET

    @property
    def words(self) -> str:
        """One line."""
        return f"{self.said}; load before {self.load:.1f}{' (NOISY: something else was running)' if self.noisy else ''}"


def present() -> Machine:
    """This machine, now."""
    memory = Path("/proc/meminfo").read_text().partition("MemTotal:")[2].split()[0]
    return Machine(
        f"{time.strftime('%d %B %Y %H:%M UTC', time.gmtime())}; {os.cpu_count()} cores, {int(memory) / 2**20:.0f} GiB, "
        f"{processor()}, CPython {platform.python_version()}",
        os.getloadavg()[0],
    )


def processor() -> str:
    """Its name."""
    for line in Path("/proc/cpuinfo").read_text().splitlines():
        if line.startswith("model name"):
            return line.partition(":")[2].strip()
    return platform.machine()
