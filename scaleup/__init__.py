"""Scaleup: the system that a national scale-up unit runs on."""
