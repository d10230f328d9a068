"""The catalogue: what a programme asks for, as versioned data."""
