"""The rows of the list of areas as a browser gets them. In Python, like core/parts.py: a page may show 2,000."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from markupsafe import Markup, escape

from scaleup.core.dates import plain_date, short_date
from scaleup.core.parts import dated, glyph
from scaleup.milestones.rules import STAGE_WORDS, Need, Stage, Trouble, Wrong
from scaleup.portfolio.queries.lines import Line

NOTHING = '<td role="cell" data-l="What needs attention" class="blank full"><span class="vh">Nothing</span></td>'
NO_CONTACT = '<span class="muted">None planned</span>'
NO_LICENCE = '<span class="muted">No licence yet</span>'


@dataclass(frozen=True)
class Drawing:
    """How the rows of one page are drawn."""

    today: date
    usual: str
    """The programme that is not named on each line."""
    choosing: bool
    """Whether lines may be ticked."""
    every: bool
    """Whether they are, to begin with."""

    def rows(self, lines: Iterable[Line]) -> Markup:
        """The rows of these lines."""
        return Markup("\n".join([self.row(line) for line in lines]))  # noqa: S704 - each row is escaped where it is made

    def row(self, line: Line) -> str:
        """One line: its area, and five cells."""
        name, ends_on = escape(line.name), line.ends_on
        due = dated(line.contact_due_on, self.today) if line.contact_due_on else NO_CONTACT
        programme = line.programme
        more = f' <span class="muted small">{escape(programme)}</span>' if programme and programme != self.usual else ""
        taker = self.taker(line) if line.taker else ""
        return (
            f'<tr role="row"><th scope="row" role="rowheader">{self.tick(line, name) if self.choosing else ""}'
            f'<a href="/areas/{line.area_id}">{name}</a>{more}</th>'
            f"{stage_cell(line.stage, line.lasting)}{self.needs(line)}"
            f'<td role="cell" data-l="Next contact"><div>{due}</div></td>'
            '<td role="cell" data-l="Licence ends" class="far nowrap">'
            f"<div>{plain_date(ends_on) if ends_on else NO_LICENCE}</div></td>"
            '<td role="cell" data-l="Manager" class="r small-m">'
            f"<span>{escape(line.manager) if line.manager else 'None yet'}{taker}</span></td></tr>"
        )

    def tick(self, line: Line, name: Markup) -> str:
        """The box that chooses the line; what has left, or takes up nothing, is not handed on."""
        if line.implementation_id is None or line.closed:
            return ""
        return (
            f'<input class="tick" type="checkbox" name="line" value="{line.implementation_id}.{line.manager_id or 0}" '
            f'aria-label="Choose {name}"{" checked" if self.every else ""}>'
        )

    def needs(self, line: Line) -> str:
        """What needs attention: a red change in use before all that is wanted by a day."""
        red = [red_since(line.red_on, self.today)] if line.red_on else []
        every = [*red, *line.troubles]
        return need_cell(every) if every else NOTHING

    def taker(self, line: Line) -> str:
        """Who takes over, and from when."""
        from_on = short_date(line.taken_on, self.today) if line.taken_on else ""
        return f' <span class="taker muted small">{escape(line.taker)} from {from_on}</span>'


@lru_cache(maxsize=1024)
def stage_cell(stage: Stage, lasting: str) -> str:
    """The stage, and for how long."""
    return (
        '<td role="cell" data-l="Stage" class="r quiet nowrap">'
        f'<span>{STAGE_WORDS[stage]} <span class="muted small">{escape(lasting)}</span></span></td>'
    )


def red_since(day: date, today: date) -> Trouble:
    """A red change is in use: an alert, until it is over."""
    return Trouble(Need.LATE, f"Red change in use since {short_date(day, today)}", Wrong.CHANGE, day)


def need_cell(troubles: Sequence[Trouble]) -> str:
    """What is most urgent, and how much there is besides."""
    worst, others = troubles[0], len(troubles) - 1
    kind = worst.need.value
    more = f' <span class="small muted nowrap">and {others} more</span>' if others else ""
    return (
        '<td role="cell" data-l="What needs attention" class="full">'
        f'<div><span class="state s-{kind}">{glyph(kind)}{escape(worst.words)}</span>{more}</div></td>'
    )
