"""The outside of evaluation: SciPy's distributions."""
