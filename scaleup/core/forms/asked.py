"""What every control shares: the words when it is empty, its hint, its errors, and how GOV.UK's macros draw it.

WTForms ships no types, so its classes count as Any: that is why each class that inherits one carries an ignore.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, ClassVar

from markupsafe import Markup, escape
from wtforms import Field
from wtforms.form import BaseForm
from wtforms.validators import StopValidation

from scaleup.core import govuk

Params = dict[str, object]
SCRIPTED = re.compile(r' data-aria-controls="[^"]*"| govuk-(?:radios|checkboxes)__conditional--hidden')
NOTHING: tuple[object, ...] = (None, "", b"", [])


class Asked(Field):  # type: ignore[misc]  # untyped base
    """A control. `needed` is the error when it is left empty; without it, empty is a good answer."""

    data: Any
    raw_data: list[Any] | None
    errors: Sequence[str]

    component: ClassVar[str] = "input"
    weighs: ClassVar[bool] = True
    """Whether something in this control makes a line count as filled in; a preselected list does not."""

    def __init__(
        self,
        label: str,
        *,
        needed: str = "",
        hint: str = "",
        classes: str = "",
        validators: Sequence[object] = (),
        **kwargs: Any,
    ) -> None:
        super().__init__(label, list(validators), **kwargs)
        self.needed = needed
        self.hint = hint
        self.classes = classes
        self.weight = "s"
        """The size of the label: "s" is bold, empty is plain, as inside a line of several."""
        self.theirs = ""
        """What somebody else saved meanwhile, shown beside what was typed."""
        self.fresh = False
        """Whether the page opens with the cursor here."""

    @property
    def blank(self) -> bool:
        """Whether nothing was answered."""
        if self.raw_data is None:
            return self.data in NOTHING
        return not any(str(value).strip() for value in self.raw_data)

    @property
    def target(self) -> str:
        """The id of the control that an error links to and that can take the focus."""
        return str(self.id)

    def lead(self, sentence: str) -> str:
        """The sentence with the label before it, so that it can be told apart in the summary."""
        label = str(self.label.text)
        return f"{label} {sentence[:1].upper()}{sentence[1:]}" if label.endswith("?") else f"{label}: {sentence}"

    def typed(self, values: Iterable[object]) -> str:
        """The first value as text; NUL, which PostgreSQL cannot hold, is taken out."""
        return next((str(value).replace("\x00", "") for value in values), "")

    def pre_validate(self, _form: BaseForm) -> None:
        """An unreadable answer is asked no further; an empty one is refused or left alone."""
        if self.process_errors:
            raise StopValidation
        if self.blank:
            raise StopValidation(self.needed)

    def refuse(self, message: str) -> None:
        """The message stands at this control and in the summary."""
        self.errors = [*self.errors, message]

    def draw(self, reveal: Mapping[str, "Asked"] | None = None) -> Markup:
        """The control with its label, hint and errors. `reveal` maps an answer to the control that it opens."""
        opened = {answer: field.draw() for answer, field in (reveal or {}).items()}
        drawn = govuk.draw(self.component, self.params() | self.offers(opened))
        return opened_by_style(drawn) if opened else drawn

    def params(self) -> Params:
        """What the component's macro needs."""
        return {
            "id": self.id,
            "name": self.name,
            "classes": self.classes,
            "hint": self.hints(),
            "errorMessage": self.message(),
            "attributes": self.attributes(),
            **self.titled(),
        }

    def offers(self, opened: Mapping[str, Markup]) -> Params:
        """The answers to choose from, with what each opens; none for a control that is typed into."""
        if opened:
            raise TypeError(f"{type(self).__name__} opens nothing")
        return {}

    def titled(self) -> Params:
        """The label."""
        return {"label": {"text": self.label.text, "classes": self.sized("govuk-label")}}

    def sized(self, part: str) -> str:
        """The class that gives the label its size."""
        return f"{part}--{self.weight}" if self.weight else ""

    def hints(self) -> Params | None:
        """The hint, and beneath it what somebody else saved."""
        if not self.theirs:
            return {"text": self.hint} if self.hint else None
        saved = Markup('<span class="theirs">Saved meanwhile: <strong>{}</strong></span>').format(self.theirs)
        return {"html": escape(self.hint) + saved}

    def message(self) -> Params | None:
        """The errors, one a line, in the words of the summary."""
        return {"html": Markup("<br>").join(self.errors)} if self.errors else None

    def attributes(self) -> Params:
        """Attributes beyond those that the macro knows."""
        return {"autofocus": {"value": True, "optional": True}} if self.fresh else {}


class InFieldset(Asked):
    """A control of several inputs, whose question is a legend."""

    def titled(self) -> Params:
        """The legend of the fieldset."""
        legend = {"text": self.label.text, "classes": self.sized("govuk-fieldset__legend")}
        return {"fieldset": {"legend": legend}, "idPrefix": self.id}


def opened_by_style(drawn: Markup) -> Markup:
    """The control without GOV.UK's opening script, which puts aria-expanded where ARIA forbids it."""
    return Markup(SCRIPTED.sub("", drawn))  # noqa: S704 - the macro has escaped it; only fixed attributes are taken out
