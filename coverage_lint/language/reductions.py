"""What each aggregate makes of its rows, with unknown rows and unknown values.

`kept` are the values of rows that surely belong, `doubtful` those of rows that may.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING, Any

from coverage_lint.entities.derived.sums import total
from coverage_lint.language.costs import TOO_LONG_A_SUM, TooCostly
from coverage_lint.language.operations import divide

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

Values = "Sequence[Any]"


def _unknown(values: Sequence[Any]) -> bool:
    return any(value is None for value in values)


def _sum(kept: Sequence[Any], doubtful: Sequence[Any]) -> object:
    if doubtful or _unknown(kept):
        return None
    return _added(kept)


def _added(values: Sequence[Any]) -> Any:
    """Add numbers that are all known. Raises TooCostly for fractions that add up to a number without end."""
    made = total(values)
    if made is None:
        raise TooCostly(TOO_LONG_A_SUM)
    return made


def _count(kept: Sequence[Any], doubtful: Sequence[Any]) -> object:
    return None if doubtful else len(kept)


def _min(kept: Sequence[Any], doubtful: Sequence[Any]) -> object:
    return None if not kept or doubtful or _unknown(kept) else min(kept)


def _max(kept: Sequence[Any], doubtful: Sequence[Any]) -> object:
    return None if not kept or doubtful or _unknown(kept) else max(kept)


def _mean(kept: Sequence[Any], doubtful: Sequence[Any]) -> object:
    return None if not kept or doubtful or _unknown(kept) else divide(_added(kept), len(kept))


def _any(kept: Sequence[Any], doubtful: Sequence[Any]) -> object:
    if True in kept:
        return True
    return None if None in kept or any(value is not False for value in doubtful) else False


def _all(kept: Sequence[Any], doubtful: Sequence[Any]) -> object:
    if False in kept:
        return False
    return None if None in kept or any(value is not True for value in doubtful) else True


def _same(kept: Sequence[Any], doubtful: Sequence[Any]) -> object:
    return kept[0] if len(set(kept)) == 1 and not doubtful else None


def _unique(kept: Sequence[Any], doubtful: Sequence[Any]) -> object:
    known = [value for value in kept if value is not None]
    if len(set(known)) < len(known):
        return False
    return None if doubtful or len(known) < len(kept) else True


def _rising(kept: Sequence[Any], doubtful: Sequence[Any]) -> object:
    if doubtful or _unknown(kept):
        return None
    return all(one <= other for one, other in pairwise(kept))


def _overlap_max(kept: Sequence[Any], doubtful: Sequence[Any]) -> object:
    """Return the largest overlap by a sweep over the days; an interval includes its first and last day."""
    if doubtful or any(start is None or end is None for start, end in kept):
        return None
    ends = sorted((day, step) for start, end in kept if start <= end for day, step in ((start, 0), (end, 1)))
    most = now = 0
    for _, step in ends:
        now += 1 if step == 0 else -1
        most = max(most, now)
    return most


REDUCTIONS: dict[str, Callable[[Sequence[Any], Sequence[Any]], object]] = {
    "sum": _sum, "count": _count, "min": _min, "max": _max, "mean": _mean, "any": _any, "all": _all,
    "same": _same, "unique": _unique, "rising": _rising, "overlap_max": _overlap_max,
}  # fmt: skip


def reduce_rows(function: str, values: Sequence[Any], keeps: Sequence[bool | None] | None) -> object:
    """Apply an aggregate to the values of rows, each kept (True), left out (False) or doubtful (None)."""
    if keeps is None:
        return REDUCTIONS[function](values, ())
    kept = [value for value, keep in zip(values, keeps, strict=True) if keep is True]
    doubtful = [value for value, keep in zip(values, keeps, strict=True) if keep is None]
    return REDUCTIONS[function](kept, doubtful)
