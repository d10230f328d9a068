"""The pages of fidelity."""

from scaleup.fidelity.views.blueprint import blueprint

__all__ = ["blueprint"]
