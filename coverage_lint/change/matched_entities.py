"""The entities of a section in two versions, matched by id; each is looked at once."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias, cast

from coverage_lint.change.versions import NOWHERE, Side
from coverage_lint.document.nodes import Map, Seq
from coverage_lint.entities.places import own_place
from coverage_lint.entities.records import Record
from coverage_lint.frozen import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterator

    from coverage_lint.document.nodes import Value
    from coverage_lint.location import Location

    Key: TypeAlias = tuple[Hashable, int]


class Item(NamedTuple):
    """An entry of a section in one version."""

    side: Side
    place: Location
    id: str
    """'' where it has none that can be read."""
    nth: int
    """Which of those with its id it is, from 1; an id should be there once."""


class Pair(NamedTuple):
    """An entity in two versions; None where it is not there."""

    before: Item | None
    after: Item | None

    @property
    def sides(self) -> tuple[Side, Side]:
        """Return both sides, an empty one for what is not there."""
        return self.before.side if self.before else NOWHERE, self.after.side if self.after else NOWHERE


def pairs(before: Side, after: Side, section: str) -> Iterator[Pair]:
    """Match the entries of a section: those of the newer version in its order, then those that went.

    Entries without an id are known by all that they say. There is no pair where nothing differs.
    """
    old, new = _Section(before, section), _Section(after, section)
    older, newer = old.by_key(), new.by_key()
    for key, at in newer.items():
        match = older.pop(key, None)
        if match is None:
            yield Pair(None, new.item(at, key))
        elif old.listed[match] != new.listed[at]:
            yield Pair(old.item(match, key), new.item(at, key))
    for key, at in older.items():
        yield Pair(old.item(at, key), None)


class _Section:
    """The entries of a section in one version, as written and as records."""

    def __init__(self, side: Side, section: str) -> None:
        listed = side.node.get(section)
        members = side.record.values.get(section) if side.record is not None else None
        self.listed: list[Value] = listed if isinstance(listed, Seq) else []
        self.members: list[object] = list(members) if isinstance(members, list) else []

    def by_key(self) -> dict[Key, int]:
        """Return the position of each entry, by what it is known by."""
        found: dict[Key, int] = {}
        met: dict[Hashable, int] = {}
        for at, raw in enumerate(self.listed):
            name = _identity(raw) or _said(raw)
            key = (name, 1)
            if key in found:
                met[name] = met.get(name, 1) + 1
                key = (name, met[name])
            found[key] = at
        return found

    def item(self, at: int, key: Key) -> Item:
        """Return an entry by its position."""
        raw = self.listed[at]
        held = self.members[at] if at < len(self.members) else None
        record = held if isinstance(held, Record) and isinstance(raw, Map) and held.node is raw else None
        node = raw if isinstance(raw, Map) else {"": raw}
        return Item(Side(node, record), self._place(record, raw, at), _identity(raw), key[1])

    def _place(self, record: Record | None, raw: Value, at: int) -> Location:
        if record is not None:
            return own_place(record)
        if isinstance(raw, Map):
            return raw.value_location("id") if "id" in raw else raw.location()
        return cast("Seq", self.listed).item_location(at)


def _identity(raw: Value) -> str:
    identity = raw.get("id") if isinstance(raw, Map) else None
    return identity if isinstance(identity, str) else ""


def _said(raw: object) -> Hashable:
    """Return what an entry says in a form to look it up by, keys in any order."""
    if isinstance(raw, dict):
        return frozenset((key, _said(value)) for key, value in raw.items())
    if isinstance(raw, list):
        return tuple(map(_said, raw))
    return f"{type(raw).__name__} {raw}"
