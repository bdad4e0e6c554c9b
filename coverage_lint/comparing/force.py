"""Whether a plan is in force, whether a change takes it out of force, and whether it may."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coverage_lint.entities.changes import BINDING, fiscal_start
from coverage_lint.entities.places import locate
from coverage_lint.entities.records import REJECTED, Record
from coverage_lint.frozen import NamedTuple

if TYPE_CHECKING:
    from coverage_lint.location import Location

APPROVED = "approved anew"
OVER = "its fiscal year is over"


class Left(NamedTuple):
    """How a plan left force though it is still there."""

    location: Location
    message: str
    field: str


def in_force(plan: Record | None) -> bool:
    """True if a plan binds by what the older version says: it is approved or published, or does not say.

    A plan that could not be read (None) may bind.
    """
    status = plan.values.get("status") if plan is not None else None
    return not isinstance(status, str) or status in BINDING


def left_force(before: Record | None, after: Record) -> Left | None:
    """Return how a plan that was in force is not any more; None where it still is."""
    was = before.values.get("status") if before is not None else None
    now = after.values.get("status")
    if (isinstance(now, str) or (now is None and isinstance(was, str))) and now not in BINDING:
        said = f"its status is {now} now" if isinstance(now, str) else "it no longer states a status"
        had = f"was {was}" if isinstance(was, str) else "may have been in force"
        return Left(locate(after, "status"), f"the plan {had}, and {said}", "status")
    begins = [None if plan is None else fiscal_start(plan) for plan in (before, after)]
    if None not in begins and begins[0] != begins[1]:
        words = f"the plan in force was for the fiscal year from {begins[0]}, and is now for the one from {begins[1]}"
        return Left(locate(after, "fiscal_year"), words, "fiscal_year")
    return None


def is_over(plan: Record | None, today: str | None) -> bool:
    """True if the fiscal year of a plan ended before a day; False where either is unknown."""
    from coverage_lint.entities.derived.calendar import MONTHS, fiscal_year, last_day

    year = fiscal_year(plan) if plan is not None and today is not None else None
    return year is not None and today is not None and last_day(year.first + MONTHS - 1) < today


def approves(before: Record | None, after: Record | None) -> bool:
    """True if the newer plan has an approval that the older one lacks, by who approves.

    Who approves is the older plan's owner, and whoever approved it; anybody, where it names none of these.
    """
    old, new = _approvals(before), _approvals(after)
    if old is None or new is None or before is None:
        return False
    owner = before.values.get("owner")
    may = {by for by, _ in old} | ({owner.id} if isinstance(owner, Record) else set())
    return any(not may or by in may for by, _ in new - old)


def _approvals(plan: Record | None) -> frozenset[tuple[str, object]] | None:
    """Return who approved, and when, without what cannot be read; None where no list can."""
    listed = plan.values.get("approvals") if plan is not None else None
    if listed is None:
        return frozenset()
    if not isinstance(listed, list):
        return None
    pairs = ((one.values.get("by"), one.values.get("on")) for one in listed)
    return frozenset((by.id, on) for by, on in pairs if isinstance(by, Record) and by.id and on is not REJECTED and on)
