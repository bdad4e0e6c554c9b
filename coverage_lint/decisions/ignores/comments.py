"""Where ignores stand: in comments, and in the column `coverage_lint` of a table."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING

from coverage_lint.codes import finding
from coverage_lint.decisions.ignores.syntax import HINT, MARK, Said, read_comment
from coverage_lint.document.nodes import Map, Seq
from coverage_lint.frozen import NamedTuple
from coverage_lint.location import Location
from coverage_lint.policy.select import may_ignore

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from coverage_lint.document.documents import Document
    from coverage_lint.findings import Finding
    from coverage_lint.location import Source

_BREAK = re.compile(r"^---(?=[ \t\r\n]|\Z)", re.MULTILINE)
"""Between the documents of a file."""
_BREAKS = re.compile("[\r\n\x85\u2028\u2029]")
_BEFORE_COMMENT = " \t\r\n\x85\u2028\u2029"
"""What may stand before the # of a comment: blanks, and all that ends a line for a reader of YAML."""
_WORDS = re.compile(r"[\r\n\x85\u2028\u2029][ \t\r\n]*+(?:#[^\r\n]*+[\r\n][ \t\r\n]*+)*+(?=[^#])")
"""From the end of a line to the next one that is neither empty nor a comment."""


class Ignore(NamedTuple):
    """One ignore: where it stands, what it means, and the stretch of its file that it covers."""

    location: Location
    patterns: tuple[str, ...]
    reason: str
    start: int
    end: int
    entity: str
    """The id of the entity that it covers; '' where that is a line, or the file."""


def read_ignores(documents: Sequence[Document]) -> list[Ignore | Finding]:
    """Read the ignores of a file's models and of their tables; what is no ignore, though it tries, is a finding."""
    sources = {id(source): source for document in documents for source in document.sources}
    read: list[Ignore | Finding] = []
    speaking = [one for one in sources.values() if (one.remarks if _is_table(one) else may_ignore(one.text))]
    nodes = {id(one): _Nodes(one) for one in speaking}
    seen: set[int] = set()
    for document in documents if nodes else ():
        _collect(document.root, nodes, seen)
    apart = _Apart(documents)
    for source in sources.values():
        if id(source) not in nodes:
            continue
        placed = nodes[id(source)].ready()
        if placed.is_table:
            read += (one for remark in source.remarks for one in _cell(source, placed, remark))
        else:
            read += (one for one in _comments(source, placed) if not apart.holds(one.location))
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
        """True if a place lies in one."""
        if not self.breaks or place.source is not self.source:
            return False
        return bisect_right(self.breaks, place.start) not in self.models


def _is_table(source: Source) -> bool:
    """True for a CSV file, which has a column for ignores and no comments."""
    return source.path.lower().endswith(".csv")


def _cell_text(text: str) -> str:
    """Return what a cell says on one line; a comment copied into it, with its mark, says the same."""
    if text.startswith('"'):
        text = text[1:].removesuffix('"').replace('""', '"')
    return " ".join(text.split()).removeprefix("#").lstrip().removeprefix(MARK).lstrip()


def _comments(source: Source, nodes: _Nodes) -> Iterator[Ignore | Finding]:
    """Read the ignores in comments; every stretch of the text is looked at once."""
    text = source.text
    lines = _Lines(text)
    hint = -1
    at = text.find("#")
    while at >= 0:
        if at and text[at - 1] not in _BEFORE_COMMENT:
            at = text.find("#", at + 1)
            continue
        end = lines.end(at)
        if hint < at:
            found = HINT.search(text, at, end)
            if found is None:
                at = text.find("#", end)
                continue
            hint = found.start()
        stop = nodes.scalar_end(at)
        if stop is None:
            yield from _comment(source, nodes, lines, at, end)
            stop = end
        at = text.find("#", max(stop, at + 1))


def _comment(source: Source, nodes: _Nodes, lines: _Lines, start: int, end: int) -> Iterator[Ignore | Finding]:
    said = read_comment(source.text[start:end])
    if not said:
        return
    line = lines.start(start)
    if not source.text[line:start].strip():  # a line of its own speaks of the next one that says something
        line = lines.next_with_words(end)
    begin, stop, entity = nodes.covered(line, lines.end(line))
    for one in said:
        yield _placed(one, Location(source, start + one.start, start + one.end), begin, stop, entity)


def _cell(source: Source, nodes: _Nodes, remark: tuple[int, int, int, int]) -> Iterator[Ignore | Finding]:
    """Read the ignores of a table's row, whose cell says the same as a comment, without its mark or with it."""
    start, end, cell_start, cell_end = remark
    text = _cell_text(source.text[cell_start:cell_end])
    place = Location(source, cell_start, cell_end)
    *_, entity = nodes.covered(start, end)
    said = read_comment(f"# {MARK} {text}")
    if not said:
        said = [Said(0, 0, flaw=f"this is no ignore: {text[:60]}")]
    for one in said:
        yield _placed(one, place, start, end, entity)


def _placed(said: Said, place: Location, start: int, end: int, entity: str) -> Ignore | Finding:
    if said.flaw:
        return finding("CL030", place, said.flaw, label="silences nothing", help=said.advice, subject=said.flaw)
    if said.whole_file:
        start, end, entity = 0, len(place.source.text) + 1, ""
    return Ignore(place, said.patterns, said.reason, start, end, entity)


class _Lines:
    """The lines of a text, asked for in the order of the text."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.passed = (0, 0)
        """From where the next line with words was sought, and where it was found."""
        self.begun = 0
        """In or before the line that is asked for next."""

    def start(self, at: int) -> int:
        """Return where the line starts that an offset lies in."""
        found = max(self.text.rfind("\n", self.begun, at), self.text.rfind("\r", self.begun, at))
        start, self.begun = self.begun if found < 0 else found + 1, at
        return start

    def end(self, at: int) -> int:
        """Return where the line ends that an offset lies in, its break left out."""
        found = _BREAKS.search(self.text, at)
        return len(self.text) if found is None else found.start()

    def next_with_words(self, end: int) -> int:
        """Return where the next line starts that is neither empty nor a comment; the text's end without one."""
        sought, found = self.passed
        if not sought <= end < found:
            self.passed = (end, self._sought(end))
        return self.passed[1]

    def _sought(self, end: int) -> int:
        found = _WORDS.match(self.text, end)
        return len(self.text) if found is None else found.end()


class _Nodes:
    """The scalars and entities of one file, by their places."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.is_table = _is_table(source)
        self.scalars: list[tuple[int, int]] = []
        self.entities: list[tuple[int, int, str]] = []
        """Where each begins and ends, and its id."""

    def ready(self) -> _Nodes:
        """Sort them in the order of the text."""
        self.scalars.sort()
        self.entities.sort(key=lambda one: (one[0], -one[1]))
        return self

    def scalar_end(self, offset: int) -> int | None:
        """Return where the key or value ends that an offset is inside of, where a # is no comment; None outside."""
        index = bisect_right(self.scalars, (offset, len(self.source.text) + 1)) - 1
        if index < 0:
            return None
        start, end = self.scalars[index]
        if (
            self.source.text[start : start + 1] in {"|", ">"}
            and _BREAKS.search(self.source.text, start, offset) is None
        ):
            return None  # behind the sign that begins a block of text
        return end if start <= offset < end else None

    def covered(self, start: int, end: int) -> tuple[int, int, str]:
        """Return the stretch that an ignore for a line covers: the entity that begins on it, by id too, or the line."""
        at = bisect_left(self.entities, (start, -1, ""))
        if at < len(self.entities) and self.entities[at][0] < end:
            return start, max(self.entities[at][1], end), self.entities[at][2]
        return start, end, ""


def _collect(node: Map | Seq, nodes: dict[int, _Nodes], seen: set[int]) -> None:
    """Note the places of a node and of all below it; what an alias repeats is visited once."""
    if id(node) in seen:
        return
    seen.add(id(node))
    for part in node.parts if isinstance(node, Seq) else ():
        _collect(part, nodes, seen)
    held = nodes.get(id(node.source))
    if held is not None and not held.is_table:
        held.scalars += _scalars(node)
    for value in node.values() if isinstance(node, Map) else node:
        if isinstance(value, Map) and isinstance(node, Seq) and "id" in value and id(value.source) in nodes:
            nodes[id(value.source)].entities.append((value.start, value.end, str(value["id"])))
        if isinstance(value, Map | Seq):
            _collect(value, nodes, seen)


def _scalars(node: Map | Seq) -> Iterator[tuple[int, int]]:
    """Return the stretches of a node's keys and of those of its values that are no nodes."""
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
