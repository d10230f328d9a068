"""Those who deliver as answers of a form, each with what is to be known of them."""

from collections.abc import Sequence
from datetime import date

from scaleup.delivery.queries import Member


def crew_choices(crew: Sequence[Member], day: date | None) -> list[tuple[str, str] | tuple[str, str, str]]:
    """Everybody by name; beneath a name stands that they are not accredited on that day."""
    return [
        (str(one.facilitator_id), one.words, remark)
        if (remark := one.remark(day))
        else (str(one.facilitator_id), one.words)
        for one in crew
    ]
