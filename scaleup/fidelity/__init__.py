"""Fidelity: how close delivery stays to the programme as it was shown to work, and what is changed on purpose."""
