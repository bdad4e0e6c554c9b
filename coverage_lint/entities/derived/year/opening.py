"""What the team must sell of a goal in the fiscal year's first quarter, which the opening pipeline has to feed."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from coverage_lint.entities.catalogue import MONEY
from coverage_lint.entities.derived.calendar import QUARTER, FiscalYear, fiscal_year
from coverage_lint.entities.derived.sums import Exact, number, plain, rows, total
from coverage_lint.entities.derived.year.phasing import is_quarter, phased_rows
from coverage_lint.entities.model import Derived
from coverage_lint.entities.records import UNKNOWN_MEMBER, Record

if TYPE_CHECKING:
    from coverage_lint.entities.model import Model, Place


def _compute_opening_need(model: Model) -> None:
    model.ensure("goal", "need")
    year = fiscal_year(model.plan)
    for goal in model.records("goal"):
        goal.values["opening_need"] = _opening_need(goal, year)


def _opening_need(goal: Record, year: FiscalYear | None) -> Exact | None:
    """Return need × the first quarter's part of the phasing; unknown where the phasing does not say it."""
    need = number(goal.values.get("need"))
    if need == 0:
        return 0
    phases = phased_rows(rows(goal, "phasing"))
    if need is None or not phases or UNKNOWN_MEMBER in phases:
        return None
    whole = total(row.values.get("amount") for row in phases)
    opening = [row for row in phases if _opens(row, year)]
    part = total(row.values.get("amount") for row in opening) if opening else None
    return plain(Fraction(need) * part / whole) if whole and part is not None else None


def _opens(phase: Record, year: FiscalYear | None) -> bool:
    period = str(phase.values.get("period"))
    if is_quarter(phase):
        return period == "Q1"
    index = year.month_index(period) if year is not None else None
    return index is not None and index < QUARTER


def _sources(_model: Model, goal: Record) -> list[Place]:
    phases = phased_rows(rows(goal, "phasing")) or ()
    return [(row, "amount") for row in phases if row is not UNKNOWN_MEMBER and str(row.values.get("period")) == "Q1"]


PIPELINE: dict[tuple[str, str], Derived] = {
    ("goal", "opening_need"): Derived(
        MONEY, "what the team must sell of it in the first quarter", _compute_opening_need, _sources
    ),
}
