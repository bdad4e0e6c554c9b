"""Which of the rows that a group covers takes most of its sellers, so that what is too much is told at one place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coverage_lint.entities.catalogue import FLAG
from coverage_lint.entities.derived.sums import Exact, number, record
from coverage_lint.entities.model import Derived

if TYPE_CHECKING:
    from coverage_lint.entities.model import Model
    from coverage_lint.entities.records import Record


def _compute_heaviest(model: Model) -> None:
    model.ensure("coverage", "seats_needed")
    model.ensure("coverage", "load_stated")
    most: dict[int, tuple[Exact, Record]] = {}
    for row in model.records("coverage"):
        group, needed = record(row.values.get("group")), number(row.values["seats_needed"])
        stated = row.values["load_stated"]
        known = group is not None and needed is not None and stated is True
        row.values["heaviest"] = False if known or stated is False else None
        if (
            group is not None
            and needed is not None
            and known
            and (id(group) not in most or needed > most[id(group)][0])
        ):
            most[id(group)] = (needed, row)
    for _, row in most.values():
        row.values["heaviest"] = True


HEAVIEST: dict[tuple[str, str], Derived] = {
    ("coverage", "heaviest"): Derived(
        FLAG, "whether it is the first of the rows of its group that take most of its sellers", _compute_heaviest
    ),
}
