"""How long the things take that must stay fast: counts first, ratios and growth after, milliseconds for orientation."""
