"""The sources stay small, say what they hold, and keep the clock and the commit at the edges. Exceptions stand here."""

import ast
import io
import re
import tokenize
from collections.abc import Iterator

import pytest

from tests.house.sources import ROOT, Function, Source, calls, kept_files, named, sources

LONGEST_FILE = 400
LONGEST_FUNCTION = 50
LONGEST_VIEW = 25
LONGEST_DOCSTRING = 6

ANY_ALLOWED: dict[str, str] = {
    "scaleup/programmes/models.py": "a programme's content is YAML of any shape until programmes.rules has read it",
    "scaleup/imports/models.py": "a workbook's row and the answers to it are JSON until imports.rules has read them",
}
"""Where a rules, models or service module may say Any, and why."""

CLOCK_READERS = {"scaleup/core/clock.py"}
STOPWATCHES = {
    "scaleup/extensions.py": "how long a connection has rested: of the machine, not of the trade",
    "scaleup/local/": "waits for processes before there is an application to ask",
    "scaleup/outbox/service/handing.py": "waits a moment for a database that is away, with the answer in hand",
}
"""Where time is waited for or measured without core/clock.py."""
ASKING = {
    "scaleup/areas/service/pending.py": "a hand-over is dropped by acts that know a day; its mail goes as of now",
    "scaleup/reminders/service/handing.py": "a manager is assigned by acts that know a day; reminders stop as of now",
    "scaleup/audit.py": "an entry is stamped when it is written",
    "scaleup/local/mailbox.py": "a program of its own: names a mail's file",
    "scaleup/support/service/checked.py": "a fact says which check was made; what is proposed is as of now",
    "scaleup/support/service/closures.py": "a fact says what changed; what is still to come is as of now",
    "scaleup/support/service/outlooks.py": "a fact says what changed; what is still to come is as of now",
    "scaleup/support/service/versions.py": "a version says when it was written, as the log of acts does",
}
"""Who asks what time it is although they are no edge."""

COMMITTERS: dict[str, str] = {
    "scaleup/commit.py": "the edge itself",
    "scaleup/accounts/views/edge.py": "a sign-in stands before the form that waited is shown again in the same request",
    "scaleup/outbox/service/dispatch.py": "the dispatcher commits inside (house, Writing 1)",
    "scaleup/outbox/service/handing.py": "the dispatcher commits inside (house, Writing 1)",
    "scaleup/outbox/service/claiming.py": "the dispatcher commits inside (house, Writing 1)",
}
"""Who commits apart from tasks and commands, and why."""

APART: dict[str, str] = {
    "scaleup/backups/queries.py": "a backup reads one instant of the database, whatever is written meanwhile",
    "scaleup/backups/service.py": "a database is filled from a backup whole or not at all, past every keeper",
    "scaleup/exports/service.py": "a file is read and put on record on a connection that its answer closes (Writing 9)",
    "scaleup/audit.py": "that evaluation data was read is on record, although a GET only reads (Writing 2)",
    "scaleup/accounts/service/apart.py": "tries and the session touch are kept although the request is refused",
}
"""Who begins a transaction of its own, and why."""

ELSEWHERE = (r"\.\./" + "shared", "/wo" + "rk/", "/ro" + r"ot\b", "/ho" + r"me/\w+/")
"""Places outside the repository that nothing in it may name."""
NOT_READ = {".woff2", ".ttf", ".xlsx", ".png", ".ico", ".lock", ".gz", ".zip"}


def functions() -> Iterator[tuple[Source, Function]]:
    return ((source, function) for source in sources() for function in source.functions)


def lines_of(function: Function) -> int:
    return (function.end_lineno or 0) - function.lineno + 1


def public_things(body: list[ast.stmt]) -> Iterator[Function | ast.ClassDef]:
    for node in body:
        if isinstance(node, Function | ast.ClassDef) and not node.name.startswith("_"):
            yield node
            if isinstance(node, ast.ClassDef):
                yield from public_things(node.body)


def comments(source: Source) -> Iterator[tuple[int, str]]:
    for token in tokenize.generate_tokens(io.StringIO(source.text).readline):
        if token.type == tokenize.COMMENT:
            yield token.start[0], token.string


def test_files_stop_at_400_lines() -> None:
    lines = {s.path: s.text.count("\n") for s in (*sources(), *sources("tests"))}
    assert {path: count for path, count in lines.items() if count > LONGEST_FILE} == {}


def test_functions_stop_at_50_lines() -> None:
    long = {f"{s.path} {f.name}": lines_of(f) for s, f in functions() if lines_of(f) > LONGEST_FUNCTION}
    assert long == {}


def test_views_fit_on_a_screen() -> None:
    long = {
        f"{s.path} {f.name}": lines_of(f) for s, f in functions() if s.room == "views" and lines_of(f) > LONGEST_VIEW
    }
    assert long == {}


def test_every_module_opens_with_a_docstring_of_one_to_six_lines() -> None:
    wrong = {}
    for source in (*sources(), *sources("tests/house")):
        said = ast.get_docstring(source.tree)
        if source.text.strip() and not 1 <= len((said or "").splitlines()) <= LONGEST_DOCSTRING:
            wrong[source.path] = said
    assert wrong == {}


def test_what_others_may_call_says_what_is_true_afterwards() -> None:
    silent = [
        f"{source.path} {thing.name}"
        for source in sources()
        for thing in public_things(source.tree.body)
        if not ast.get_docstring(thing)
    ]
    assert silent == []


def test_rules_models_and_services_are_typed_without_any() -> None:
    loose = {
        source.path
        for source in sources()
        if source.room in ("rules", "models", "service")
        and any(isinstance(node, ast.Name) and node.id == "Any" for node in ast.walk(source.tree))
    }
    assert loose <= set(ANY_ALLOWED), loose - set(ANY_ALLOWED)


def test_an_ignore_carries_its_reason() -> None:
    bare = []
    for source in (*sources(), *sources("migrations"), *sources("tests/house")):
        for line, comment in comments(source):
            ignored = re.match(r"#\s*type:\s*ignore(?!\[[\w, -]+\]\s+#\s*\w+)", comment)
            unchecked = re.match(r"#\s*noqa(?!: [A-Z0-9, ]+ - \w+)", comment)
            if ignored or unchecked:
                bare.append(f"{source.path}:{line} {comment}")
    assert bare == []


def test_nothing_is_left_to_be_done_without_a_decision() -> None:
    owed = re.compile(r"\b(TODO|FIXME|XXX|HACK)\b(?!.*docs/decisions/\d{4})")
    left = [
        f"{source.path}:{line}" for source in sources() for line, comment in comments(source) if owed.search(comment)
    ]
    assert left == []


def clock_reads(source: Source) -> Iterator[str]:
    for name, call in calls(source.tree):
        owner, _, act = name.rpartition(".")
        of_dates = owner.split(".")[-1] in ("datetime", "date") and act in ("now", "utcnow", "today")
        of_time = owner == "time" and act in ("time", "time_ns", "localtime", "gmtime", "ctime")
        of_database = owner == "func" and act in ("now", "current_timestamp", "current_date", "localtimestamp")
        if of_dates or of_time or of_database:
            yield f"{source.path}:{call.lineno} {name}"


def test_only_the_clock_reads_the_clock() -> None:
    readers = [read for s in sources() if s.path not in CLOCK_READERS for read in clock_reads(s)]
    assert readers == []


def test_how_long_something_took_is_asked_of_the_clock_too() -> None:
    watches = [
        f"{source.path}:{call.lineno}"
        for source in sources()
        if source.path not in CLOCK_READERS and not source.path.startswith(tuple(STOPWATCHES))
        for name, call in calls(source.tree)
        if name in ("time.monotonic", "time.perf_counter", "time.sleep", "clock.elapsed") and source.room != "tasks"
    ]
    assert watches == []


def test_only_edges_ask_what_time_it_is() -> None:
    """Views, tasks and commands ask; so do the app, the registry, and what every page shows."""
    edges = {"views", "tasks", "cli", "app", "registry", "core"}
    asking = [
        f"{source.path}:{call.lineno}"
        for source in sources()
        if source.room not in edges and not source.path.startswith(("scaleup/core/", *ASKING))
        for name, call in calls(source.tree)
        if name in ("clock.now", "clock.today")
    ]
    assert asking == []


def test_only_edges_commit() -> None:
    committing = [
        f"{source.path}:{call.lineno} {name}"
        for source in sources()
        if source.path not in COMMITTERS and source.room not in ("tasks", "cli")
        for name, call in calls(source.tree)
        if name in ("commit.now", "commit.each") or re.fullmatch(r"(.*\.)?(db\.)?session\.commit", name)
    ]
    assert committing == []


def test_a_transaction_of_its_own_is_begun_only_where_it_is_listed() -> None:
    beginning = [
        f"{source.path}:{call.lineno} {name}"
        for source in sources()
        if source.path not in APART
        for name, call in calls(source.tree)
        if re.fullmatch(r".*engine\.(begin|connect)", name) or name in ("Session", "sessionmaker")
    ]
    assert beginning == []


def test_views_do_no_arithmetic_with_dates() -> None:
    counting = [
        f"{source.path}:{node.lineno}"
        for source in sources()
        if source.room == "views"
        for node in ast.walk(source.tree)
        if isinstance(node, ast.BinOp)
        and any("timedelta" in named(call.func) for call in ast.walk(node) if isinstance(call, ast.Call))
    ]
    assert counting == []


@pytest.mark.parametrize("where", ELSEWHERE)
def test_nothing_names_a_place_outside_the_repository(where: str) -> None:
    naming = []
    for path in kept_files():
        if path.suffix not in NOT_READ:
            text = path.read_text(errors="ignore")
            found = re.search(rf"(?<![\w.]){where}", text)
            if found:
                naming.append(f"{path.relative_to(ROOT)}:{text.count(chr(10), 0, found.start()) + 1}")
    assert naming == []


@pytest.mark.parametrize("exceptions", [ANY_ALLOWED, COMMITTERS, APART, STOPWATCHES, ASKING])
def test_no_exception_outlives_its_file(exceptions: dict[str, str]) -> None:
    gone = [path for path in exceptions if not (ROOT / path).exists()]
    assert gone == []


def test_each_decision_has_a_number_of_its_own_and_what_is_named_is_there() -> None:
    pages = sorted((ROOT / "docs" / "decisions").iterdir())
    numbers = [page.name[:4] for page in pages]
    assert sorted(set(numbers)) == numbers, "take the next free number"
    assert [page.name for page in pages if not page.read_text().startswith(f"# {int(page.name[:4])}. ")] == []
    named = re.compile(r"docs/decisions/(\d{4}(?:-[a-z0-9-]+)?)")
    absent = {
        f"{file.relative_to(ROOT)}: {name}"
        for file in kept_files()
        if file.suffix in (".py", ".md", ".toml", ".yaml")
        for name in named.findall(file.read_text())
        if not any(page.stem == name or page.name[:4] == name for page in pages)
    }
    assert absent == set()
