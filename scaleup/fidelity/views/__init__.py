"""The pages of fidelity."""

from scaleup.fidelity.views import adaptations, deciding
from scaleup.fidelity.views.blueprint import blueprint

__all__ = ["adaptations", "blueprint", "deciding"]
