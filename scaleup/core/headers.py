"""What a browser may do with our pages: nothing inline, nothing from elsewhere, nothing kept. Decisions, "Safety"."""

from collections.abc import Callable

from flask import Flask, Response, abort, request

CONTENT = "; ".join(
    [
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self'",
        "font-src 'self'",
        "connect-src 'self'",
        "worker-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    ]
)

ALWAYS = {
    "Content-Security-Policy": CONTENT,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
}

A_YEAR_OF_HTTPS = "max-age=31536000; includeSubDomains"
SAFE = {"GET", "HEAD", "OPTIONS"}


def bind(app: Flask, *, production: bool) -> None:
    """Afterwards every response carries the headers, and a form posted from another site is refused."""
    headers = always(production=production)

    @app.before_request
    def refuse_other_sites() -> None:
        if request.method not in SAFE and request.headers.get("Sec-Fetch-Site") == "cross-site":
            abort(403)

    @app.after_request
    def protect(response: Response) -> Response:
        for name, value in headers.items():
            response.headers.setdefault(name, value)
        response.headers.setdefault("Cache-Control", "no-store")
        return response


def always(*, production: bool) -> dict[str, str]:
    """The headers of every response; in production the browser is held to HTTPS for a year."""
    return {**ALWAYS, "Strict-Transport-Security": A_YEAR_OF_HTTPS} if production else dict(ALWAYS)


def on_files(*, production: bool) -> Callable[[object, str, str], None]:
    """For WhiteNoise's `add_headers_function`: files carry the same headers as pages."""
    headers = always(production=production)

    def add(found: object, _path: str, _url: str) -> None:
        for name, value in headers.items():
            found[name] = value  # type: ignore[index]  # wsgiref.headers.Headers, which WhiteNoise leaves untyped

    return add
