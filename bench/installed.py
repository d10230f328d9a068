"""What an installation of the product has: the servers are measured as requirements.lock installs them.

Libraries load more than they need where it happens to lie there (openpyxl loads Pillow and lxml, structlog loads rich),
and tests and tools bring that into a working copy: 13 MB and a tenth of a second that no installation has.
"""

import re
from functools import cache
from importlib.metadata import packages_distributions

from tests.servers import ROOT

NAME = re.compile(r"^([\w.-]+)==", re.MULTILINE)


def plain(name: str) -> str:
    """The name of a distribution as both the lock and its own papers may write it."""
    return re.sub(r"[-_.]+", "-", name).lower()


@cache
def elsewhere() -> str:
    """The packages here that no installation has, with commas between."""
    locked = {plain(one) for one in NAME.findall((ROOT / "requirements.lock").read_text())} | {"scaleup"}
    found = packages_distributions()
    return ",".join(sorted(one for one, by in found.items() if not locked & {plain(name) for name in by}))
