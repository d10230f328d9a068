"""The tapered plan, contacts, the call log."""
