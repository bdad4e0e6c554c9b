"""A plan as text with places: which characters of which file each entry and field of it are.

It reads YAML by itself and knows nothing of how coverage-lint does, so that the two can't be wrong together.
"""

from __future__ import annotations

import io
import re
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from ruamel.yaml import YAML
from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

PART = re.compile(r"\[([^\]]+)\]|([^.\[\]]+)")
CELL = re.compile(r'(?:(?<=,)|(?<=^))("(?:[^"]|"")*"|[^,]*)')
TEXTS = {".yaml", ".csv"}


class Stretch(NamedTuple):
    """Characters of a file: start inclusive, end exclusive. A missing field has the place of what lacks it."""

    file: str
    start: int
    end: int


class Row(NamedTuple):
    """One row of a table: its cells, and where each is."""

    file: str
    start: int
    end: int
    id: str
    cells: Mapping[str, Stretch]


class Field(NamedTuple):
    """One field of a plan as written: its path, its key and value, and the mapping or row that holds it."""

    path: str
    file: str
    key: ScalarNode | None
    value: Node | Stretch
    holder: MappingNode | Row


def read_texts(folder: Path) -> dict[str, str]:
    """Return the texts of a plan by their paths from the folder."""
    paths = sorted(path for path in folder.rglob("*") if path.suffix in TEXTS)
    return {path.relative_to(folder).as_posix(): path.read_bytes().decode("utf-8") for path in paths}


class ModelText:
    """The texts of one plan, and the places in them."""

    def __init__(self, texts: Mapping[str, str], main: str) -> None:
        self.texts = texts
        self.main = main
        root = _composed(texts[main])
        assert isinstance(root, MappingNode)
        self.root = root

    def line(self, stretch: Stretch) -> int:
        """Return the line that a stretch begins on, from 1."""
        return self.texts[stretch.file].count("\n", 0, stretch.start) + 1

    def where(self, path: str) -> Stretch:
        """Return the place of a path: of its key, of its entry; where it is missing, of what lacks it."""
        place = self._marker()
        at: tuple[str, Node | Row] = (self.main, self.root)
        for part in _parts(path):
            step = self._step(at, part)
            if step is None:
                return place
            place, at = step
        return place

    def entry(self, path: str) -> Stretch:
        """Return all characters of what a path names. Raises LookupError if nothing does."""
        at: tuple[str, Node | Row] = (self.main, self.root)
        for part in _parts(path):
            step = self._step(at, part)
            if step is None:
                raise LookupError(path)
            place, at = step
        node = at[1]
        if isinstance(node, Row):
            return Stretch(node.file, node.start, node.end)
        return Stretch(at[0], min(place.start, node.start_mark.index), self.end(self.texts[at[0]], node))

    def position(self, path: str) -> int:
        """Return which of its list an entry is, from 0."""
        above, _, name = path.removesuffix("]").rpartition("[")
        at: tuple[str, Node | Row] = (self.main, self.root)
        for part in _parts(above):
            step = self._step(at, part)
            assert step is not None, path
            at = step[1]
        return [_name(member) for _, member in self._members(at)].index(name)

    def fields(self) -> Iterator[Field]:
        """Give every field of every mapping of the model, its tables included, in the order of the text."""
        yield from self._fields("", self.main, self.root)

    @staticmethod
    def end(text: str, node: Node) -> int:
        """Return where a value ends: without the blank lines and comments that follow it."""
        if isinstance(node, ScalarNode) or node.flow_style or not node.value:
            return len(text[: node.end_mark.index].rstrip())
        last = node.value[-1]
        return ModelText.end(text, last[1] if isinstance(node, MappingNode) else last)

    def _fields(self, path: str, file: str, node: Node | Row) -> Iterator[Field]:
        if isinstance(node, Row):
            for name, cell in node.cells.items():
                yield Field(f"{path}.{name}", node.file, None, cell, node)
        elif isinstance(node, MappingNode):
            for key, value in node.value:
                below = f"{path}.{key.value}" if path else key.value
                yield Field(below, file, key, value, node)
                yield from self._fields(below, file, value)
                for other, member in self._followed(value):
                    yield from self._fields(f"{below}[{_name(member)}]", other, member)
        elif isinstance(node, SequenceNode):
            for number, member in enumerate(node.value):
                yield from self._fields(f"{path}[{_name(member) or number}]", file, member)

    def _step(
        self, at: tuple[str, Node | Row], part: tuple[bool, str]
    ) -> tuple[Stretch, tuple[str, Node | Row]] | None:
        file, node = at
        index, name = part
        if isinstance(node, Row):
            cell = node.cells.get(name)
            return None if cell is None else (cell, at)
        if not index:
            for key, value in node.value if isinstance(node, MappingNode) else ():
                if key.value == name:
                    return Stretch(file, key.start_mark.index, key.end_mark.index), (file, value)
            return None
        for number, (other, member) in enumerate(self._members(at)):
            if name in (_name(member), str(number)):
                start = member.start if isinstance(member, Row) else member.start_mark.index
                return Stretch(other, start, start + 1), (other, member)
        return None

    def _members(self, at: tuple[str, Node | Row]) -> list[tuple[str, Node | Row]]:
        """Return the entries of a list, wherever they are kept."""
        file, node = at
        if isinstance(node, SequenceNode):
            return [(file, one) for one in node.value]
        return [] if isinstance(node, Row) else self._followed(node)

    def _followed(self, node: Node) -> list[tuple[str, Node | Row]]:
        """Return the entries of the files that a list is kept in."""
        if not isinstance(node, MappingNode):
            return []
        patterns = [
            one.value
            for key, value in node.value
            if key.value == "from"
            for one in (value.value if isinstance(value, SequenceNode) else [value])
        ]
        found: list[tuple[str, Node | Row]] = []
        for pattern in patterns:
            shape = re.compile(re.escape(pattern).replace(r"\*", "[^/]*"))
            for file in (file for file in self.texts if shape.fullmatch(file)):
                if file.endswith(".csv"):
                    found += [(file, row) for row in _rows(file, self.texts[file])]
                else:
                    listed = _composed(self.texts[file])
                    assert isinstance(listed, SequenceNode)
                    found += [(file, member) for member in listed.value]
        return found

    def _marker(self) -> Stretch:
        for key, _ in self.root.value:
            if key.value == "coverage_model":
                return Stretch(self.main, key.start_mark.index, key.end_mark.index)
        return Stretch(self.main, self.root.start_mark.index, self.root.start_mark.index + 1)


@lru_cache(maxsize=8)
def _composed(text: str) -> Node:
    return YAML(typ="safe").compose(io.StringIO(text))


def _parts(path: str) -> list[tuple[bool, str]]:
    return [(bool(match[1]), match[1] or match[2]) for match in PART.finditer(path)]


def _name(member: Node | Row) -> str:
    """Return the id of an entry, or nothing."""
    if isinstance(member, Row):
        return member.id
    for key, value in member.value if isinstance(member, MappingNode) else ():
        if key.value == "id":
            return str(value.value)
    return ""


def _rows(file: str, text: str) -> list[Row]:
    """Return the rows of a table with a header."""
    rows: list[Row] = []
    names: list[str] = []
    start = 0
    for line in text.splitlines(keepends=True):
        content = line.rstrip("\r\n")
        cells = [Stretch(file, start + one.start(), start + one.end()) for one in CELL.finditer(content)]
        words = [text[cell.start : cell.end] for cell in cells]
        if names:
            named = {name: cell for name, cell in zip(names, cells, strict=True) if cell.end > cell.start}
            rows.append(Row(file, start, start + len(content), words[names.index("id")], named))
        else:
            names = words
        start += len(line)
    return rows
