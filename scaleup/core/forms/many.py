"""Lines that grow without JavaScript: each is a small form, a button asks for one more, empty ones are left out."""

from collections.abc import Iterable, Iterator
from typing import Any

from wtforms import FieldList, FormField
from wtforms.form import BaseForm
from wtforms.utils import unset_value

from scaleup.core.forms.asked import Asked
from scaleup.core.numbers import whole

LONGEST_INDEX = 3


class Line(FormField):  # type: ignore[misc]  # untyped base
    """One line: `Line(ActionLine)`, where ActionLine is a Group."""

    @property
    def fields(self) -> list[Asked]:
        """The controls of the line, in order."""
        return [field for field in self.form if isinstance(field, Asked)]

    @property
    def blank(self) -> bool:
        """Whether nothing was typed. A list that is preselected does not fill a line."""
        weighing = [field for field in self.fields if field.weighs] or self.fields
        return all(field.blank for field in weighing)


class Many(FieldList):  # type: ignore[misc]  # untyped base
    """Lines of one kind. `noun` names a line ("Action"); `add` is what the button says."""

    def __init__(self, line: Any, label: str, *, noun: str, add: str, most: int = 20, **kwargs: Any) -> None:
        super().__init__(line, label, min_entries=kwargs.pop("least", 1), max_entries=most, **kwargs)
        self.noun = noun
        self.add = add

    @property
    def filled(self) -> list[dict[str, Any]]:
        """The values of the lines that were filled in."""
        return [line.data for line in self.entries if not line.blank]

    @property
    def full(self) -> bool:
        """Whether there is no room for another line."""
        return bool(len(self.entries) >= self.max_entries)

    @property
    def target(self) -> str:
        """The first control of the first line."""
        return next((field.target for line in self.entries for field in line.fields), str(self.id))

    def grow(self) -> None:
        """There is one more line, and the page opens there."""
        if self.full:
            return
        line = self.append_entry()
        self.plainly(line)
        for field in line.fields[:1]:
            field.fresh = True

    def process(self, formdata: Any, data: Any = unset_value, extra_filters: Any = None) -> None:
        """The lines have labels of plain weight: the legend is the bold one."""
        super().process(formdata, data, extra_filters)
        for line in self.entries:
            self.plainly(line)

    def plainly(self, line: Line) -> None:
        """The line's labels are not bold."""
        for field in line.fields:
            field.weight = ""

    def validate(self, form: BaseForm, extra_validators: Iterable[object] = ()) -> bool:
        """Every line that was filled in is whole; the others are not looked at."""
        self.errors: list[str] = []
        wrong = [line for line in self.entries if not line.blank and not line.validate(form)]
        if len(self.entries) > 1:
            for line in wrong:
                self.number(line)
        self._run_validation_chain(form, [*self.validators, *extra_validators])
        return not wrong and not self.errors

    def number(self, line: Line) -> None:
        """The line's errors say which line they mean."""
        for field in line.fields:
            field.errors = [f"{self.noun} {self.entries.index(line) + 1}: {error}" for error in field.errors]

    def within(self, name: str) -> Asked | None:
        """The control of this name in one of the lines."""
        return next((field for line in self.entries for field in line.fields if field.name == name), None)

    def refuse(self, message: str) -> None:
        """The message stands above the lines and in the summary."""
        self.errors = [*self.errors, message]

    def _extract_indices(self, prefix: str, formdata: Iterable[str]) -> Iterator[int]:
        """The numbers of the lines that were sent; WTForms would stumble over "²" and over thousands of figures."""
        for key in formdata:
            if key.startswith(f"{prefix}-"):
                number = whole(key[len(prefix) + 1 :].split("-", 1)[0], figures=LONGEST_INDEX)
                if number is not None:
                    yield number
