"""Those who deliver as answers of a form, each with what is to be known of them."""

from collections.abc import Collection, Sequence
from datetime import date

from scaleup.delivery.queries import Member

Answer = tuple[str, str] | tuple[str, str, str]


def crew_choices(crew: Sequence[Member], day: date | None, *, first: Collection[int] = ()) -> list[Answer]:
    """Everybody by name, these first; beneath a name stands that they are not accredited on that day."""
    ordered = sorted(crew, key=lambda one: one.facilitator_id not in first)
    return [answer(one, one.remark(day)) for one in ordered]


def answer(one: Member, remark: str) -> Answer:
    """One of them as an answer, with the remark beneath where there is one."""
    value = str(one.facilitator_id)
    return (value, one.words, remark) if remark else (value, one.words)
