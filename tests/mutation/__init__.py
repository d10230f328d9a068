"""How many small faults, put into the rules one at a time, the pure tests of these rules notice."""
