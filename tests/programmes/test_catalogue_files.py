"""A wrong catalogue file is refused with file, line and key; nothing but plain values is read."""

import pytest

from scaleup.core.errors import Refused
from scaleup.programmes.adapters import CATALOGUE, catalogue_files, read, read_file

WELL = (CATALOGUE / "baby-steps.yaml").read_text("utf-8")
LINES = WELL.splitlines()
VERSION = next(line for line in LINES if line.startswith("version: "))


def changed(old: str, new: str) -> bytes:
    """The shipped file with its first such words replaced."""
    assert old in WELL
    return WELL.replace(old, new, 1).encode()


def line_of(words: str) -> int:
    """The first line that holds these words."""
    return next(number for number, line in enumerate(LINES, start=1) if words in line)


def refusals(raw: bytes) -> list[str]:
    """What a file is refused with."""
    with pytest.raises(Refused) as refused:
        read(raw, "own.yaml")
    return [refusal.message for refusal in refused.value.refusals]


def test_a_gate_that_no_item_has_is_refused():
    line = line_of("plain_gates_at_most: 2")
    (message,) = refusals(WELL.replace("gate: plain", "gate: bold").encode())
    assert message == (
        f"own.yaml:{line}: readiness.plain_gates_at_most: lets 2 plain gates become conditions, but no item is one."
    )


def test_the_file_as_shipped_is_well():
    assert read(WELL.encode(), "own.yaml").programme.slug == "baby-steps"


def test_a_key_too_many_is_named_with_file_line_and_key():
    line = line_of("  places: 12") + 1
    (message,) = refusals(changed("  places: 12", "  places: 12\n  plaecs: 12"))
    assert message.startswith(f"own.yaml:{line}: licence.plaecs: is not a key that belongs here; these do: ")


def test_a_key_twice_is_named_with_both_lines():
    first = line_of("name: Baby Steps")
    (message,) = refusals(changed("name: Baby Steps", "name: Baby Steps\nname: Other"))
    assert message == f"own.yaml:{first + 1}: name: is there twice; first in line {first}."


@pytest.mark.parametrize(
    ("old", "new", "words", "key", "sentence"),
    [
        (
            "months_between: 2",
            "months_between: 0",
            "months_between: 2",
            "taper.steps[2].months_between",
            "must be a whole number from 1 to 60, not 0",
        ),
        (
            "contacts: 12}",
            "contacts: 0}",
            "contacts: 12}",
            "taper.steps[1].contacts",
            "must be a whole number from 1 to 120, not 0",
        ),
        (
            "  places: 12",
            "  places: twelve",
            "  places: 12",
            "licence.places",
            "must be a whole number from 1 to 1000, not 'twelve'",
        ),
        (
            "  places: 12",
            "  places: 1",
            "  members:",
            "pairing.members",
            "needs 2 people; a licence has 1 places",
        ),
        ("  unit: group", "  unit: crowd", "  unit: group", "delivery.unit", "must be one of group, family"),
        ("slug: baby-steps", "slug: Baby Steps", "slug:", "slug", "must be a short name of letters"),
        (VERSION, "version: true", VERSION, "version", "must be a whole number"),
        (VERSION, "version: 8026-01-31", VERSION, "version", "put a date in quotes"),
        ("name: Baby Steps", "name:", "name: Baby Steps", "name", "is missing"),
        (
            "{code: N2, factor: need",
            "{code: N2, factor: usability",
            "{code: N2,",
            "readiness.items[2].factor",
            "usability is rated by the unit alone; N2 would never be asked",
        ),
        (
            "gate: plain,",
            "gate: golden,",
            "{code: N4,",
            "readiness.items[4].gate",
            "must be one of none, plain, bold",
        ),
        (
            "{code: N2,",
            "{code: N1,",
            "{code: N2,",
            "readiness.items[2]",
            "N1 is there already",
        ),
        (
            "role: health,",
            "role: doctor,",
            "role: health,",
            "pairing.members[1].role",
            "doctor is none of the roles: childrens_services, health",
        ),
        (
            "amber_at_least: 60",
            "amber_at_least: 80",
            "amber_at_least",
            "fidelity.amber_at_least",
            "must be less than green_at_least",
        ),
        (
            "least: 8, most: 10",
            "least: 7, most: 10",
            "        bands:",
            "measures[7].scales[1].bands",
            "must follow one another",
        ),
        (
            "to: [project_lead, implementation_manager]",
            "to: [project_lead, everybody]",
            "to: [project_lead",
            "reminders.rules[1].to",
            "must be one of project_lead",
        ),
        (
            "components: [unborn_baby, health]",
            "components: [unborn_baby, diet]",
            "components: [unborn_baby, health]",
            "delivery.sessions[3].components",
            "diet is none of the components",
        ),
        (
            "minutes: 60",
            "minutes: 0",
            "minutes: 60",
            "delivery.sessions[1].minutes",
            "must be a whole number from 1 to 600, not 0",
        ),
        (
            "session: A6,",
            "session: A7,",
            "session: A6,",
            "time_points[2].session",
            "A7 is none of the sessions",
        ),
        (
            "    - method: video",
            "    - method: observation",
            "    - method: video",
            "fidelity.tools[2].method",
            "observation is there already",
        ),
        (
            "{mark: 2, words: Seen a little}",
            "{mark: 1, words: Seen a little}",
            "      scale:",
            "fidelity.tools[1].scale",
            "must rise from the least to the most mark, each once",
        ),
        ("{code: V2,", "{code: V1,", "{code: V2,", "fidelity.tools[2].items[2]", "V1 is there already"),
        (
            "{code: S5, under: Parents, kinds: [group]",
            "{code: S5, under: Parents, kinds: [crowd]",
            "{code: S5,",
            "fidelity.tools[3].items[5].kinds",
            "crowd is none of the kinds of session: group, home_visit",
        ),
        (
            "double_rate_percent: 20",
            "double_rate_percent: 120",
            "double_rate_percent",
            "fidelity.double_rate_percent",
            "must be a whole number from 0 to 100, not 120",
        ),
        ("alert: High", "alert: Severe", "alert: High", "measures[7].scales[1].alert", "Severe is none of the bands"),
        ("reversed: [2, 5,", "reversed: [0, 5,", "reversed:", "measures[2].reversed", "must be whole numbers from 1"),
        ("form_of: rses", "form_of: rsis", "form_of:", "measures[3].form_of", "rsis is none of the other measures"),
        (
            "{items: [6], least: 1, most: 10}",
            "{items: [6], least: 1, most: 7}",
            "better: higher, items: [1, 2, 3, 4, 5, 6]}",
            "measures[1].scales[1].items",
            "give a score from 6 to 42, not from 6 to 45",
        ),
        (
            "{items: [6], least",
            "{items: [7], least",
            "    answers:",
            "measures[1].answers",
            "each of the items 1 to 6 once",
        ),
        ("closes_months: 6", "closes_months: 3", "opens_months: 4", "training.events[2].opens_months", "must not"),
    ],
)
def test_a_wrong_value_is_named_with_file_line_and_key(old, new, words, key, sentence):
    messages = refusals(changed(old, new))
    assert len(messages) == 1
    assert sentence in messages[0]
    assert messages[0].startswith(f"own.yaml:{line_of(words)}: {key}: ")


def test_every_problem_is_told_at_once_in_the_order_of_the_lines():
    raw = WELL.replace("months_between: 3", "months_between: -3").replace("places: 12", "places: 0").encode()
    told = [message.split(":")[2].strip() for message in refusals(raw)]
    assert told == ["licence.places", "taper.steps[3].months_between"]


def test_a_whole_part_missing_is_one_problem():
    start, end = WELL.index("taper:\n"), WELL.index("reminders:\n")
    assert refusals((WELL[:start] + WELL[end:]).encode()) == ["own.yaml:1: taper: is missing."]


def test_a_part_that_is_not_one_is_one_problem():
    start, end = WELL.index("taper:\n"), WELL.index("reminders:\n")
    (message,) = refusals((WELL[:start] + "taper: monthly\n" + WELL[end:]).encode())
    assert message == f"own.yaml:{line_of('taper:')}: taper: must have keys with values."


@pytest.mark.parametrize(
    ("raw", "message"),
    [
        (b"", "own.yaml:1: does not describe a programme"),
        (b"- a\n- b\n", "own.yaml:1: does not describe a programme"),
        (b"name: [one\nslug: two\n", "own.yaml:2: is not YAML"),
        (b"a: 1\n---\nb: 2\n", "own.yaml:2: is not YAML"),
        (b"name: \xff\xfe\n", "own.yaml:1: is not written in UTF-8"),
        (b"a: &x [1]\nb: [*x, *x]\n", "own.yaml:1: uses an anchor or alias"),
        (b"a: " + b"[" * 5000 + b"]" * 5000, "own.yaml:1: is nested more than 12 deep"),
        (b"# " + b"x" * 300_000, "own.yaml: is larger than 256 KB"),
        (b"name: \x00\n", "own.yaml: is not YAML"),
    ],
)
def test_what_is_no_catalogue_file_is_refused_in_a_sentence(raw, message):
    messages = refusals(raw)
    assert len(messages) == 1
    assert messages[0].startswith(message)


def test_a_tag_makes_nothing(tmp_path):
    mark = tmp_path / "made"
    raw = changed("name: Baby Steps", f"name: !!python/object/apply:os.mkdir ['{mark}']")
    assert any(": name: " in message for message in refusals(raw))
    assert not mark.exists()


def test_a_tag_on_a_plain_value_is_refused():
    (message,) = refusals(changed("name: Baby Steps", "name: !!binary QmFieQ=="))
    assert message.startswith(f"own.yaml:{line_of('name: Baby')}: name: must be words or a number")


def test_the_digest_does_not_depend_on_comments_or_the_order_of_keys():
    swapped = changed("slug: baby-steps\nname: Baby Steps\n", "name: Baby Steps # so it is called\nslug: baby-steps\n")
    assert read(swapped, "own.yaml").digest == read(WELL.encode(), "own.yaml").digest
    assert read(changed("months: 36", "months: 24"), "own.yaml").digest != read(WELL.encode(), "own.yaml").digest


def test_a_short_form_means_one_programme_only(tmp_path):
    (tmp_path / "a.yaml").write_text(WELL, "utf-8")
    other = WELL.replace("slug: baby-steps", "slug: other").replace("name: Baby Steps", "name: Other")
    (tmp_path / "b.yaml").write_text(other, "utf-8")
    with pytest.raises(Refused, match=r"b\.yaml: the name .* is also in a\.yaml"):
        catalogue_files(tmp_path)


def test_a_file_that_cannot_be_read_is_refused(tmp_path):
    with pytest.raises(Refused, match=r"none\.yaml: cannot be read \(No such file or directory\)"):
        read_file(tmp_path / "none.yaml")
