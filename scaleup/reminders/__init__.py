"""Rules and planning of reminders: what is due to whom, put into the outbox once."""
