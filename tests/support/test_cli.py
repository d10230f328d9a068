"""`scaleup plan`: a table or JSON, one line on stderr for what is wrong, 1 for refused and 2 for wrong arguments."""

import json

import pytest
from click.testing import CliRunner

from scaleup.support.cli import plan

WELL = {
    "--programme": "baby-steps",
    "--start": "2026-01-31",
    "--end": "2029-01-30",
    "--nation": "Scotland",
}


def run(*more: str, **changed: str):
    """The result of `scaleup plan` with these options changed."""
    options = WELL | {f"--{name}": value for name, value in changed.items()}
    return CliRunner().invoke(plan, [*(word for pair in options.items() for word in pair), *more])


def test_the_plan_as_json_has_its_keys_and_22_contacts():
    result = run("--json")
    assert (result.exit_code, result.stderr) == (0, "")
    contacts = json.loads(result.stdout)
    assert len(contacts) == 22
    assert contacts[0] == {
        "sequence": 1,
        "nominal_on": "2026-02-28",
        "due_on": "2026-03-02",
        "interval_months": 1,
        "provisional": False,
    }
    assert contacts[-1] == {
        "sequence": 22,
        "nominal_on": "2029-01-31",
        "due_on": "2029-01-30",
        "interval_months": 3,
        "provisional": True,
    }


def test_the_plan_as_a_table_says_why_a_date_moved():
    lines = run().stdout.splitlines()
    assert len(lines) == 23
    assert lines[0].split()[:3] == ["No", "Nominal", "Due"]
    assert lines[10].split(maxsplit=5) == [
        "10",
        "2026-11-30",
        "2026-12-01",
        "Tue",
        "1",
        "Monday 30 November 2026 is a bank holiday in Scotland",
    ]


def test_nations_go_by_name_in_any_case_and_programmes_by_slug_name_or_short_form():
    assert run("--json", nation="sCOTLAND", programme="BS").stdout == run("--json").stdout
    assert run("--json", nation="isle of man").exit_code == 0


def test_a_licence_too_short_for_a_contact_has_an_empty_plan():
    result = run("--json", end="2026-02-01")
    assert (result.exit_code, json.loads(result.stdout)) == (0, [])
    assert run(end="2026-02-01").stdout == "No contact: the licence ends before the first one would be due.\n"


@pytest.mark.parametrize(
    ("changed", "exit_code", "sentence"),
    [
        ({"end": "2026-01-30"}, 1, "The end, Friday 30 January 2026, lies before the start, Saturday 31 January"),
        ({"end": "2999-01-30"}, 1, "The bank holidays are known from 2012 to 2060."),
        ({"start": "2026-02-31"}, 2, "2026-02-31 is not a date. Write year, month and day: 2026-01-31."),
        ({"start": "31/01/2026"}, 2, "31/01/2026 is not a date."),
        ({"start": "20260131"}, 2, "20260131 is not a date."),
        ({"nation": "France"}, 2, "there is no calendar for France. There is one for: England, Wales, Scotland, "),
        ({"programme": "nope"}, 2, "there is no programme called nope. These are known: baby-steps, "),
    ],
)
def test_a_wrong_plan_gets_one_line_on_stderr_and_nothing_on_stdout(changed, exit_code, sentence):
    result = run("--json", **changed)
    assert result.exit_code == exit_code
    assert result.stdout == ""
    assert sentence in result.stderr
    assert len(result.stderr.splitlines()) == 1


def test_a_missing_option_is_one_line_and_ends_with_2():
    result = CliRunner().invoke(plan, ["--start", "2026-01-31"])
    assert (result.exit_code, result.stderr) == (2, "Missing option '--programme'.\n")
