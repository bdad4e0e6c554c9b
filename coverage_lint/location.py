"""Places in texts: a file's text, and stretches of it, which know their line and column when asked.

A place is kept as two character offsets, a quarter of the memory of a mark per value.
"""

from __future__ import annotations

from bisect import bisect_left
from itertools import islice

from coverage_lint.frozen import NamedTuple

_BLOCK = 4_096
"""Characters of a text whose lines are counted together: an index of every line can be larger than the text."""


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
