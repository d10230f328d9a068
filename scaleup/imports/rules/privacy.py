"""Details of families that the unit must not hold (domain.md 6): a text with one is left out and flagged.

The patterns are those that warn before a contact is saved (support/rules/contacts.py).
"""

from scaleup.core.families import BIRTH, NHS_NUMBER, POSTCODE, is_nhs_number

LEFT_OUT = "[left out]"
"""What stands in place of such a text, wherever its row is kept or reported."""


def family_details(text: str) -> str:
    """What in the text looks like a detail of a family, in words; empty if nothing does."""
    if any(is_nhs_number("".join(match.groups())) for match in NHS_NUMBER.finditer(text)):
        return "an NHS number"
    if POSTCODE.search(text):
        return "a postcode"
    return "a date of birth" if BIRTH.search(text) else ""
