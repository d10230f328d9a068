"""`scaleup programmes check` and `show`: one line a problem on stderr, 1 for refused and 2 for wrong arguments."""

from click.testing import CliRunner

from scaleup.programmes.adapters import CATALOGUE
from scaleup.programmes.cli import programmes


def run(*arguments: str):
    """The result of `scaleup programmes` with these arguments."""
    return CliRunner().invoke(programmes, list(arguments), prog_name="scaleup programmes")


def test_a_shipped_file_is_well():
    result = run("check", str(CATALOGUE / "baby-steps.yaml"))
    assert result.exit_code == 0
    assert result.stdout.startswith("baby-steps.yaml: Baby Steps, version ")
    assert ", is well: 33 readiness items, " in result.stdout
    assert result.stderr == ""


def test_a_key_too_many_names_file_line_and_key_and_ends_with_1(tmp_path):
    file = tmp_path / "own.yaml"
    text = (CATALOGUE / "baby-steps.yaml").read_text("utf-8")
    file.write_text(text + "colour: damson\n", "utf-8")
    result = run("check", str(file))
    assert result.exit_code == 1
    assert result.stdout == ""
    line = len(text.splitlines()) + 1
    assert result.stderr.startswith(
        f"own.yaml:{line}: colour: is not a key that belongs here; these do: about, adaptations, agenda"
    )
    assert len(result.stderr.splitlines()) == 1


def test_a_file_that_is_not_there_is_a_wrong_argument(tmp_path):
    result = run("check", str(tmp_path / "none.yaml"))
    assert (result.exit_code, len(result.stderr.splitlines())) == (2, 1)
    assert "does not exist" in result.stderr


def test_a_programme_is_shown_with_its_marks():
    result = run("show", "minding the baby")
    assert result.exit_code == 0
    assert result.stdout.startswith("Minding the Baby (minding-the-baby), version 11\n")
    assert "Taper [assumed: " in result.stdout
    assert "  12 contacts, every 1 month\n" in result.stdout
    assert "contact, 3 working days after the due date: implementation manager" in result.stdout
    assert "licence, 30 days before the end: implementation manager, unit manager" in result.stdout


def test_an_unknown_programme_is_a_wrong_argument_that_names_those_there_are():
    result = run("show", "triple")
    assert result.exit_code == 2
    assert len(result.stderr.splitlines()) == 1
    assert "baby-steps, coping-with-crying, minding-the-baby" in result.stderr
