"""create_app: settings, extensions, the registry, error pages. The edge binds in the order that a request meets it."""

from datetime import timedelta
from pathlib import Path

from flask import Flask
from werkzeug.middleware.proxy_fix import ProxyFix
from whitenoise import WhiteNoise

from scaleup import commit, extensions, registry
from scaleup.config import Settings, load
from scaleup.core import addresses, clock, faults, headers, logs, stationery, templates

ROOT = Path(__file__).parent.parent
TWENTY_FIVE_MEGABYTES = 25 * 1024 * 1024
A_YEAR = 365 * 24 * 3600


def create_app(settings: Settings | None = None) -> Flask:
    """A Scaleup that answers requests and runs tasks, from these settings or the environment's."""
    settings = settings or load()
    logs.bind()
    app = Flask(
        "scaleup",
        root_path=str(ROOT / "scaleup"),
        template_folder=str(ROOT / "templates"),
        static_folder=None,
    )
    app.config.update(
        SETTINGS=settings,
        STARTED_AT=clock.now(),
        SECRET_KEY=settings.secret_key,
        SQLALCHEMY_DATABASE_URI=settings.database,
        SQLALCHEMY_ENGINE_OPTIONS=settings.engine_options,
        MIGRATIONS=str(ROOT / "migrations"),
        CELERY={**extensions.CELERY, **settings.celery, **registry.celery_settings()},
        MAX_CONTENT_LENGTH=TWENTY_FIVE_MEGABYTES,
        WTF_CSRF_TIME_LIMIT=None,
        WTF_CSRF_SSL_STRICT=False,  # it wants a Referer, which our own policy withholds; see core/headers.py
        SESSION_COOKIE_NAME="__Host-form" if settings.production else "form",
        SESSION_COOKIE_SECURE=settings.production,
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        PERMANENT_SESSION_LIFETIME=timedelta(hours=12),
        TRUSTED_HOSTS=settings.trusted_hosts,
    )
    addresses.bind(app)
    headers.bind(app, production=settings.production)
    templates.bind_templates(app)
    commit.bind(app)
    extensions.bind(app)
    faults.bind(app)
    registry.bind(app)
    stationery.install(registry.house(app))
    app.wsgi_app = ProxyFix(app.wsgi_app, x_for=settings.proxies, x_proto=settings.proxies)  # type: ignore[method-assign]  # the documented way to wrap a Flask app
    app.wsgi_app = WhiteNoise(  # type: ignore[method-assign]  # as above
        app.wsgi_app,
        root=str(ROOT / "scaleup" / "static"),
        prefix="static/",
        max_age=A_YEAR,
        allow_all_origins=False,
        add_headers_function=headers.on_files(production=settings.production),
    )
    return app
