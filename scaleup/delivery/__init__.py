"""Delivery: for now the first session, on which other dates hang; groups and sessions follow."""
