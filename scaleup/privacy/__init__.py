"""What people may ask of us about their data, how long things are kept, and who reads what was measured."""
