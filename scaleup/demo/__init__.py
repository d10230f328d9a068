"""The demonstration portfolio: invented areas, people and figures, laid around today."""
