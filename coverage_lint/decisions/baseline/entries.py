"""The text of a baseline: an entry a line, so that git shows what changed and can merge what two branches recorded."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from coverage_lint.decisions.baseline.file import Key

VERSION = 2
_MOST_ALIKE = 1_000_000
"""A count above it is no count of findings: it would hide whatever comes."""
_MARK = re.compile(r"^(?:<{7}|>{7}|\|{7}|={7})(?:[ \t].*)?\r?$", re.MULTILINE)
_FRAME = frozenset(("", "{", "}", "]", f'"version": {VERSION},', '"findings": [', '"findings": []'))
"""The lines of a baseline that are no entries."""
_WORDS = ("file", "code", "entity", "field")


class Broken(Exception):  # noqa: N818 - the file is, not the program
    """What is wrong with the text, as words that go on after 'it'."""


class Conflict(Exception):  # noqa: N818
    """Git has left conflict markers in the text."""

    def __init__(self, line: int) -> None:
        """Take the line of the first."""
        super().__init__()
        self.line = line


def read_entries(text: bytes, *, merge: bool = False) -> dict[Key, int]:
    """Read the entries, and how often each was found. Raises Broken; and Conflict, unless both sides are wanted.

    Of an entry that is written twice, as merging can leave it, the higher count holds.
    """
    try:
        written = text.decode(json.detect_encoding(text))
    except UnicodeDecodeError:
        raise Broken("is not encoded as UTF-8") from None
    if not written.strip():
        raise Broken("is empty")
    mark = _MARK.search(written)
    if mark is None:
        return _counts(_listed(_json(written)))
    if not merge:
        raise Conflict(written.count("\n", 0, mark.start()) + 1)
    return _counts(_json(line) for line in _lines_of_both(written))


def write_entries(counts: Mapping[Key, int]) -> str:
    """Write entries, sorted."""
    lines = []
    for (*words, subject), count in sorted(counts.items()):
        held: dict[str, object] = dict(zip(_WORDS, words, strict=True))
        held |= {"subject": subject} if subject else {}
        lines.append(json.dumps({**held, "count": count}, ensure_ascii=False))
    body = ",\n    ".join(lines)
    listed = f"[\n    {body}\n  ]" if lines else "[]"
    return f'{{\n  "version": {VERSION},\n  "findings": {listed}\n}}\n'


def _json(text: str) -> Any:  # noqa: ANN401 - whatever JSON holds
    try:
        return json.loads(text, object_pairs_hook=_once, parse_constant=_refuse)
    except json.JSONDecodeError as error:
        raise Broken(f"is not JSON: {error.msg}, in line {error.lineno}") from None
    except ValueError:  # a number of thousands of digits
        raise Broken("holds a number that is none") from None
    except RecursionError:
        raise Broken("is nested too deeply") from None


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    held = dict(pairs)
    if len(held) < len(pairs):
        raise Broken("writes a key twice in one place")
    return held


def _refuse(word: str) -> None:
    raise Broken(f"holds {word}, which is no JSON")


def _listed(held: Any) -> list[Any]:  # noqa: ANN401
    if not isinstance(held, dict) or "version" not in held:
        raise Broken("has no version")
    if type(held["version"]) is not int or held["version"] != VERSION:
        said = held["version"] if isinstance(held["version"], int) else "another kind"
        raise Broken(f"is of version {str(said)[:20]}, and this release reads version {VERSION}")
    if not isinstance(held.get("findings"), list):
        raise Broken("has no list of findings")
    return list(held["findings"])


def _lines_of_both(text: str) -> Iterator[str]:
    """Return the lines of entries that stand on both sides of a conflict; what both began from is left out."""
    in_base = False
    for line in text.splitlines():
        if _MARK.match(line):
            in_base = line.startswith("|")
        elif not in_base and line.strip() not in _FRAME:
            yield line.strip().removesuffix(",")


def _counts(entries: Iterable[Any]) -> dict[Key, int]:
    counts: dict[Key, int] = {}
    for one in entries:
        if not isinstance(one, dict):
            raise Broken("holds an entry that is no mapping")
        key, count = (*(one.get(word) for word in _WORDS), one.get("subject", "")), one.get("count")
        if not all(isinstance(word, str) for word in key):
            raise Broken("holds an entry without a file, code, entity or field")
        if type(count) is not int or not 1 <= count <= _MOST_ALIKE:
            raise Broken("holds an entry whose count is no number of findings")
        counts[key] = max(count, counts.get(key, 0))
    return counts
