"""Fidelity: for now past checks as they were recorded; sessions, scores and changes follow."""
