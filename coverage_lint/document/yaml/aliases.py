"""Anchors and aliases, bounded by what they would be written out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coverage_lint.document.nodes import Map, Seq
from coverage_lint.errors import Unreadable

if TYPE_CHECKING:
    from coverage_lint.document.limits import Limits
    from coverage_lint.document.nodes import Value
    from coverage_lint.location import Location


class Aliases:
    """The anchors of one document. An alias stands for the very object its anchor marks."""

    def __init__(self, limits: Limits) -> None:
        """Begin a document, which knows no anchor."""
        self._limits = limits
        self._values: dict[str, Value] = {}
        self._texts: dict[str, str | None] = {}
        self._open: set[str] = set()
        self._measured: dict[int, tuple[int, int]] = {}
        self._added = 0

    def open(self, anchor: str) -> None:
        """Note that an anchored list or mapping has begun, and not ended."""
        self._open.add(anchor)

    def define(self, anchor: str, value: Value, text: str | None) -> None:
        """Note an anchor's value, and, for a scalar, its text."""
        self._open.discard(anchor)
        self._values[anchor] = value
        self._texts[anchor] = text

    def value(self, anchor: str, place: Location, depth: int) -> Value:
        """Return what an alias stands for at a depth. Raises Unreadable."""
        self._check_known(anchor, place)
        value = self._values[anchor]
        size, height = self._measure(value)
        self._added += size
        if self._added > self._limits.alias_nodes:
            words = f"aliases written out would add more than {self._limits.alias_nodes:,} values"
            raise Unreadable("CL004", place, words, label="passes the limit")
        if depth + height > self._limits.depth:
            raise Unreadable("CL004", place, f"nested more than {self._limits.depth} deep, aliases followed")
        return value

    def text(self, anchor: str, place: Location) -> str | None:
        """Return the text of an aliased scalar, None for a list or mapping. Raises Unreadable."""
        self._check_known(anchor, place)
        return self._texts[anchor]

    def _check_known(self, anchor: str, place: Location) -> None:
        if anchor in self._open:
            raise Unreadable("CL001", place, f"the alias *{anchor} stands inside of what it stands for")
        if anchor not in self._values:
            raise Unreadable("CL001", place, f"the alias *{anchor} has no anchor &{anchor} before it")

    def _measure(self, value: Value) -> tuple[int, int]:
        """Count the values below and with a value, written out, and how deep they go."""
        if not isinstance(value, Map | Seq):
            return 1, 0
        known = self._measured.get(id(value))
        if known is None:
            size, height = 1, 0
            for inner in value.values() if isinstance(value, Map) else value:
                inner_size, inner_height = self._measure(inner)
                size += inner_size
                height = max(height, inner_height)
            known = self._measured[id(value)] = size, height + 1
        return known
