"""The whole installation as one file and back: either kind of database, its files, and proof that all is there."""
