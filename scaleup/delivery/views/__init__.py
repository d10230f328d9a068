"""The pages of delivery: the first session, an area's groups, one group, and the record of a session."""

from scaleup.delivery.views import going_on, groups, sessions, setting_up, start
from scaleup.delivery.views.blueprint import blueprint

__all__ = ["blueprint", "going_on", "groups", "sessions", "setting_up", "start"]
