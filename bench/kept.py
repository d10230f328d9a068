"""A filled database that stays, and the product served from it, to be looked at in a browser.

`python -m bench --keep 100000` fills `bench_kept_100000` once and serves it until Ctrl-C; `--drop 100000` removes it.
It stays only on a server that `SCALEUP_BENCH_DATABASE_URL` names; no other name of database is ever touched.
"""

import contextlib
import signal
from pathlib import Path

from sqlalchemy import create_engine, make_url, text

from bench.databases import application, filled
from bench.portfolio import NOW
from bench.servers import environment, started, wait
from scaleup import commit
from scaleup.accounts.service import printed_links
from scaleup.extensions import db
from scaleup.search.service import mend

AT_ONCE = 20_000
"""Names indexed in one transaction."""


def serve(address: str, size: int, folder: Path) -> None:
    """The product answers from the kept database, with a link to sign in for each role, until somebody stops it."""
    url = kept(address, size)
    with application(url).app_context():
        links = printed_links(NOW)
        commit.now()
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # its server ends with it, however it is stopped
    web = started("ours", environment(url, folder))
    try:
        wait(web)
        print(f"{size:,} areas at http://127.0.0.1:{web.port}, until Ctrl-C")
        for role, token in links:
            print(f"{role.replace('_', ' '):24}http://127.0.0.1:{web.port}/sign-in/{token}", flush=True)
        with contextlib.suppress(KeyboardInterrupt):
            web.process.wait()
    finally:
        web.process.terminate()
        web.process.wait()


def kept(address: str, size: int) -> str:
    """The URL of the database of this size, filled if it was not there."""
    url = make_url(address).set(database=name_of(size)).render_as_string(hide_password=False)
    if name_of(size) in there(address):
        return url
    carry_out(address, f"CREATE DATABASE {name_of(size)}")
    try:
        filled(url, size)
        index(url)
    except BaseException:
        drop(address, size)
        raise
    return url


def index(url: str) -> None:
    """What was filled is found by the search: the rows were made past the sessions that index names."""
    with application(url).app_context():
        while mend(AT_ONCE):
            commit.now()
        db.session.remove()
        db.engine.dispose()


def drop(address: str, size: int) -> None:
    """The kept database of this size is gone."""
    carry_out(address, f"DROP DATABASE IF EXISTS {name_of(size)} WITH (FORCE)")


def name_of(size: int) -> str:
    """The only name that is made or dropped here."""
    return f"bench_kept_{size:d}"


def there(address: str) -> set[str]:
    """The names of the server's databases."""
    engine = create_engine(address)
    with engine.connect() as connection:
        found = set(connection.scalars(text("SELECT datname FROM pg_database")))
    engine.dispose()
    return found


def carry_out(address: str, statement: str) -> None:
    """The server did this."""
    engine = create_engine(address, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text(statement))
    engine.dispose()
