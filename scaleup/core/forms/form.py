"""The form: its unseen values, its errors as a summary of links, and the refusals of rules put at their fields."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

import wtforms
from flask import g, request
from flask_wtf import FlaskForm
from markupsafe import Markup

from scaleup.core import govuk
from scaleup.core.errors import Conflict, Refusal, Refused
from scaleup.core.forms.asked import Asked
from scaleup.core.forms.hidden import Kept
from scaleup.core.forms.many import Many
from scaleup.core.versions import Numbered

STALE = "This page was open for too long to be sent safely. Nothing was saved and nothing is lost: send it again."


@dataclass(frozen=True)
class Fault:
    """One thing to put right, in the words that also stand at its control. `href` is empty if no control has it."""

    text: str
    href: str = ""


class Group(wtforms.Form):  # type: ignore[misc]  # untyped base
    """The controls of one line of a Many."""


class Form(FlaskForm):  # type: ignore[misc]  # untyped base
    """A form of ours. Its token lives as long as the session, so that a form left open for hours can be saved."""

    class Meta(FlaskForm.Meta):  # type: ignore[misc]  # untyped base
        """WTForms' own settings."""

        csrf_time_limit = None

        def wrap_formdata(self, form: "Form", formdata: object) -> object:
            """What was posted; or what was typed before the session ended, shown again after signing in."""
            kept = g.get("kept_form")
            if kept is not None and not form.is_submitted() and any(typed_in(field, kept) for field in form):
                return kept
            return super().wrap_formdata(form, formdata)

    @property
    def faults(self) -> tuple[Fault, ...]:
        """What is to be put right: the form as a whole first, then field by field."""
        return tuple(Fault(str(message)) for message in self.form_errors) + tuple(self.at_fields())

    @property
    def wrong(self) -> bool:
        """Whether anything is to be put right; the page's title then begins with "Error"."""
        return bool(self.faults)

    @property
    def status(self) -> int:
        """The answer's status: 422 while something is to be put right, so that the edge commits nothing of it."""
        return 422 if self.wrong else 200

    def at_fields(self) -> Iterator[Fault]:
        """The faults of each field."""
        for field in self:
            if isinstance(field, Kept | Asked | Many):
                yield from faults_of(field)
            elif field.errors:
                yield Fault(STALE)

    def summary(self) -> Markup:
        """The error summary, or nothing."""
        faults = self.faults
        if not faults:
            return Markup("")
        title = "There is 1 thing to put right" if len(faults) == 1 else f"There are {len(faults)} things to put right"
        listed = [{"text": fault.text, "href": fault.href or None} for fault in faults]
        return govuk.draw("error-summary", {"titleText": title, "errorList": listed})

    def hidden(self) -> Markup:
        """The unseen values. Where lines grow, Enter must save and not add one, so a first button stands unseen."""
        unseen = [
            field.draw() if isinstance(field, Kept) else token(field.name, field._value())
            for field in self
            if isinstance(field, Kept) or field.name == self.meta.csrf_field_name
        ]
        if any(isinstance(field, Many) for field in self):
            unseen.append(Markup('<button type="submit" class="vh" tabindex="-1" aria-hidden="true">Save</button>'))
        return Markup("\n").join(unseen)

    def grown(self) -> bool:
        """Whether a line was asked for rather than a save; it is there now, and nothing is to be saved."""
        lines = self._fields.get(request.form.get("add", ""))
        if not isinstance(lines, Many):
            return False
        lines.grow()
        return True

    def put(self, refusals: Iterable[Refusal]) -> None:
        """Each refusal stands at its field, or above the form if it names none that is here."""
        for refusal in refusals:
            field = self.find(refusal.field)
            if field is None:
                self.form_errors.append(refusal.message)
            else:
                field.refuse(refusal.message)

    def catching(self, *, over: Numbered | None = None) -> "Catching":
        """What a rule refuses in this block stands on the form, and so does what somebody else saved in this row."""
        return Catching(self, over)

    def beside(self, conflict: Conflict, *, version: int) -> None:
        """What somebody else saved stands beside what was typed; sending the form again saves over it."""
        self.form_errors.append(str(conflict))
        self.theirs(conflict.theirs)
        kept = self._fields.get("version")
        if kept is not None:
            kept.data = version

    def theirs(self, values: Mapping[str, str]) -> None:
        """The other's values, each at its field."""
        for name, value in values.items():
            field = self.find(name)
            if isinstance(field, Asked):
                field.theirs = value

    def find(self, name: str) -> Asked | Many | None:
        """The field of this name, also within a line ("actions-0-what")."""
        for field in self:
            if isinstance(field, Asked | Many) and name in (field.name, field.short_name):
                return field
            if isinstance(field, Many):
                inner = field.within(name)
                if inner is not None:
                    return inner
        return None


@dataclass(frozen=True)
class Catching:
    """A block whose refusals the form shows; without a row, a conflict goes on to the edge."""

    form: Form
    over: Numbered | None

    def __enter__(self) -> None:
        """The act begins."""

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: object) -> bool:
        """Whether the form says what was in the way. The version is read now: it is what the other saved."""
        if isinstance(error, Refused):
            self.form.put(error.refusals)
            return True
        if isinstance(error, Conflict) and self.over is not None:
            self.form.beside(error, version=self.over.version)
            return True
        return False


def typed_in(field: object, kept: Iterable[str]) -> bool:
    """Whether one of the kept values is this control's, or a part of it."""
    return isinstance(field, Asked | Many) and any(
        name == field.name or name.startswith(f"{field.name}-") for name in kept
    )


def token(name: str, value: str) -> Markup:
    """The token against forged forms, without an id: a page may have two forms."""
    return Markup('<input type="hidden" name="{}" value="{}">').format(name, value)


def faults_of(field: Kept | Asked | Many) -> Iterator[Fault]:
    """The faults of one field, and of each control in its lines."""
    if isinstance(field, Kept):
        yield from (Fault(str(error)) for error in field.errors)
        return
    yield from (Fault(str(error), f"#{field.target}") for error in field.errors)
    if isinstance(field, Many):
        for line in field.entries:
            for inner in line.fields:
                yield from (Fault(str(error), f"#{inner.target}") for error in inner.errors)
