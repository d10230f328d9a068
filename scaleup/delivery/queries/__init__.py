"""Named reads of delivery: when it began, the groups, and what was recorded of their sessions."""

from scaleup.delivery.queries.groups import group_in_scope, group_values, groups_of, session_in_scope
from scaleup.delivery.queries.start import start_of, version_of

__all__ = ["group_in_scope", "group_values", "groups_of", "session_in_scope", "start_of", "version_of"]
