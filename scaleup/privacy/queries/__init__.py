"""What a person still has to hand over, where their name stands, and what of them is held."""

from scaleup.privacy.queries.duties import Duty, duties
from scaleup.privacy.queries.mentions import Found, mentions
from scaleup.privacy.queries.people import erased, sought, standing_for

__all__ = ["Duty", "Found", "duties", "erased", "mentions", "sought", "standing_for"]
