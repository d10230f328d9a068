"""The pages of fidelity."""

from scaleup.fidelity.views import adaptations, checks, deciding, improving, pages
from scaleup.fidelity.views.blueprint import blueprint

__all__ = ["adaptations", "blueprint", "checks", "deciding", "improving", "pages"]
