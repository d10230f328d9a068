"""Named reads of fidelity."""

from scaleup.fidelity.queries.checks import checks_of

__all__ = ["checks_of"]
