"""The log of the monthly reviews: which were held, what is still to be done, and which totals have changed since."""

from __future__ import annotations

import os
import os.path
from calendar import monthrange
from typing import TYPE_CHECKING

from coverage_lint.codes import finding
from coverage_lint.document.limits import Limits
from coverage_lint.findings import Related
from coverage_lint.frozen import NamedTuple
from coverage_lint.review.meetings import review_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date
    from fractions import Fraction

    from coverage_lint.document.nodes import Map
    from coverage_lint.findings import Finding
    from coverage_lint.location import Location
    from coverage_lint.review.meetings import Decision, Meeting, Review, Subject

FOLDER = "reviews"
"""Beside the model."""
ENDINGS = (".yaml", ".yml", ".json")
LIMITS = Limits(size=1024 * 1024, depth=16, alias_nodes=10_000)


class Log(NamedTuple):
    """The reviews of a folder, in the order of their months, and what is wrong with their files."""

    folder: str
    shown: str
    """The folder as shown to people."""
    reviews: tuple[Review, ...]
    findings: tuple[Finding, ...]

    def of(self, month: str) -> Review | None:
        """Return the review of a month, if there is one."""
        return next((one for one in self.reviews if one.month == month), None)

    def meeting(self, subject: Subject, month: str) -> Meeting | None:
        """Return the meeting about a subject in a month's review, be it held or not."""
        review = self.of(month)
        return next((one for one in review.meetings if one.subject == subject), None) if review is not None else None

    def held(self, subject: Subject, month: str) -> date | None:
        """Return the day on which a month's review of a subject was held; None where it was not."""
        meeting = self.meeting(subject, month)
        return meeting.held if meeting is not None else None

    def decisions(self) -> tuple[Decision, ...]:
        """Return each decision as the latest review knows it, in the order in which they were taken."""
        latest = {one.id: one for review in self.reviews for meeting in review.meetings for one in meeting.decisions}
        return tuple(sorted(latest.values(), key=lambda one: (one.since, one.location.path, one.location.start)))

    def open_decisions(self) -> tuple[Decision, ...]:
        """Return what was decided and is not done."""
        return tuple(one for one in self.decisions() if one.done is None)

    def overdue(self, today: date) -> tuple[Decision, ...]:
        """Return what is not done, though its day is over."""
        return tuple(one for one in self.open_decisions() if one.due is not None and one.due < today)


class Restated(NamedTuple):
    """What was won in a month, as the last review knew it, and as the CRM has it now."""

    subject: Subject
    month: str
    was: Fraction
    now: Fraction
    location: Location
    """Of the amount in the review."""


def read_log(folder: str, shown: str) -> Log:
    """Read the reviews of a folder; one that is not there has none. Never raises for bad input."""
    read = [*_read_files(folder, shown)]
    findings = [found for _, problems in read for found in problems]
    reviews: dict[str, Review] = {}
    for root, _ in read:
        review = review_of(root) if root is not None else None
        if review is None:
            continue
        first = reviews.setdefault(review.month, review)
        if first is not review:
            findings.append(_same_month(review, first))
    ordered = tuple(reviews[month] for month in sorted(reviews))
    return Log(folder, shown, ordered, tuple(findings))


def restated(log: Log, before: date, now: Mapping[Subject, Mapping[str, Fraction]]) -> tuple[Restated, ...]:
    """Return what was won in months that the last review before a day knew otherwise than the CRM has it now.

    `now` gives, by subject, what was won in each month, of which cents count; a month that is not in it has none. The
    month in which the last review's data ended is left out, unless it ended with it.
    """
    known = [one for one in log.reviews if one.as_of is not None and one.as_of < before]
    if not known:
        return ()
    last = known[-1]
    found = []
    for total in last.totals:
        for month, was in total.months.items():
            is_now = cents(now.get(total.subject, {}).get(month, 0))
            if last.as_of is not None and _is_over(month, last.as_of) and cents(was) != is_now:
                place = total.node["months"].value_location(month)  # type: ignore[union-attr]  # months are in a mapping
                found.append(Restated(total.subject, month, cents(was), is_now, place))
    return tuple(found)


def cents(amount: Fraction | int) -> Fraction:
    """Return an amount to the nearest cent, halves upwards, as amounts are written."""
    from fractions import Fraction
    from math import floor

    return Fraction(floor(Fraction(amount) * 100 + Fraction(1, 2)), 100)


def _is_over(month: str, day: date) -> bool:
    """Return True if a day is the last of a month, or a later one."""
    year, number = int(month[:4]), int(month[5:])
    return (year, number, monthrange(year, number)[1]) <= (day.year, day.month, day.day)


def _read_files(folder: str, shown: str) -> Iterator[tuple[Map | None, list[Finding]]]:
    from coverage_lint.document.other_file import read_other_file
    from coverage_lint.structure.other_files import check_other_file
    from coverage_lint.structure.review_file import check_review_file

    for name in names_in(folder):
        root, findings = read_other_file(os.path.join(folder, name), f"{shown}/{name}", LIMITS, folder)
        if root is not None:
            findings = [*findings, *check_other_file(root, "review"), *check_review_file(root)]
        yield root, findings


def names_in(folder: str) -> list[str]:
    """Return the names of the files that are read as reviews, sorted; none where there is no folder."""
    try:
        names = sorted(os.listdir(folder))
    except OSError:
        return []
    return [name for name in names if name.lower().endswith(ENDINGS) and not name.startswith(".")]


def _same_month(review: Review, first: Review) -> Finding:
    place = review.root.value_location("month")
    return finding(
        "CL021",
        place,
        f"{first.path} has the review of {review.month} too, so this one is not read",
        label="the same month",
        help="Keep one file a month.",
        related=(Related(first.root.value_location("month"), "first here"),),
        field="month",
        subject=review.month,
    )
