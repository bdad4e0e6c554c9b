"""Where ignores stand: in comments, and in the column `coverage_lint` of a table."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING, NamedTuple

from coverage_lint.codes import finding
from coverage_lint.document.nodes import Location, Map, Seq

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from coverage_lint.document.documents import Document
    from coverage_lint.document.nodes import Source
    from coverage_lint.findings import Finding

MARK = "coverage-lint:"
HELP = "Write `# coverage-lint: ignore[CL301] and the reason`."
_BREAK = re.compile(r"^---(?=[ \t\r\n]|\Z)", re.MULTILINE)
"""Between the documents of a file."""
_FORM = re.compile(r"(ignore|ignore-file)\[([^\]]*)\][ \t]*(.*)")


class Ignore(NamedTuple):
    """One ignore: where it stands, what it means, and the stretch of its file that it covers."""

    location: Location
    patterns: tuple[str, ...]
    reason: str
    start: int
    end: int


def read_ignores(documents: Sequence[Document]) -> list[Ignore | Finding]:
    """Read the ignores of a file's models and of their tables; what is no ignore, though it tries, is a finding."""
    sources = {id(source): source for document in documents for source in document.sources}
    read: list[Ignore | Finding] = []
    commented = [one for one in sources.values() if MARK in one.text and not _is_table(one)]
    nodes = {id(source): _Nodes(source) for source in commented}
    seen: set[int] = set()
    for document in documents:
        _collect(document.root, nodes, seen)
    apart = _Apart(documents)
    for source in sources.values():
        for start, end, cell_start, cell_end in source.remarks:
            place = Location(source, cell_start, cell_end)
            read.append(_parsed(_cell_text(source.text[cell_start:cell_end]), place, start, end))
        if id(source) in nodes:
            found = _comments(source, nodes[id(source)].ready())
            read += (one for one in found if not apart.holds(one.location))
    return read


class _Apart:
    """The parts of a file of several documents that are no models: what stands there is nobody's."""

    def __init__(self, documents: Sequence[Document]) -> None:
        self.source = documents[0].source if documents else None
        text = self.source.text if self.source is not None else ""
        self.breaks = [found.start() for found in _BREAK.finditer(text)] if "---" in text else []
        if self.breaks and all(
            not line.strip() or line.lstrip()[0] in "#%" for line in text[: self.breaks[0]].splitlines()
        ):
            del self.breaks[0]  # comments above the first document are its own
        self.models = {bisect_right(self.breaks, document.root.start) for document in documents}

    def holds(self, place: Location) -> bool:
        """Say whether a place lies in one."""
        if not self.breaks or place.source is not self.source:
            return False
        return bisect_right(self.breaks, place.start) not in self.models


def _is_table(source: Source) -> bool:
    """Tell a CSV file, which has a column for ignores and no comments."""
    return source.path.lower().endswith(".csv")


def _cell_text(text: str) -> str:
    """Give what a cell says on one line; a comment copied into it, with its mark, says the same."""
    if text.startswith('"'):
        text = text[1:].removesuffix('"').replace('""', '"')
    return " ".join(text.split()).removeprefix("#").lstrip().removeprefix(MARK)


def _comments(source: Source, nodes: _Nodes) -> Iterator[Ignore | Finding]:
    """Read the ignores in comments; every stretch of the text is looked at once."""
    text = source.text
    lines = _Lines(text)
    at = text.find(MARK)
    while at >= 0:
        hash_at = at - 1
        while hash_at >= 0 and text[hash_at] in " \t":
            hash_at -= 1
        begun = hash_at >= 0 and text[hash_at] == "#" and (hash_at == 0 or text[hash_at - 1] in " \t\r\n")
        after = at + 1
        if begun and not nodes.in_scalar(hash_at):
            after = lines.end(at)  # whatever else stands in a comment is its reason
            line_start = text.rfind("\n", 0, hash_at) + 1
            if not text[line_start:hash_at].strip():  # a line of its own speaks of the next one that says something
                line_start = lines.next_with_words(after)
            start, stop = nodes.covered(line_start, lines.end(line_start))
            yield _parsed(text[at + len(MARK) : after], Location(source, hash_at, after), start, stop)
        at = text.find(MARK, after)


def _parsed(text: str, place: Location, start: int, end: int) -> Ignore | Finding:
    form = _FORM.fullmatch(text.strip())
    patterns = tuple(one.strip() for one in form.group(2).split(",") if one.strip()) if form else ()
    if form is None or not patterns:
        words = f"this is no ignore: {text.strip()[:60]}"
        return finding("CL030", place, words, label="silences nothing", help=HELP)
    if form.group(1) == "ignore-file":
        start, end = 0, len(place.source.text) + 1
    return Ignore(place, patterns, form.group(3).strip(), start, end)


class _Lines:
    """The lines of a text, asked for in the order of the text."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.passed = (0, 0)
        """From where the next line with words was sought, and where it was found."""

    def end(self, at: int) -> int:
        """Give where the line ends that an offset lies in, its break left out."""
        end = self.text.find("\n", at)
        end = len(self.text) if end < 0 else end
        return end - 1 if end > at and self.text[end - 1] == "\r" else end

    def next_with_words(self, end: int) -> int:
        """Give where the next line starts that is neither empty nor a comment; the text's end without one."""
        sought, found = self.passed
        if not sought <= end < found:
            self.passed = (end, self._sought(end))
        return self.passed[1]

    def _sought(self, end: int) -> int:
        start = self.text.find("\n", end)
        while start >= 0:
            stop = self.end(start + 1)
            words = self.text[start + 1 : stop].strip()
            if words and not words.startswith("#"):
                return start + 1
            start = self.text.find("\n", start + 1)
        return len(self.text)


class _Nodes:
    """The scalars and entities of one file, by their places."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.scalars: list[tuple[int, int]] = []
        self.entities: list[tuple[int, int]] = []

    def ready(self) -> _Nodes:
        """Put them in the order of the text."""
        self.scalars.sort()
        self.entities.sort(key=lambda one: (one[0], -one[1]))
        return self

    def in_scalar(self, offset: int) -> bool:
        """Say whether an offset is inside a key or value, where a # is no comment."""
        index = bisect_right(self.scalars, (offset, len(self.source.text) + 1)) - 1
        if index < 0:
            return False
        start, end = self.scalars[index]
        if self.source.text[start : start + 1] in {"|", ">"} and "\n" not in self.source.text[start:offset]:
            return False  # behind the sign that begins a block of text
        return start <= offset < end

    def covered(self, start: int, end: int) -> tuple[int, int]:
        """Give the stretch that an ignore for a line covers: the entity that begins on it, else the line."""
        at = bisect_left(self.entities, (start, -1))
        if at < len(self.entities) and self.entities[at][0] < end:
            return start, max(self.entities[at][1], end)
        return start, end


def _collect(node: Map | Seq, nodes: dict[int, _Nodes], seen: set[int]) -> None:
    """Note the places of a node and of all below it; what an alias repeats is visited once."""
    if id(node) in seen:
        return
    seen.add(id(node))
    for part in node.parts if isinstance(node, Seq) else ():
        _collect(part, nodes, seen)
    held = nodes.get(id(node.source))
    if held is not None:
        held.scalars += _scalars(node)
    for value in node.values() if isinstance(node, Map) else node:
        if isinstance(value, Map) and isinstance(node, Seq) and "id" in value and id(value.source) in nodes:
            nodes[id(value.source)].entities.append((value.start, value.end))
        if isinstance(value, Map | Seq):
            _collect(value, nodes, seen)


def _scalars(node: Map | Seq) -> Iterator[tuple[int, int]]:
    """Give the stretches of a node's keys and of those of its values that are no nodes."""
    marks = node.marks
    if isinstance(node, Map):
        for at, value in enumerate(node.values()):
            yield marks[at * 4], marks[at * 4 + 1]
            if not isinstance(value, Map | Seq):
                yield marks[at * 4 + 2], marks[at * 4 + 3]
    elif not node.parts:
        for at, item in enumerate(node):
            if not isinstance(item, Map | Seq):
                yield marks[at * 2], marks[at * 2 + 1]
