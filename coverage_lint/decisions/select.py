"""Which policies a word means, and which findings may be taken out at all."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence


def selects(pattern: str, code: str, name: str) -> bool:
    """Say whether a code, a prefix of codes, or a name means a policy."""
    return code.startswith(pattern) or name == pattern


def wanted(select: Sequence[str], ignore: Sequence[str], code: str, name: str) -> bool:
    """Say whether a policy is among those selected (none is all) and not among those ignored."""
    chosen = not select or any(selects(pattern, code, name) for pattern in select)
    return chosen and not any(selects(pattern, code, name) for pattern in ignore)


ALWAYS_ASKED = ("CL00", "CL04")
"""The codes of what kept a file from being read, and of what a change takes away from being checked."""


def hideable(code: str) -> bool:
    """Say whether a finding may be ignored or baselined: what says that something was not checked may not."""
    return not code.startswith(ALWAYS_ASKED)
