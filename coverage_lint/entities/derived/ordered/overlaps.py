"""The derived fields of coverage about rows for a wider place beside rows for places in it, and about shared accounts.

Places are stretches of numbers: those of a territory with all below it, and all of them for a row that names none.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from typing import TYPE_CHECKING

from coverage_lint.entities.catalogue import FLAG, TEXT
from coverage_lint.entities.derived.ordered.claims import Claim, claim_of, claimant, collides, place_of
from coverage_lint.entities.derived.sums import number, record, rows, total
from coverage_lint.entities.model import Derived
from coverage_lint.entities.records import REJECTED, UNKNOWN_MEMBER, Record
from coverage_lint.frozen import NamedTuple
from coverage_lint.listing import listed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from coverage_lint.entities.forest import Forest
    from coverage_lint.entities.model import Model, Place
    from coverage_lint.entities.records import Scalar

_WITHIN = "claiming_within"
"""Where a row keeps those within its place that have the same business."""


class _Entry(NamedTuple):
    """A row with where its place begins and ends, and what it claims there."""

    row: Record
    begins: int
    ends: int
    claim: Claim

    @property
    def sells(self) -> bool:
        """Whether it gives the accounts to somebody who sells to them alone."""
        return self.claim.sells is True or (self.claim.partner is True and self.claim.alone is True)


def _compute_overlaps(model: Model) -> None:
    model.ensure("group", "selling")
    forest = model.forest("territory")
    segments: dict[int, list[Record]] = {}
    for row in model.records("coverage"):
        segments.setdefault(id(row.owner), []).append(row)
    for covered in segments.values():
        refused = any(REJECTED in place_of(row) for row in covered)
        for row in covered:
            row.values.update(claimants_within=None if refused else "", places_within="", divided=False)
            row.values[_WITHIN] = []
        if len(covered) > 1:
            for entries in _by_motion(covered, forest):
                _divide(entries)
                if _nested(entries):
                    _tell_widest(entries)


def _by_motion(covered: list[Record], forest: Forest) -> Iterator[list[_Entry]]:
    """Give the rows of each motion in the order of their places, wider ones first."""
    motions: dict[Scalar, list[_Entry]] = {}
    for row in covered:
        motion, territory = place_of(row)
        if REJECTED not in (motion, territory):
            at = forest.number(territory) if territory is not None else None
            begins, ends = (-1, len(forest.order)) if at is None else (at, forest.last[at])
            motions.setdefault(motion, []).append(_Entry(row, begins, ends, claim_of(row)))
    for entries in motions.values():
        yield sorted(entries, key=lambda entry: entry.begins)


def _divide(entries: list[_Entry]) -> None:
    """Set which rows share the accounts of one place with each other."""
    places: dict[int, list[_Entry]] = {}
    for entry in entries:
        places.setdefault(entry.begins, []).append(entry)
    for beside in places.values():
        if len(beside) > 1:
            divided = _divided(beside[0].row, beside)
            for entry in beside:
                entry.row.values["divided"] = divided


def _divided(widest: Record, entries: list[_Entry]) -> bool | None:
    """True if all rows that sell say how many accounts they have, and together no more than there are."""
    stated = [entry.row.values.get("accounts") for entry in entries if entry.sells]
    if None in stated:
        return False
    whole, there = total(stated), _accounts_there(widest)
    if whole is None or there is REJECTED:
        return None
    known = number(there)
    return known is None or whole <= known


def _accounts_there(row: Record) -> Scalar:
    """Return how many accounts the segment has in the place of a row, as far as that is stated."""
    segment, territory = record(row.values.get("segment")), record(row.values.get("territory"))
    if segment is None:
        return None
    for one in (rows(territory, "accounts_by_segment") or ()) if territory is not None else ():
        if one is not UNKNOWN_MEMBER and one.values.get("segment") is segment:
            return one.values.get("accounts")
    return segment.values.get("accounts")


def _nested(entries: list[_Entry]) -> bool:
    """True if the place of one row is within that of another."""
    last, begins = -2, -2
    for entry in entries:
        if entry.begins > begins and entry.begins <= last:
            return True
        last, begins = max(last, entry.ends), entry.begins
    return False


def _tell_widest(entries: list[_Entry]) -> None:
    """Set at the row of each widest place who has the same business in places within it."""
    kinds = Counter(entry.claim for entry in entries)
    at: dict[tuple[Claim, int], list[int]] = {}
    for entry in entries:
        for group in (_ANY, id(entry.row.values.get("group"))):
            at.setdefault((entry.claim, group), []).append(entry.begins)
    judged = -2
    for position, entry in enumerate(entries):
        if entry.ends <= judged:
            continue
        answer = _collide_within(entry, list(kinds), at)
        if answer is None:
            entry.row.values["claimants_within"] = None
        if answer:
            judged = entry.ends
            after = bisect_right(entries, entry.ends, key=lambda one: one.begins)
            beside = [one for one in entries[position:after] if one.begins == entry.begins]
            widest = [one for one in beside if _collide_within(one, list(kinds), at)]
            _tell(widest, entries[position:after])


_ANY = 0
"""Stands for every group, in counts."""


def _collide_within(entry: _Entry, kinds: list[Claim], at: dict[tuple[Claim, int], list[int]]) -> bool | None:
    """True if a row for a place within that of one collides with it; unknown if one may."""
    found: bool | None = False
    group = id(entry.row.values.get("group"))
    for kind in kinds:
        here = _count(at[kind, _ANY], entry)
        same = _count(at.get((kind, group), []), entry) if kind.group and entry.claim.group else 0
        for count, one_group in ((same, True), (here - same, False)):
            answer = collides(kind, entry.claim, one_group=one_group) if count else False
            if answer:
                return True
            found = None if answer is None else found
    return found


def _count(begins: list[int], entry: _Entry) -> int:
    """Count the places that are within that of a row, and not its own."""
    return bisect_right(begins, entry.ends) - bisect_right(begins, entry.begins)


def _tell(widest: list[_Entry], at_or_within: list[_Entry]) -> None:
    """Set at the first of the rows of a place that collide who does; none if all divide the accounts."""
    entry = widest[0]
    divided = _divided(entry.row, at_or_within)
    if divided is not False:
        entry.row.values["claimants_within"] = None if divided is None else ""
        return
    groups = {(one.claim, id(one.row.values.get("group"))) for one in widest}
    within = [
        one for one in at_or_within
        if one.begins > entry.begins and any(
            collides(one.claim, claim, one_group=id(one.row.values.get("group")) == group) for claim, group in groups
        )
    ]  # fmt: skip
    who = dict.fromkeys(claimant(one.row) for one in (*widest, *within))
    places = [record(one.row.values.get("territory")) for one in within]
    entry.row.values["claimants_within"] = listed(list(who))
    entry.row.values["places_within"] = listed(list(dict.fromkeys(one.id or "" for one in places if one is not None)))
    entry.row.values[_WITHIN] = [one.row for one in (*widest, *within)]


def _sources(_model: Model, row: Record) -> list[Place]:
    held = row.values[_WITHIN]
    found = held if isinstance(held, list) else []
    return [(one, "group" if record(one.values.get("group")) else "partner") for one in found]


OVERLAPS: dict[tuple[str, str], Derived] = {
    ("coverage", "claimants_within"): Derived(
        TEXT,
        "it and all to whom rows of its segment give the same business in places within its own, told at the row of "
        "the widest place; '' at the others, and where they share its accounts",
        _compute_overlaps, _sources,
    ),
    ("coverage", "places_within"): Derived(TEXT, "the territories of these rows", _compute_overlaps),
    ("coverage", "divided"): Derived(
        FLAG,
        "whether it and the other rows of its segment for the same motion and territory each say how many accounts "
        "they have, and no more than the segment has there",
        _compute_overlaps,
    ),
}  # fmt: skip
