"""What is read of imports on their way, however much is asked at once."""

import pytest

from scaleup.imports import queries

MORE_THAN_A_LIST_TAKES = 70_000


@pytest.mark.usefixtures("session")
def test_imports_are_found_by_more_questions_than_a_statement_takes() -> None:
    assert list(queries.runs_that_ask([f"county|{n}" for n in range(MORE_THAN_A_LIST_TAKES)])) == []
