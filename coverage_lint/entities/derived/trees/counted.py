"""Whether the accounts of a segment, of its rows of coverage and of its territories agree, and which one is odd.

What is told of a row or a territory is the figure that would make all agree: the one that the other side has, or the
same digits with the point elsewhere, where the sum is then right to the last account.
"""

from __future__ import annotations

from bisect import bisect_left
from fractions import Fraction
from itertools import accumulate
from typing import TYPE_CHECKING

from coverage_lint.entities.catalogue import COUNT, FLAG, TEXT
from coverage_lint.entities.derived.ordered.claims import claim_of, place_of
from coverage_lint.entities.derived.sums import Exact, number, plain, record, rows, total
from coverage_lint.entities.forest import Stretches
from coverage_lint.entities.model import Derived
from coverage_lint.entities.records import REJECTED, UNKNOWN_MEMBER, Record
from coverage_lint.frozen import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from coverage_lint.entities.forest import Forest
    from coverage_lint.entities.model import Model, Place
    from coverage_lint.entities.records import Scalar

POWERS = (10, 100, 1000)
_ROWS_COUNTED, _PLACES_COUNTED = "rows_counted", "places_counted"
"""Where a segment keeps which rows and which territories make up its sums."""
_ROW, _TERRITORY, _SEGMENT = "its row of coverage", "its territory", "the accounts of the segment"
"""What a figure that is meant agrees with."""


class _Counted(NamedTuple):
    """Some parts of a segment's accounts, and what they come to: 0 where they can't be held against the segment."""

    parts: list[Record]
    whole: Exact | None


NOTHING = _Counted([], 0)


def _compute_counted(model: Model) -> None:
    model.ensure("group", "selling")
    forest = model.forest("territory")
    leaves = _Leaves([at for at, last in enumerate(forest.last) if last == at])
    for entry in model.records("segment_accounts"):
        entry.values.update(accounts_meant=0, agreeing="")
    for segment in model.records("segment"):
        covered = rows(segment, "coverage") or []
        known = [row for row in covered if row is not UNKNOWN_MEMBER]
        entries = _topmost(segment, forest, leaves)
        for row in known:
            row.values.update(accounts_meant=0, agreeing="", accounts_in_place=_in_place(row, entries, forest, leaves))
        stated = segment.values.get("accounts") is not None
        by_rows, by_places = (_of_rows(covered, forest) if stated else NOTHING), _of_places(segment, known, entries)
        segment.values.update({_ROWS_COUNTED: by_rows.parts, _PLACES_COUNTED: by_places.parts})
        segment.values.update(accounts_in_rows=by_rows.whole, accounts_in_places=by_places.whole)
        segment.values["told_at_parts"] = _find_odd(segment, known, by_rows, by_places, entries)


class _Entries(NamedTuple):
    """What territories hold of a segment, in the order of their numbers, none of them within another one."""

    numbers: list[int]
    parts: list[Record]
    sums: list[Exact]
    """What those before each one hold together, and at last all."""
    leaves: list[int]
    """How many leaves of the tree are at or below those before each one, and at last all."""
    unknown: bool

    def within(self, first: int, last: int) -> tuple[Exact, int]:
        """Return how many accounts those of a stretch hold, and how many leaves they have."""
        begin, end = bisect_left(self.numbers, first), bisect_left(self.numbers, last + 1)
        return self.sums[end] - self.sums[begin], self.leaves[end] - self.leaves[begin]


class _Leaves(NamedTuple):
    """The numbers of a forest's leaves."""

    numbers: list[int]

    def within(self, first: int, last: int) -> int:
        """Count those of a stretch."""
        return bisect_left(self.numbers, last + 1) - bisect_left(self.numbers, first)


def _topmost(segment: Record, forest: Forest, leaves: _Leaves) -> _Entries:
    held = rows(segment, "territory_accounts") or []
    of = {
        at: one for one in held
        if one is not UNKNOWN_MEMBER and (at := forest.number(one.values.get("territory"))) is not None
    }  # fmt: skip
    numbers = Stretches(forest, of).starts
    parts = [of[at] for at in numbers]
    stated = [number(one.values.get("accounts")) for one in parts]
    return _Entries(
        numbers,
        parts,
        [0, *accumulate(one or 0 for one in stated)],
        [0, *accumulate(leaves.within(at, forest.last[at]) for at in numbers)],
        UNKNOWN_MEMBER in held or None in stated,
    )


def _in_place(row: Record, entries: _Entries, forest: Forest, leaves: _Leaves) -> Exact | None:
    """Return how many accounts the territories in the place of a row hold; 0 where not all of them say."""
    territory = row.values.get("territory")
    if territory is REJECTED or entries.unknown:
        return None
    at = forest.number(territory) if territory is not None else None
    if at is None:
        return 0
    accounts, counted = entries.within(at, forest.last[at])
    return accounts if counted == leaves.within(at, forest.last[at]) else 0


def _of_rows(covered: Sequence[Record], forest: Forest) -> _Counted:
    """Return the rows that divide a segment's accounts: each states its own, none is within another's place."""
    if UNKNOWN_MEMBER in covered:
        return _Counted([], None)
    parts: list[Record] = []
    places: list[int | None] = []
    motions: set[Scalar] = set()
    for row in covered:
        claim, (motion, territory) = claim_of(row), place_of(row)
        if claim.sells is False or (claim.group is False and claim.alone is False):
            continue
        if REJECTED in (motion, territory) or None in (claim.group, claim.partner):
            return _Counted([], None)
        parts.append(row)
        places.append(forest.number(territory) if territory is not None else None)
        motions.add(motion)
    stated = [row.values.get("accounts") for row in parts]
    named = [at for at in places if at is not None]
    apart = len(set(named)) == len(parts)
    nested = len(Stretches(forest, set(named)).starts) < len(set(named)) or 0 < len(named) < len(parts)
    if None in stated or nested or not (apart or len(motions) == 1):
        return NOTHING
    return _Counted(parts, total(stated))


def _of_places(segment: Record, covered: Sequence[Record], entries: _Entries) -> _Counted:
    """Return the territories that hold a segment's accounts: all where its rows stand, or more than it has."""
    places = [row.values.get("territory") for row in covered]
    if entries.unknown or REJECTED in places:
        return _Counted([], None)
    there, whole = number(segment.values.get("accounts")), entries.sums[-1]
    complete = bool(places) and all(row.values["accounts_in_place"] for row in covered)
    return _Counted(entries.parts, whole) if there is not None and (complete or whole > there) else NOTHING


def _find_odd(
    segment: Record, covered: Sequence[Record], by_rows: _Counted, by_places: _Counted, entries: _Entries
) -> bool | None:
    """Set at a row or a territory what its accounts are meant to be; True if one is found."""
    if None in (by_rows.whole, by_places.whole):
        return None
    there = number(segment.values.get("accounts"))
    rows_fit = not by_rows.whole or by_rows.whole == there
    places_fit = not by_places.whole or by_places.whole == there
    pairs = _pairs(covered, entries)
    if by_places.whole and places_fit and not (by_rows.whole and rows_fit):
        odd = [(row, number(entry.values["accounts"]), _TERRITORY) for row, entry in pairs]
    elif rows_fit:
        odd = [(entry, number(row.values["accounts"]), _ROW) for row, entry in pairs]
    else:
        odd = []
    found = [_tell(one, meant, agreeing) for one, meant, agreeing in odd if meant]
    for counted in (by_rows, by_places):
        if not found and there and counted.whole and counted.whole != there and by_rows.whole != by_places.whole:
            found = [_tell(one, meant, _SEGMENT) for one, meant in _shifted(counted, there)]
    return bool(found)


def _pairs(covered: Iterable[Record], entries: _Entries) -> list[tuple[Record, Record]]:
    """Return the rows and the territories of the same place that state different accounts, one row a place."""
    of = {id(one.values.get("territory")): one for one in entries.parts}
    by_place: dict[int, list[Record]] = {}
    for row in covered:
        territory = record(row.values.get("territory"))
        if territory is not None and id(territory) in of:
            by_place.setdefault(id(territory), []).append(row)
    made = []
    for place, beside in by_place.items():
        row, entry = beside[0], of[place]
        own, held = number(row.values.get("accounts")), number(entry.values.get("accounts"))
        if len(beside) == 1 and own is not None and held is not None and own != held:
            made.append((row, entry))
    return made


def _shifted(counted: _Counted, there: Exact) -> list[tuple[Record, Exact]]:
    """Return the one part that makes the sum right with its digits moved, and what it is then; none of several."""
    whole = counted.whole or 0
    by_amount: dict[Scalar, list[Record]] = {}
    for part in counted.parts:
        by_amount.setdefault(part.values.get("accounts"), []).append(part)
    found: list[tuple[Record, Exact]] = []
    for power in POWERS:
        too_few, too_many = Fraction(there - whole, power - 1), Fraction((whole - there) * power, power - 1)
        found += [(one, plain(too_few * power)) for one in by_amount.get(plain(too_few), ()) if too_few > 0]
        found += [(one, plain(too_many / power)) for one in by_amount.get(plain(too_many), ()) if too_many > 0]
    return found if len(found) == 1 else []


def _tell(part: Record, meant: Exact, agreeing: str) -> bool:
    part.values.update(accounts_meant=meant, agreeing=agreeing)
    return True


def _repeats(model: Model) -> None:
    """Set which rows say all that an earlier one of their segment says."""
    for segment in model.records("segment"):
        said: set[tuple[Scalar, ...]] = set()
        for row in rows(segment, "coverage") or ():
            if row is not UNKNOWN_MEMBER:
                words = tuple(row.values.get(field) for field in SAID)
                row.values["repeats"] = None if REJECTED in words else words in said
                said.add(words)


SAID = ("group", "partner", "motion", "territory", "route", "accounts", "accounts_per_person", "cadence")
"""The fields of a row of coverage."""


def _sources(kept: str) -> Callable[[Model, Record], list[Place]]:
    return lambda _, segment: [(one, "accounts") for one in rows(segment, kept) or ()]


_MEANT = "how many accounts would make it agree with the others; 0 where they agree, or another one is odd"
_AGREEING = "what it would agree with then"

COUNTED: dict[tuple[str, str], Derived] = {
    ("segment_accounts", "accounts_meant"): Derived(COUNT, _MEANT, _compute_counted),
    ("segment_accounts", "agreeing"): Derived(TEXT, _AGREEING, _compute_counted),
    ("coverage", "accounts_meant"): Derived(COUNT, _MEANT, _compute_counted),
    ("coverage", "agreeing"): Derived(TEXT, _AGREEING, _compute_counted),
    ("coverage", "accounts_in_place"): Derived(
        COUNT, "accounts of its segment in the territories of its place; 0 where it names none, or not all say so",
        _compute_counted, unit="accounts",
    ),
    ("coverage", "repeats"): Derived(FLAG, "whether an earlier row of its segment says the same", _repeats),
    ("segment", "accounts_in_rows"): Derived(
        COUNT, "accounts of its rows of coverage, if these divide the segment; else 0",
        _compute_counted, _sources(_ROWS_COUNTED), unit="accounts",
    ),
    ("segment", "accounts_in_places"): Derived(
        COUNT, "its accounts in territories, where all in which it has rows say so, or they hold more than it; else 0",
        _compute_counted, _sources(_PLACES_COUNTED), unit="accounts",
    ),
    ("segment", "told_at_parts"): Derived(
        FLAG, "whether the accounts of a row or of a territory are the odd ones", _compute_counted
    ),
}  # fmt: skip
