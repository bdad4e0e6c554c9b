"""The rules engine: which policies fire for which facts."""
