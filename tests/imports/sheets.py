"""Workbooks and what is known, as literals, for the tests of what becomes of rows."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from scaleup.imports.adapters import nearest
from scaleup.imports.rules import (
    Cell,
    Grid,
    Known,
    KnownProgramme,
    Line,
    Plan,
    answer_to,
    places,
    plan,
    recognise,
)

BABY_STEPS = KnownProgramme("baby-steps", "Baby Steps", 12)
MINDING = KnownProgramme("minding-the-baby", "Minding the Baby", 12)
AUTHORITIES = [
    ("E09000014", "Haringey", None, "England"),
    ("E07000040", "East Devon", "Devon", "England"),
    ("E07000041", "Exeter", "Devon", "England"),
    ("E06000023", "Bristol, City of", None, "England"),
    ("W06000023", "Powys", None, "Wales"),
]
EMPTY = Known(
    today=date(2026, 11, 20),
    programmes={
        "baby steps": BABY_STEPS,
        "bs": BABY_STEPS,
        "baby-steps": BABY_STEPS,
        "minding the baby": MINDING,
    },
    places=places(AUTHORITIES),
    nearest=nearest,
)
LICENCES = ["Area", "Programme", "Licence no.", "Licence start", "Licence end"]
HARINGEY = ["Haringey", "Baby Steps", "SU-1", "15/06/2026", "14/06/2029"]
CALLS = ["Area", "Date", "Type", "Outcome"]
FACILITATORS = ["Area", "Facilitator", "E-mail", "Professional role", "Status"]
TEAM = ("haringey", "baby-steps")


def grid(name: str, *rows: Sequence[object]) -> Grid:
    """A sheet as it is read."""
    lines = [
        Line(number, {column: Cell(value) for column, value in enumerate(row, 1) if value is not None})  # type: ignore[arg-type]
        for number, row in enumerate(rows, 1)
    ]
    return Grid(name, tuple(line for line in lines if line.cells))


def weighed(*grids: Grid, known: Known = EMPTY) -> Plan:
    """What importing these sheets would do."""
    return plan([recognise(one) for one in grids], known)


def outcomes(found: Plan, sheet: str) -> list[str]:
    """What became of each row, in order."""
    return [row.outcome.value for row in found.rows if row.where.sheet == sheet]


def decided(found: Plan, known: Known, **by_kind: str) -> Known:
    """What is known after each question of a kind ("area") was answered so."""
    answers = dict(known.answers)
    for question in found.questions:
        said = by_kind.get(question.key.split("|")[0].replace(" ", "_"))
        if said:
            answer = answer_to(question, said, known)
            assert isinstance(answer, str), answer
            answers[question.key] = answer
    return replace(known, answers=answers)


def people(count: int, left: int = 0) -> list[list[object]]:
    """So many facilitators of Haringey; the last of them have left."""
    names = ["Ann", "Bo", "Cy", "Di", "Ed", "Flo", "Gus", "Hal", "Ida", "Jo", "Kit", "Lou", "Mo", "Ned", "Ola", "Pat"]
    return [
        [
            "Haringey",
            f"{name} Vale",
            f"{name.lower()}.vale@one.example",
            "HV",
            "Left" if number >= count - left else "Active",
        ]
        for number, name in enumerate(names[:count])
    ]
