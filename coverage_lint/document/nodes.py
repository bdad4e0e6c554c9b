"""The values of a document, each with the place it was written at.

A `Map` is a dict and a `Seq` a list, so that validators read them as they are; beside their
values they keep flat lists of character offsets, a quarter of the memory of a mark per value.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias, Union

from coverage_lint.location import Location, Source

if TYPE_CHECKING:
    from decimal import Decimal

_FEW = 16
"""Keys of a mapping that are looked through one by one: making an index of them takes longer."""

Value: TypeAlias = Union[str, int, "Decimal", bool, "Map", "Seq", None]
"""What a document can hold. There are no floats."""


class Map(dict[str, "Value"]):
    """A mapping. `marks` holds, per key in order: key start, key end, value start, value end."""

    __slots__ = ("_index", "end", "marks", "source", "start")
    _index: dict[str, int]

    def __init__(self, source: Source, start: int) -> None:
        """Begin an empty mapping at a character offset of a source."""
        self.source = source
        self.start = start
        self.end = start
        self.marks: list[int] = []

    def _mark(self, key: str) -> int:
        if len(self) > _FEW:
            return self._indexed()[key]
        for index, known in enumerate(self):
            if known == key:
                return index * 4
        raise KeyError(key)

    def _indexed(self) -> dict[str, int]:
        """Return where the marks of each key begin. Made when it is first asked for: most mappings never are."""
        try:
            if len(self._index) == len(self):
                return self._index
        except AttributeError:
            pass
        self._index = {key: index * 4 for index, key in enumerate(self)}
        return self._index

    def location(self) -> Location:
        """Return the whole mapping's place."""
        return Location(self.source, self.start, self.end)

    def key_location(self, key: str) -> Location:
        """Return the place of a key. Raises KeyError when it is not there."""
        at = self._mark(key)
        return Location(self.source, self.marks[at], self.marks[at + 1])

    def value_location(self, key: str) -> Location:
        """Return the place of a key's value. Raises KeyError when it is not there."""
        at = self._mark(key)
        return Location(self.source, self.marks[at + 2], self.marks[at + 3])


class Seq(list["Value"]):
    """A list. `marks` holds, per item in order: start, end.

    A list that stands in other files has its own place in the model, no marks, and its `parts`.
    """

    __slots__ = ("end", "marks", "parts", "source", "start")

    def __init__(self, source: Source, start: int) -> None:
        """Begin an empty list at a character offset of a source."""
        self.source = source
        self.start = start
        self.end = start
        self.marks: list[int] = []
        self.parts: tuple[Seq, ...] = ()

    def location(self) -> Location:
        """Return the whole list's place."""
        return Location(self.source, self.start, self.end)

    def item_location(self, index: int) -> Location:
        """Return the place of an item. Raises IndexError when it is not there."""
        for part in self.parts:
            if index < len(part):
                return part.item_location(index)
            index -= len(part)
        return Location(self.source, self.marks[index * 2], self.marks[index * 2 + 1])
