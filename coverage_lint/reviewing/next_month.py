"""The next review, begun from what was measured: whom the plan reviews, and the figures of the day."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING

from coverage_lint.entities.derived.sums import record, rows
from coverage_lint.review.meetings import GROUP, MODEL, Subject
from coverage_lint.review.next_review import Figures, write_next

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from coverage_lint.entities.records import Record
    from coverage_lint.review.measures import Measured, Measures
    from coverage_lint.reviewing.run import Held


def begin_next(held: Held) -> str:
    """Write the review of the month of the day, and return its path as shown. Raises Misuse."""
    measures, plan = held.model.measures, held.model.inner.plan
    day = date.fromisoformat(measures.book.as_of)
    months = won_by_month(measures)
    figures = [_figures(subject, one, months[subject]) for subject, one in _subjects(measures)]
    reviewed = _reviewed(plan)
    subjects = [subject for subject, _ in _subjects(measures) if subject.kind in reviewed]
    return write_next(held.log, day, subjects, figures)


def _subjects(measures: Measures) -> Iterator[tuple[Subject, Measured]]:
    """Yield the model, and each group that has targets of its own."""
    yield Subject(MODEL), measures.plan
    for one in measures.groups:
        if one.record.id is not None and one.record.values.get("targets"):
            yield Subject(GROUP, one.record.id), one


def _reviewed(plan: Record) -> set[str]:
    """Return what the plan reviews; where it does not say, the model and the groups."""
    process = record(plan.values.get("process"))
    reviews = rows(process, "reviews") if process is not None else None
    found = {str(one.values.get("subject")) for one in reviews or ()}
    return found or {MODEL, GROUP}


def _figures(subject: Subject, one: Measured, months: Mapping[str, Fraction]) -> Figures:
    standing = one.standing
    return Figures(
        subject, None if standing.target_to_date is None else Fraction(standing.target_to_date),
        Fraction(standing.won), None if standing.open is None else Fraction(standing.open), months,
    )  # fmt: skip


def won_by_month(measures: Measures) -> Mapping[Subject, Mapping[str, Fraction]]:
    """Return what was won in each month of the fiscal year, by what reviews are about; empty months are left out."""
    year = measures.book.year
    return {
        subject: {year.label(at): Fraction(won) for at, won in enumerate(one.by_month) if won}
        for subject, one in _subjects(measures)
    }
