"""Which model of the older version is which of the newer one: by path, else by what the files have in common."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from coverage_lint.system.files import read_start

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from coverage_lint.discovery.find_models import FoundFile

_ENOUGH = (1, 2)
"""Of the larger file's bytes, in lines that both have: what makes a rename. git takes the same share."""
_MOST_PAIRS = 10_000
_MOST_READ = 32 * 1024 * 1024


class Paired(NamedTuple):
    """Models by path: the older one's and the newer one's."""

    pairs: tuple[tuple[str | None, str | None], ...]
    given_up: bool
    """Whether too many models came and went to compare each with each."""


def pair(
    before: Mapping[str, FoundFile],
    after: Mapping[str, FoundFile],
    more_before: Mapping[str, FoundFile],
    more_after: Mapping[str, FoundFile],
) -> Paired:
    """Pair models: of one path, else renamed, else added or removed. A copy is added.

    Those of `more_…` count only as what a model was renamed from or to.
    """
    same = [path for path in before if path in after]
    gone = {path: file for path, file in {**more_before, **before}.items() if path not in after}
    came = {path: file for path, file in {**more_after, **after}.items() if path not in before}
    renamed: dict[str, str] = {}
    _by_content(gone, came, renamed)
    few = len(gone) * len(came) <= _MOST_PAIRS
    if few:
        _by_likeness(gone, came, renamed)
    kept = [(old, new) for old, new in renamed.items() if old in before or new in after]
    pairs: list[tuple[str | None, str | None]] = [(path, path) for path in same]
    pairs += kept
    pairs += [(path, None) for path in gone if path in before]
    pairs += [(None, path) for path in came if path in after]
    return Paired(tuple(sorted(pairs, key=_order)), not few)


def _order(one: tuple[str | None, str | None]) -> tuple[str, bool, str]:
    before, after = one
    return (after or before or "", after is None, before or "")


def _by_content(gone: dict[str, FoundFile], came: dict[str, FoundFile], renamed: dict[str, str]) -> None:
    """Pair files that are the same byte for byte; of several alike, those whose paths end alike."""
    alike: dict[bytes, list[str]] = {}
    for path, file in gone.items():
        alike.setdefault(_digest(file), []).append(path)
    digests = {path: _digest(file) for path, file in came.items()} if gone else {}
    met = [(old, new) for new, digest in digests.items() for old in alike.get(digest, ())]
    _settle(sorted(met, key=lambda both: (*_moved(*both), *both)), gone, came, renamed)


def _by_likeness(gone: dict[str, FoundFile], came: dict[str, FoundFile], renamed: dict[str, str]) -> None:
    """Pair files that have enough in common, the most alike first."""
    if not gone or not came:
        return
    old_lines, new_lines = ({path: _lines(file) for path, file in side.items()} for side in (gone, came))
    met: list[tuple[int, str, str]] = []
    for old, had in old_lines.items():
        for new, has in new_lines.items():
            common, whole = _common(had, has)
            if whole and common * _ENOUGH[1] >= whole * _ENOUGH[0]:
                met.append((common * 1000 // whole, old, new))
    # Of pairs about as much alike, a file that kept its name goes before one that did not.
    ranked = sorted(met, key=lambda one: (-(one[0] // 100), *_moved(one[1], one[2]), -one[0], one[1], one[2]))
    _settle(((old, new) for _, old, new in ranked), gone, came, renamed)


def _settle(
    ranked: Iterable[tuple[str, str]],
    gone: dict[str, FoundFile],
    came: dict[str, FoundFile],
    renamed: dict[str, str],
) -> None:
    """Take pairs in order, each file once."""
    for old, new in ranked:
        if old in gone and new in came:
            renamed[old] = new
            del gone[old], came[new]


def _moved(one: str, other: str) -> tuple[int, int]:
    """Rank how far apart two paths are: by the names that they end with alike, then by those that differ."""
    mine, theirs = one.split("/")[::-1], other.split("/")[::-1]
    alike = 0
    for a, b in zip(mine, theirs, strict=False):
        if a != b:
            break
        alike += 1
    return -alike, max(len(mine), len(theirs)) - alike


def _common(one: Counter[bytes], other: Counter[bytes]) -> tuple[int, int]:
    """Return the bytes in lines that both have, and those of the larger one."""
    if len(other) < len(one):
        one, other = other, one
    common = sum(len(line) * min(count, other[line]) for line, count in one.items() if line in other)
    return common, max(sum(len(line) * count for line, count in side.items()) for side in (one, other))


def _lines(file: FoundFile) -> Counter[bytes]:
    """Count the lines of a file, without what surrounds their words: an indentation tells nothing."""
    return Counter(line for line in map(bytes.strip, _read(file).split(b"\n")) if line)


def _digest(file: FoundFile) -> bytes:
    from hashlib import blake2b

    return blake2b(_read(file)).digest()


def _read(file: FoundFile) -> bytes:
    try:
        return read_start(file.path, _MOST_READ)
    except OSError:
        return b""
