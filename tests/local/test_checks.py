"""Before anything starts, each thing that is wrong gets one sentence that says what to do."""

import socket
import sqlite3
from pathlib import Path

import pytest

from scaleup.local.checks import Place, Unready, check_database, check_folder, check_port, check_secret, hold, place


def test_without_a_word_it_is_var_here_port_8000_and_the_demonstration(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert place({}) == Place(tmp_path / "var", 8000, True)


def test_the_port_and_an_empty_system_can_be_asked_for(tmp_path: Path) -> None:
    asked = {"PORT": "8001", "DEMO": "0", "SCALEUP_VAR": str(tmp_path)}
    assert place(asked) == Place(tmp_path, 8001, False)


@pytest.mark.parametrize("port", ["0", "65536", "http", "-1", "８０"])
def test_a_port_that_is_none_is_named(port: str) -> None:
    with pytest.raises(Unready, match=f"PORT must be a number from 1 to 65535, not {port}"):
        place({"PORT": port})


def test_production_is_not_started_this_way() -> None:
    with pytest.raises(Unready, match=r"Production starts wsgi.py"):
        place({"SCALEUP_ENV": "production"})


def test_a_port_in_use_is_told_with_another_to_choose() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(Unready, match=rf"Port {port} is in use\. Choose another: make run PORT="):
            check_port(port)


def test_a_file_where_the_folder_should_be(tmp_path: Path) -> None:
    (tmp_path / "var").write_text("")
    with pytest.raises(Unready, match=r"var should be a folder\. Move it away"):
        check_folder(tmp_path / "var")


def test_a_folder_that_cannot_be_made(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(Unready, match="cannot be written"):
        check_folder(tmp_path / "file" / "var")


@pytest.mark.parametrize("name", ["scaleup.sqlite3", "secret_key", "run.pid"])
def test_a_folder_where_a_file_should_be(tmp_path: Path, name: str) -> None:
    (tmp_path / name).mkdir()
    with pytest.raises(Unready, match=f"{name} should be a file"):
        check_folder(tmp_path)


@pytest.mark.parametrize("name", ["mail", "log"])
def test_a_file_where_a_folder_should_be(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text("")
    with pytest.raises(Unready, match=f"{name} should be a folder"):
        check_folder(tmp_path)


def test_a_database_of_garbage_is_damaged(tmp_path: Path) -> None:
    path = tmp_path / "scaleup.sqlite3"
    path.write_bytes(b"no database at all " * 500)
    with pytest.raises(Unready, match=r"is damaged .*Put a backup in its place"):
        check_database(path)


def test_a_database_cut_short_is_damaged(tmp_path: Path) -> None:
    path = tmp_path / "scaleup.sqlite3"
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE alembic_version (version_num TEXT)")
        connection.executemany("INSERT INTO alembic_version VALUES (?)", [("x" * 900,) for _ in range(200)])
    connection.close()
    path.write_bytes(path.read_bytes()[:20_000])
    with pytest.raises(Unready, match="is damaged"):
        check_database(path)


def test_a_database_of_something_else_is_not_touched(tmp_path: Path) -> None:
    path = tmp_path / "scaleup.sqlite3"
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE recipes (name TEXT)")
    connection.close()
    with pytest.raises(Unready, match="is not one of Scaleup's"):
        check_database(path)


@pytest.mark.parametrize("content", [b"", b"short", b"\xff" * 64])
def test_a_damaged_key_says_what_deleting_it_costs(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "secret_key").write_bytes(content)
    with pytest.raises(Unready, match="Delete it and start again"):
        check_secret(tmp_path / "secret_key")


def test_what_is_not_there_yet_is_no_fault(tmp_path: Path) -> None:
    check_folder(tmp_path / "new" / "var")
    check_secret(tmp_path / "secret_key")
    check_database(tmp_path / "scaleup.sqlite3")


def test_a_second_start_is_told_who_holds_the_folder(tmp_path: Path) -> None:
    (tmp_path / "run.pid").write_text("1\n")
    hold(tmp_path)
    with pytest.raises(Unready, match=r"already runs on .*\(process 1\)"):
        hold(tmp_path)
