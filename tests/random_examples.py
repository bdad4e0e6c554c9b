"""How many examples a test of random input tries: a fifth, or all with `--hypothesis-profile thorough`."""

from __future__ import annotations

from hypothesis import settings

ALL = 100
PROFILES = {"ordinary": 20, "thorough": ALL}
"""Of a hundred examples, how many are tried."""


def examples(count: int) -> int:
    """Return how many of so many examples the profile tries, so that the thorough one tries all."""
    return max(5, count * settings().max_examples // ALL)
