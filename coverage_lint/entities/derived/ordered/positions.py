"""Where a record stands in its list, or by its id, so that of two alike one is reported."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coverage_lint.entities.catalogue import COUNT, FLAG, RATIO
from coverage_lint.entities.derived.sums import number, record, rows
from coverage_lint.entities.model import Derived
from coverage_lint.entities.records import REJECTED, UNKNOWN_MEMBER

if TYPE_CHECKING:
    from coverage_lint.entities.model import Model, Place
    from coverage_lint.entities.records import Record


def position_of(kind: str) -> Derived:
    """Make the field that counts a kind's records from 1 within the record that holds their list."""

    def compute(model: Model) -> None:
        counted: dict[int, int] = {}
        for one in model.records(kind):
            holder = id(one.owner)
            counted[holder] = one.values["position"] = counted.get(holder, 0) + 1

    return Derived(COUNT, "its place in its list, the first is 1", compute)


def _by_id(model: Model) -> None:
    for place, one in enumerate(sorted(model.records("priority"), key=lambda one: one.id or ""), 1):
        one.values["place_by_id"] = place


_EARLIER = "earlier"
"""Where a stage keeps the one that it is compared with."""


def _compute_probability_before(model: Model) -> None:
    """Return each stage the probability of the last open one before it that has one."""
    for process in model.records("process"):
        stages = rows(process, "stages") or []
        earlier: Record | None = None
        unknown = UNKNOWN_MEMBER in stages
        for stage in stages:
            if stage is UNKNOWN_MEMBER:
                continue
            values = stage.values
            values[_EARLIER] = earlier
            before = 0 if earlier is None else earlier.values["probability"]
            values["probability_before"] = None if unknown else before
            closed, probability = values.get("closed"), values.get("probability")
            if closed is REJECTED or probability is REJECTED:
                unknown = unknown or (closed is not True and probability is not None)
            elif closed is False and probability is not None:
                earlier, unknown = stage, UNKNOWN_MEMBER in stages


def _earlier_sources(_model: Model, stage: Record) -> list[Place]:
    earlier = record(stage.values[_EARLIER])
    return [] if earlier is None else [(earlier, "probability")]


def _compute_motion_before(model: Model) -> None:
    """True if a leaf goal above 0 stands before each one with its motion."""
    model.ensure("goal", "leaf")
    sure: set[object] = set()
    possible: set[object] = set()
    unknown = UNKNOWN_MEMBER in (rows(model.plan, "goals") or ())
    for goal in model.records("goal"):
        motion, target, leaf = (goal.values.get(field) for field in ("motion", "target", "leaf"))
        doubtful = (
            unknown or motion in possible or REJECTED in possible or (motion is REJECTED and bool(sure | possible))
        )
        goal.values["motion_before"] = True if motion in sure else (None if doubtful else False)
        parts = (leaf, None if target is REJECTED else target is not None and (number(target) or 0) > 0)
        if motion is not None and False not in parts:
            (possible if None in parts or motion is REJECTED else sure).add(motion)


ORDER: dict[tuple[str, str], Derived] = {
    (kind, "position"): position_of(kind) for kind in ("coverage", "goal", "stage")
} | {
    ("priority", "place_by_id"): Derived(COUNT, "its place by id among the priorities, the first is 1", _by_id),
    ("stage", "probability_before"): Derived(
        RATIO, "the probability of the last open stage before it that has one; 0 before any",
        _compute_probability_before, _earlier_sources,
    ),
    ("goal", "motion_before"): Derived(
        FLAG, "whether a leaf goal above 0 stands before it with the same motion", _compute_motion_before
    ),
}  # fmt: skip
