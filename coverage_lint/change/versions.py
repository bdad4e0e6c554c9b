"""One version of an entity, and its values read from the text that stands in the model."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import cache
from typing import TYPE_CHECKING, Any, Final

from coverage_lint.document.nodes import Map
from coverage_lint.entities.build import exact
from coverage_lint.entities.records import REJECTED, Record
from coverage_lint.frozen import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping

    from coverage_lint.entities.catalogue import FieldSpec, Type

_NOTHING: Final[Mapping[str, Any]] = {}
_BY_FAMILY = frozenset(("quota_kind", "carries_quota"))
"""Fields whose default depends on what else is written; the record knows it."""


class Side(NamedTuple):
    """An entity in one version: the mapping as written, and its record where it has one."""

    node: Mapping[str, Any]
    record: Record | None

    def refused(self, field: str) -> bool:
        """True if what stands in a field, or was meant to by a misspelt key, was refused or names nothing."""
        return self.record is not None and self.record.values.get(field) is REJECTED

    def inner(self, field: str) -> Side:
        """Return the mapping in a field, an empty one where there is none."""
        raw = self.node.get(field)
        held = self.record.values.get(field) if self.record is not None else None
        return Side(raw if isinstance(raw, Map) else _NOTHING, held if isinstance(held, Record) else None)


NOWHERE: Final = Side(_NOTHING, None)
"""The side of an entity that is not in that version."""


def effective(side: Side, other: Side, spec: FieldSpec) -> object:
    """Read a scalar; where only the other version writes it, what holds without it.

    So a default that is written out is no change.
    """
    name = spec.name
    raw = side.node.get(name)
    if side.refused(name):
        return REJECTED
    if raw is not None:
        return read_scalar(raw, spec.type)
    if side is NOWHERE or other is NOWHERE:
        return None
    held = side.record.values.get(name) if name in _BY_FAMILY and side.record is not None else None
    return spec.default if held is None else held


def read_scalar(raw: object, held: Type) -> object:
    """Read a scalar exactly by its type; REJECTED where it is of another."""
    if held.name in {"text", "date"}:
        return raw if isinstance(raw, str) else REJECTED
    if held.name == "flag" or isinstance(raw, bool):
        return raw if held.name == "flag" and isinstance(raw, bool) else REJECTED
    if isinstance(raw, int):
        return raw
    if isinstance(raw, str):
        number = exact(raw) if held.name in {"money", "count"} and _amount(raw) else REJECTED
        return number if held.name == "money" or isinstance(number, int) else REJECTED
    return exact(raw) if isinstance(raw, Decimal) and held.name != "count" else REJECTED


@cache
def _written_amount() -> re.Pattern[str]:
    return re.compile("-?[0-9](?:_?[0-9]){0,17}(?:[.][0-9]{1,6})?")


def _amount(text: str) -> bool:
    return _written_amount().fullmatch(text) is not None


def read_map(raw: object) -> dict[str, object]:
    """Read a map of amounts or shares; entries that are null or the team's own are left out."""
    from coverage_lint.entities.catalogue import MONEY

    if not isinstance(raw, Map):
        return {}
    return {
        key: read_scalar(value, MONEY) for key, value in raw.items() if value is not None and not key.startswith("x-")
    }
