"""The kinds of record that hold an entity in two versions of a model."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coverage_lint.entities.catalogue import COUNT, DATE, FLAG, MONEY, RATIO, TEXT, Kind, entity, relation

if TYPE_CHECKING:
    from coverage_lint.entities.catalogue import Catalogue, Type

CHANGE = "_change"
"""Ends the names of the kinds that hold an entity in two versions: group_change."""

PERIOD = "period"
"""The kind of the rows that hold a period in two versions; they are there in changes alone."""
_FIELDS: dict[str, dict[str, Type]] = {
    "plan": {"moved": RATIO, "stayed": COUNT},
    "goal": {"changed_periods": relation(PERIOD)},
    "group": {"changed_quota_periods": relation(PERIOD), "changed_target_periods": relation(PERIOD)},
    "person": {"changed_periods": relation(PERIOD), "moved": RATIO},
}
"""What is computed of a change, by the kind that changed (derived/changed.py says how)."""
_PERIOD_FIELDS = {"period": TEXT, "end": DATE, "was": MONEY, "now": MONEY}


def change_kinds(catalogue: Catalogue) -> dict[str, Kind]:
    """Return the kinds of change: of the plan, and of whatever has an id; and that of the periods they hold."""
    fields = {"plan_before": entity("plan"), "plan_after": entity("plan"), "in_force": FLAG, "newly_approved": FLAG}
    made = {PERIOD: Kind(PERIOD, {}, dict(_PERIOD_FIELDS), "")}
    for kind in ("plan", *dict.fromkeys(catalogue.sections.values())):
        own = {"before": entity(kind), "after": entity(kind), **fields, **_FIELDS.get(kind, {})}
        made[f"{kind}{CHANGE}"] = Kind(f"{kind}{CHANGE}", {}, own, "")
    return made
