"""The derived field of accelerators that gives the highest rate paid below one."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from coverage_lint.entities.catalogue import RATIO
from coverage_lint.entities.derived.sums import Exact, number, rows
from coverage_lint.entities.model import Derived
from coverage_lint.entities.records import REJECTED, UNKNOWN_MEMBER, Record

if TYPE_CHECKING:
    from coverage_lint.entities.model import Model


def _compute_rate_below(model: Model) -> None:
    for plan in model.records("comp_plan"):
        accelerators = rows(plan, "accelerators") or []
        known = [row for row in accelerators if row is not UNKNOWN_MEMBER]
        _tell(known, unknown=len(known) < len(accelerators))


def _tell(accelerators: list[Record], *, unknown: bool) -> None:
    """Go up by where rates begin. A refused rate leaves those above it unknown; a refused beginning, any lower rate."""
    anywhere = [row.values.get("rate") for row in accelerators if row.values.get("above") is REJECTED]
    unknown = unknown or REJECTED in anywhere
    doubted = max((rate for rate in map(number, anywhere) if rate is not None), default=None)
    placed = [(above, row) for row in accelerators if (above := number(row.values.get("above"))) is not None]
    best: Exact = 0
    for row in accelerators:
        row.values["rate_below"] = None
    for _, together in groupby(sorted(placed, key=lambda one: one[0]), key=lambda one: one[0]):
        rates = []
        for _, row in together:
            rate = row.values.get("rate")
            rates.append(rate)
            own = number(rate)
            doubtful = unknown or (doubted is not None and own is not None and doubted > own)
            row.values["rate_below"] = None if doubtful else best
        unknown = unknown or REJECTED in rates
        best = max((best, *(rate for rate in map(number, rates) if rate is not None)))


RATES: dict[tuple[str, str], Derived] = {
    ("accelerator", "rate_below"): Derived(
        RATIO, "the highest rate of those of its plan that begin below it; 0 for none", _compute_rate_below
    ),
}
