"""Where to go after signing in: only to pages of ours that open by GET."""

from urllib.parse import urlsplit

from flask import current_app, request
from werkzeug.exceptions import HTTPException

HOME = "/"
FIRST_PRINTABLE = 33
DOOR = ("/sign-in", "/sign-out", "/invitation", "/new-password", "/forgotten-password")


def opens(path: str) -> bool:
    """Whether the path is a page of ours that opens by GET, exactly as it stands."""
    try:
        current_app.url_map.bind(request.host).match(path, method="GET")
    except HTTPException:
        return False
    return True


def own_page(target: str) -> str:
    """The target if it is a page of ours to come back to; else the home page. No other site, no door."""
    if any(ord(letter) < FIRST_PRINTABLE or letter == "\\" for letter in target) or not target.startswith("/"):
        return HOME
    parts = urlsplit(target)
    if parts.netloc or parts.scheme or target.startswith("//") or parts.path.startswith(DOOR):
        return HOME
    return target if opens(parts.path) else HOME


def nearest_page(path: str) -> str:
    """The path itself if it opens, else the nearest one above it that does."""
    while path.strip("/") and not opens(path):
        path = path.rstrip("/").rpartition("/")[0]
    return path if path.startswith("/") and path != "" else HOME


def here() -> str:
    """The path and question of this request."""
    return request.full_path.rstrip("?")
