"""The pages of enquiries: the public ones, the unit's list, and what is done with one."""

from scaleup.enquiries.views import acts, public, staff
from scaleup.enquiries.views.blueprint import blueprint

__all__ = ["acts", "blueprint", "public", "staff"]
