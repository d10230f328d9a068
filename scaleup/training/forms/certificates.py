"""What anybody types to ask about a certificate. It is asked by address, so it carries no token and sets no cookie."""

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
