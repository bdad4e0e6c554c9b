"""The derived field of groups that says whether two of their units belong to one tree."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coverage_lint.entities.catalogue import FLAG
from coverage_lint.entities.derived.sums import rows
from coverage_lint.entities.model import Derived
from coverage_lint.entities.records import UNKNOWN_MEMBER

if TYPE_CHECKING:
    from coverage_lint.entities.model import Model


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


UNITS: dict[tuple[str, str], Derived] = {
    ("group", "twice_in_a_tree"): Derived(FLAG, "whether two of its units belong to one tree of units", _compute_twice),
}
