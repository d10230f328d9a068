"""Tests see rows without an order the other way round, so that nothing leans on how a database keeps them."""

import pytest
from sqlalchemy import text
from sqlalchemy.orm import Session

from tests.factories import support as make


@pytest.mark.parametrize("dialect", ["sqlite"])
def test_rows_that_are_asked_for_without_an_order_come_backwards(session: Session) -> None:
    for name in ("Hull", "Leeds"):
        make.area(name)
    assert session.scalars(text("SELECT name FROM area")).all() == ["Leeds", "Hull"]
