"""The organization as a tree."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coverage_lint.entities.derived.sums import record, rows
from coverage_lint.language.operations import ancestors
from coverage_lint.report.gather.fields import depth_first, known, text
from coverage_lint.report.gather.teams.seats import Seats
from coverage_lint.report.portrait.business import Organization, UnitLine
from coverage_lint.report.portrait.refs import ref, refs

if TYPE_CHECKING:
    from coverage_lint.entities.model import Model
    from coverage_lint.entities.records import Record


def organization_of(model: Model) -> Organization | None:
    """Gather the organization; None where the model has none."""
    organization = record(model.plan.values.get("organization"))
    if organization is None:
        return None
    model.ensure("group", "selling")
    units, seats, every = [], Seats(model), model.records("unit")
    for unit, depth in depth_first(every):
        pointed, groups = ref(unit), rows(unit, "groups")
        if pointed is not None:
            counts = seats.of(known(unit, "groups")), seats.within([unit])
            units.append(UnitLine(pointed, ref(unit.values.get("parent")), depth, refs(groups), *counts))
    selling = [group for group in model.records("group") if group.values.get("selling") is True]
    return Organization(
        organized_by=text(organization, "organized_by"),
        rationale=text(organization, "rationale"),
        units=tuple(units),
        outside=refs([group for group in selling if _is_outside(group)]),
        seats=seats.within(every),
    )


def _is_outside(group: Record) -> bool:
    """True for a group in no unit, as in CL602: a unit that contains a group above it contains the group too."""
    above = ancestors(group, "parent")
    return above is not None and all(one.values.get("units") == [] for one in (group, *above))
