"""The gallery stands in for the application: `live`, `page_at` and `axe` then look at it."""

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.ui.gallery import gallery


@pytest.fixture
def app() -> Flask:
    """The gallery."""
    return gallery()


@pytest.fixture
def visitor(app: Flask) -> FlaskClient:
    """Somebody who looks at the gallery."""
    return app.test_client()
