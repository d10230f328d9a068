"""What `make run` stands on: the supervisor, its checks, the embedded servers and the mailbox."""
