"""Named reads of evaluation, by concept."""
