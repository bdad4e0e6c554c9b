"""Which repairs of a report may be made together."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coverage_lint.document.splices import Splice, overlap
from coverage_lint.frozen import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from coverage_lint.findings import Finding, Fix, Report

OTHERWISE = "another finding would repair the same place otherwise"


class Repair(NamedTuple):
    """One replacement in a file, and the findings that ask for it: models that share a table ask for it each."""

    path: str
    """The file's path, as shown."""
    splice: Splice
    findings: tuple[Finding, ...]


class Choice(NamedTuple):
    """The repairs that can be made together, and those of which two say different things of one place."""

    repairs: tuple[Repair, ...]
    disputed: tuple[Finding, ...]


def of_report(report: Report, wanted: Callable[[Finding, Fix], bool]) -> Choice:
    """Return the repairs of a report that are wanted."""
    return choose(one for one in report.findings() if one.fix is not None and wanted(one, one.fix))


def choose(findings: Iterable[Finding]) -> Choice:
    """Return the repairs of findings that do not overlap; of those that do, the first.

    Whatever is left for later overlaps with one that is made, and is asked for again once that is made.
    """
    asked: dict[tuple[str, int, int], dict[str, list[Finding]]] = {}
    for one in findings:
        if one.fix is not None:
            place = one.fix.location
            by_text = asked.setdefault((place.path, place.start, place.end), {})
            by_text.setdefault(one.fix.text, []).append(one)
    repairs: list[Repair] = []
    disputed: list[Finding] = []
    for (path, start, end), by_text in sorted(asked.items(), key=lambda one: one[0]):
        if len(by_text) > 1:
            disputed += (one for told in by_text.values() for one in told)
            continue
        ((text, told),) = by_text.items()
        splice = Splice(start, end, text)
        last = repairs[-1] if repairs else None
        if last is None or last.path != path or not overlap(last.splice, splice):
            repairs.append(Repair(path, splice, tuple(told)))
    return Choice(tuple(repairs), tuple(disputed))
