"""Derived fields of territories over their tree: whose they are, and whether somebody covers them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coverage_lint.entities.catalogue import COUNT, FLAG, entity
from coverage_lint.entities.derived.sums import add_up, rows
from coverage_lint.entities.model import Derived
from coverage_lint.entities.records import REJECTED, UNKNOWN_MEMBER, Record
from coverage_lint.frozen import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable

    from coverage_lint.entities.forest import Forest
    from coverage_lint.entities.model import Model, Place
    from coverage_lint.entities.records import Scalar


class _Hold(NamedTuple):
    """Whether a territory is somebody's, and whether only a group's; None where a refused value leaves that open."""

    any: bool | None
    group_only: bool | None


_NOBODY, _UNKNOWN = _Hold(any=False, group_only=False), _Hold(any=None, group_only=None)


def _compute_covered(model: Model) -> None:
    """Set which leaves are left out, then which territories are covered: a region is if all below it are."""
    model.ensure("territory", "leaf")
    model.ensure("territory", "holders")
    forest = model.forest("territory")
    own = [_own_hold(territory) for territory in forest.order]
    above: list[_Hold] = []
    held: list[_Hold] = []
    for number, parent in enumerate(forest.parents):
        above.append(held[parent] if parent >= 0 else _above_all(forest.order[number]))
        held.append(_inherited(own[number], above[number]))
    owned = _mostly_owned(forest)
    covered: list[bool | None] = []
    for number, territory in enumerate(forest.order):
        leaf, parent = territory.values["leaf"], forest.parents[number]
        inherits = None if own[number].any is None else not own[number].any
        beside = owned[parent] if parent >= 0 else False
        left_out = _all((_flag(leaf), inherits, above[number].group_only, beside))
        territory.values["left_out"] = left_out
        territory.values["held"] = _all((held[number].any, None if left_out is None else not left_out))
        covered.append(_flag(territory.values["held"]))
    _gather_up(forest, held, covered)
    for territory, answer in zip(forest.order, covered, strict=True):
        territory.values["covered"] = answer


def _own_hold(territory: Record) -> _Hold:
    holders, group = rows(territory, "holders"), territory.values.get("group")
    owner: bool | None = any(one is not UNKNOWN_MEMBER for one in holders or ())
    if not owner and (holders is None or UNKNOWN_MEMBER in holders):
        owner = None
    if owner or isinstance(group, Record):
        return _Hold(any=True, group_only=None if owner is None else not owner)
    return _UNKNOWN if owner is None or group is REJECTED else _NOBODY


def _above_all(territory: Record) -> _Hold:
    return _UNKNOWN if territory.values.get("parent") is REJECTED else _NOBODY


def _inherited(own: _Hold, above: _Hold) -> _Hold:
    """Return what a territory has of its own, else what the nearest one above has."""
    if own.any is False:
        return above
    return own if own.any or above.any is not True else _Hold(any=True, group_only=None)


def _mostly_owned(forest: Forest) -> list[bool | None]:
    """Return for each territory whether at least half of its children have an owner."""
    least, most, known = ([0] * len(forest.order) for _ in range(3))
    for territory, parent in zip(forest.order, forest.parents, strict=True):
        if parent >= 0:
            holders = rows(territory, "holders")
            least[parent] += any(one is not UNKNOWN_MEMBER for one in holders or ())
            most[parent] += holders != []
            known[parent] += 1
    made: list[bool | None] = []
    for number, territory in enumerate(forest.order):
        strangers = (rows(territory, "children") or []).count(UNKNOWN_MEMBER)
        sure = 2 * least[number] >= known[number] + strangers
        possible = 2 * (most[number] + strangers) >= known[number] + strangers
        made.append(True if sure else (None if possible else False))
    return made


def _gather_up(forest: Forest, held: list[_Hold], covered: list[bool | None]) -> None:
    """Replace what a region has itself by what those right below it have, the lowest first."""
    below: list[list[bool | None]] = [[] for _ in forest.order]
    for number in range(len(forest.order) - 1, -1, -1):
        if below[number]:
            if UNKNOWN_MEMBER in (rows(forest.order[number], "children") or ()):
                # Another one may belong here: it would have what this one has, unless a group leaves it out.
                below[number].append(True if held[number] == _Hold(any=True, group_only=False) else None)
            covered[number] = _all(below[number])
        if forest.parents[number] >= 0:
            below[forest.parents[number]].append(covered[number])


def _flag(value: Scalar) -> bool | None:
    return value if isinstance(value, bool) else None


def _all(parts: Iterable[bool | None]) -> bool | None:
    held = list(parts)
    return False if False in held else (None if None in held else True)


def _compute_given(model: Model) -> None:
    forest = model.forest("territory")
    for territory, parent in zip(forest.order, forest.parents, strict=True):
        group = territory.values.get("group")
        if group is None:
            refused = REJECTED if territory.values.get("parent") is REJECTED else None
            group = forest.order[parent].values["given_group"] if parent >= 0 else refused
        territory.values["given_group"] = group
        territory.values["of_a_group"] = None if group is REJECTED else isinstance(group, Record)


def _compute_uncovered(model: Model) -> None:
    """Count leaves without cover up the tree."""
    model.ensure("territory", "covered")
    forest = model.forest("territory")
    sums = add_up(forest, [_own_uncovered(territory) for territory in forest.order])
    for territory, leaves in zip(forest.order, sums, strict=True):
        territory.values["uncovered_leaves"] = leaves


def _own_uncovered(territory: Record) -> int | None:
    """Return what a territory itself adds: 1 for a leaf that nobody covers."""
    leaf, covered = territory.values["leaf"], territory.values["covered"]
    if covered is True:  # then whatever is below it is too
        return 0
    if UNKNOWN_MEMBER in (rows(territory, "children") or ()):
        return None
    return 0 if leaf is False else (1 if leaf is True and covered is False else None)


def _uncovered_sources(_model: Model, territory: Record) -> list[Place]:
    waiting = [territory]
    for at in waiting:  # grows while it is read; parents have no circles
        waiting += [child for child in rows(at, "children") or () if child is not UNKNOWN_MEMBER]
    return [(at, "") for at in waiting if at.values["leaf"] is True and at.values["covered"] is False]


TERRITORIES: dict[tuple[str, str], Derived] = {
    ("territory", "covered"): Derived(
        FLAG, "whether it is held; of a territory with others below it, whether all of these are", _compute_covered
    ),
    ("territory", "held"): Derived(
        FLAG, "whether it or one above has an owner, owners or a group, and it is not left out", _compute_covered
    ),
    ("territory", "left_out"): Derived(
        FLAG,
        "whether a leaf has only the group of a territory above, where half of those beside it or more have owners",
        _compute_covered,
    ),
    ("territory", "given_group"): Derived(
        entity("group"), "its group, else that of the nearest territory above that has one", _compute_given
    ),
    ("territory", "of_a_group"): Derived(FLAG, "whether it or one above has a group", _compute_given),
    ("territory", "uncovered_leaves"): Derived(COUNT, "leaf territories at or below it that are not covered",
                                               _compute_uncovered, _uncovered_sources),
}  # fmt: skip
