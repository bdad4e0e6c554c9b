"""Groups over trees: what the selling groups of a layer carry together, and which have two units of one tree."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coverage_lint.entities.catalogue import FLAG, MONEY, TEXT
from coverage_lint.entities.derived.sums import Exact, add_up, number, rows
from coverage_lint.entities.model import Derived
from coverage_lint.entities.records import REJECTED, UNKNOWN_MEMBER
from coverage_lint.listing import listed

if TYPE_CHECKING:
    from collections.abc import Callable

    from coverage_lint.entities.model import Model, Place
    from coverage_lint.entities.records import Record


def _compute_within(model: Model) -> None:
    model.ensure("group", "selling")
    model.ensure("group", "target")
    forest = model.forest("group")
    for field, written in (("quota_within", "quota"), ("target_within", "target")):
        sums = add_up(forest, [_own(group, written) for group in forest.order])
        for group, within in zip(forest.order, sums, strict=True):
            group.values[field] = within


def _own(group: Record, field: str) -> Exact | None:
    """Return what a group itself adds to the layers above: its figure where it sells, else nothing."""
    if UNKNOWN_MEMBER in (rows(group, "children") or ()) or group.values.get("parent") is REJECTED:
        return None
    selling = group.values.get("selling")
    return 0 if selling is False else (number(group.values.get(field)) if selling is True else None)


def _within(field: str) -> Callable[[Model, Record], list[Place]]:
    """Make the function that names the places of a field of the selling groups at or below a group."""

    def sources(model: Model, group: Record) -> list[Place]:
        waiting = [group]
        for at in waiting:  # grows while it is read; parents have no circles
            waiting += [child for child in rows(at, "children") or () if child is not UNKNOWN_MEMBER]
        return [place for at in waiting if at.values.get("selling") is True for place in model.sources(at, field)]

    return sources


LAYERS: dict[tuple[str, str], Derived] = {
    ("group", "quota_within"): Derived(
        MONEY, "quotas of the selling groups below it, or its own where it sells", _compute_within,
        _within("quota"),
    ),
    ("group", "target_within"): Derived(
        MONEY, "targets of the selling groups below it, or its own where it sells", _compute_within,
        _within("target"),
    ),
}  # fmt: skip


def _compute_twice(model: Model) -> None:
    forest = model.forest("unit")
    tops = forest.tops()
    for group in model.records("group"):
        units = rows(group, "units")
        numbers = {forest.number(unit) for unit in units or () if unit is not UNKNOWN_MEMBER}
        known = {number for number in numbers if number is not None and forest.depths[number] is not None}
        twice = len({tops[number] for number in known}) < len(known)
        unknown = units is None or (len(units) > len(known) and UNKNOWN_MEMBER in units and len(units) > 1)
        unknown = unknown or (len(known) < len(numbers) and len(numbers) > 1)
        group.values["twice_in_a_tree"] = True if twice else (None if unknown else False)


def _compute_again(model: Model) -> None:
    """Name for each unit the groups that an earlier unit of its tree has."""
    forest = model.forest("unit")
    tops = forest.tops()
    seen: set[tuple[int, int]] = set()
    for unit in model.records("unit"):
        groups, at = rows(unit, "groups"), forest.number(unit)
        known = [group for group in groups or () if group is not UNKNOWN_MEMBER]
        top = None if at is None or forest.depths[at] is None else tops[at]
        places = [] if top is None else [(top, id(group)) for group in known]
        again = [group.id or "" for group, place in zip(known, places, strict=False) if place in seen]
        seen.update(places)
        unknown = unit.values.get("groups") is REJECTED or len(known) < len(groups or ()) or (known and top is None)
        unit.values["groups_again"] = listed(again) if again or not unknown else None


UNITS: dict[tuple[str, str], Derived] = {
    ("group", "twice_in_a_tree"): Derived(FLAG, "whether two of its units belong to one tree of units", _compute_twice),
    ("unit", "groups_again"): Derived(
        TEXT, "its groups that a unit before it in the list, of the same tree, has too; '' for none", _compute_again
    ),
}  # fmt: skip
