"""How many examples a test of random input tries: a fifth, or all with `--hypothesis-profile thorough`.

Both try the same examples on each run, so that a change fails for what it does and for nothing else. With
`--hypothesis-profile search` all are tried, and others each time.
"""

from __future__ import annotations

from hypothesis import settings

ALL = 100
PROFILES = {"ordinary": (20, True), "thorough": (ALL, True), "search": (ALL, False)}
"""Of a hundred examples, how many are tried, and whether they are the same on each run."""


def examples(count: int) -> int:
    """Return how many of so many examples the profile tries, so that the thorough one tries all."""
    return max(5, count * settings().max_examples // ALL)
