"""How sending stands and who may stop it: what is held, what letting go would do. Acts are outbox's and reminders'."""
