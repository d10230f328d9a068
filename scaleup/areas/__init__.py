"""Areas, the organisations and people in them, who has access, and implementations: an area taking up a programme."""
