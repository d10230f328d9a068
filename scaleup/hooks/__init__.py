"""Web hooks: other systems, Teams and Slack are told of what happened, by the outbox like everybody else."""
