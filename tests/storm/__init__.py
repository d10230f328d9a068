"""Reminders under fire: a journalling mail server, a nemesis, and a checker that shares no code with the sender."""
