"""The derived field of roles that says how many of their people leave in a year."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coverage_lint.entities.catalogue import RATIO
from coverage_lint.entities.derived.sums import number, record
from coverage_lint.entities.model import Derived

if TYPE_CHECKING:
    from coverage_lint.entities.model import Model
    from coverage_lint.entities.records import Record


def _compute_turnover(model: Model) -> None:
    staffing = record(model.plan.values.get("staffing"))
    for role in model.records("role"):
        stated = role.values.get("attrition")
        holder = staffing if stated is None else role
        role.values["turnover"] = number(holder.values.get("attrition")) if holder is not None else None


def _sources(role: Record) -> list[tuple[Record, str]]:
    if role.values.get("attrition") is not None:
        return [(role, "attrition")]
    staffing = record(role.owner.values.get("staffing")) if role.owner is not None else None
    return [(staffing, "attrition")] if staffing is not None else []


TURNOVER: dict[tuple[str, str], Derived] = {
    ("role", "turnover"): Derived(RATIO, "its attrition, else the staff's", _compute_turnover, _sources),
}
