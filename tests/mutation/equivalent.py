"""Faults that are none: the rule answers the same with them, or answers where nobody can tell. Each with the reason."""

EQUIVALENT: dict[str, str] = {
    "support.rules.settle settles: min(near, key=lambda found: found[:3]) -> min(near)": (
        "No two contacts of a plan have one number, so the fourth is never compared."
    ),
}
