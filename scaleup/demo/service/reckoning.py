"""What delivery cost Marlbury in two years, and what people said of it. Every figure is invented."""

from collections.abc import Mapping
from datetime import date, datetime, time

from scaleup.areas.models import Implementation
from scaleup.core.dates import LONDON
from scaleup.core.years import Year
from scaleup.demo.service.stage import Stage
from scaleup.evaluation.models import CostLine, MeasureTraining, ProcessActivity, ProcessAnswer, ProcessTheme
from scaleup.evaluation.queries.costs import payers_in
from scaleup.evaluation.rules.activities import Conductor, Effect, Kind, TrainedBy
from scaleup.evaluation.rules.costs import Standing, of_hours
from scaleup.extensions import db

COUNCIL, TRUST = "Marlbury Council", "Marlbury NHS Trust"
COSTS: Mapping[int, tuple[tuple[str, str, int], ...]] = {
    2024: (
        ("licence", COUNCIL, 9_000_00),
        ("venues", COUNCIL, 2_880_00),
        ("interpreters", TRUST, 1_240_00),
        ("travel", COUNCIL, 1_965_00),
        ("creche", COUNCIL, 2_150_00),
        ("training_cover", TRUST, 6_400_00),
    ),
    2025: (
        ("licence", COUNCIL, 9_000_00),
        ("venues", COUNCIL, 4_320_00),
        ("interpreters", TRUST, 1_875_00),
        ("travel", COUNCIL, 2_710_00),
        ("creche", COUNCIL, 3_240_00),
        ("materials", COUNCIL, 860_00),
    ),
}
"""By financial year: kind, who paid, pence."""
HOURS: Mapping[int, tuple[tuple[str, int, int, Standing], ...]] = {
    2024: ((TRUST, 610, 34_20, Standing.ACTUAL), (COUNCIL, 655, 27_80, Standing.ACTUAL)),
    2025: ((TRUST, 870, 35_10, Standing.ESTIMATED), (COUNCIL, 940, 28_60, Standing.ACTUAL)),
}
"""By financial year: who employs them, hours, pence for an hour, and whether that was paid or is a guess."""
HEARD_ON, SURVEYED_ON = (date(2025, 11, 26), date(2025, 11, 26)), (date(2026, 6, 29), date(2026, 7, 10))
MENTIONED = (
    ("belonging", Effect.HELPS, 7),
    ("pair", Effect.HELPS, 6),
    ("venue", Effect.HINDERS, 5),
)
SAID = (
    ("materials", Effect.HELPS, 21),
    ("belonging", Effect.HELPS, 17),
    ("fathers", Effect.HELPS, 9),
    ("venue", Effect.HINDERS, 8),
    ("creche", Effect.HINDERS, 6),
)
MARKS: Mapping[str, tuple[int, ...]] = {
    "useful": (0, 0, 0, 9, 24),
    "heard": (0, 0, 5, 8, 20),
    "clear": (0, 0, 6, 12, 15),
    "confident": (0, 0, 7, 14, 12),
    "recommend": (0, 0, 0, 7, 26),
}
"""How many gave each mark from 1 to 5 in the survey of 2026."""
MEASURES = ("rqi", "rses", "pai", "pai_fathers", "mors", "hads")
TRAINED_ON = date(2024, 5, 14)


def reckon(stage: Stage, implementation: Implementation, *, by: int | None) -> None:
    """The costs of the years that are over are entered."""
    payers = {name: payer_id for payer_id, name in payers_in(implementation.area_id).items()}
    for year in (Year(begins) for begins in COSTS if Year(begins).until_on < stage.today):
        lines = [
            *((kind, payer, pence, None, None, Standing.ACTUAL) for kind, payer, pence in COSTS[year.begins]),
            *(
                ("staff", payer, of_hours(hours * 60, rate), hours * 60, rate, standing)
                for payer, hours, rate, standing in HOURS[year.begins]
            ),
        ]
        for place, (kind, payer, pence, minutes, rate, standing) in enumerate(lines):
            db.session.add(
                CostLine(
                    implementation_id=implementation.id,
                    area_id=implementation.area_id,
                    year=year.begins,
                    kind=kind,
                    standing=standing,
                    pence=pence,
                    minutes=minutes,
                    rate_pence=rate,
                    payer_id=payers.get(payer),
                    entered_at=at(year.until_on),
                    entered_by_id=by,
                    nonce=f"demonstration-cost-{year.begins}-{place}",
                )
            )


def listen(stage: Stage, implementation: Implementation, *, by: int | None) -> None:
    """A focus group and a survey were held, and two people were trained to give the measures."""
    for kind, days, people, themes in (
        (Kind.FOCUS_GROUP, HEARD_ON, (7, 2, 14), MENTIONED),
        (Kind.SATISFACTION, SURVEYED_ON, (24, 9, 45), SAID),
    ):
        if days[1] > stage.today:
            continue
        mothers, fathers, invited = people
        row = ProcessActivity(
            implementation_id=implementation.id,
            area_id=implementation.area_id,
            kind=kind,
            from_on=days[0],
            until_on=days[1],
            conductor=Conductor.INDEPENDENT if kind is Kind.FOCUS_GROUP else Conductor.AREA,
            invited=invited,
            mothers=mothers,
            fathers=fathers,
            entered_at=at(days[1]),
            entered_by_id=by,
            nonce=f"demonstration-{kind}",
        )
        db.session.add(row)
        db.session.flush()
        db.session.add_all(
            ProcessTheme(activity_id=row.id, theme=theme, effect=effect, people=count)
            for theme, effect, count in themes
        )
        if kind is Kind.SATISFACTION:
            answered(row)


def answered(row: ProcessActivity) -> None:
    """The answers to the statements of the survey are counted."""
    db.session.add_all(
        ProcessAnswer(activity_id=row.id, statement=statement, mark=mark, people=people)
        for statement, marks in MARKS.items()
        for mark, people in enumerate(marks, 1)
        if people
    )


def learn(implementation: Implementation, people: list[int]) -> None:
    """These people were trained to give the measures, by the unit."""
    db.session.add_all(
        MeasureTraining(
            implementation_id=implementation.id,
            area_id=implementation.area_id,
            person_id=person_id,
            measure=measure,
            on_day=TRAINED_ON,
            trained_by=TrainedBy.UNIT,
            entered_at=at(TRAINED_ON),
        )
        for person_id in people
        for measure in MEASURES
    )


def at(day: date) -> datetime:
    """The afternoon of a day."""
    return datetime.combine(day, time(16), LONDON)
