"""The command: what it prints, its exit codes, and that a refusal is one line on stderr and writes nothing."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from sqlalchemy import func, select
from sqlalchemy.orm import Session, scoped_session

from scaleup.areas.models import Area
from scaleup.imports.cli import import_tracker
from scaleup.imports.models import Decision
from scaleup.support.models import Contact
from tests.factories.workbooks import CONTACT_HEADINGS, FACILITATOR_HEADINGS, HARINGEY, LICENCE_HEADINGS, workbook

DB = scoped_session[Session]
pytestmark = pytest.mark.parametrize("dialect", ["sqlite"])


@pytest.fixture(autouse=True)
def november(clock: Callable[[str], None]) -> None:
    """It is 20 November 2026."""
    clock("2026-11-20T09:00:00+00:00")


def run(*arguments: object) -> Result:
    """What the command does with these arguments."""
    return CliRunner().invoke(import_tracker, [str(argument) for argument in arguments])


def small(folder: Path) -> Path:
    """A tracker of one licence and two calls, one of them in another spelling."""
    calls = [["Haringey", "16/07/2026", "Call", "Held"], ["Haringey City", "17/08/2026", "Call", "Held"]]
    return workbook(
        folder / "small.xlsx",
        {"Licences": [LICENCE_HEADINGS, HARINGEY], "Calls": [CONTACT_HEADINGS, *calls], "Empty": []},
    )


def areas(session: DB) -> int:
    """How many areas there are."""
    return session.scalar(select(func.count()).select_from(Area)) or 0


def test_json_stands_alone_on_stdout_in_exactly_this_shape(session: DB, tmp_path: Path) -> None:
    result = run(small(tmp_path), "--json")
    assert (result.exit_code, result.stderr) == (3, "")
    assert json.loads(result.stdout) == {
        "sheets": {
            "Licences": {"rows": 1, "created": 1, "merged": 0, "needs_decision": 0, "refused": 0},
            "Calls": {"rows": 2, "created": 1, "merged": 0, "needs_decision": 1, "refused": 0},
            "Empty": {"rows": 0, "created": 0, "merged": 0, "needs_decision": 0, "refused": 0},
        },
        "totals": {"areas": 1, "licences": 1, "facilitators": 0, "contacts": 1, "fidelity_checks": 0},
        "problems": [
            {
                "sheet": "Calls",
                "row": 3,
                "column": "Area",
                "value": "Haringey City",
                "message": "“Haringey City” is not the name of an area or local authority known here. "
                "Haringey may be meant. Decide which area it is.",
            }
        ],
    }


def test_a_dry_run_says_what_would_be_and_writes_nothing(session: DB, tmp_path: Path) -> None:
    dry = run(small(tmp_path), "--dry-run", "--json")
    assert areas(session) == 0
    assert (dry.exit_code, dry.stdout) == (3, run(small(tmp_path), "--json").stdout)
    assert areas(session) == 1


def test_all_in_is_0(session: DB, tmp_path: Path) -> None:
    path = workbook(tmp_path / "one.xlsx", {"Licences": [LICENCE_HEADINGS, HARINGEY]})
    result = run(path)
    assert result.exit_code == 0
    assert "In: 1 area, 1 licence, 0 facilitators, 0 past contacts, 0 fidelity checks." in result.stdout
    assert "decision" not in result.stdout


def test_what_waits_is_listed_and_answered_by_letter(session: DB, tmp_path: Path) -> None:
    run(small(tmp_path))
    listed = run("--decisions")
    number = session.scalars(select(Decision.id)).one()
    assert listed.exit_code == 3
    assert listed.stdout.splitlines()[:2] == [
        f"{number}. Which area is “Haringey City”? (first seen: Calls row 3) (1 row)",
        "     a  the area Haringey",
    ]
    data = json.loads(run("--decisions", "--json").stdout)
    assert data[0]["choices"][0] == {"letter": "a", "answer": "Haringey", "means": "the area Haringey"}
    answered = run("--decide", f"{number}=a")
    assert (answered.exit_code, session.scalar(select(func.count()).select_from(Contact))) == (0, 2)
    assert (run("--decisions").stdout, run("--decisions").exit_code) == ("No decision waits.\n", 0)


def test_several_decisions_are_answered_by_a_range(session: DB, tmp_path: Path) -> None:
    calls = [[name, "16/07/2026", "Call", "Held"] for name in ("Haringey City", "Haringay", "Haringey (LA)")]
    path = workbook(tmp_path / "t.xlsx", {"L": [LICENCE_HEADINGS, HARINGEY], "Calls": [CONTACT_HEADINGS, *calls]})
    run(path)
    first, *_, last = session.scalars(select(Decision.id).order_by(Decision.id)).all()
    result = run("--decide", f"{first}-{last}=Haringey", "--json")
    assert json.loads(result.stdout)["sheets"]["Calls"] == {
        "rows": 3,
        "created": 1,
        "merged": 2,
        "needs_decision": 0,
        "refused": 0,
    }


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["--dry-run"],
        ["--decisions", "--decide", "1=a"],
        ["x.xlsx", "--decisions"],
        ["--decide", "a"],
        ["--decide", "1="],
        ["--decide", "9-2=a"],
        ["--no-such-option"],
        ["a.xlsx", "b.xlsx"],
    ],
)
def test_wrong_arguments_are_2_in_one_line(session: DB, arguments: list[str]) -> None:
    result = run(*arguments)
    assert (result.exit_code, result.stdout, result.stderr.count("\n")) == (2, "", 1)


def test_a_refused_file_is_1_in_one_line_and_leaves_nothing(session: DB, tmp_path: Path) -> None:
    (tmp_path / "notes.xlsx").write_text("not a workbook")
    for path in (tmp_path / "notes.xlsx", tmp_path / "none.xlsx"):
        result = run(path, "--json")
        assert (result.exit_code, result.stdout, result.stderr.count("\n")) == (1, "", 1)


def test_a_refused_answer_is_1_and_none_of_them_stands(session: DB, tmp_path: Path) -> None:
    run(small(tmp_path))
    number = session.scalars(select(Decision.id)).one()
    result = run("--decide", f"{number}=a", "--decide", "9999=a")
    session.rollback()
    assert (result.exit_code, result.stdout) == (1, "")
    assert session.scalars(select(Decision.answer)).one() is None


def test_another_units_workbook_with_other_headings_orders_and_mistakes_comes_in(session: DB, tmp_path: Path) -> None:
    """Sheets in another order and under other names, columns turned round, a title, blank lines, a legend, a total."""
    path = workbook(
        tmp_path / "other.xlsx",
        {
            "Read me": [["Ask Ann before you touch this"], ["red = late"]],
            "Quality": [
                ["Rating", "Tool", "When", "Local authority"],
                ["76 %", "Observed", "Mon 3 Aug 2026", "LEEDS"],
                [1, "self", "04.08.2026", "Leeds"],
            ],
            "Visits & calls": [
                ["Support log 2026"],
                [],
                ["What was discussed", "Result", "How", "When", "Site", "Weather"],
                ["All well", "Done", "Zoom", "15th July 2026", "Leeds", "sun"],
                ["", "No show", "F2F", 46250, "leeds", "rain"],
                ["", "Cancelled", "phone", "2026-09-15", "Leeds", None],
                ["Mum's NHS no is 943 476 5919", "Done", "Phone", "15/10/26", "Leeds", None],
                ["", "", "Phone", "15/01/27", "Leeds", None],
            ],
            "Staff": [
                ["Job title", "Contact email", "Full name", "Authority", "Initial training", "Current"],
                ["Community midwife", "MAY.HILL@leeds.example", "May Hill", "Leeds", "1/7/26", "Yes"],
                ["Play therapist", "TBC", "Roy Dell", "Leeds", "31/06/2026", "No"],
                ["HV", None, None, "Leeds", None, "Yes"],
            ],
            "Sites": [
                ["Ref", "Expiry date", "Start date", "Service", "Council area", "Unit lead", "Places"],
                ["L/1", "14 June 2029", "2026-06-15", "babysteps", "Leeds", "TBC", 8],
                ["L/2", "14 June 2029", "2026-06-15", "Baby Steps", "Leedz", "TBC", 8],
                [None, None, None, None, None, "Sum", 16],
            ],
        },
    )
    found = json.loads(run(path, "--json").stdout)
    sheets = {name: tuple(figures.values()) for name, figures in found["sheets"].items()}
    assert sheets == {
        "Read me": (0, 0, 0, 0, 0),
        "Quality": (2, 1, 0, 1, 0),
        "Visits & calls": (5, 3, 0, 1, 1),
        "Staff": (3, 2, 0, 0, 1),
        "Sites": (3, 1, 0, 1, 1),
    }
    assert found["totals"] == {"areas": 1, "licences": 1, "facilitators": 2, "contacts": 3, "fidelity_checks": 1}
    said = {(one["sheet"], one["row"], one["column"]) for one in found["problems"]}
    assert said >= {
        ("Read me", 1, ""),
        ("Quality", 3, "Rating"),
        ("Visits & calls", 3, "Weather"),
        ("Visits & calls", 6, "Result"),
        ("Visits & calls", 7, "What was discussed"),
        ("Visits & calls", 8, "When"),
        ("Staff", 3, "Job title"),
        ("Staff", 3, "Initial training"),
        ("Staff", 4, "Full name"),
        ("Sites", 3, "Council area"),
        ("Sites", 4, "Council area"),
    }
    assert "943" not in json.dumps(found)
    again = json.loads(run(path, "--json").stdout)
    assert (again["totals"], again["problems"]) == (found["totals"], found["problems"])
    assert sum(figures["created"] for figures in again["sheets"].values()) == 0


def test_rows_of_facilitators_that_wait_come_in_with_their_area(session: DB, tmp_path: Path) -> None:
    path = workbook(
        tmp_path / "t.xlsx",
        {
            "People": [FACILITATOR_HEADINGS, ["Bristol", "May Hill", "may.hill@one.example", "HV"]],
            "Licences": [LICENCE_HEADINGS, ["Bristol", *HARINGEY[1:]]],
        },
    )
    first = json.loads(run(path, "--json").stdout)
    assert first["totals"]["areas"] == 0
    number = session.scalars(select(Decision.id)).one()
    second = json.loads(run("--decide", f"{number}=Bristol, City of", "--json").stdout)
    assert second["totals"] == {"areas": 1, "licences": 1, "facilitators": 1, "contacts": 0, "fidelity_checks": 0}
    assert session.scalars(select(Area.name)).one() == "Bristol, City of"
