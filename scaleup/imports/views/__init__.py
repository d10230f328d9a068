"""The pages of the import: the file, what was recognised, the questions, the outcome."""

from scaleup.imports.views import columns, decisions, out, runs  # noqa: F401 - the routes must be known
from scaleup.imports.views.blueprint import blueprint

__all__ = ["blueprint"]
