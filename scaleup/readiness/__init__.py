"""Readiness: what an area says of itself item by item, the verdict that follows, who signed it, and its conditions."""
