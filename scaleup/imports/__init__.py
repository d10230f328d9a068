"""The unit's old tracker workbook comes in: every row accounted for, nothing guessed silently, nothing dropped."""
