"""Papers are tagged, say their title and language, carry the house style, and print what was typed as it was typed."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from scaleup.core import papers, stationery
from scaleup.core.downloads import answer
from tests.papers import read

TRIAL = """#import "house.typ": *
#show: house
#section("Who takes part")
#known((("Area", values.name), ("From", values.from)))
#listing(("Name", "Places"), values.rows, numbers: (1,), none-yet: "Nobody yet.")
#drawing(values.code, "A code that opens the register")
"""


@pytest.fixture(autouse=True)
def trial(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A paper of its own beside the house style, in a system that holds no demonstration."""
    (tmp_path / "house.typ").write_text((papers.TEMPLATES / "house.typ").read_text())
    (tmp_path / "trial.typ").write_text(TRIAL)
    monkeypatch.setattr(papers, "TEMPLATES", tmp_path)
    monkeypatch.setattr(stationery, "_house", [house_of(lambda: False)])


def house_of(demonstration: Callable[[], bool]) -> stationery.House:
    return stationery.House("https://unit.example", "unit.example", "unit@unit.example", "", demonstration)


def printed(name: str = "Marlbury", rows: tuple[tuple[str, str], ...] = (("Ann Ward", "12"),)) -> bytes:
    return papers.paper(
        "trial",
        {
            "title": "A trial",
            "name": name,
            "from": date(2024, 4, 1),
            "rows": rows,
            "code": papers.qr("https://example.org"),
        },
    )


def test_a_paper_is_tagged_pdf_ua_in_british_english_with_its_title() -> None:
    paper = read(printed())
    assert (paper.title, paper.language, paper.tagged, paper.standard) == ("A trial", "en-GB", True, "1")
    assert paper.words("H1") == ["A trial"]
    assert paper.words("H2") == ["Who takes part"]
    assert paper.words("TH") == ["Name", "Places"]
    assert paper.words("TD") == ["Ann Ward", "12"]
    assert paper.words("Lbl") == ["Area", "From"]
    assert paper.words("LBody") == ["Marlbury", "1 April 2024"]
    assert paper.alternatives() == ["A code that opens the register"]


def test_a_paper_says_what_was_typed_and_never_runs_it() -> None:
    typed = '#panic("run") *bold* $x$ \\ <a> @b // [c] "d" Siân Łódź ŵ'
    assert read(printed(typed)).words("LBody")[0] == typed


def test_a_paper_shows_a_question_mark_for_a_sign_that_no_font_has() -> None:
    assert read(printed("Ann 😀 日本 \x07")).words("LBody")[0] == "Ann ? ?? ?"


def test_a_paper_of_many_signs_that_no_font_has_is_printed_and_says_the_others() -> None:
    strange = "".join(chr(0x4E00 + number) for number in range(1_000)) + "\ud800\U0001f9d1\u200d\U0001f680\ufe0f"
    paper = read(printed(f"Ann {strange} Ward", rows=((f"Si\u0061\u0302n {strange}", "12"),)))
    assert paper.words("LBody")[0] == f"Ann {'?' * 1_003} Ward"
    assert paper.words("TD")[0] == f"Siân {'?' * 1_003}"


def test_a_paper_says_that_nothing_is_there_yet() -> None:
    paper = read(printed(rows=()))
    assert paper.words("TH") == []
    assert paper.says("Nobody yet.")


def test_a_paper_says_that_a_demonstration_is_invented(monkeypatch: pytest.MonkeyPatch) -> None:
    assert not read(printed()).says("Areas, people and figures are invented")
    monkeypatch.setattr(stationery, "_house", [house_of(lambda: True)])
    assert read(printed()).says("Example data. Areas, people and figures are invented.")


def test_a_paper_without_a_value_that_its_template_reads_is_not_printed() -> None:
    with pytest.raises(papers.NotPrinted, match="trial"):
        papers.paper("trial", {"title": "A trial"})


def test_a_paper_goes_out_as_a_file_and_is_never_shown() -> None:
    sent = answer(papers.sheet(b"%PDF-", title="Licence of St Ann's", on_day=date(2026, 11, 23)))
    assert sent.headers["Content-Disposition"] == 'attachment; filename="licence-of-st-ann-s-2026-11-23.pdf"'
    assert (sent.content_type, sent.headers["Cache-Control"]) == ("application/pdf", "no-store")
