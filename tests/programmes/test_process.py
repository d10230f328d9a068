"""What a programme asks of its own course is read from the catalogue, and refused where it does not agree."""

import pytest

from scaleup.programmes.rules import Unreadable, from_content, process_of
from tests.factories.programmes import shipped_content


def test_staff_are_asked_right_after_training_and_ten_months_later():
    asked = process_of(shipped_content())
    assert asked is not None
    assert [(one.code, one.months_after) for one in asked.waves] == [("after_training", 0), ("ten_months", 10)]
    assert asked.parts == ("initial",)


def test_a_version_from_before_asks_nothing():
    assert process_of({"taper": {}}) is None


def test_a_part_of_training_that_the_programme_lacks_is_refused():
    wrong = shipped_content()
    wrong["process"] = {**wrong["process"], "parts": ["booster"]}
    with pytest.raises(Unreadable, match=r"process.parts\[1\]: booster is none of the training events"):
        from_content(wrong)


def test_a_code_stands_once_in_a_list():
    wrong = shipped_content()
    twice = {"code": "venue", "words": "Once more"}
    wrong["process"] = {**wrong["process"], "themes": [*wrong["process"]["themes"], twice]}
    with pytest.raises(Unreadable, match=r"process.themes\[11\]: venue is there already"):
        from_content(wrong)
