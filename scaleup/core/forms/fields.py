"""The controls: text, e-mail, password, whole number, choices, ticks, long text, file."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, ClassVar

from email_validator import EmailNotValidError, validate_email
from markupsafe import Markup
from wtforms.form import BaseForm
from wtforms.validators import ValidationError

from scaleup.core.forms.asked import Asked, InFieldset, Params

PRIVACY = "Nothing about a family: no names, no ages, no story."
"""Stands at every field of free text (look.md, Words)."""

Answers = Sequence[tuple[str, str] | tuple[str, str, str]]
"""Value and words of each answer, and a hint if one is needed."""

LONGEST_LINE = 200
LONGEST_TEXT = 4000
LONGEST_NUMBER = 9
WHOLE = re.compile(r"[-−]?[0-9]+")


class Text(Asked):
    """One line of text."""

    kind: ClassVar[str] = "text"

    def __init__(
        self, label: str, *, most: int = LONGEST_LINE, autocomplete: str = "", spellcheck: str = "", **kwargs: Any
    ) -> None:
        super().__init__(label, **kwargs)
        self.most = most
        self.autocomplete = autocomplete
        self.spellcheck = spellcheck

    def process_formdata(self, values: list[str]) -> None:
        """The words, with single spaces."""
        self.data = " ".join(self.typed(values).split())

    def pre_validate(self, form: BaseForm) -> None:
        """Longer than the longest is refused, with both figures."""
        super().pre_validate(form)
        if len(self.data or "") > self.most:
            raise ValidationError(self.lead(f"use {self.most} characters or fewer; there are {len(self.data)}"))

    def params(self) -> Params:
        """An input of this kind."""
        return super().params() | {
            "type": self.kind,
            "value": self.shown(),
            "autocomplete": self.autocomplete or None,
            "spellcheck": {"true": True, "false": False}.get(self.spellcheck),
        }

    def shown(self) -> str:
        """What stands in the input: what was typed, else the value."""
        return "" if self.data is None else str(self.data)


class Email(Text):
    """An e-mail address; whether it exists is not asked of anybody."""

    kind = "email"

    def __init__(self, label: str, *, autocomplete: str = "email", **kwargs: Any) -> None:
        super().__init__(label, autocomplete=autocomplete, spellcheck="false", **kwargs)

    def pre_validate(self, form: BaseForm) -> None:
        """The address has the shape of one."""
        super().pre_validate(form)
        try:
            validate_email(self.data, check_deliverability=False)
        except EmailNotValidError:
            raise ValidationError(f"“{self.data}” is not an e-mail address: write it like name@example.org") from None


class Password(Asked):
    """A password: kept as typed, never sent back."""

    component = "password-input"

    def __init__(self, label: str, *, autocomplete: str = "current-password", most: int = 1000, **kwargs: Any) -> None:
        super().__init__(label, **kwargs)
        self.autocomplete = autocomplete
        self.most = most

    def process_formdata(self, values: list[str]) -> None:
        """The password with every space that was typed."""
        self.data = next(iter(values), "")

    def pre_validate(self, form: BaseForm) -> None:
        """A password of a book's length is refused before it is hashed."""
        super().pre_validate(form)
        if len(self.data or "") > self.most:
            raise ValidationError(self.lead(f"use {self.most} characters or fewer"))

    def params(self) -> Params:
        """An input whose content can be shown."""
        return super().params() | {"autocomplete": self.autocomplete}


class Whole(Text):
    """A whole number."""

    weighs = True

    def __init__(self, label: str, *, at_least: int | None = None, at_most: int | None = None, **kwargs: Any) -> None:
        super().__init__(label, **{"classes": "govuk-input--width-4", **kwargs})
        self.at_least = at_least
        self.at_most = at_most

    def process_formdata(self, values: list[str]) -> None:
        """The number, or a sentence that says what was read."""
        text = "".join(self.typed(values).split()).replace(",", "")
        self.data = None
        if not text:
            return
        if not WHOLE.fullmatch(text) or len(text) > LONGEST_NUMBER:
            raise ValueError(self.lead(f"“{text[:20]}” is not a whole number; write it in figures, such as 12"))
        self.data = int(text.replace("−", "-"))

    def pre_validate(self, form: BaseForm) -> None:
        """The number lies between its limits, both included."""
        Asked.pre_validate(self, form)
        if self.at_least is not None and self.data < self.at_least:
            raise ValidationError(self.lead(f"{self.data} is too few; the least is {self.at_least}"))
        if self.at_most is not None and self.data > self.at_most:
            raise ValidationError(self.lead(f"{self.data} is too many; the most is {self.at_most}"))

    def params(self) -> Params:
        """An input that brings up figures on a phone."""
        return super().params() | {"inputmode": "numeric"}

    def shown(self) -> str:
        """What was typed, also if it is no number."""
        return self.typed(self.raw_data) if self.raw_data else super().shown()


class Words(Asked):
    """Several lines of text, with a count once most of the room is used, and the sentence about privacy."""

    component = "character-count"

    def __init__(
        self, label: str, *, hint: str = PRIVACY, most: int = LONGEST_TEXT, rows: int = 4, **kwargs: Any
    ) -> None:
        super().__init__(label, hint=hint, **kwargs)
        self.most = most
        self.rows = rows

    def process_formdata(self, values: list[str]) -> None:
        """The words; a line ends with a line feed alone, as the count in the browser has it."""
        self.data = self.typed(values).replace("\r\n", "\n").strip()

    def pre_validate(self, form: BaseForm) -> None:
        """Longer than the longest is refused, with both figures."""
        super().pre_validate(form)
        if len(self.data) > self.most:
            raise ValidationError(self.lead(f"use {self.most:,} characters or fewer; there are {len(self.data):,}"))

    def params(self) -> Params:
        """A text area that counts when three quarters are used."""
        return super().params() | {
            "value": self.data or "",
            "rows": self.rows,
            "maxlength": self.most,
            "threshold": 75,
        }


class File(Asked):
    """A file. Its form needs enctype="multipart/form-data"."""

    component = "file-upload"

    @property
    def blank(self) -> bool:
        """Whether no file was chosen."""
        return not getattr(self.data, "filename", "")

    def process_formdata(self, values: list[object]) -> None:
        """The file as werkzeug's FileStorage."""
        self.data = next((value for value in values if getattr(value, "filename", "")), None)


class Chosen(InFieldset):
    """One answer of several. `choices` may be set on the form once they are known; `coerce` makes the value."""

    weighs = False

    def __init__(
        self, label: str, *, choices: Answers = (), coerce: Callable[[str], object] = str, **kwargs: Any
    ) -> None:
        super().__init__(label, **kwargs)
        self.choices = choices
        self.coerce = coerce

    def process_formdata(self, values: list[str]) -> None:
        """The answer, or none if it was not given: what stood there before is not assumed."""
        text = self.typed(values)
        self.data = None
        try:
            self.data = self.coerce(text) if text else None
        except ValueError:
            raise ValueError(self.lead("choose one of the answers offered")) from None

    def pre_validate(self, form: BaseForm) -> None:
        """The answer is one of those offered."""
        super().pre_validate(form)
        if not any(answer[0] == str(self.data) for answer in self.choices):
            raise ValidationError(self.lead("choose one of the answers offered"))

    def offers(self, opened: Mapping[str, Markup]) -> Params:
        """The answers, with the one chosen."""
        picked = set() if self.data is None else {str(self.data)}
        return {"items": items(self.choices, picked=picked, opened=opened)}


class Radios(Chosen):
    """One answer of a few, all to be seen."""

    component = "radios"


class Choice(Chosen):
    """One answer of many, in a list. An answer with the value "" is the one not yet made."""

    component = "select"

    def titled(self) -> Params:
        """A list has a label."""
        return Asked.titled(self)

    def offers(self, opened: Mapping[str, Markup]) -> Params:
        """The answers, with the one chosen."""
        return {
            "items": [
                {"value": str(answer[0]), "text": answer[1], "selected": str(answer[0]) == str(self.data or "")}
                for answer in self.choices
            ]
        }


class Ticks(InFieldset):
    """Any number of answers, also none."""

    component = "checkboxes"
    weighs = False

    def __init__(
        self, label: str, *, choices: Answers = (), coerce: Callable[[str], object] = str, **kwargs: Any
    ) -> None:
        super().__init__(label, **kwargs)
        self.choices = choices
        self.coerce = coerce

    def process_data(self, values: Iterable[object] | None) -> None:
        """The answers as a list."""
        self.data = list(values or [])

    def process_formdata(self, values: list[str]) -> None:
        """The answers, each once, in the order in which they stand; an empty one is none."""
        try:
            self.data = list(dict.fromkeys(self.coerce(value) for value in values if value))
        except ValueError:
            raise ValueError(self.lead("choose from the answers offered")) from None

    def pre_validate(self, form: BaseForm) -> None:
        """The answers are among those offered."""
        super().pre_validate(form)
        offered = {str(answer[0]) for answer in self.choices}
        if any(str(value) not in offered for value in self.data):
            raise ValidationError(self.lead("choose from the answers offered"))

    def offers(self, opened: Mapping[str, Markup]) -> Params:
        """The answers, with those ticked."""
        return {"items": items(self.choices, picked={str(value) for value in self.data}, opened=opened)}


class Tick(Asked):
    """One box: yes if it is ticked. Its label is the whole sentence that is agreed to."""

    component = "checkboxes"
    weighs = False

    def process_formdata(self, values: list[str]) -> None:
        """True if the box was ticked."""
        self.data = bool(self.typed(values))

    def titled(self) -> Params:
        """The label stands at the box."""
        return {"idPrefix": self.id}

    def offers(self, opened: Mapping[str, Markup]) -> Params:
        """The one box."""
        picked = {"yes"} if self.data else set()
        return {"items": items([("yes", str(self.label.text))], picked=picked, opened=opened)}


def items(answers: Answers, *, picked: set[str], opened: Mapping[str, Markup]) -> list[Params]:
    """The answers as the macros of radios and checkboxes need them."""
    return [
        {
            "value": str(answer[0]),
            "text": answer[1],
            "hint": {"text": answer[2]} if len(answer) > 2 else None,  # noqa: PLR2004 - value, words and a hint
            "checked": str(answer[0]) in picked,
            "conditional": {"html": opened[str(answer[0])]} if str(answer[0]) in opened else None,
        }
        for answer in answers
    ]
