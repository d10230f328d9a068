"""The forms of accounts: signing in, choosing a password, people and their roles."""

from scaleup.accounts.rules import SHORTEST_PASSWORD
from scaleup.core.forms import Choice, DateParts, Email, Form, Kept, Password, Text, Ticks, Version

ADDRESS_NEEDED = "Enter your e-mail address"
LENGTH = f"At least {SHORTEST_PASSWORD} characters. Spaces and pasting are fine; three unrelated words are good."


class KeptForm(Kept):
    """A form that was typed before the session ended, signed. It may be as long as a form is."""

    def process_formdata(self, values: list[str]) -> None:
        """The signed text, whole."""
        self.data = next(iter(values), "")


class SignInForm(Form):
    """Two fields; a form that waits behind the door comes along."""

    email = Email("E-mail address", needed=ADDRESS_NEEDED, autocomplete="username")
    password = Password("Password", needed="Enter your password")
    kept_form = KeptForm()
    next = Kept()


class ForgottenForm(Form):
    """Whom to write to."""

    email = Email("E-mail address", needed=ADDRESS_NEEDED, autocomplete="username")


class LinkForm(Form):
    """One button."""


class ChoosePasswordForm(Form):
    """A new password, by a link."""

    password = Password("New password", needed="Enter a password", hint=LENGTH, autocomplete="new-password")


class ChangePasswordForm(Form):
    """A new password, by somebody who knows the present one."""

    present_password = Password("Present password", needed="Enter your present password")
    password = Password("New password", needed="Enter a new password", hint=LENGTH, autocomplete="new-password")


class InviteForm(Form):
    """A person and their roles. `roles.choices` are those that the inviter may give."""

    name = Text("Name", needed="Enter the person's name", most=120, autocomplete="off", spellcheck="false")
    email = Email("Work e-mail address", needed="Enter the person's work e-mail address", autocomplete="off")
    employer = Text("Employer, if known", most=160, autocomplete="off")
    roles = Ticks("Roles", needed="Choose at least one role")


class CorrectForm(Form):
    """What is known of a person."""

    version = Version()
    name = Text("Name", needed="Enter the person's name", most=120, autocomplete="off", spellcheck="false")
    email = Email("Work e-mail address, if known", autocomplete="off")
    employer = Text("Employer, if known", most=160, autocomplete="off")


class RoleForm(Form):
    """One more role. `role.choices` are those that may still be given."""

    role = Choice("Give a role", needed="Choose a role")


class LeaveForm(Form):
    """The last day of a role, or of a person."""

    last_on = DateParts("Last day", needed="Enter the last day")


class MyNameForm(Form):
    """What a person may put right about themselves."""

    version = Version()
    name = Text("Name", needed="Enter your name", most=120, autocomplete="name", spellcheck="false")
    employer = Text("Employer, if you want it shown", most=160, autocomplete="organization")


class WeekForm(Form):
    """How much somebody works."""

    hours = Text(
        "Hours a week",
        needed="Enter the hours of a week",
        most=6,
        hint="For example 37.5",
        classes="govuk-input--width-4",
    )


class LeaveDaysForm(Form):
    """Days on which somebody does not work."""

    from_on = DateParts("First day away", needed="Enter the first day away")
    to_on = DateParts("Last day away", needed="Enter the last day away")
