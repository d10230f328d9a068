"""How a guide is written: what is read from it, and what is refused."""

import pytest

from scaleup.guides.rules import Picture, Span, Unreadable, page

GUIDE = """# Guide for walkers

Boots on, and off you go.

## Cross the river

Look at the [bridge](words.md#old-bridge) first.

1. Take off your
   boots.
2. Press **Cross**, see [above](#cross-the-river).

![A bridge](../../scaleup/static/guides/bridge.png)
"""


def test_a_guide_is_its_title_its_first_sentence_and_its_tasks() -> None:
    found = page(GUIDE)
    assert (found.title, found.lede) == ("Guide for walkers", "Boots on, and off you go.")
    (task,) = found.tasks
    assert (task.title, task.anchor) == ("Cross the river", "cross-the-river")
    assert task.words == ((Span("Look at the "), Span("bridge", to="/guides/words#old-bridge"), Span(" first.")),)
    assert task.steps == (
        (Span("Take off your boots."),),
        (Span("Press "), Span("Cross", bold=True), Span(", see "), Span("above", to="#cross-the-river"), Span(".")),
    )
    assert task.picture == Picture("guides/bridge.png", "A bridge")


@pytest.mark.parametrize(
    "wrong",
    [
        "- a dash",
        "### A heading within",
        "| a | table |",
        "![no such place](https://elsewhere.example/a.png)",
        "1. one\n3. three",
        "\n".join(f"{number}. step" for number in range(1, 8)),
    ],
)
def test_what_the_form_does_not_know_is_refused(wrong: str) -> None:
    with pytest.raises(Unreadable):
        page(f"# A title\n\nA sentence.\n\n## A task\n\n{wrong}\n")


def test_a_guide_without_its_first_sentence_is_refused() -> None:
    with pytest.raises(Unreadable):
        page("# A title\n\n## A task\n\n1. step\n")
