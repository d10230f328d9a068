"""Licences: their terms, their states, and the moves between them."""
