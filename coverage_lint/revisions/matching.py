"""What both kinds of sides have in common: models looked for on both, and put in pairs."""

from __future__ import annotations

import os.path
from typing import TYPE_CHECKING, Protocol

from coverage_lint.errors import Misuse
from coverage_lint.frozen import NamedTuple
from coverage_lint.revisions.pairing import pair
from coverage_lint.revisions.remains import ELSEWHERE
from coverage_lint.revisions.repository import printable
from coverage_lint.revisions.side import FilePair

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from coverage_lint.discovery.find_models import FoundFile
    from coverage_lint.discovery.left_out import LeftOut

TOO_MANY = "too many models were added and removed: only files with equal contents are recognized as renamed"


class FoundOnSide(NamedTuple):
    """What paths lead to on one side."""

    models: dict[str, FoundFile]
    """By their paths from the side's top."""
    passed_over: Sequence[str] = ()
    """Shown paths of files that are no models and belong to none."""
    left_out: Sequence[LeftOut] = ()
    """What may hold a model and was not read, by shown paths."""


class Looked(Protocol):
    """A side that models are looked for in; they are known by their paths from its top."""

    top: str
    folder: str

    def holds(self, path: str) -> bool:
        """True if there is anything at a path."""
        ...

    def find(self, paths: Sequence[str]) -> FoundOnSide:
        """Return what paths, relative to the folder, lead to."""
        ...

    def remains(self, path: str) -> str:
        """Return what stands at a path where no model was found, by the words of revisions/remains.py."""
        ...


class InRepository(Looked, Protocol):
    """A side that has more than what was asked for."""

    def others(self, scope: Callable[[str], bool], elsewhere: Callable[[str], bool]) -> dict[str, FoundFile]:
        """Return the models outside the requested paths that the other side does not have at that path."""
        ...


def check_paths(paths: Sequence[str], named: Sequence[str], before: Looked, after: Looked) -> None:
    """Refuse a path that is in neither version."""
    missing = [
        path for path, inner in zip(paths, named, strict=True) if not before.holds(inner) and not after.holds(inner)
    ]
    if missing:
        raise Misuse("; ".join(f"{printable(path)}: no such file or folder in either version" for path in missing))


def complete(
    old: dict[str, FoundFile],
    new: dict[str, FoundFile],
    before: Looked,
    after: Looked,
    named: Callable[[str], str],
) -> None:
    """Find the models that only one side was led to, as by a table that came or went, on the other side as well."""
    for there, here, side in ((old, new, after), (new, old, before)):
        missing = [key for key in sorted(there.keys() - here.keys()) if side.holds(key)]
        if missing:
            found = side.find([named(key) for key in missing]).models
            here.update((key, found[key]) for key in missing if key in found)


def folders_of(*sides: Mapping[str, FoundFile]) -> set[str]:
    """Return the folders that models are in."""
    return {os.path.dirname(key) for side in sides for key in side}


def paired(
    before: Looked,
    after: Looked,
    old: Mapping[str, FoundFile],
    new: Mapping[str, FoundFile],
    more_old: Mapping[str, FoundFile],
    more_new: Mapping[str, FoundFile],
) -> tuple[tuple[FilePair, ...], list[str]]:
    """Pair models, and say what to know of it; those of `more_…` count only as what one was renamed from or to."""
    matched = pair(old, new, more_old, more_new)
    older, newer = {**more_old, **old}, {**more_new, **new}
    pairs = tuple(
        FilePair(
            None if one is None else older[one],
            None if other is None else newer[other],
            os.path.join(after.top, other or one or ""),
            os.path.join(before.top, one or other or ""),
            after.remains(one or "") if other is None else "" if other in new else ELSEWHERE,
        )
        for one, other in matched.pairs
    )
    return pairs, [TOO_MANY] if matched.given_up else []
