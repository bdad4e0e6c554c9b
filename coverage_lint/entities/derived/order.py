"""Where a record stands in its list, or by its id, so that of two alike one is reported."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coverage_lint.entities.catalogue import COUNT
from coverage_lint.entities.model import Derived

if TYPE_CHECKING:
    from coverage_lint.entities.model import Model


def position_of(kind: str) -> Derived:
    """Make the field that counts a kind's records from 1 within the record that holds their list."""

    def compute(model: Model) -> None:
        counted: dict[int, int] = {}
        for one in model.records(kind):
            holder = id(one.owner)
            counted[holder] = one.values["position"] = counted.get(holder, 0) + 1

    return Derived(COUNT, "its place in its list, the first is 1", compute)


def _by_id(model: Model) -> None:
    for place, one in enumerate(sorted(model.records("priority"), key=lambda one: one.id or ""), 1):
        one.values["place_by_id"] = place


ORDER: dict[tuple[str, str], Derived] = {
    (kind, "position"): position_of(kind) for kind in ("coverage", "goal", "stage")
} | {("priority", "place_by_id"): Derived(COUNT, "its place by id among the priorities, the first is 1", _by_id)}
