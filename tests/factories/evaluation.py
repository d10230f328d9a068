"""Scores under codes of a stored group, for tests of what is told of them."""

from collections.abc import Mapping, Sequence
from datetime import date

from scaleup.delivery.models import DeliveryGroup
from scaleup.evaluation.models import (
    Administration,
    AggregateScore,
    BabyWeight,
    BirthOutcome,
    FormsReturned,
    Participant,
    Score,
)
from tests.factories.areas import NOW
from tests.factories.support import keep

Answers = Mapping[str, Mapping[str, int]]
"""The scores of one person: by time point, then by the code of the score."""
SIGNS = "ABCDEFGHJKMNPQRSTUVWXYZ"


def person(
    group: DeliveryGroup,
    answers: Answers,
    *,
    code: str,
    role: str = "mother",
    arm: str = "programme",
    measure: str = "hads",
) -> Participant:
    """Somebody under a code who gave these scores."""
    made = keep(Participant(group_id=group.id, area_id=group.area_id, code=code, role=role, arm=arm))
    for point, scores in answers.items():
        given = keep(
            Administration(
                participant_id=made.id,
                area_id=group.area_id,
                programme_version_id=group.programme_version_id,
                measure=measure,
                construct=measure,
                time_point=point,
                on_day=date(2024, 6, 18),
                language="en",
                interpreter="none",
                place="group",
                mode="paper",
                entered_at=NOW,
            )
        )
        for scale, value in scores.items():
            keep(Score(administration_id=given.id, scale=scale, value=value))
    return made


def people(group: DeliveryGroup, some: Sequence[Answers], *, role: str = "mother", arm: str = "programme") -> None:
    """Each of these, under codes of their own."""
    for number, answers in enumerate(some):
        tens, ones = divmod(number, 10)
        code = f"{SIGNS[group.id % 20]}{SIGNS[tens]}{ones}{role[0].upper()}{arm[0]}{group.id % 10}"
        person(group, answers, code=code, role=role, arm=arm)


def birth(
    who: Participant,
    *grams: int,
    mode: str = "spontaneous",
    weeks: int | None = 39,
    month: str = "2024-08",
) -> BirthOutcome:
    """A birth under the code, with what each baby weighed."""
    made = keep(
        BirthOutcome(
            participant_id=who.id, area_id=who.area_id, month=month, gestation_weeks=weeks, mode=mode, entered_at=NOW
        )
    )
    for number, one in enumerate(grams, start=1):
        keep(BabyWeight(birth_id=made.id, number=number, grams=one))
    return made


def anxiety(before: Sequence[int | None], after: Sequence[int | None]) -> list[Answers]:
    """People with these scores of anxiety at T1 and T4; None where they did not answer."""
    return [
        {point: {"anxiety": value} for point, value in (("T1", one), ("T4", other)) if value is not None}
        for one, other in zip(before, after, strict=True)
    ]


def forms(group: DeliveryGroup, point: str, received: int) -> FormsReturned:
    """So many mothers' forms came back."""
    return keep(
        FormsReturned(
            group_id=group.id,
            area_id=group.area_id,
            role="mother",
            time_point=point,
            received=received,
            not_returned={},
            entered_at=NOW,
        )
    )


def mean(group: DeliveryGroup, point: str, *, n: int, of: float, sd: float | None) -> AggregateScore:
    """What an area sent of a group's anxiety."""
    return keep(
        AggregateScore(
            group_id=group.id,
            area_id=group.area_id,
            programme_version_id=group.programme_version_id,
            role="mother",
            time_point=point,
            measure="hads",
            scale="anxiety",
            n=n,
            mean=of,
            sd=sd,
            entered_at=NOW,
        )
    )
