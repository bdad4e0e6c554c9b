"""What policies can ask of the log: whether a group's last review was held, and which decisions are overdue."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coverage_lint.frozen import NamedTuple
from coverage_lint.review.meetings import GROUP, Subject

if TYPE_CHECKING:
    from datetime import date

    from coverage_lint.review.log import Log


class LogFacts(NamedTuple):
    """What the log says of one group."""

    review_held: bool | None
    """Whether the review of the month before was held; None where the log has none of that month or an earlier one."""
    decisions_overdue: int
    """Decisions about it that are not done, though their day is over."""


def log_facts(log: Log, day: date, group: str) -> LogFacts:
    """Return what the log says of a group on a day."""
    subject = Subject(GROUP, group)
    month = month_before(day)
    known = any(review.month <= month for review in log.reviews)
    late = sum(one.subject == subject for one in log.overdue(day))
    return LogFacts(log.held(subject, month) is not None if known else None, late)


def month_before(day: date) -> str:
    """Return the month before that of a day: its review is the last one that can have been held."""
    year, month = (day.year, day.month - 1) if day.month > 1 else (day.year - 1, 12)
    return f"{year:04}-{month:02}"
