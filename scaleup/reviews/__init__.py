"""Reviews: the unit and an area look back, every year under a licence and two to four years on."""
