"""Which implementations a list is about: those that the viewer leads, and those that they look after."""

from datetime import date

from sqlalchemy import ColumnElement, false, select

from scaleup.accounts.rules import Role
from scaleup.areas.models import Access, Implementation
from scaleup.areas.queries import active_access
from scaleup.worklist import rules

MOST = 200
"""Lines of one kind that are read: nobody works through more in a day."""
LEADS = (Role.PROJECT_LEAD, Role.DEPUTY)
MANAGERS = (Role.IMPLEMENTATION_MANAGER, Role.UNIT_MANAGER)


def led_areas(viewer: rules.Viewer, today: date) -> ColumnElement[bool]:
    """That the viewer leads the area of the implementation."""
    if not viewer.is_one_of(*LEADS):
        return false()
    return Implementation.area_id.in_(
        select(Access.area_id).where(Access.person_id == viewer.person_id, Access.role.in_(LEADS), active_access(today))
    )


def looked_after(viewer: rules.Viewer) -> ColumnElement[bool]:
    """That the viewer is the implementation's manager."""
    return Implementation.manager_id == viewer.person_id if viewer.is_one_of(*MANAGERS) else false()
