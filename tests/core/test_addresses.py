"""Only what can be an id reaches a page."""

import pytest
from flask import Flask

from scaleup.core import addresses


@pytest.mark.parametrize(
    ("asked", "status"),
    [
        ("1", 200),
        ("9223372036854775807", 200),
        ("9223372036854775808", 404),
        ("99999999999999999999999", 404),
        ("-1", 404),
        ("%EF%BC%91", 404),
    ],
)
def test_a_number_that_no_database_holds_is_no_page(asked: str, status: int) -> None:
    made = Flask("edge")
    addresses.bind(made)

    @made.get("/areas/<int:area_id>")
    def area(area_id: int) -> str:
        return str(area_id)

    assert made.test_client().get(f"/areas/{asked}").status_code == status
