"""Each test finds its database as the first one did."""

from collections.abc import Callable
from pathlib import Path

from sqlalchemy import create_engine, make_url, text

from tests.databases import OnPostgres

MERGED = "INSERT INTO merge (kind, kept_id, gone_id, kept_name, gone_name, at) VALUES ('area', 2, 1, '', '', now())"


def test_what_a_test_rolled_back_uses_up_no_numbers_of_the_next(
    databases: Callable[[str], OnPostgres], tmp_path: Path
) -> None:
    found = []
    for _ in range(2):
        with databases("postgresql").clean(tmp_path) as url:
            engine = create_engine(make_url(url).set(drivername="postgresql+psycopg"))
            with engine.connect() as connection:
                found.append(connection.scalar(text(f"{MERGED} RETURNING id")))
                connection.rollback()
            engine.dispose()
    assert found == [1, 1]
