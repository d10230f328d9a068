"""Finding an area, a person, a licence or an organisation by what somebody remembers of its name."""
