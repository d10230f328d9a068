"""Licences to which a hundred things happen, always the same: what stands here for the long state machine."""

import pytest

from tests.storm.plans import play


@pytest.mark.parametrize("seed", range(1, 13))
def test_whatever_happens_to_a_licence_its_plan_is_as_the_second_reckoning_has_it(seed: int) -> None:
    assert play(seed, 100) == ""
