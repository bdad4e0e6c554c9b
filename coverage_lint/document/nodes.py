"""The values of a document, each with the place it was written at.

A `Map` is a dict and a `Seq` a list, so that validators read them as they are; beside their
values they keep flat lists of character offsets, a quarter of the memory of a mark per value.
"""

from __future__ import annotations

from bisect import bisect_right
from itertools import accumulate
from typing import TYPE_CHECKING, NamedTuple, TypeAlias, Union

if TYPE_CHECKING:
    from decimal import Decimal

_FEW = 16
"""Keys of a mapping that are looked through one by one: making an index of them takes longer."""

Value: TypeAlias = Union[str, int, "Decimal", bool, "Map", "Seq", None]
"""What a document can hold. There are no floats."""


class Header(NamedTuple):
    """The line of a CSV file that names its fields."""

    start: int
    end: int
    names: frozenset[str]
    """Every field it names, dotted, and what these are fields of: `span.min`, `span`."""


class Source:
    """One file's text, and the way from a character offset to a line and a column."""

    __slots__ = ("_starts", "header", "path", "remarks", "text")

    def __init__(self, path: str, text: str) -> None:
        """Take the path as it is shown to people, and the decoded text without a byte-order mark."""
        self.path = path
        self.text = text
        self._starts: list[int] | None = None
        self.remarks: list[tuple[int, int, int, int]] = []
        """In a table: start and end of a row, and of the cell that holds its ignore."""
        self.header: Header | None = None
        """Given for a CSV table."""

    def _line_starts(self) -> list[int]:
        if self._starts is None:
            text = self.text
            if "\r" not in text:
                lengths = [len(line) + 1 for line in text.split("\n")]
            elif _odd_breaks(text):
                lengths = [len(line) for line in (*_split(text), "")]
            else:
                lengths = [len(line) for line in (*text.splitlines(keepends=True), "")]
            # Where the text ends in a line break, an empty line begins behind it.
            self._starts = [0, *accumulate(lengths[:-1])]
        return self._starts

    def position(self, offset: int) -> tuple[int, int]:
        """Give line and column of a character offset, both counted from 1, in characters."""
        starts = self._line_starts()
        line = bisect_right(starts, offset)
        return line, offset - starts[line - 1] + 1

    def line(self, number: int) -> str:
        """Give the text of a line counted from 1, without its line break; '' beyond the end."""
        starts = self._line_starts()
        if not 1 <= number <= len(starts):
            return ""
        end = starts[number] if number < len(starts) else len(self.text)
        return self.text[starts[number - 1] : end].rstrip("\r\n")


def _odd_breaks(text: str) -> bool:
    """Tell whether str.splitlines would break at characters that editors do not."""
    return any(mark in text for mark in "\v\f\x1c\x1d\x1e\x85\u2028\u2029")


def _split(text: str) -> list[str]:
    import re

    return re.findall(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+\Z", text)


class Location(NamedTuple):
    """A stretch of a source, by character offsets: start inclusive, end exclusive."""

    source: Source
    start: int
    end: int

    @property
    def path(self) -> str:
        """The file, as shown to people."""
        return self.source.path

    @property
    def line(self) -> int:
        """The first line, from 1."""
        return self.source.position(self.start)[0]

    @property
    def column(self) -> int:
        """The first column, from 1, in characters."""
        return self.source.position(self.start)[1]

    @property
    def end_line(self) -> int:
        """The line on which the stretch ends."""
        return self.source.position(self.end)[0]

    @property
    def end_column(self) -> int:
        """The column behind the last character."""
        return self.source.position(self.end)[1]


class Map(dict[str, "Value"]):
    """A mapping. `marks` holds, per key in order: key start, key end, value start, value end."""

    __slots__ = ("_index", "end", "marks", "source", "start")

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
        """Give the whole mapping's place."""
        return Location(self.source, self.start, self.end)

    def key_location(self, key: str) -> Location:
        """Give the place of a key. Raises KeyError when it is not there."""
        at = self._mark(key)
        return Location(self.source, self.marks[at], self.marks[at + 1])

    def value_location(self, key: str) -> Location:
        """Give the place of a key's value. Raises KeyError when it is not there."""
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
        """Give the whole list's place."""
        return Location(self.source, self.start, self.end)

    def item_location(self, index: int) -> Location:
        """Give the place of an item. Raises IndexError when it is not there."""
        for part in self.parts:
            if index < len(part):
                return part.item_location(index)
            index -= len(part)
        return Location(self.source, self.marks[index * 2], self.marks[index * 2 + 1])
