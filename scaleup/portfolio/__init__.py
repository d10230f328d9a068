"""Every screen that shows several domains at once."""
