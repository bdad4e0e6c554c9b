"""Which segments a group covers, whether all are covered alike, and what the accounts of smaller ones are worth."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coverage_lint.entities.catalogue import COUNT, FLAG, MONEY, entity
from coverage_lint.entities.derived.sums import Exact, number, record, rows, total
from coverage_lint.entities.model import Derived
from coverage_lint.entities.records import REJECTED, UNKNOWN_MEMBER, Record

if TYPE_CHECKING:
    from coverage_lint.entities.model import Model, Place

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


SIZES = ("micro", "small", "smb", "mid_market", "large", "enterprise", "strategic", "global")
"""From the smallest accounts to the largest."""


def _compute_smaller(model: Model) -> None:
    """Find for each segment the one of smaller accounts that are worth most, each."""
    model.ensure("segment", "worth")
    segments = model.records("segment")
    of_size: dict[int, Record] = {}
    unknown = len(SIZES)
    for segment in segments:
        size, worth = segment.values.get("size"), number(segment.values.get("worth"))
        if size is REJECTED:
            unknown = 0
        elif isinstance(size, str) and segment.values["worth"] is None and _refused(segment):
            unknown = min(unknown, SIZES.index(size))
        elif isinstance(size, str) and worth is not None:
            best = of_size.setdefault(SIZES.index(size), segment)
            if worth > (number(best.values["worth"]) or 0):
                of_size[SIZES.index(size)] = segment
    below: list[Record | None] = [None]
    for rank in range(len(SIZES)):
        known = [one for one in (below[-1], of_size.get(rank)) if one is not None]
        below.append(max(known, key=lambda one: number(one.values["worth"]) or 0) if known else None)
    for segment in segments:
        size = segment.values.get("size")
        rank = SIZES.index(size) if isinstance(size, str) else 0
        richest = None if unknown < rank else below[rank]
        segment.values["richest_smaller"] = richest
        segment.values["smaller_worth"] = None if unknown < rank else (richest.values["worth"] if richest else 0)


def _compute_of_customers(model: Model) -> None:
    """Add up for each segment what those who cover it are to bring from customers, each of them once."""
    model.ensure("group", "selling")
    held: dict[int, Exact | None] = {}
    for segment in model.records("segment"):
        coverers, unknown = _coverers(segment)
        for one in coverers:
            if id(one) not in held:
                held[id(one)] = _from_customers(one)
        segment.values["of_customers"] = None if unknown else total(held[id(one)] for one in coverers)


def _coverers(segment: Record) -> tuple[list[Record], bool]:
    """Return the groups and partners that cover a segment, each once, and whether there may be others."""
    coverage = rows(segment, "coverage")
    unknown = coverage is None and segment.values.get("coverage") is not None
    found: dict[int, Record] = {}
    for row in coverage or ():
        values = [UNKNOWN_MEMBER] if row is UNKNOWN_MEMBER else [row.values.get(one) for one in ("group", "partner")]
        unknown = unknown or UNKNOWN_MEMBER in values or REJECTED in values
        found.update((id(one), one) for value in values if (one := record(value)) is not None)
    return list(found.values()), unknown


def _from_customers(one: Record) -> Exact | None:
    """Return the targets of a group that sells, or of a partner, for all but new business."""
    if one.kind == "group" and one.values.get("selling") is not True:
        return 0 if one.values.get("selling") is False else None
    targets = rows(one, "targets")
    goals = [record(row.values.get("goal")) for row in targets or ()]
    if targets is None or any(goal is None or not isinstance(goal.values.get("motion"), str) for goal in goals):
        return 0 if one.values.get("targets") is None else None
    kept = [
        row for row, goal in zip(targets, goals, strict=True) if goal and goal.values.get("motion") != "new_business"
    ]
    return total(row.values.get("amount") for row in kept)


def _of_customers_sources(_model: Model, segment: Record) -> list[Place]:
    return [
        (row, "amount")
        for one in _coverers(segment)[0]
        for row in rows(one, "targets") or ()
        if (goal := record(row.values.get("goal"))) is not None and goal.values.get("motion") != "new_business"
    ]


def _smaller_sources(_model: Model, segment: Record) -> list[Place]:
    richest = record(segment.values["richest_smaller"])
    return [] if richest is None else [(richest, "value"), (richest, "accounts")]


def _refused(segment: Record) -> bool:
    return REJECTED in (segment.values.get("value"), segment.values.get("accounts"))


SEGMENTS: dict[tuple[str, str], Derived] = {
    ("group", "segments_covered"): Derived(COUNT, "segments that it covers, each once", _compute_segments_covered),
    ("plan", "covered_tiers"): Derived(COUNT, "how many tiers the covered segments have", _compute_alike),
    ("plan", "covered_alike"): Derived(FLAG, "whether route, cadence and accounts a person are the same everywhere",
                                       _compute_alike),
    ("segment", "richest_smaller"): Derived(
        entity("segment"), "of the segments of smaller accounts the one whose accounts are worth most", _compute_smaller
    ),
    ("segment", "of_customers"): Derived(
        MONEY, "targets for all but new business of the selling groups and partners that cover it, each once",
        _compute_of_customers, _of_customers_sources, unit="plan currency, in the fiscal year",
    ),
    ("segment", "smaller_worth"): Derived(
        MONEY, "what an account of that one is worth; 0 where none has smaller ones", _compute_smaller,
        _smaller_sources,
        unit="plan currency, an account and year",
    ),
}  # fmt: skip
