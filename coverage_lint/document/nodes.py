"""The values of a document, each with the place it was written at.

A `Map` is a dict and a `Seq` a list, so that validators read them as they are; beside their
values they keep flat lists of character offsets, a quarter of the memory of a mark per value.
"""

from __future__ import annotations

from bisect import bisect_left
from itertools import islice
from typing import TYPE_CHECKING, TypeAlias, Union

from coverage_lint.frozen import NamedTuple

if TYPE_CHECKING:
    from decimal import Decimal

_BLOCK = 4_096
"""Characters of a text whose lines are counted together: an index of every line can be larger than the text."""
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
    says_numbers: bool = False
    """Whether the model says how the table's numbers are written."""
    is_mapped: bool = False
    """Whether `columns` beside `from` says what it names: then it is the export's own, and nobody corrects it."""


class Source:
    """One file's text, and the way from a character offset to a line and a column."""

    __slots__ = ("_last", "_lines", "_starts", "encoding", "header", "path", "remarks", "text")

    def __init__(self, path: str, text: str, encoding: str = "utf-8") -> None:
        """Take the path as it is shown to people, the decoded text without a byte-order mark, and its encoding."""
        self.encoding = encoding
        self.path = path
        self.text = text
        self._lines: list[int] = []
        """Line breaks before each block of the text."""
        self._starts: list[int] = []
        """Where the line begins in which each block begins."""
        self._last: tuple[int, str] = (0, "")
        """The line asked for last: a file of one long line is asked for it by thousands of findings."""
        self.remarks: list[tuple[int, int, int, int]] = []
        """In a table: start and end of a row, and of the cell that holds its ignore."""
        self.header: Header | None = None
        """Given for a CSV table."""

    def _index_blocks(self) -> None:
        text, lines, starts = self.text, [0], [0]
        for at in range(0, len(text), _BLOCK):
            end = min(at + _BLOCK, len(text))
            lines.append(lines[-1] + _breaks(text, at, end))
            starts.append(_line_start(text, at, end, starts[-1]))
        self._lines, self._starts = lines, starts

    def position(self, offset: int) -> tuple[int, int]:
        """Return line and column of a character offset, both counted from 1, in characters."""
        if not self._lines:
            self._index_blocks()
        block = min(offset // _BLOCK, len(self._lines) - 1)
        at = block * _BLOCK
        line = 1 + self._lines[block] + _breaks(self.text, at, offset)
        return line, offset - _line_start(self.text, at, offset, self._starts[block]) + 1

    def line(self, number: int) -> str:
        """Return the text of a line counted from 1, without its line break; '' beyond the end."""
        if self._last[0] != number:
            self._last = (number, self._line(number))
        return self._last[1]

    def _line(self, number: int) -> str:
        if not self._lines:
            self._index_blocks()
        if not 1 <= number <= self._lines[-1] + 1:
            return ""
        import re

        line_break = re.compile(r"\r\n?|\n")
        start = 0
        if number > 1:
            block = bisect_left(self._lines, number - 1) - 1
            found = line_break.finditer(self.text, block * _BLOCK)
            start = next(islice(found, number - 2 - self._lines[block], None)).end()
        end = line_break.search(self.text, start)
        return self.text[start : end.start() if end is not None else len(self.text)]


def _breaks(text: str, at: int, end: int) -> int:
    """Return how many line breaks end in a stretch: a line feed, or a carriage return that none follows."""
    feeds = text.count("\n", at, end)
    returns = text.count("\r", at, end)
    return feeds + returns - text.count("\r\n", at, end + 1) if returns else feeds


def _line_start(text: str, at: int, offset: int, before: int) -> int:
    """Return where the line of an offset begins: behind the last break since `at`, whose line begins at `before`."""
    last = text.rfind("\n", at, offset)
    mark = text.rfind("\r", at, offset)
    if mark == offset - 1 and text.startswith("\n", offset):
        mark = text.rfind("\r", at, max(mark, at))
    return max(last, mark) + 1 if last >= 0 or mark >= 0 else before


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
