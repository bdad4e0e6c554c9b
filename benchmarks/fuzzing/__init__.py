"""Hostile and clumsy input for coverage-lint, made at random from a seed, and the promises it is held to."""
