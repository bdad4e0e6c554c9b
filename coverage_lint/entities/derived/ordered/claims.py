"""The derived fields of coverage about who claims the same business in the same place.

Rows of a segment are counted by what matters of them, not held against each other: there are few kinds of rows.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from coverage_lint.entities.catalogue import COUNT, TEXT
from coverage_lint.entities.derived.sums import record, rows
from coverage_lint.entities.model import Derived
from coverage_lint.entities.records import REJECTED, UNKNOWN_MEMBER, Record
from coverage_lint.frozen import NamedTuple
from coverage_lint.listing import listed

if TYPE_CHECKING:
    from collections.abc import Iterable

    from coverage_lint.entities.model import Model, Place
    from coverage_lint.entities.records import Scalar


class Claim(NamedTuple):
    """What matters of a row: whether it names a group and a partner, None where that was refused, and what these do."""

    group: bool | None
    sells: bool | None
    """Whether the group is one that sells."""
    partner: bool | None
    alone: bool | None
    """Whether the partner sells for itself, and not with others."""


UNKNOWN = Claim(None, None, None, None)


def claim_of(row: Record) -> Claim:
    """Return what matters of a row."""
    group, partner = row.values.get("group"), row.values.get("partner")
    sells, with_others = _flag(group, "selling"), _flag(partner, "co_sell")
    return Claim(_given(group), sells, _given(partner), None if with_others is None else not with_others)


def _given(value: Scalar) -> bool | None:
    return None if value is REJECTED else value is not None


def _flag(value: Scalar, field: str) -> bool | None:
    held = record(value)
    flag = held.values.get(field) if held is not None else None
    return flag if isinstance(flag, bool) else None


def _all(*parts: bool | None) -> bool | None:
    return False if False in parts else (None if None in parts else True)


def _not(part: bool | None) -> bool | None:  # noqa: FBT001 - three values, not two
    return None if part is None else not part


def collides(one: Claim, other: Claim, *, one_group: bool) -> bool | None:
    """True if two rows give the same business to two who both sell it.

    Two groups that sell, or one of them and a partner that sells for itself. `one_group` says that both name the same.
    """
    apart = None if None in (one.group, other.group) else not one_group
    pairs = (
        _all(one.group, other.group, apart, one.sells, other.sells),
        _all(one.group, _not(one.partner), one.sells, _not(other.group), other.partner, other.alone),
        _all(other.group, _not(other.partner), other.sells, _not(one.group), one.partner, one.alone),
    )
    return True if True in pairs else (None if None in pairs else False)


class _Earlier:
    """The rows of one segment so far: by business and place, by kind, and of each kind by group."""

    def __init__(self) -> None:
        self.kinds: dict[tuple[Scalar, Scalar], Counter[Claim]] = {}
        self.of_group: Counter[tuple[Scalar, Scalar, Claim, int]] = Counter()
        self.places: Counter[tuple[Scalar, Scalar]] = Counter()

    def add(self, motion: Scalar, territory: Scalar, claim: Claim, group: int) -> None:
        if REJECTED not in (motion, territory):
            self.kinds.setdefault((motion, territory), Counter())[claim] += 1
            self.of_group[motion, territory, claim, group] += 1
        for key in {(motion, territory), (motion, _ANY), (_ANY, territory), (_ANY, _ANY)}:
            self.places[key] += 1

    def may_be_same(self, motion: Scalar, territory: Scalar) -> bool:
        """True if a row may be for the same place, because a part of it, or of this one, was rejected."""
        motions = (_ANY,) if motion is REJECTED else (motion, REJECTED)
        territories = (_ANY,) if territory is REJECTED else (territory, REJECTED)
        keys = [(one, other) for one in motions for other in territories]
        return any(self.places[key] for key in keys if key != (motion, territory))

    def colliding(self, motion: Scalar, territory: Scalar, claim: Claim, group: int) -> int | None:
        """Count the rows that collide with one; unknown if one may."""
        count = 0
        for other, held in self.kinds.get((motion, territory), Counter()).items():
            same = self.of_group[motion, territory, other, group] if claim.group and other.group else 0
            for number, one_group in ((same, True), (held - same, False)):
                answer = collides(other, claim, one_group=one_group) if number else False
                if answer is None:
                    return None
                count += number if answer else 0
        return count


_ANY = "*"
"""Stands for every motion or territory, in counts."""


def _served(row: Record) -> Scalar:
    """Return the motion that a row serves: its own, else its segment's, also where that was refused."""
    own, segment = row.values.get("motion"), record(row.values.get("segment"))
    return own if own is not None or segment is None else segment.values.get("motion")


def _compute_claims(model: Model) -> None:
    """Count for each row those before it, and set at one row of each place who claims it."""
    model.ensure("group", "selling")
    segments: dict[int, list[Record]] = {}
    for row in model.records("coverage"):
        segments.setdefault(id(row.owner), []).append(row)
    for covered in segments.values():
        before = _colliding_with_those_before(covered)
        for row, count in zip(covered, before, strict=True):
            row.values.update(claims_before=count, claimants="" if count == 0 else None)
        if any(before):
            _tell_claimants(covered, before)


def _colliding_with_those_before(covered: Iterable[Record]) -> list[int | None]:
    """Count for each of a segment's rows those that were taken before it and collide with it."""
    made: list[int | None] = []
    earlier = _Earlier()
    for row in covered:
        motion, territory = place_of(row)
        claim, group = claim_of(row), id(row.values.get("group"))
        doubtful = earlier.may_be_same(motion, territory) and collides(UNKNOWN, claim, one_group=False) is not False
        refused = REJECTED in (motion, territory)
        counted = 0 if refused else earlier.colliding(motion, territory, claim, group)
        made.append(None if doubtful else counted)
        earlier.add(motion, territory, claim, group)
    return made


def _tell_claimants(covered: list[Record], before: list[int | None]) -> None:
    """Set all who claim a place at the first row that collides with an earlier one; '' at its other rows."""
    told: set[tuple[Scalar, Scalar]] = set()
    claiming = _claiming(covered)
    for row, count in zip(covered, before, strict=True):
        place = place_of(row)
        if place in told:
            row.values["claimants"] = ""
        elif count:
            told.add(place)
            row.values["claimants"] = listed(list(dict.fromkeys(map(claimant, claiming[place]))))


def _claiming(covered: list[Record]) -> dict[tuple[Scalar, Scalar], list[Record]]:
    """Return the rows of a segment that surely collide with another one, by their places."""
    made: dict[tuple[Scalar, Scalar], list[Record]] = {}
    after = reversed(_colliding_with_those_before(reversed(covered)))
    for row, count in zip(covered, after, strict=True):
        if count or row.values["claims_before"]:
            made.setdefault(place_of(row), []).append(row)
    return made


def place_of(row: Record) -> tuple[Scalar, Scalar]:
    """Return for which business and where a row covers its segment."""
    return _served(row), row.values.get("territory")


def claimant(row: Record) -> str:
    """Return the group or partner that a row gives its business to; a partner beside a group sells with it."""
    who = record(row.values.get("group")) or record(row.values.get("partner"))
    return who.id or "" if who is not None else ""


def _claim_sources(model: Model, row: Record) -> list[Place]:
    key = ("claiming", id(row.owner))
    if key not in model.places:
        held = rows(row.owner, "coverage") if row.owner is not None else None
        model.places[key] = _claiming([one for one in held or () if one is not UNKNOWN_MEMBER])
    return [
        (one, "group" if record(one.values.get("group")) else "partner") for one in model.places[key][place_of(row)]
    ]


CLAIMS: dict[tuple[str, str], Derived] = {
    ("coverage", "claims_before"): Derived(
        COUNT, "earlier rows of its segment that give the same business in the same place to somebody else",
        _compute_claims,
    ),
    ("coverage", "claimants"): Derived(
        TEXT,
        "all to whom rows of its segment give the same business in the same place, told at the first row that gives it "
        "away again; '' at the others",
        _compute_claims, _claim_sources,
    ),
}  # fmt: skip
