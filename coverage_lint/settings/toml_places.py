"""Where the keys and values of a TOML text stand.

Python's tomllib gives values and no places. This finds the places of a text that is TOML, and no
values: every leaf is None until the values of tomllib are laid into it. What is not TOML is not
explained here, and need not be noticed.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NoReturn

from coverage_lint.document.nodes import Map, Seq
from coverage_lint.frozen import NamedTuple

if TYPE_CHECKING:
    from coverage_lint.document.nodes import Value
    from coverage_lint.location import Source

DEEPEST = 50
"""Tables and lists within each other, and parts of a dotted key; tomllib takes quadratic time over those."""
LONGEST = 100
"""Characters of a number or a date."""

_TRIVIA = re.compile(r"[ \t\r\n]*(?:#[^\n]*[ \t\r\n]*)*")
_SPACE = re.compile(r"[ \t]*")
_PART = re.compile(r"""[A-Za-z0-9_-]+|"[^"\\\n]*(?:\\.[^"\\\n]*)*"|'[^'\n]*'""")
_STRING = re.compile(
    r'''"""[^"\\]*(?:(?:\\.|"(?!""))[^"\\]*)*"{3,5}|"[^"\\\n]*(?:\\.[^"\\\n]*)*"'''
    r"""|'{3}[^']*(?:'(?!'')[^']*)*'{3,5}|'[^'\n]*'""",
    re.DOTALL,
)
_SCALAR = re.compile(r"[^,\]}#\r\n]+")


class NotToml(Exception):  # noqa: N818 - it never leaves the package, and says what it is
    """The text is not TOML; tomllib says why."""


class BeyondBounds(Exception):  # noqa: N818 - likewise
    """The text is more than settings can be; the words say of what, the offsets where."""

    def __init__(self, words: str, start: int, end: int) -> None:
        """Take plain words and offsets into the text."""
        super().__init__(words)
        self.start, self.end = start, end


class _Part(NamedTuple):
    """One part of a dotted key."""

    name: str
    start: int
    end: int


def scan(source: Source) -> Map:
    """Return the text's tables and lists with their places, every leaf None. Raises NotToml and BeyondBounds."""
    return _Scanner(source).scan()


class _Scanner:
    def __init__(self, source: Source) -> None:
        self.source = source
        self.text = source.text
        self.at = 0
        self.depth = 0

    def scan(self) -> Map:
        root = Map(self.source, 0)
        root.end = len(self.text)
        table = root
        while self.skip(_TRIVIA) < len(self.text):
            if self.text.startswith("[[", self.at):
                table = self.next_of_array(root)
            elif self.text.startswith("[", self.at):
                table = self.header(root)
            else:
                self.pair(table)
        return root

    def skip(self, pattern: re.Pattern[str]) -> int:
        """Skip what may stand between words, and return the position after it."""
        found = pattern.match(self.text, self.at)
        if found is not None:
            self.at = found.end()
        return self.at

    def take(self, mark: str) -> None:
        if not self.text.startswith(mark, self.at):
            self.fail()
        self.at += len(mark)

    def match(self, pattern: re.Pattern[str]) -> re.Match[str]:
        found = pattern.match(self.text, self.at)
        if found is None:
            self.fail()
        self.at = found.end()
        return found

    def fail(self) -> NoReturn:
        raise NotToml

    def key(self) -> list[_Part]:
        """Read a key with its dots, up to what follows it."""
        parts: list[_Part] = []
        while True:
            self.skip(_SPACE)
            found = self.match(_PART)
            parts.append(_Part(_named(found[0]), found.start(), found.end()))
            if len(parts) > DEEPEST:
                raise BeyondBounds(f"a key of more than {DEEPEST} parts", parts[0].start, found.end())
            self.skip(_SPACE)
            if not self.text.startswith(".", self.at):
                return parts
            self.at += 1

    def header(self, root: Map) -> Map:
        self.take("[")
        parts = self.key()
        self.take("]")
        table = root
        for part in parts:
            table = self.inner(table, part)
        return table

    def next_of_array(self, root: Map) -> Map:
        self.take("[[")
        *above, last = self.key()
        self.take("]]")
        table = root
        for part in above:
            table = self.inner(table, part)
        listed = table.get(last.name)
        if listed is None:
            listed = Seq(self.source, last.start)
            self.add(table, last, listed, last.start, last.end)
        if not isinstance(listed, Seq):
            self.fail()
        made = self.table_at(last)
        listed.append(made)
        listed.marks += (last.start, last.end)
        listed.end = last.end
        return made

    def inner(self, table: Map, part: _Part) -> Map:
        """Return the table at a part of a key, created if new; of an array of tables, the last one."""
        known = table.get(part.name)
        if isinstance(known, Seq) and known:
            known = known[-1]
        if known is None and part.name not in table:
            known = self.table_at(part)
            self.add(table, part, known, part.start, part.end)
        if not isinstance(known, Map):
            self.fail()
        return known

    def table_at(self, part: _Part) -> Map:
        made = Map(self.source, part.start)
        made.end = part.end
        return made

    def add(self, table: Map, part: _Part, value: Value, start: int, end: int) -> None:
        if part.name in table:
            self.fail()
        table[part.name] = value
        table.marks += (part.start, part.end, start, end)

    def pair(self, table: Map) -> None:
        *above, last = self.key()
        self.take("=")
        self.skip(_SPACE)
        for part in above:
            table = self.inner(table, part)
        start = self.at
        value, end = self.value()
        self.add(table, last, value, start, end)

    def value(self) -> tuple[Value, int]:
        """Read a value; give it and its end."""
        start, first = self.at, self.text[self.at : self.at + 1]
        if first in {"[", "{"}:
            self.depth += 1
            if self.depth > DEEPEST:
                raise BeyondBounds(f"nested more than {DEEPEST} deep", start, start + 1)
            made = self.array() if first == "[" else self.inline_table()
            self.depth -= 1
            return made, self.at
        if first in {'"', "'"}:
            return None, self.match(_STRING).end()
        found = self.match(_SCALAR)
        end = start + len(found[0].rstrip(" \t"))
        if end - start > LONGEST:
            raise BeyondBounds(f"a value of {end - start:,} characters that is no text", start, end)
        return None, end

    def array(self) -> Seq:
        listed = Seq(self.source, self.at)
        self.take("[")
        self.skip(_TRIVIA)
        while not self.text.startswith("]", self.at):
            start = self.at
            value, end = self.value()
            listed.append(value)
            listed.marks += (start, end)
            self.between("]")
        self.take("]")
        listed.end = self.at
        return listed

    def inline_table(self) -> Map:
        table = Map(self.source, self.at)
        self.take("{")
        self.skip(_TRIVIA)
        while not self.text.startswith("}", self.at):
            self.pair(table)
            self.between("}")
        self.take("}")
        table.end = self.at
        return table

    def between(self, closing: str) -> None:
        """Skip the comma, up to the next value or the bracket."""
        self.skip(_TRIVIA)
        if not self.text.startswith(closing, self.at):
            self.take(",")
            self.skip(_TRIVIA)


def _named(written: str) -> str:
    """Return the name that a part of a key stands for."""
    if written[0] not in {'"', "'"}:
        return written
    if written[0] == '"' and "\\" in written:
        import tomllib

        try:
            return str(tomllib.loads(f"key={written}")["key"])
        except tomllib.TOMLDecodeError:
            raise NotToml from None
    return written[1:-1]
