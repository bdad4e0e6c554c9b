"""Ignores: where they stand, what they say, and which findings they reach."""
