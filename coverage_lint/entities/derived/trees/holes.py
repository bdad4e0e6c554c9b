"""Which places a segment's coverage leaves out, where its rows name most of those beside them."""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING

from coverage_lint.entities.catalogue import COUNT, TEXT
from coverage_lint.entities.derived.sums import Exact, number, record, rows, total
from coverage_lint.entities.forest import Stretches
from coverage_lint.entities.model import Derived
from coverage_lint.entities.records import REJECTED, UNKNOWN_MEMBER, Record
from coverage_lint.listing import listed

if TYPE_CHECKING:
    from collections.abc import Sequence

    from coverage_lint.entities.forest import Forest
    from coverage_lint.entities.model import Model, Place

_HOLES = "holes"
"""Where a segment keeps the territories that it leaves out."""


def _compute_left_out(model: Model) -> None:
    forest = model.forest("territory")
    named = [_named(segment, forest) for segment in model.records("segment")]
    beside = [_beside(forest, numbers or set()) for numbers in named]
    alone = _alone(forest, named, beside)
    by_accounts = _by_accounts(model)
    for segment, numbers, counts in zip(model.records("segment"), named, beside, strict=True):
        holes: list[Record] | None = []
        if numbers is None:
            holes = None
        elif numbers:
            rest = _rest(segment, forest, numbers)
            as_many = by_accounts.get(rest, []) if rest is not None else []
            holes = _holes(forest, sorted(numbers), counts, alone, as_many)
        segment.values[_HOLES] = holes
        segment.values["places_named"] = None if numbers is None else len(numbers)
        segment.values["places_left_out"] = None if holes is None else listed([hole.id or "" for hole in holes])


def _named(segment: Record, forest: Forest) -> set[int] | None:
    """Return the numbers of the territories that a segment's rows name; none where a row is for all places.

    Unknown where a refused value may be a territory, or a row.
    """
    covered = segment.values.get("coverage")
    if not isinstance(covered, list):
        return None if covered is REJECTED else set()
    places = [REJECTED if row is UNKNOWN_MEMBER else row.values.get("territory") for row in covered]
    if None in places:
        return set()
    if REJECTED in places:
        return None
    numbers = {forest.number(place) for place in places}
    return {one for one in numbers if one is not None}


def _beside(forest: Forest, numbers: set[int]) -> dict[int, int]:
    """Count the territories that are named below each one."""
    counts: dict[int, int] = {}
    for place in numbers:
        parent = forest.parents[place]
        if parent >= 0:
            counts[parent] = counts.get(parent, 0) + 1
    return counts


def _alone(forest: Forest, named: Sequence[set[int] | None], beside: Sequence[dict[int, int]]) -> set[int]:
    """Return the territories that some segment names without any of those beside them: it is made for that place."""
    return {
        place
        for numbers, counts in zip(named, beside, strict=True)
        for place in numbers or ()
        if counts.get(forest.parents[place]) == 1
    }


def _by_accounts(model: Model) -> dict[Exact, list[Record]]:
    """Return the territories by how many accounts they hold."""
    made: dict[Exact, list[Record]] = {}
    for territory in model.records("territory"):
        accounts = number(territory.values.get("accounts"))
        if accounts:
            made.setdefault(accounts, []).append(territory)
    return made


def _rest(segment: Record, forest: Forest, named: set[int]) -> Exact | None:
    """Return how many of a segment's accounts are in none of the territories that are named, if that is known."""
    held = total(forest.order[one].values.get("accounts") for one in named)
    accounts = number(segment.values.get("accounts"))
    return None if held is None or accounts is None else accounts - held


def _holes(
    forest: Forest, named: list[int], counts: dict[int, int], alone: set[int], as_many: list[Record]
) -> list[Record] | None:
    """Return the places of which most of those beside have a row, and they, what is above and what is below have none.

    Or else the one place that holds `as_many` accounts as the segment has elsewhere. Unknown where a territory whose
    parent was refused may belong beside them.
    """
    covered, left = Stretches(forest, named), []
    for parent in sorted(counts):
        children = rows(forest.order[parent], "children") or []
        if 2 * counts[parent] <= len(children) or covered.hold(parent):
            continue
        if UNKNOWN_MEMBER in children:
            return None
        left += children
    if not left and len(as_many) == 1:
        left = as_many
    return [place for place in left if _is_hole(forest, forest.numbers[id(place)], named, covered, alone)]


def _is_hole(forest: Forest, place: int, named: list[int], covered: Stretches, alone: set[int]) -> bool:
    return place not in alone and not covered.hold(place) and not _any_within(forest, named, place)


def _any_within(forest: Forest, named: list[int], place: int) -> bool:
    """True if one of some territories, in order, is at or below another one."""
    at = bisect_left(named, place)
    return at < len(named) and named[at] <= forest.last[place]


def _hole_sources(_model: Model, segment: Record) -> list[Place]:
    holes = segment.values[_HOLES]
    return [(hole, "") for hole in holes] if isinstance(holes, list) else []


def _named_sources(_model: Model, segment: Record) -> list[Place]:
    held = rows(segment, "coverage") or []
    return [(row, "territory") for row in held if record(row.values.get("territory")) is not None]


HOLES: dict[tuple[str, str], Derived] = {
    ("segment", "places_left_out"): Derived(
        TEXT,
        "territories that no row of its coverage names, where rows name more than half of those right below the one "
        "above it, or the one that holds just as many accounts as the segment has elsewhere; '' where a row names "
        "none, or where another segment is made for that place alone",
        _compute_left_out, _hole_sources,
    ),
    ("segment", "places_named"): Derived(
        COUNT, "how many territories the rows of its coverage name; 0 where a row names none", _compute_left_out,
        _named_sources,
    ),
}  # fmt: skip
