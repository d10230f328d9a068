"""Faults that are none: the rule answers the same with them, or answers where nobody can tell. Each with the reason."""

EQUIVALENT: dict[str, str] = {}
