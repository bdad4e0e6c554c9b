"""How many of the territories beside one have an owner, of those of the same group."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from coverage_lint.entities.catalogue import COUNT
from coverage_lint.entities.derived.sums import rows
from coverage_lint.entities.model import Derived
from coverage_lint.entities.records import REJECTED, UNKNOWN_MEMBER

if TYPE_CHECKING:
    from coverage_lint.entities.model import Model
    from coverage_lint.entities.records import Record


def _compute_beside(model: Model) -> None:
    """Count the leaves of each parent and group, and those with owners; unknown where another one may be there."""
    for needed in ("holders", "given_group"):
        model.ensure("territory", needed)
    forest = model.forest("territory")
    leaves = [number for number, last in enumerate(forest.last) if last == number]
    place = {number: (forest.parents[number], id(forest.order[number].values["given_group"])) for number in leaves}
    beside = Counter(place.values())
    owned: Counter[tuple[int, int]] = Counter()
    unsure = {at for at, one in enumerate(forest.order) if UNKNOWN_MEMBER in (rows(one, "children") or ())}
    for number in leaves:
        territory = forest.order[number]
        holders = rows(territory, "holders")
        owned[place[number]] += any(one is not UNKNOWN_MEMBER for one in holders or ())
        if _doubtful(territory, holders):
            unsure.add(forest.parents[number])
    for number, territory in enumerate(forest.order):
        if number not in place:
            territory.values.update(leaves_beside=0, owned_beside=0)
        elif forest.parents[number] in unsure:
            territory.values.update(leaves_beside=None, owned_beside=None)
        else:
            own = any(one is not UNKNOWN_MEMBER for one in rows(territory, "holders") or ())
            at = place[number]
            territory.values.update(leaves_beside=beside[at] - 1, owned_beside=owned[at] - own)


def _doubtful(territory: Record, holders: list[Record] | None) -> bool:
    """True if it is unknown whose a territory is, or where it belongs."""
    refused = REJECTED in (territory.values.get("parent"), territory.values["given_group"])
    return refused or holders is None or set(map(id, holders)) == {id(UNKNOWN_MEMBER)}


BESIDE: dict[tuple[str, str], Derived] = {
    ("territory", "leaves_beside"): Derived(
        COUNT, "other leaf territories below the same one, or below none, that have the same group; 0 for no leaf",
        _compute_beside,
    ),
    ("territory", "owned_beside"): Derived(COUNT, "how many of these have an owner", _compute_beside),
}  # fmt: skip
