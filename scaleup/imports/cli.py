"""The old tracker comes in from the command line: previewed, brought in, and its questions answered."""

import json
import os
import shutil
import sys
from pathlib import Path

import click

from scaleup import commit
from scaleup.core import clock
from scaleup.core.commands import ActRefused, Command, WrongArgument
from scaleup.core.dates import counted
from scaleup.extensions import db
from scaleup.imports import service
from scaleup.imports.rules import Plan, Problem, lettered
from scaleup.imports.service import Waiting

WAITS = 3
"""The exit code where rows were refused or decisions wait."""
MOST_EXAMPLES = 12


@click.command("import-tracker", cls=Command)
@click.argument("file", required=False, metavar="FILE.xlsx", type=click.Path(path_type=Path))
@click.option("--dry-run", is_flag=True, help="Say what would become of each row, and write nothing.")
@click.option("--json", "as_json", is_flag=True, help="Put JSON, and nothing else, on standard output.")
@click.option("--decisions", "listing", is_flag=True, help="List what waits for a decision, with numbers and choices.")
@click.option(
    "--decide",
    "said",
    multiple=True,
    metavar="N=ANSWER",
    help="Answer decision N by the letter or words of a choice, or by what it asks to be typed. N may be a range "
    "(4-9=a). Where several are to be picked, put commas between their letters. May be given several times.",
)
def import_tracker(file: Path | None, *, dry_run: bool, as_json: bool, listing: bool, said: tuple[str, ...]) -> None:
    """Bring the unit's old tracker workbook in, or answer what it left open.

    Sheets and columns are known by their headings, in any order. Every row is created, merged, needs a decision or is
    refused; the same workbook again changes nothing. Imported areas are held: no reminder goes until somebody starts
    them (scaleup start-reminders).

    \b
    scaleup import-tracker tracker.xlsx --dry-run
    scaleup import-tracker tracker.xlsx
    scaleup import-tracker --decisions
    scaleup import-tracker --decide 3=a --decide "5=15 June 2026"

    Ends with 0 if all is in, 1 if the file or act is refused, 2 for wrong arguments, 3 if rows were refused or
    decisions wait.
    """
    if [file is not None, listing, bool(said)].count(True) != 1:
        raise WrongArgument("Name one workbook, or ask for --decisions, or answer with --decide: one of the three.")
    if dry_run and file is None:
        raise WrongArgument("--dry-run goes with a workbook.")
    if file is not None:
        run_import(file, dry_run=dry_run, as_json=as_json)
    elif listing:
        list_decisions(as_json=as_json)
    else:
        run_decide(said, as_json=as_json)


def run_import(file: Path, *, dry_run: bool, as_json: bool) -> None:
    """The workbook is in (with --dry-run: is not), and what became of it is told."""
    now = clock.now()
    if dry_run:
        weighed = service.preview(file, now=now)
        db.session.rollback()
    else:
        weighed = service.bring_in(file, by=None, now=now)
        commit.now()
    tell(weighed, as_json=as_json, heading="Would come in" if dry_run else "In")


def run_decide(said: tuple[str, ...], *, as_json: bool) -> None:
    """The answers stand, and the rows that waited for them are in."""
    answers = [answer for words in said for answer in parsed(words)]
    weighed = service.decide(answers, by=None, now=clock.now())
    commit.now()
    if weighed is not None:
        tell(weighed, as_json=as_json, heading="In")


def parsed(words: str) -> list[tuple[int, str]]:
    """Numbers and answer of "3=a" or "4-9=a"."""
    numbers, equals, answer = words.partition("=")
    first, dash, last = numbers.partition("-")
    if not equals or not answer.strip() or not first.strip().isdecimal() or (dash and not last.strip().isdecimal()):
        raise WrongArgument(f"{words} is no answer. Write the decision's number and the answer: --decide 3=a.")
    span = range(int(first), int(last or first) + 1)
    if not span or len(span) > 1_000:  # noqa: PLR2004 - nobody answers more at once on purpose
        raise WrongArgument(f"{numbers} is no range of decisions.")
    return [(number, answer.strip()) for number in span]


def tell(weighed: Plan, *, as_json: bool, heading: str) -> None:
    """What became of each row, in words or as JSON; ends with 3 where something waits or was refused."""
    click.echo(json.dumps(as_data(weighed), ensure_ascii=False, indent=2) if as_json else in_words(weighed, heading))
    if not weighed.all_in:
        sys.exit(WAITS)


def as_data(weighed: Plan) -> dict[str, object]:
    """The shape of --json: sheets, totals, problems."""
    return {
        "sheets": {
            name: {
                "rows": sheet.rows,
                "created": sheet.created,
                "merged": sheet.merged,
                "needs_decision": sheet.needs_decision,
                "refused": sheet.refused,
            }
            for name, sheet in weighed.sheets.items()
        },
        "totals": weighed.totals,
        "problems": [
            {
                "sheet": said.where.sheet,
                "row": said.where.row,
                "column": said.where.column,
                "value": said.value,
                "message": said.message,
            }
            for said in weighed.problems
        ],
    }


def in_words(weighed: Plan, heading: str) -> str:
    """The sheets as a table, the totals, and what is to be said, alike sentences together."""
    width = max([len(name) for name in weighed.sheets] + [len("Sheet")])
    lines = [f"{'Sheet':<{width}}  {'rows':>6} {'created':>8} {'merged':>7} {'to decide':>10} {'refused':>8}"]
    lines += [
        f"{name:<{width}}  {one.rows:>6} {one.created:>8} {one.merged:>7} {one.needs_decision:>10} {one.refused:>8}"
        for name, one in weighed.sheets.items()
    ]
    totals = weighed.totals
    lines += [
        "",
        f"{heading}: {counted(totals['areas'], 'area')}, {counted(totals['licences'], 'licence')}, "
        f"{counted(totals['facilitators'], 'facilitator')}, {counted(totals['contacts'], 'past contact')}, "
        f"{counted(totals['fidelity_checks'], 'fidelity check')}.",
    ]
    if weighed.problems:
        lines += ["", "To be looked at:", *said_together(weighed.problems)]
    if weighed.questions:
        asked = counted(len(weighed.questions), "decision")
        lines += ["", f"{asked} open. See them: scaleup import-tracker --decisions"]
    return "\n".join(lines)


def said_together(problems: tuple[Problem, ...]) -> list[str]:
    """A line for each sentence about a column of a sheet, with the rows that it is about."""
    rows: dict[tuple[str, str, str, str], list[int]] = {}
    for said in problems:
        rows.setdefault((said.where.sheet, said.where.column, said.value, said.message), []).append(said.where.row)
    lines = []
    for (sheet, column, value, message), numbers in rows.items():
        what = (f", {column}" if column else "") + (f" “{value}”" if value else "")
        lines.append(f"  {sheet} {rows_in_words(numbers)}{what}: {message}")
    return lines


def rows_in_words(numbers: list[int]) -> str:
    """The rows that a sentence is about; of many the first, and how many more (all of them are in --json)."""
    if len(numbers) == 1:
        return f"row {numbers[0]}"
    first = ", ".join(str(number) for number in numbers[:MOST_EXAMPLES])
    more = len(numbers) - MOST_EXAMPLES
    return f"rows {first}" + (f" and {more} more" if more > 0 else "")


def list_decisions(*, as_json: bool) -> None:
    """What waits for a person is listed with its numbers; ends with 3 where anything does."""
    open_now = service.waiting(now=clock.now())
    db.session.rollback()
    if as_json:
        click.echo(json.dumps([decision_data(one) for one in open_now], ensure_ascii=False, indent=2))
    else:
        click.echo("\n\n".join(decision_words(one) for one in open_now) or "No decision waits.")
    if open_now:
        sys.exit(WAITS)


def decision_data(one: Waiting) -> dict[str, object]:
    """A decision as JSON."""
    return {
        "number": one.number,
        "question": one.question.sentence,
        "rows": one.rows,
        "pick": one.question.picks or 1,
        "choices": [
            {"letter": letter, "answer": choice.answer, "means": choice.wording}
            for letter, choice in lettered(one.question.choices)
        ],
        "or_write": one.question.typed,
    }


def decision_words(one: Waiting) -> str:
    """A decision as a person reads it."""
    lines = [f"{one.number}. {one.question.sentence}" + (f" ({counted(one.rows, 'row')})" if one.rows else "")]
    lines += [f"     {letter}  {choice.wording}" for letter, choice in lettered(one.question.choices)]
    if one.question.typed:
        lines.append(f"     or write {one.question.typed}")
    return "\n".join(lines)


@click.command("export-tracker", cls=Command)
@click.argument("file", metavar="FILE.xlsx", type=click.Path(path_type=Path))
def export_tracker(file: Path) -> None:
    """Write the whole portfolio as a workbook of the tracker's shape.

    What import-tracker reads, it takes again and finds nothing new in. What such a workbook has no column for stands
    in its first line; a backup holds everything (scaleup backup).
    """
    try:
        handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except OSError as error:
        raise ActRefused(f"{file} cannot be written: {error.strerror}.") from error
    with os.fdopen(handle, "wb") as out:
        written = service.write_out(by=None, now=clock.now())
        with written.file as made:
            shutil.copyfileobj(made, out)
    commit.now()
    click.echo(", ".join(f"{title}: {counted(count, 'row')}" for title, count in written.rows.items()) + f" in {file}.")


commands = (import_tracker, export_tracker)
