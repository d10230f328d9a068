"""What an address asks to be rated: by which kind of evidence, of which kind of session, and which session."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from scaleup.areas.models import Implementation
from scaleup.core.errors import Absent
from scaleup.core.numbers import IN_64_BITS, whole
from scaleup.core.templates import today
from scaleup.fidelity import queries
from scaleup.fidelity.forms.checks import RatingForm
from scaleup.fidelity.models import FidelityCheck, Observation
from scaleup.fidelity.queries import SessionHeld
from scaleup.fidelity.rules import METHOD_WORDS, Rating
from scaleup.programmes.rules import Method, Tool, ToolItem
from scaleup.programmes.rules.units import article
from scaleup.programmes.service import terms


@dataclass(frozen=True)
class Asked:
    """One session, and what is marked of it."""

    implementation: Implementation
    tool: Tool
    kind: str
    session: SessionHeld | None
    first: Observation | None = None
    """The rating that there is already, where a second person rates the same session."""
    observed_ids: tuple[int, ...] = ()

    @property
    def by_observer(self) -> bool:
        """Whether somebody else looks; a pair marks its own session by itself."""
        return self.tool.method is not Method.SELF_REPORT

    @property
    def on_day(self) -> date | None:
        """The day of the session, where it is known."""
        return self.first.on_day if self.first else self.session.on_day if self.session else None

    @property
    def headed(self) -> tuple[tuple[str, tuple[ToolItem, ...]], ...]:
        """What is marked, under its headings."""
        return self.tool.headed(self.kind)

    @property
    def title(self) -> str:
        """What the page is about."""
        words = METHOD_WORDS[self.tool.method]
        return f"{words}: the second rating" if self.first else words

    @property
    def kind_words(self) -> str:
        """The kind of session: "a home visit", "a group session"."""
        words = terms(self.implementation.programme_version_id).delivery.session_words(self.kind)
        return f"{article(words)} {words}"

    def rating(self, form: RatingForm) -> Rating:
        """What the form says."""
        return Rating(
            method=self.tool.method,
            kind=self.kind,
            on_day=self.on_day or form.on_day.data,
            marks=form.marks,
            facilitator_ids=self.observed_ids if self.first else tuple(form.observed.data or ()),
            observer_id=form.observer.data if self.by_observer else None,
            session_id=self.first.session_id if self.first else self.session.id if self.session else None,
            nonce=form.nonce.data or "",
        )


def asked(of: Implementation, args: Mapping[str, str]) -> Asked:
    """What the address asks for; raises Absent where the programme has no items for it, or no such session."""
    session = None
    if "session" in args:
        number = whole(args["session"], figures=IN_64_BITS)
        session = next((one for one in queries.sessions_held(of.id, today=today()) if one.id == number), None)
        if session is None:
            raise Absent
    programme = queries.programme_on(of, session.on_day if session else today())
    tool = programme.fidelity.tool(args.get("method", Method.OBSERVATION))
    kind = session.kind if session else args.get("kind", programme.delivery.unit.value)
    if tool is None or not tool.items_for(kind):
        raise Absent
    return Asked(of, tool, kind, session, observed_ids=session.facilitator_ids if session else ())


def asked_again(check: FidelityCheck, of: Implementation) -> Asked:
    """The session of this check, rated a second time; raises Absent where nobody observed it item by item."""
    page = queries.check_page(check)
    first = page.ratings[0] if page.ratings else None
    tool = terms(first.programme_version_id).fidelity.tool(first.method) if first else None
    if first is None or tool is None or first.observer_id is None or len(page.ratings) > 1:
        raise Absent
    return Asked(of, tool, first.kind, None, first, page.observed_ids)
