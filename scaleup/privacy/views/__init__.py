"""What people may ask about their data, how long things are kept, and who read what was measured."""

from scaleup.privacy.views import persons, reads, retention
from scaleup.privacy.views.blueprint import blueprint

__all__ = ["blueprint", "persons", "reads", "retention"]
