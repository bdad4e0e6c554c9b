"""Which ignores reach which places, in little more than one look at each: a table can have thousands of both."""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from coverage_lint.decisions.ignores.comments import Ignore
    from coverage_lint.location import Location


class Placed(Protocol):
    """What a policy says of a place."""

    @property
    def code(self) -> str:
        """The policy's code."""

    @property
    def name(self) -> str:
        """The policy's name."""

    @property
    def location(self) -> Location:
        """The place."""


def innermost(ignores: Sequence[Ignore], places: Sequence[Placed | None]) -> list[int | None]:
    """Return for each place the ignore that begins last of those that reach it, by its number."""
    from heapq import heappop, heappush

    by_word = _by_word(ignores)
    order = sorted(
        (index for index, one in enumerate(places) if one is not None),
        key=lambda index: places[index].location.start,  # type: ignore[union-attr]
    )
    found: list[int | None] = [None] * len(places)
    waiting = {word: sorted(held, key=lambda index: ignores[index].start) for word, held in by_word.items()}
    begun: dict[tuple[int, str], list[tuple[int, int]]] = {word: [] for word in by_word}
    entered = dict.fromkeys(by_word, 0)
    for at in order:
        one = places[at]
        assert one is not None  # noqa: S101 - the order leaves the others out
        best: tuple[int, int] | None = None
        for word in _words(one):
            if word not in by_word:
                continue
            held, heap = waiting[word], begun[word]
            while entered[word] < len(held) and ignores[held[entered[word]]].start <= one.location.start:
                index = held[entered[word]]
                heappush(heap, (-ignores[index].start, index))
                entered[word] += 1
            while heap and ignores[heap[0][1]].end <= one.location.start:
                heappop(heap)  # it ended before this place, and so before all that follow
            if heap and (best is None or heap[0] < best):
                best = heap[0]
        found[at] = None if best is None else best[1]
    return found


def reached(ignores: Sequence[Ignore], places: Sequence[Placed]) -> Iterator[tuple[int, str]]:
    """Return each ignore, by its number, with each word of it that means a policy at a place it reaches."""
    by_word = _by_word(ignores)
    starts: dict[tuple[int, str], list[int]] = {}
    for one in places:
        for word in _words(one):
            if word in by_word:
                starts.setdefault(word, []).append(one.location.start)
    for word, found in starts.items():
        found.sort()
        for index in by_word[word]:
            at = bisect_left(found, ignores[index].start)
            if at < len(found) and found[at] < ignores[index].end:
                yield index, word[1]


def _by_word(ignores: Sequence[Ignore]) -> dict[tuple[int, str], list[int]]:
    """Return the ignores of each file and word, by their numbers."""
    found: dict[tuple[int, str], list[int]] = {}
    for index, ignore in enumerate(ignores):
        for word in dict.fromkeys(ignore.patterns):
            found.setdefault((id(ignore.location.source), word), []).append(index)
    return found


def _words(one: Placed) -> Iterator[tuple[int, str]]:
    """Return the words that mean a policy, in the file of a place: every beginning of its code, and its name."""
    source = id(one.location.source)
    for end in range(1, len(one.code) + 1):
        yield source, one.code[:end]
    yield source, one.name
