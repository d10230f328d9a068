"""Evaluation: measures and their time points, results, costs, and what was learnt of the process."""
