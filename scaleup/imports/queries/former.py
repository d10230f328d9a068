"""Names that areas went by before two records became one. Who merges records stands above this: the registry tells."""

from collections.abc import Callable, Mapping

_former: list[Callable[[], Mapping[str, int]]] = []


def install_former_names(former: Callable[[], Mapping[str, int]]) -> None:
    """Afterwards these are the areas (ids) that each former name (by key) means."""
    _former[:] = [former]


def former_names() -> dict[str, int]:
    """The area (id) that each former name (by key) means."""
    return {key: area_id for asked in _former for key, area_id in asked().items()}
