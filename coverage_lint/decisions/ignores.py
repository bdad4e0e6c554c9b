"""Ignores in a model: comments (and, in a CSV table, a column) that silence findings, with a reason.

    groups:
      # coverage-lint: ignore[CL303] two hires are signed and start in March
      - id: hunters

On the line of an entity or the one above it, an ignore covers the whole entity; elsewhere it covers
its line, or the one below. `ignore-file[...]` covers the file.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import TYPE_CHECKING, NamedTuple

from coverage_lint.codes import finding
from coverage_lint.decisions.select import Sifted, hideable, selects
from coverage_lint.document.nodes import Location, Map, Seq
from coverage_lint.findings import Ignored

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from coverage_lint.document.nodes import Source, Value
    from coverage_lint.findings import Finding

MARK = "coverage-lint:"
_FORM = re.compile(r"(ignore|ignore-file)\[([^\]]*)\][ \t]*(.*)")
_HELP = "Write `# coverage-lint: ignore[CL301] and the reason`."


class Ignore(NamedTuple):
    """One ignore: where it stands, what it means, and the stretch of its file that it covers."""

    location: Location
    patterns: tuple[str, ...]
    reason: str
    start: int
    end: int


def sift(findings: Sequence[Finding], root: Map, sources: Iterable[Source], ran: Callable[[str], bool]) -> Sifted:
    """Take out what the ignores of a model silence; `ran` says whether a policy meant by a word was asked at all."""
    found = [one for source in sources for one in _read(source, root)]
    if not found:
        return Sifted(list(findings), [], [])
    ignores = [one for one in found if isinstance(one, Ignore)]
    problems = [one for one in found if not isinstance(one, Ignore)]
    used: set[tuple[int, str]] = set()
    kept: list[Finding] = []
    ignored: list[Ignored] = []
    for one in findings:
        by = next(_matching(one, ignores), None)
        if by is None:
            kept.append(one)
            continue
        used.update((index, pattern) for index, pattern in _matching(one, ignores))
        ignored.append(Ignored(one, ignores[by[0]].reason))
    for index, ignore in enumerate(ignores):
        problems += _judge(ignore, [one for one in ignore.patterns if (index, one) not in used and ran(one)])
    return Sifted(kept, ignored, problems)


def _matching(one: Finding, ignores: Sequence[Ignore]) -> Iterator[tuple[int, str]]:
    """Give each ignore, and each word of it, that silences a finding."""
    place = one.location
    for index, ignore in enumerate(ignores):
        if ignore.location.source is place.source and ignore.start <= place.start < ignore.end and hideable(one.code):
            for pattern in ignore.patterns:
                if selects(pattern, one.code, one.name):
                    yield index, pattern


def _judge(ignore: Ignore, unused: list[str]) -> Iterator[Finding]:
    if unused:
        words = f"this ignore of {', '.join(unused)} silences nothing"
        yield finding("CL030", ignore.location, words, label="no such finding here")
    if not ignore.reason:
        yield finding("CL031", ignore.location, "this ignore gives no reason", label="why is it accepted?", help=_HELP)


def _read(source: Source, root: Map) -> Iterator[Ignore | Finding]:
    """Read the ignores of one file. Comments are looked for only where the text has the mark at all."""
    for start, end, cell_start, cell_end in source.remarks:
        place = Location(source, cell_start, cell_end)
        yield _parsed(source.text[cell_start:cell_end].strip('"'), place, start, end)
    if MARK not in source.text:
        return
    nodes = _Nodes(source, root)
    at = source.text.find(MARK)
    while at >= 0:
        begin = source.text.rfind("\n", 0, at) + 1
        hash_at = source.text.rfind("#", begin, at)
        own = hash_at >= 0 and not source.text[hash_at + 1 : at].strip()
        own = own and (hash_at == begin or source.text[hash_at - 1] in " \t")
        if own and not nodes.in_scalar(hash_at):
            yield _comment(source, nodes, begin, hash_at, at)
        at = source.text.find(MARK, at + 1)


def _comment(source: Source, nodes: _Nodes, begin: int, hash_at: int, at: int) -> Ignore | Finding:
    text = source.text
    end = _line_end(text, at)
    place = Location(source, hash_at, end)
    line_start = begin
    if not text[begin:hash_at].strip():  # a line of its own speaks of the next one that says something
        line_start = _next_line(text, end)
    start, stop = nodes.covered(line_start, _line_end(text, line_start))
    return _parsed(text[at + len(MARK) : end], place, start, stop)


def _parsed(text: str, place: Location, start: int, end: int) -> Ignore | Finding:
    form = _FORM.fullmatch(text.strip())
    patterns = tuple(one.strip() for one in form.group(2).split(",") if one.strip()) if form else ()
    if form is None or not patterns:
        words = f"this is no ignore: {text.strip()[:60]}"
        return finding("CL030", place, words, label="silences nothing", help=_HELP)
    if form.group(1) == "ignore-file":
        start, end = 0, len(place.source.text) + 1
    return Ignore(place, patterns, form.group(3).strip(), start, end)


def _line_end(text: str, at: int) -> int:
    end = text.find("\n", at)
    end = len(text) if end < 0 else end
    return end - 1 if end > at and text[end - 1] == "\r" else end


def _next_line(text: str, end: int) -> int:
    """Give where the next line starts that is neither empty nor a comment; the text's end without one."""
    start = text.find("\n", end)
    while start >= 0:
        stop = _line_end(text, start + 1)
        words = text[start + 1 : stop].strip()
        if words and not words.startswith("#"):
            return start + 1
        start = text.find("\n", start + 1)
    return len(text)


class _Nodes:
    """The scalars and entities of one file, by their places."""

    def __init__(self, source: Source, root: Map) -> None:
        self.source = source
        self.scalars: list[tuple[int, int]] = []
        self.entities: list[Map] = []
        self.seen: set[int] = set()
        self.walk(root)
        self.scalars.sort()

    def walk(self, node: Value) -> None:
        """Collect the places of a node and of all below it; what an alias repeats is visited once."""
        if isinstance(node, Map) and id(node) not in self.seen:
            self.seen.add(id(node))
            for key, value in node.items():
                self.add(node.key_location(key))
                if isinstance(value, Map | Seq):
                    self.walk(value)
                else:
                    self.add(node.value_location(key))
        elif isinstance(node, Seq) and id(node) not in self.seen:
            self.seen.add(id(node))
            for index, item in enumerate(node):
                if isinstance(item, Map) and "id" in item and item.source is self.source:
                    self.entities.append(item)
                if isinstance(item, Map | Seq):
                    self.walk(item)
                else:
                    self.add(node.item_location(index))

    def add(self, place: Location) -> None:
        if place.source is self.source:
            self.scalars.append((place.start, place.end))

    def in_scalar(self, offset: int) -> bool:
        """Say whether an offset is inside a key or value, where a # is no comment."""
        index = bisect_right(self.scalars, (offset, len(self.source.text) + 1)) - 1
        return index >= 0 and self.scalars[index][0] <= offset < self.scalars[index][1]

    def covered(self, start: int, end: int) -> tuple[int, int]:
        """Give the stretch that an ignore for a line covers: the entity that begins on it, else the line."""
        for entity in self.entities:
            if start <= entity.start < end:
                return start, max(entity.end, end)
        return start, end
