"""Every page of the gallery is sound HTML without inline script or style."""

import re

import html5lib
import pytest
from flask.testing import FlaskClient

PAGES = [
    "/",
    "/work",
    "/tables",
    "/areas/1",
    "/areas/2",
    "/areas/3",
    "/contact",
    "/contact/refused",
    "/contact/conflict",
    "/account",
    "/accessibility",
    "/privacy",
]
ERRORS = [f"/errors/{status}" for status in (400, 403, 404, 405, 409, 413, 500, 503)]


@pytest.mark.parametrize("path", [*PAGES, *ERRORS])
def test_a_page_is_sound_html_and_runs_nothing_inline(visitor: FlaskClient, path: str) -> None:
    response = visitor.get(path)
    assert response.status_code == 200
    html5lib.HTMLParser(strict=True).parse(response.data)
    page = response.text
    assert not re.search(r"<style|\sstyle=|<script(?![^>]*\ssrc=)|\son[a-z]+=|javascript:", page)
    ids = re.findall(r'\sid="([^"]*)"', page)
    assert len(ids) == len(set(ids))
    assert page.count("<h1") == 1
