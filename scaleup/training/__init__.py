"""Training events, who has a place on them, the register of each half-day, and certification by rule."""
