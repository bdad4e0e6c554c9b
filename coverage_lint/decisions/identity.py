"""By what a finding is known again, in another version or on another day, never by its line or by an amount."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from coverage_lint.findings import Finding, Undecided

Identity: TypeAlias = "tuple[str, str, str, str]"
"""Policy code, entity, field, and the subject: what tells it from others of these three."""

_BY_POSITION = re.compile(r"([a-z_]+) #[0-9]+")


def identity(finding: Finding) -> Identity:
    """Return what a finding is known by."""
    return finding.code, known_entity(finding), finding.field, finding.subject


def known_entity(one: Finding | Undecided) -> str:
    """Name the entity; of one without an id, which only its position tells from others, the kind alone."""
    by_position = _BY_POSITION.fullmatch(one.entity)
    return f"{by_position[1]} #" if by_position else one.entity
