"""A fragment of a model laid over a base, each value keeping the place where it is written.

Mappings merge key by key, lists of entities by id; whatever else the fragment has replaces the base's.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from coverage_lint.document.nodes import Map, Seq

if TYPE_CHECKING:
    from collections.abc import Iterable

    from coverage_lint.document.nodes import Value
    from coverage_lint.location import Location


class LaidMap(Map):
    """A mapping whose entries come from several."""

    __slots__ = ("origins",)

    def __init__(self, own: Map) -> None:
        """Begin with the place of one of the mappings."""
        super().__init__(own.source, own.start)
        self.end = own.end
        self.origins: dict[str, Map] = {}

    def take(self, origin: Map, key: str, value: Value) -> None:
        """Take an entry of a mapping, with its place."""
        self[key] = value
        self.origins[key] = origin

    def key_location(self, key: str) -> Location:
        """Return the place of a key where it is written."""
        return self.origins[key].key_location(key)

    def value_location(self, key: str) -> Location:
        """Return the place of a value where it is written."""
        return self.origins[key].value_location(key)


class LaidSeq(Seq):
    """A list whose items come from several."""

    __slots__ = ("origins",)

    def __init__(self, own: Seq) -> None:
        """Begin with the place of one of the lists."""
        super().__init__(own.source, own.start)
        self.end = own.end
        self.origins: list[tuple[Seq, int]] = []

    def take(self, origin: Seq, index: int, value: Value) -> None:
        """Take an item of a list, with its place."""
        self.append(value)
        self.origins.append((origin, index))

    def item_location(self, index: int) -> Location:
        """Return the place of an item where it is written."""
        origin, at = self.origins[index]
        return origin.item_location(at)


def overlay(base: Map, fragment: Map) -> LaidMap:
    """Return a base with a fragment laid over it; neither is changed."""
    made = LaidMap(fragment)
    for key, value in base.items():
        if key not in fragment:
            made.take(base, key, value)
            continue
        above = fragment[key]
        if isinstance(value, Map) and isinstance(above, Map):
            made.take(fragment, key, overlay(value, above))
        elif isinstance(value, Seq) and isinstance(above, Seq) and _entities(value) and _entities(above):
            made.take(fragment, key, _merge(value, above))
        else:
            made.take(fragment, key, above)
    for key, value in fragment.items():
        if key not in base:
            made.take(fragment, key, value)
    return made


def _entities(items: Seq) -> bool:
    return bool(items) and all(isinstance(item, Map) and "id" in item for item in items)


def _merge(base: Seq, fragment: Seq) -> LaidSeq:
    above = {item["id"]: (index, item) for index, item in enumerate(fragment) if isinstance(item, Map)}
    made = LaidSeq(fragment)
    for index, item in enumerate(base):
        at, changed = above.pop(item["id"], (0, None)) if isinstance(item, Map) else (0, None)
        if changed is None:
            made.take(base, index, item)
        else:
            made.take(fragment, at, overlay(item, changed) if isinstance(item, Map) else changed)
    for at, item in above.values():
        made.take(fragment, at, item)
    return made


def without(root: Map, paths: Iterable[str]) -> Map:
    """Take sections, fields and entities out: 'people', 'people.ada', 'people.ada.quota'. KeyError for none such."""
    for path in paths:
        root = _take_out(root, path.split("."))
    return root


def _take_out(node: Map, path: list[str]) -> LaidMap:
    made = LaidMap(node)
    if path[0] not in node:
        raise KeyError(path[0])
    for key, value in node.items():
        if key != path[0]:
            made.take(node, key, value)
        elif len(path) > 1:
            made.take(node, key, _take_out_of(value, path[1:]))
    return made


def _take_out_of(value: Value, path: list[str]) -> Value:
    if isinstance(value, Map):
        return _take_out(value, path)
    if not isinstance(value, Seq) or not any(isinstance(item, Map) and item.get("id") == path[0] for item in value):
        raise KeyError(path[0])
    made = LaidSeq(value)
    for index, item in enumerate(value):
        if not isinstance(item, Map) or item.get("id") != path[0]:
            made.take(value, index, item)
        elif len(path) > 1:
            made.take(value, index, _take_out(item, path[1:]))
    return made
