"""What reports and servers' answers say, in plain words too, and whose it is to put an address right."""

from scaleup.bounces.rules.addresses import Back, keepers, may_correct, plain
from scaleup.bounces.rules.reports import Action, Fate, Report, Unread, read

__all__ = ["Action", "Back", "Fate", "Report", "Unread", "keepers", "may_correct", "plain", "read"]
