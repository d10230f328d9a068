"""The right address of somebody whose mail comes back."""

from scaleup.core.forms import Email, Form


class AddressForm(Form):
    """Another address."""

    email = Email(
        "The right address",
        hint="Ask them by telephone, or look at a mail that they signed.",
        autocomplete="off",
    )


class AgainForm(Form):
    """The same address once more: nothing to fill in."""
