"""When two findings are the same, in another version or on another day; lines and amounts play no part.

`diff` compares by this alone. A baseline adds the model's file; baseline/ledger.py
counts how many of the findings that are alike are old.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterable

    from coverage_lint.findings import Finding, Undecided

Identity: TypeAlias = "tuple[str, str, str, str]"
"""Policy code, entity, field, and the subject: what tells it from others of these three."""

_BY_POSITION = re.compile(r"([a-z_]+) #[0-9]+")


def identity(finding: Finding) -> Identity:
    """Return what makes a finding the same as another."""
    return finding.code, known_entity(finding), finding.field, finding.subject


def has_one_of(findings: Iterable[Finding], wanted: Iterable[Finding]) -> bool:
    """True if one of some findings is among those wanted, whatever its severity."""
    places = {(identity(one), one.location) for one in wanted}
    return bool(places) and any((identity(one), one.location) in places for one in findings)


def known_entity(one: Finding | Undecided) -> str:
    """Return the name of the entity; without its position, where it has no id."""
    by_position = _BY_POSITION.fullmatch(one.entity)
    return f"{by_position[1]} #" if by_position else one.entity
