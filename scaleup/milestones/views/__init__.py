"""The pages of milestones: an implementation's stages with their activities, and dating one of them."""

from scaleup.milestones.views.activities import activity, milestones
from scaleup.milestones.views.blueprint import blueprint

__all__ = ["activity", "blueprint", "milestones"]
