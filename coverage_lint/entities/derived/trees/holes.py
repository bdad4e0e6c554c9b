"""Which places a segment's coverage leaves out, where its rows name most of those beside them."""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING

from coverage_lint.entities.catalogue import COUNT, TEXT
from coverage_lint.entities.derived.sums import Exact, number, record, rows, total
from coverage_lint.entities.derived.trees.tops import Tops
from coverage_lint.entities.forest import Stretches
from coverage_lint.entities.model import Derived
from coverage_lint.entities.records import REJECTED, UNKNOWN_MEMBER, Record
from coverage_lint.frozen import NamedTuple
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
    alone, tops = _alone(forest, named, beside), Tops(model, forest, named)
    by_accounts = _by_accounts(model)
    for segment, numbers, counts in zip(model.records("segment"), named, beside, strict=True):
        holes: list[Record] | None = []
        if numbers is None:
            holes = None
        elif numbers:
            rest = _rest(segment, forest, numbers)
            as_many = by_accounts.get(rest, []) if rest is not None else []
            covered = Stretches(forest, numbers)
            parts, beside_top = _mostly_named(forest, counts, covered), tops.beside(segment, numbers)
            likely = None
            if parts is not None and beside_top is not None:
                only = [forest.numbers[id(one)] for one in as_many[: len(as_many) == 1]]
                likely = [place for place in parts or only if place not in alone] + beside_top
            holes = _holes(forest, segment, _Named(sorted(numbers), covered), likely)
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
    """Count the territories that are named right below each one."""
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


class _Named(NamedTuple):
    """The territories that a segment's rows name, in the order of their numbers."""

    numbers: list[int]
    covered: Stretches

    def any_within(self, forest: Forest, place: int) -> bool:
        """True if one of them is at or below a territory."""
        at = bisect_left(self.numbers, place)
        return at < len(self.numbers) and self.numbers[at] <= forest.last[place]

    def leave_out(self, forest: Forest, place: int) -> bool:
        """True if none of them is a territory, above it or below it."""
        return not self.covered.hold(place) and not self.any_within(forest, place)


def _holes(forest: Forest, segment: Record, named: _Named, likely: list[int] | None) -> list[Record] | None:
    """Return the topmost places that no row is for: those that hold accounts of the segment, and `likely` ones."""
    holding = _holding(segment, forest)
    if holding is None or likely is None:
        return None
    known: dict[int, int] = {}
    found = {_topmost_without(forest, place, named, known) for place in holding if named.leave_out(forest, place)}
    counted = rows(segment, "territory_accounts")  # without any, no territory says of this segment where it is
    found |= {
        place for place in likely
        if named.leave_out(forest, place) and not (counted and _holds_others(forest, place, segment))
    }  # fmt: skip
    return [forest.order[place] for place in Stretches(forest, found).starts]


def _holding(segment: Record, forest: Forest) -> list[int] | None:
    """Return the leaves that say that they hold accounts of a segment."""
    made = []
    for entry in rows(segment, "territory_accounts") or ():
        if entry is UNKNOWN_MEMBER or entry.values.get("accounts") is REJECTED:
            return None
        at = forest.number(entry.values.get("territory"))
        if at is not None and forest.last[at] == at and number(entry.values.get("accounts")):
            made.append(at)
    return made


def _topmost_without(forest: Forest, place: int, named: _Named, known: dict[int, int]) -> int:
    """Return the highest territory above a place in which no row is; itself where there is none."""
    passed = []
    while place not in known and forest.parents[place] >= 0 and not named.any_within(forest, forest.parents[place]):
        passed.append(place)
        place = forest.parents[place]
    top = known.get(place, place)
    known.update(dict.fromkeys(passed, top))
    return top


def _mostly_named(forest: Forest, counts: dict[int, int], covered: Stretches) -> list[int] | None:
    """Return the territories right below those of whose parts most are named; unknown where another may be there."""
    made: list[int] = []
    for parent in sorted(counts):
        beside = rows(forest.order[parent], "children") or []
        if 2 * counts[parent] <= len(beside) or covered.hold(parent):
            continue
        if UNKNOWN_MEMBER in beside:
            return None
        made += [forest.numbers[id(one)] for one in beside]
    return made


def _holds_others(forest: Forest, place: int, segment: Record) -> bool:
    """True if all leaves of a place say which segments they hold, and none holds any of this one."""
    for leaf in forest.order[place : forest.last[place] + 1]:
        held = rows(leaf, "accounts_by_segment")
        if held is None and not rows(leaf, "children"):
            return False
        if any(one is UNKNOWN_MEMBER or one.values.get("segment") is segment for one in held or ()):
            return False
    return True


def _hole_sources(_model: Model, segment: Record) -> list[Place]:
    holes = segment.values[_HOLES]
    return [(hole, "") for hole in holes] if isinstance(holes, list) else []


def _named_sources(_model: Model, segment: Record) -> list[Place]:
    held = rows(segment, "coverage") or []
    return [(row, "territory") for row in held if record(row.values.get("territory")) is not None]


HOLES: dict[tuple[str, str], Derived] = {
    ("segment", "places_left_out"): Derived(
        TEXT,
        "territories that no row of its coverage names, where these say that they hold accounts of it, where rows name "
        "more than half of those beside, or the one that holds just as many accounts as the segment has elsewhere; '' "
        "where a row names none, or where another segment is made for that place alone",
        _compute_left_out, _hole_sources,
    ),
    ("segment", "places_named"): Derived(
        COUNT, "how many territories the rows of its coverage name; 0 where a row names none", _compute_left_out,
        _named_sources,
    ),
}  # fmt: skip
