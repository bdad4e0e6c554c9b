"""Changes of files as a unified patch, which `git apply` and `patch` take."""

from __future__ import annotations

from bisect import bisect_right
from itertools import pairwise
from typing import TYPE_CHECKING

from coverage_lint.document.splices import Splice, in_order, spliced
from coverage_lint.frozen import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

CONTEXT = 3
"""Lines shown around a change."""
_NO_BREAK = "\\ No newline at end of file\n"
_QUOTED = {'"': '\\"', "\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r"}


class _Change(NamedTuple):
    """Lines of the text before, by number from 0, and the lines that they become."""

    first: int
    behind: int
    new: list[str]


def patch(name: str, text: str, splices: Iterable[Splice]) -> tuple[str, str]:
    """Return the patch of one file: the lines that name it, and those that change it; '' if nothing changes.

    A line ends with a line feed, as for git.
    """
    lines = _lines(text)
    changes = list(_changes(text, lines, in_order(splices)))
    if not changes:
        return "", ""
    parts: list[str] = []
    grown = 0
    for group in _near(changes):
        parts += _hunk(lines, group, grown)
        grown += sum(len(one.new) - (one.behind - one.first) for one in group)
    return f"--- {_named('a', name)}\n+++ {_named('b', name)}\n", "".join(parts)


def _named(side: str, name: str) -> str:
    """Return a file's name as patches write it."""
    path = f"{side}/{name.lstrip('/')}"
    if any(letter in _QUOTED or not letter.isprintable() for letter in name):
        told = "".join(_QUOTED.get(letter) or _octal(letter) for letter in path)
        return f'"{told}"'
    return f"{path}\t" if " " in path else path


def _octal(letter: str) -> str:
    if letter.isprintable():
        return letter
    return "".join(f"\\{byte:03o}" for byte in letter.encode("utf-8", "surrogateescape"))


def _lines(text: str) -> list[str]:
    """Split at line feeds alone, each of which ends a line."""
    parts = text.split("\n")
    return [*(f"{one}\n" for one in parts[:-1]), *([parts[-1]] if parts[-1] else [])]


def _changes(text: str, lines: Sequence[str], splices: Sequence[Splice]) -> Iterator[_Change]:
    """Yield the lines that change; splices on one line are one change."""
    starts = [0]
    for line in lines:
        starts.append(starts[-1] + len(line))
    held: list[Splice] = []
    first = behind = 0
    for one in splices:
        low, high = _span(one, starts, len(lines))
        if held and low < behind:
            behind = max(behind, high)
        else:
            yield from _change(text, starts, first, behind, held)
            first, behind, held = low, high, []
        held.append(one)
    yield from _change(text, starts, first, behind, held)


def _span(one: Splice, starts: Sequence[int], count: int) -> tuple[int, int]:
    """Return the first line that a splice changes, and the one behind the last."""
    low = min(bisect_right(starts, one.start) - 1, count)
    at_line = starts[low] == one.start
    if at_line and (not one.text or one.text.endswith("\n")):
        behind = bisect_right(starts, one.end) - 1
        if starts[behind] == one.end:
            return low, behind
    return low, min(bisect_right(starts, one.end), count)


def _change(text: str, starts: Sequence[int], first: int, behind: int, splices: Sequence[Splice]) -> Iterator[_Change]:
    if not splices:
        return
    start, end = starts[first], starts[behind]
    inner = [one.moved(-start) for one in splices]
    new = spliced(text[start:end], inner)
    if new != text[start:end]:
        yield _Change(first, behind, _lines(new))


def _near(changes: Sequence[_Change]) -> Iterator[list[_Change]]:
    """Put changes together that share lines of context."""
    group = [changes[0]]
    for one, other in pairwise(changes):
        if other.first - one.behind > 2 * CONTEXT:
            yield group
            group = []
        group.append(other)
    yield group


def _hunk(lines: Sequence[str], group: Sequence[_Change], grown: int) -> Iterator[str]:
    start = max(0, group[0].first - CONTEXT)
    end = min(len(lines), group[-1].behind + CONTEXT)
    added = sum(len(one.new) - (one.behind - one.first) for one in group)
    old, new = end - start, end - start + added
    yield f"@@ -{_range(start, old)} +{_range(start + grown, new)} @@\n"
    at = start
    for one in group:
        yield from _marked(" ", lines[at : one.first])
        yield from _marked("-", lines[one.first : one.behind])
        yield from _marked("+", one.new)
        at = one.behind
    yield from _marked(" ", lines[at:end])


def _range(start: int, count: int) -> str:
    first = start + 1 if count else start
    return f"{first}" if count == 1 else f"{first},{count}"


def _marked(mark: str, lines: Iterable[str]) -> Iterator[str]:
    for line in lines:
        yield mark + line
        if not line.endswith("\n"):
            yield f"\n{_NO_BREAK}"
