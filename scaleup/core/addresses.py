"""What may stand for an id in an address: a number that a database can hold; anything else is no page (404)."""

from flask import Flask
from werkzeug.routing import IntegerConverter, Map

LARGEST_ID = 2**63 - 1


class Id(IntegerConverter):
    """A number in ASCII figures, within 64 bits."""

    regex = "[0-9]{1,19}"

    def __init__(self, rules: Map) -> None:
        super().__init__(rules, max=LARGEST_ID)


def bind(app: Flask) -> None:
    """Afterwards `<int:...>` of every route is an id."""
    app.url_map.converters["int"] = Id
