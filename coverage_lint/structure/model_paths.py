"""A place in a model by its path: its value, where it is written, and what messages call it.

It serves what is found before there are records. The places of records are in entities/places.py.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, TypeAlias

from coverage_lint.document.nodes import Map, Seq, Value
from coverage_lint.frozen import NamedTuple
from coverage_lint.schemas import load_schema, sections

if TYPE_CHECKING:
    from collections.abc import Iterable

    from coverage_lint.document.documents import Rejections
    from coverage_lint.findings import Finding
    from coverage_lint.location import Location

Path: TypeAlias = tuple[str | int, ...]


class Place(NamedTuple):
    """What a path of keys and list positions leads to, from the top of a model. The path exists."""

    root: Map
    path: Path

    def holder(self) -> Map | Seq:
        """Return the mapping or list that the last step of the path is taken in. Not for the top itself."""
        return value_at(self.root, self.path[:-1])  # type: ignore[return-value]  # the path exists

    def value(self) -> Value:
        """Return what is there."""
        return value_at(self.root, self.path)

    def child(self, step: str | int) -> Place:
        """Return the place one step further down."""
        return Place(self.root, (*self.path, step))

    def location(self) -> Location:
        """Return the location of the value; of its key, if the value is empty."""
        return location_at(self.root, self.path)

    def refuse(self, rejected: Rejections) -> None:
        """Mark the place as refused."""
        if self.path:
            rejected.reject(self.holder(), self.path[-1])
        else:
            rejected.reject(self.root)

    def refused(self, rejected: Rejections) -> bool:
        """True if the place, or one that it lies in, has been refused already."""
        node: Value = self.root
        for step in self.path:
            if not isinstance(node, (Map, Seq)) or rejected.refused(node, step):
                return True
            node = _step(node, step)
        return isinstance(node, (Map, Seq)) and rejected.refused(node)

    def entity(self) -> str:
        """Return the entity around the place: 'person ada', 'person #3' without a usable id, 'plan', 'budget'."""
        length, kind = _entity(self.path)
        if not length:
            return str(self.path[0]) if len(self.path) > 1 else "plan"
        value = Place(self.root, self.path[:length]).value()
        known = value.get("id") if isinstance(value, Map) else None
        return (
            f"{kind} {known}"
            if isinstance(known, str) and known.isprintable() and known
            else f"{kind} #{int(self.path[length - 1]) + 1}"
        )

    def entity_depth(self) -> int:
        """Return how many steps lead to the entity that contains the place; 0 outside lists of entities."""
        return _entity(self.path)[0]

    def section(self) -> str:
        """Return the dotted path of the section that the entity of the place stands in."""
        return ".".join(step for step in self.path[: self.entity_depth()] if isinstance(step, str))

    def field(self) -> str:
        """Return the field's dotted path in the entity, without positions in lists; '' for the entity itself."""
        return ".".join(step for step in self._within() if isinstance(step, str))

    def rows(self) -> str:
        """Return the rows of lists that contain the place, within the entity, by what they refer to; '' for none."""
        length = self.entity_depth()
        inner = (
            Place(self.root, self.path[: at + 1])
            for at, step in enumerate(self.path)
            if isinstance(step, int) and at >= length
        )
        held = (place.value() for place in inner)
        return ", ".join(name for row in held if isinstance(row, Map) and (name := name_of_row(row)))

    def subject(self) -> str:
        """Return the place as the subject of a sentence: 'quota', 'item 2 of certifications', 'person #3'."""
        within = self._within()
        if not within:
            return self.entity()
        names = self.field()
        return f"item {within[-1] + 1} of {names}" if isinstance(within[-1], int) else names

    def _within(self) -> Path:
        length, _ = _entity(self.path)
        if length:
            return self.path[length:]
        return self.path[1:] if len(self.path) > 1 else self.path


def _entity(path: Path) -> tuple[int, str]:
    """Return the length of the path to the entity that a path leads into, and its kind; 0 outside the lists of them."""
    for section in sections():
        length = len(section.path)
        if len(path) > length and path[:length] == section.path and isinstance(path[length], int):
            return length + 1, section.kind
    return 0, ""


def name_of_row(row: Map) -> str:
    """Name a row without an id by what it points at, else by what it must have, never by its place in the list.

    'group north, territory east'; '' for neither.
    """
    return ", ".join(f"{field} {row[field]}" for field in _naming_fields() if isinstance(row.get(field), str))


@cache
def _naming_fields() -> tuple[str, ...]:
    """Return the fields that name rows, in the order of the schema: references, and those that are required."""
    found: dict[str, None] = {}
    for part in load_schema()["$defs"].values():
        fields = part.get("properties", {})
        if "x-kind" in part and "id" not in fields:
            required = part.get("required", ())
            found.update(dict.fromkeys(name for name in fields if "x-refers-to" in fields[name] or name in required))
    return tuple(found)


def value_at(root: Map | Seq, path: Path) -> Value:
    """Return what a path leads to. Raises LookupError."""
    node: Value = root
    for step in path:
        node = _step(node, step)
    return node


def location_at(root: Map | Seq, path: Path) -> Location:
    """Return the location of the value at a path; of its key, if the value is empty. Raises LookupError."""
    if not path:
        return root.location()
    holder, last = value_at(root, path[:-1]), path[-1]
    if isinstance(holder, Seq) and isinstance(last, int):
        return holder.item_location(last)
    if isinstance(holder, Map) and isinstance(last, str):
        return holder.key_location(last) if holder[last] is None else holder.value_location(last)
    raise LookupError(f"nothing at {last!r}")


def _step(node: Value, step: str | int) -> Value:
    if isinstance(node, Map) and isinstance(step, str):
        return node[step]
    if isinstance(node, Seq) and isinstance(step, int):
        return node[step]
    raise LookupError(f"nothing at {step!r}")


def once(findings: Iterable[Finding], told: set[tuple[object, ...]]) -> list[Finding]:
    """Leave out repeated findings at one place: an alias, or a table's header, is part of many entities."""
    fresh = []
    for one in findings:
        what = (id(one.location.source), one.location.start, one.location.end, one.code, one.label)
        if what not in told:
            told.add(what)
            fresh.append(one)
    return fresh
