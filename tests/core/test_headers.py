"""Every answer forbids what our pages never do."""

from pathlib import Path

from flask import Flask
from flask.testing import FlaskClient
from whitenoise import WhiteNoise

from scaleup.core import headers


def app(folder: Path, *, production: bool) -> FlaskClient:
    """An application with one page, one act and one file."""
    made = Flask("edge")
    headers.bind(made, production=production)
    made.add_url_rule("/", "page", lambda: "page")
    made.add_url_rule("/act", "act", lambda: "done", methods=["POST"])
    (folder / "a.css").write_text("a{}")
    add = headers.on_files(production=production)
    made.wsgi_app = WhiteNoise(made.wsgi_app, root=str(folder), prefix="static/", add_headers_function=add)  # type: ignore[method-assign]
    return made.test_client()


def test_a_page_may_load_only_from_here_and_is_not_kept(tmp_path: Path) -> None:
    answer = app(tmp_path, production=False).get("/")
    assert answer.headers["Content-Security-Policy"] == (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; connect-src 'self'; "
        "worker-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    )
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Referrer-Policy"] == "no-referrer"
    assert answer.headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert answer.headers["Cache-Control"] == "no-store"
    assert "Strict-Transport-Security" not in answer.headers


def test_a_page_that_is_not_there_carries_the_same_headers(tmp_path: Path) -> None:
    answer = app(tmp_path, production=False).get("/nothing")
    assert answer.status_code == 404
    assert "frame-ancestors 'none'" in answer.headers["Content-Security-Policy"]


def test_files_carry_the_headers_too(tmp_path: Path) -> None:
    answer = app(tmp_path, production=True).get("/static/a.css")
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Strict-Transport-Security"] == "max-age=31536000; includeSubDomains"
    answer.close()


def test_production_holds_browsers_to_https(tmp_path: Path) -> None:
    answer = app(tmp_path, production=True).get("/")
    assert answer.headers["Strict-Transport-Security"] == "max-age=31536000; includeSubDomains"


def test_a_form_posted_from_another_site_is_refused(tmp_path: Path) -> None:
    client = app(tmp_path, production=False)
    assert client.post("/act", headers={"Sec-Fetch-Site": "cross-site"}).status_code == 403
    assert client.post("/act", headers={"Sec-Fetch-Site": "same-origin"}).status_code == 200
    assert client.get("/", headers={"Sec-Fetch-Site": "cross-site"}).status_code == 200
