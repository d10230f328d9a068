"""The web server's log of requests, if one is kept: no token of an address stands in it. gunicorn.conf.py names it."""

from typing import Any

from gunicorn.glogging import Logger as Base

from scaleup.core.logs import without_secrets


class Logger(Base):  # type: ignore[misc]  # gunicorn ships no types
    """gunicorn's, with addresses as a log may hold them."""

    def atoms(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """What a line is made of."""
        made = super().atoms(*args, **kwargs)
        return {name: without_secrets(value) if isinstance(value, str) else value for name, value in made.items()}
