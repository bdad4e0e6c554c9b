"""What a split over quarters or months leaves out, and the months that stand beside a quarter."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coverage_lint.entities.catalogue import FLAG, TEXT, relation
from coverage_lint.entities.derived.calendar import MONTHS, QUARTER, FiscalYear, fiscal_year, period_start
from coverage_lint.entities.derived.sums import rows
from coverage_lint.entities.model import Derived
from coverage_lint.entities.records import UNKNOWN_MEMBER

if TYPE_CHECKING:
    from coverage_lint.entities.model import Model
    from coverage_lint.entities.records import Record


def is_quarter(phase: Record) -> bool:
    """True for a quarter, false for a month."""
    period = phase.values.get("period")
    return isinstance(period, str) and period.startswith("Q")


def months_of(phase: Record, year: FiscalYear) -> range:
    """Return the months of a period, by how many months in they are; none outside the year."""
    at = period_start(str(phase.values["period"]), year)
    return range(0) if at is None else range(at, at + (QUARTER if is_quarter(phase) else 1))


def phased_rows(phases: list[Record] | None) -> list[Record] | None:
    """Return the rows that count: the quarters where any is given, else the months."""
    if phases is None:
        return None
    quarters = [row for row in phases if row is UNKNOWN_MEMBER or is_quarter(row)]
    return quarters if any(row is not UNKNOWN_MEMBER for row in quarters) else phases


def _gaps(phases: list[Record] | None, year: FiscalYear | None) -> str | None:
    """Return the periods that a phasing leaves out; '' for none, unknown if a period is unknown."""
    if phases is None or UNKNOWN_MEMBER in phases:
        return None
    given = {str(row.values["period"]) for row in phases}
    quarters = [f"Q{index}" for index in range(1, 5)]
    if not any(is_quarter(row) for row in phases):
        if year is None:
            return None
        return ", ".join(year.label(index) for index in range(MONTHS) if year.label(index) not in given)
    left_out = [quarter for quarter in quarters if quarter not in given]
    if year is not None:
        left_out += _gaps_in_months(given, year)
    return ", ".join(left_out)


def _gaps_in_months(given: set[str], year: FiscalYear) -> list[str]:
    """Return the missing months of quarters that give some of their months."""
    left_out = []
    for start in range(0, MONTHS, QUARTER):
        months = [year.label(index) for index in range(start, start + QUARTER)]
        missing = [month for month in months if month not in given]
        if len(missing) < QUARTER:
            left_out += missing
    return left_out


def _outside(phases: list[Record] | None, year: FiscalYear | None) -> str | None:
    """Return the periods of a phasing that are not in the fiscal year; '' for none."""
    if phases is None or UNKNOWN_MEMBER in phases:
        return None
    months = [str(row.values["period"]) for row in phases if not is_quarter(row)]
    if not months:
        return ""
    return None if year is None else ", ".join(month for month in months if year.month_index(month) is None)


def _in_words(left_out: str | None, outside: str | None) -> str | None:
    """Return which periods are missing and which lie outside; '' for neither, unknown if that cannot be decided."""
    said = [f"leaves out {left_out}"] if left_out else []
    said += [f"names {outside}, outside the fiscal year"] if outside else []
    if not said and None in (left_out, outside):
        return None
    return " and ".join(said)


def _compute_phasing(model: Model) -> None:
    year = fiscal_year(model.plan)
    for goal in model.records("goal"):
        phases = rows(goal, "phasing")
        left_out, outside = _gaps(phases, year), _outside(phases, year)
        goal.values.update(periods_left_out=left_out, periods_outside=outside)
        goal.values["phasing_gaps"] = _in_words(left_out, outside)


def _compute_phases(model: Model) -> None:
    year = fiscal_year(model.plan)
    months: dict[int, list[Record]] = {}
    quarterly = {id(row.node) for row in model.records("phase") if is_quarter(row)}
    for row in model.records("phase"):
        quarter = row.values["quarter"] = is_quarter(row)
        row.values["counts"] = quarter or id(row.node) not in quarterly
        if not quarter:
            months.setdefault(id(row.node), []).append(row)
    for row in model.records("phase"):
        beside = months.get(id(row.node)) if row.values["quarter"] else None
        row.values["month_rows"] = _months_of(row, beside, year) if beside else []


def _months_of(quarter: Record, months: list[Record], year: FiscalYear | None) -> list[Record] | None:
    """Return those of a phasing's months that are in one of its quarters."""
    if year is None:
        return None
    start = period_start(str(quarter.values["period"]), year)
    inside = range(start or 0, (start or 0) + QUARTER)
    return [row for row in months if year.month_index(str(row.values["period"])) in inside]


PHASING: dict[tuple[str, str], Derived] = {
    ("goal", "periods_left_out"): Derived(TEXT, "periods of the fiscal year that the phasing leaves out, '' for none",
                                          _compute_phasing),
    ("goal", "periods_outside"): Derived(TEXT, "periods of the phasing that are not in the fiscal year, '' for none",
                                         _compute_phasing),
    ("goal", "phasing_gaps"): Derived(TEXT, "both of these in words, such as 'leaves out Q4'; '' for none",
                                      _compute_phasing),
    ("phase", "quarter"): Derived(FLAG, "whether the period is a quarter", _compute_phases),
    ("phase", "counts"): Derived(FLAG, "whether it counts: a quarter, or a month of a phasing without quarters",
                                 _compute_phases),
    ("phase", "month_rows"): Derived(relation("phase"), "the months of a quarter that are given beside it",
                                     _compute_phases),
}  # fmt: skip
