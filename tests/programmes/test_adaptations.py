"""A programme's list of changes is read from the catalogue, and refused where it does not agree."""

from typing import Any

import pytest

from scaleup.programmes.rules import Light, Unreadable, from_content
from tests.factories.programmes import shipped_content


def listed(**changes: object) -> dict[str, Any]:
    """The same, with its first red kind of change otherwise."""
    found = shipped_content()
    kinds = [dict(one) for one in found["adaptations"]["kinds"]]
    red = next(index for index, one in enumerate(kinds) if one["light"] == "red")
    kinds[red] = {key: value for key, value in {**kinds[red], **changes}.items() if value is not None}
    return {**found, "adaptations": {**found["adaptations"], "kinds": kinds}}


def test_venues_are_free_online_is_asked_about_and_a_single_facilitator_is_red():
    kinds = from_content(shipped_content()).adaptations
    assert kinds is not None
    lights = {one.code: one.light for one in kinds.kinds}
    assert (lights["venue"], lights["remote"], lights["one_facilitator"]) == (Light.GREEN, Light.AMBER, Light.RED)
    assert kinds.kind("no such change") is None


def test_every_red_line_of_the_programme_says_what_is_usual_instead():
    kinds = from_content(shipped_content()).adaptations
    assert kinds is not None
    red = [one for one in kinds.kinds if one.light is Light.RED]
    assert len(red) == 9
    assert all(one.usual for one in red)


def test_a_version_without_a_list_has_none():
    before = shipped_content()
    del before["adaptations"]
    assert from_content(before).adaptations is None


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"usual": None}, "usual: must say what is usual instead, since the light is red"),
        ({"code": "venue"}, "venue is there already"),
        ({"code": "other"}, "code: other is kept for changes that are on no list"),
        ({"light": "blue"}, "light: must be one of green, amber, red, not 'blue'"),
        ({"nature": "dropping"}, "nature: must be one of tailoring, "),
        ({"because": None}, "because: is missing"),
        ({"reason": "twice"}, "reason: is not a key that belongs here"),
    ],
)
def test_a_list_that_does_not_agree_is_refused_in_a_sentence(changes: dict[str, object], sentence: str):
    with pytest.raises(Unreadable) as unreadable:
        from_content(listed(**changes))
    assert sentence in str(unreadable.value)
    assert "adaptations.kinds[20]" in str(unreadable.value)
