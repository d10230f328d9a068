"""My work: what needs doing, by whom, by when, and why. Derived; nothing is typed."""
