"""What anybody types to ask about a certificate, by address, so without token and cookie; and the act of issuing."""

from scaleup.core.forms import Form, Text


class CodeForm(Form):
    """The code of a certificate."""

    class Meta(Form.Meta):
        """A question changes nothing: nobody can be made to ask it to their harm."""

        csrf = False

    code = Text(
        "Code of the certificate",
        hint="Three groups of five letters and figures. Capitals, spaces and hyphens do not matter.",
        autocomplete="off",
        spellcheck="false",
    )


class IssueForm(Form):
    """Nothing but the token: who gets a certificate stands on the page."""
