"""Baselines: their file and its text, what of them a run meets, and models that were moved."""
