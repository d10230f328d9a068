"""The forms of evaluation, by concept."""
