"""The guides that there are: every task has its steps and its picture, every word is explained where a link says so."""

import re

import pytest

from scaleup.guides.adapters import FOLDER, STATIC, read, size
from scaleup.guides.rules import MOST_STEPS, Guide
from tests.house.sources import ROOT

TASKS = [(guide, task) for guide in Guide for task in read(guide).tasks]
IN_README = {"guides/map.png"}
SIXTY_KILOBYTES = 60_000


@pytest.mark.parametrize("guide", Guide)
def test_each_task_has_at_most_six_steps_and_a_picture_that_is_there(guide: Guide) -> None:
    for task in read(guide).tasks:
        assert len(task.steps) <= MOST_STEPS
        if guide is Guide.WORDS:
            assert task.words
            assert not task.steps
            continue
        assert task.steps, task.title
        assert task.picture, task.title
        assert len(task.picture.alt) > 20, "it says what the picture shows"
        assert min(size(task.picture.path)) > 100


def test_every_picture_is_used_has_a_palette_and_is_small() -> None:
    kept = {f"guides/{file.name}" for file in (STATIC / "guides").iterdir()}
    assert kept == {task.picture.path for _, task in TASKS if task.picture} | IN_README
    for name in kept:
        content = (STATIC / name).read_bytes()
        assert len(content) < SIXTY_KILOBYTES, name
        assert content[24:26] == b"\x08\x03", f"{name}: eight bits a pixel, from a palette"


def test_every_link_of_a_guide_and_every_way_to_a_word_leads_to_a_task_that_is_there() -> None:
    known = {f"/guides/{guide}#{task.anchor}" for guide, task in TASKS}
    assert len(known) == len(TASKS), "no two tasks of a guide are called the same"
    for guide, task in TASKS:
        for span in (span for line in (*task.words, *task.steps) for span in line if span.to):
            assert (span.to if span.to.startswith("/") else f"/guides/{guide}{span.to}") in known, task.title
    named = set()
    for folder, pattern in ((ROOT / "templates", r'word\("([a-z-]+)"'), (ROOT / "scaleup", r"/guides/words#([a-z-]+)")):
        for file in (*folder.rglob("*.html"), *folder.rglob("*.py")):
            named |= set(re.findall(pattern, file.read_text()))
    assert {f"/guides/words#{name}" for name in named} <= known
    assert {
        "taper",
        "implementation",
        "contact",
        "pair",
        "top-up-window",
        "held-back",
        "not-started",
        "provisional",
    } <= named


def test_the_folder_holds_the_guides_of_the_product_and_the_page_of_those_who_run_it() -> None:
    assert {file.stem for file in FOLDER.iterdir()} == {*Guide, "administrators"}
