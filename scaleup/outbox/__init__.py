"""Messages as rows: enqueue, claim, hand over, settle. Knows addresses, keys, and renderers by name."""
