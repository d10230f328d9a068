"""The rules of evaluation, by concept."""
