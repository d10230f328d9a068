"""The forms of fidelity, by concept."""
