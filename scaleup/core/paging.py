"""Lists of 50: which page, how many in all, and the addresses of the pages beside it."""

from dataclasses import dataclass

from scaleup.core.numbers import whole

SIZE = 50
MOST_FIGURES = 6
"""Of a page's number: a million pages."""
COUNTED = 500
"""Above this a total is not counted out: it reads "500+" (house.md, 8)."""


@dataclass(frozen=True)
class Paging:
    """One page of a list. `total` may stop at COUNTED + 1; `address` is the page's own with its filters."""

    number: int
    total: int
    address: str
    size: int = SIZE

    @classmethod
    def at(cls, asked: str, *, total: int, address: str, size: int = SIZE) -> "Paging":
        """The page asked for in the address bar; what is no page there is the first one."""
        return cls(whole(asked, figures=MOST_FIGURES) or 1, total, address, size)

    @property
    def skipped(self) -> int:
        """How many rows lie before this page."""
        return (self.number - 1) * self.size

    @property
    def several(self) -> bool:
        """Whether there is more than one page."""
        return self.total > self.size or self.number > 1

    @property
    def count(self) -> str:
        """The total in words: "65" or "500+"."""
        return f"{COUNTED}+" if self.total > COUNTED else str(self.total)

    @property
    def words(self) -> str:
        """Where we are: "51 to 65 of 65"."""
        last = self.skipped + self.size if self.total > COUNTED else min(self.skipped + self.size, self.total)
        return f"{self.skipped + 1} to {last} of {self.count}" if last > self.skipped else f"0 of {self.count}"

    @property
    def before(self) -> str:
        """The address of the page before, or nothing."""
        return self.page(self.number - 1) if self.number > 1 else ""

    @property
    def after(self) -> str:
        """The address of the page after, or nothing."""
        more = self.total > COUNTED or self.total > self.skipped + self.size
        return self.page(self.number + 1) if more else ""

    def page(self, number: int) -> str:
        """The address of a page of this list, with the filters and the order kept."""
        return f"{self.address}{'&' if '?' in self.address else '?'}page={number}"
