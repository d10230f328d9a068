"""What a server's answer says in plain words, and whose it is to put an address right."""

from scaleup.bounces.rules.addresses import Back, keepers, may_correct, plain

__all__ = ["Back", "keepers", "may_correct", "plain"]
