"""Which segments a group covers, and whether all that are covered are covered alike."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coverage_lint.entities.catalogue import COUNT, FLAG
from coverage_lint.entities.derived.sums import rows
from coverage_lint.entities.model import Derived
from coverage_lint.entities.records import REJECTED, UNKNOWN_MEMBER, Record

if TYPE_CHECKING:
    from coverage_lint.entities.model import Model

WAYS = ("route", "cadence", "accounts_per_person")
"""What tells one way of covering accounts from another."""


def _compute_segments_covered(model: Model) -> None:
    for group in model.records("group"):
        covered = rows(group, "coverage")
        known = covered is not None and UNKNOWN_MEMBER not in covered
        group.values["segments_covered"] = len({id(row.owner) for row in covered or ()}) if known else None


def _covered(model: Model) -> list[Record] | None:
    """Return the segments that somebody covers; unknown where one may be among them."""
    segments = rows(model.plan, "segments")
    if segments is None or UNKNOWN_MEMBER in segments:
        return None
    if any(segment.values.get("coverage") is REJECTED for segment in segments):
        return None
    return [segment for segment in segments if segment.values.get("coverage")]


def _compute_alike(model: Model) -> None:
    covered, values = _covered(model), model.plan.values
    if covered is None:
        values["covered_tiers"] = values["covered_alike"] = None
        return
    tiers = [segment.values.get("tier") for segment in covered]
    known = {tier for tier in tiers if tier is not None and tier is not REJECTED}
    doubtful = REJECTED in tiers or (None in tiers and len(known) == 1)  # a team that gives none has none
    values["covered_tiers"] = None if doubtful else len(known)
    values["covered_alike"] = _alike([row for segment in covered for row in rows(segment, "coverage") or ()])


def _alike(coverage: list[Record]) -> bool | None:
    """True if all rows agree in route, cadence and accounts a person; unknown where one of these is left out."""
    unknown = False
    for way in WAYS:
        given = [row.values.get(way) for row in coverage]
        known = {value for value in given if value is not None and value is not REJECTED}
        if len(known) > 1:
            return False
        unknown = unknown or None in given or REJECTED in given
    return None if unknown else True


SEGMENTS: dict[tuple[str, str], Derived] = {
    ("group", "segments_covered"): Derived(COUNT, "segments that it covers, each once", _compute_segments_covered),
    ("plan", "covered_tiers"): Derived(COUNT, "how many tiers the covered segments have", _compute_alike),
    ("plan", "covered_alike"): Derived(FLAG, "whether route, cadence and accounts a person are the same everywhere",
                                       _compute_alike),
}  # fmt: skip
