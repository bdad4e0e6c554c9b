"""The log of a plan's reviews, beside the plan: what policies ask of it, what is said of it, and the next one begun."""

from __future__ import annotations

import os
from datetime import date
from typing import TYPE_CHECKING

from coverage_lint.discovery.find_models import show
from coverage_lint.entities.actual_kinds import ACTUAL
from coverage_lint.entities.derived.calendar import first_day
from coverage_lint.entities.derived.sums import record, rows
from coverage_lint.language.format import shown
from coverage_lint.review.log import FOLDER, read_log, restated
from coverage_lint.review.log_facts import log_facts
from coverage_lint.review.meetings import GROUP, MODEL, Subject
from coverage_lint.review.references import check_references

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from coverage_lint.entities.derived.sums import Exact
    from coverage_lint.entities.records import Record
    from coverage_lint.findings import Finding
    from coverage_lint.location import Location
    from coverage_lint.review.actual_model import ActualModel
    from coverage_lint.review.log import Log
    from coverage_lint.review.measures import Measured, Measures

MOST_NAMED = 5
_NO_LOG = (f"{FOLDER}/",)


def log_beside(path: str, cwd: str) -> Log:
    """Read the reviews beside a plan."""
    folder = os.path.join(os.path.dirname(os.path.abspath(os.path.join(cwd, path))), FOLDER)
    return read_log(folder, show(folder, cwd))


def add_log(model: ActualModel, log: Log) -> list[Finding]:
    """Let policies ask what the log says, and return what is wrong with it."""
    day = date.fromisoformat(model.measures.book.as_of)
    (plan,) = model.by_kind[f"plan{ACTUAL}"]
    late = log.overdue(day)
    if log.reviews:
        named = ", ".join(f"{one.id} ({one.owner or 'nobody'}, {one.due})" for one in late[:MOST_NAMED])
        plan.values.update({"decisions_overdue": len(late), "decisions_overdue_ids": named})
    else:
        model.lacking.update({(id(plan), name): _NO_LOG for name in ("decisions_overdue", "decisions_overdue_ids")})
    for group in model.by_kind[f"group{ACTUAL}"]:
        facts = log_facts(log, day, group.id or "")
        if log.reviews:
            group.values["decisions_overdue"] = facts.decisions_overdue
        else:
            model.lacking[id(group), "decisions_overdue"] = _NO_LOG
        if facts.review_held is None:
            model.lacking[id(group), "review_held"] = _NO_LOG
        else:
            group.values["review_held"] = facts.review_held
    known = [{one.id or "" for one in model.inner.records(kind)} for kind in (GROUP, "person")]
    return [*log.findings, *check_references(log, *known)]


def say_changes(model: ActualModel, log: Log) -> Iterator[str]:
    """Yield what was won in months that the last review knew otherwise."""
    measures = model.measures
    for one in restated(log, date.fromisoformat(measures.book.as_of), _won_by_month(measures)):
        was, now = shown(one.was, "money"), shown(one.now, "money")
        yield f"{one.subject.entity}: {was} was won in {one.month}, and {now} is by now ({_place(one.location)})"


def say_decisions(model: ActualModel, log: Log) -> Iterator[str]:
    """Yield what was decided and is not done."""
    day = date.fromisoformat(model.measures.book.as_of)
    for one in log.open_decisions():
        due = "" if one.due is None else f", {'overdue since' if one.due < day else 'due'} {one.due}"
        yield f"{one.id}: {' '.join(one.what.split())} ({one.owner or 'nobody'}{due})"


def _place(location: Location) -> str:
    return f"{location.path}:{location.line}"


def begin_next(model: ActualModel, log: Log) -> str:
    """Write the file of the month's review, and return its path as shown. Raises Misuse."""
    from coverage_lint.review.next_review import Figures, write_next

    measures = model.measures
    months = _won_by_month(measures)
    figures = [
        Figures(subject, one.standing.target_to_date, one.standing.won, one.standing.open, months[subject])
        for subject, one in _subjects(measures)
        if subject.kind == MODEL or one.standing.target is not None
    ]
    day = date.fromisoformat(measures.book.as_of)
    return write_next(log, day, _to_meet(model), figures)


def _to_meet(model: ActualModel) -> Iterator[Subject]:
    """Yield what the plan reviews: the model, and each group that has targets."""
    process = record(model.inner.plan.values.get("process"))
    planned = {one.values.get("subject") for one in (rows(process, "reviews") if process is not None else None) or ()}
    if not planned or MODEL in planned:
        yield Subject(MODEL)
    if not planned or GROUP in planned:
        yield from (Subject(GROUP, one.id or "") for one in model.inner.records(GROUP) if _is_reviewed(one))


def _is_reviewed(group: Record) -> bool:
    return bool(group.values.get("targets")) and not group.values.get("children")


def _subjects(measures: Measures) -> Iterator[tuple[Subject, Measured]]:
    yield Subject(MODEL), measures.plan
    yield from ((Subject(GROUP, one.record.id or ""), one) for one in measures.groups)


def _won_by_month(measures: Measures) -> Mapping[Subject, Mapping[str, Exact]]:
    first = measures.book.year.first
    return {
        subject: {first_day(first + at)[:7]: amount for at, amount in enumerate(one.by_month) if amount}
        for subject, one in _subjects(measures)
    }
