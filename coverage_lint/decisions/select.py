"""Which policies a word means, and what becomes of findings."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from coverage_lint.findings import Finding, Ignored


class Sifted(NamedTuple):
    """Findings after the ignores; `problems` are CL030 and CL031."""

    kept: list[Finding]
    ignored: list[Ignored]
    problems: list[Finding]


def selects(pattern: str, code: str, name: str) -> bool:
    """Say whether a code, a prefix of codes, or a name means a policy."""
    return code.startswith(pattern) or name == pattern


def hideable(code: str) -> bool:
    """Say whether a finding may be ignored or baselined: one that kept the file from being read may not."""
    return not code.startswith("CL00")
