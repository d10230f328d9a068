"""Ratings of a group session of Baby Steps, for tests: every item with the same mark, but for those that are named."""

from collections.abc import Sequence
from datetime import date

from scaleup.facilitators.models import Facilitator
from scaleup.fidelity.rules import Method, Rating
from scaleup.programmes.service import shipped


def marks(mark: int | None, *, method: Method = Method.OBSERVATION, **others: int | None) -> dict[str, int | None]:
    """Each item of a group session with this mark, the others as they are named."""
    programme = shipped("baby-steps")
    assert programme
    tool = programme.fidelity.tool(method)
    assert tool
    return {item.code: others.get(item.code, mark) for item in tool.items_for("group")}


def rating(
    pair: Sequence[Facilitator],
    observer_id: int | None,
    *,
    mark: int = 5,
    on_day: date = date(2026, 11, 17),
    method: Method = Method.OBSERVATION,
    nonce: str = "",
    **others: int | None,
) -> Rating:
    """What somebody marked of a group session of the pair."""
    return Rating(
        method=method,
        kind="group",
        on_day=on_day,
        marks=marks(mark, method=method, **others),
        facilitator_ids=tuple(one.id for one in pair),
        observer_id=observer_id,
        nonce=nonce,
    )
