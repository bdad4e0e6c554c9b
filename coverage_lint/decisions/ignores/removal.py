"""The exact repair of an ignore that silences nothing: it goes, or the codes of it that are of no use."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from coverage_lint.findings import Fix
from coverage_lint.location import Location

if TYPE_CHECKING:
    from collections.abc import Collection

    from coverage_lint.decisions.ignores.comments import Ignore

_LIST = re.compile(r"\[([^\[\]]*)\]")
_BREAK = re.compile("\r\n?|\n|\\Z")


def removal(ignore: Ignore, unused: Collection[str]) -> Fix | None:
    """Return the repair of an ignore of which some words silence nothing; None where the text does not show it."""
    kept = [word for word in ignore.patterns if word not in unused]
    place = ignore.location
    if kept:
        return _shortened(place, ignore.patterns, kept)
    if place.source.header is not None:  # a cell that says nothing else
        alone = place.source.text.count("[", place.start, place.end) == 1
        return Fix(place, "") if alone else None
    return _without(place)


def _shortened(place: Location, patterns: tuple[str, ...], kept: list[str]) -> Fix | None:
    found = _LIST.search(place.source.text, place.start, place.end)
    if found is None or [one.strip() for one in found[1].split(",") if one.strip()] != list(patterns):
        return None
    return Fix(Location(place.source, found.start(1), found.end(1)), ", ".join(kept))


def _without(place: Location) -> Fix | None:
    """Return the repair that takes out a comment, with its line if nothing else is on it."""
    text, start, end = place.source.text, place.start, place.end
    line = start - (place.column - 1)
    broken = _BREAK.match(text, end)
    if broken is None:  # another ignore follows on the line
        return Fix(place, "") if text.startswith("#", end) else None
    before = text[line:start]
    if before.strip(" \t"):
        return Fix(Location(place.source, line + len(before.rstrip(" \t")), end), "")
    return Fix(Location(place.source, line, broken.end()), "")
