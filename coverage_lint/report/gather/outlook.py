"""What a plan comes to, in one sentence each: its goal, what sellers can carry, what is expected, what it costs.

The amounts are those of gauges and quarters, so that no sentence says other than the table behind it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from coverage_lint.report.gather.fields import less
from coverage_lint.report.portrait.top import Outlook

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from coverage_lint.report.portrait.math import Gauge, Quarter
    from coverage_lint.report.portrait.refs import Exact
    from coverage_lint.report.portrait.top import About


def outlook_of(gauges: Sequence[Gauge], quarters: Sequence[Quarter]) -> tuple[Outlook, ...]:
    """Return the sentences whose amounts are known."""
    known = {one.name: one for one in gauges if one.difference is not None}
    return (*_goal(known), *_capacity(known, quarters), *_expected(known), *_cost(known))


def _lacks(about: About, before: str, amount: Exact, after: str, chapter: str) -> Outlook:
    return Outlook(about, before, amount, after, short=True, chapter=chapter)


def _is(about: About, before: str, amount: Exact, after: str, chapter: str) -> Outlook:
    return Outlook(about, before, amount, after, short=False, chapter=chapter)


def _goal(known: Mapping[str, Gauge]) -> Iterator[Outlook]:
    targets = known.get("targets")
    if targets is None or targets.against is None or targets.difference is None:
        return
    if targets.difference < 0:
        yield _lacks("goal", "", -targets.difference, " of the need is in no group's targets", "math")
    else:
        yield _is("goal", "All of the need of ", targets.against, " is in groups' targets", "math")


def _capacity(known: Mapping[str, Gauge], quarters: Sequence[Quarter]) -> Iterator[Outlook]:
    """Tell of the year, and of the quarter that lacks most, whether or not a season may be so strong."""
    year = known.get("capacity")
    if year is None or year.difference is None:
        return
    if year.difference < 0:
        yield _lacks("capacity", "Sellers can carry ", -year.difference, " less than is needed", "people")
        return
    gaps = [(gap, one) for one in quarters if (gap := less(one.capacity, one.need)) is not None and gap < 0]
    if gaps:
        gap, quarter = min(gaps, key=lambda pair: pair[0])
        told = _lacks if quarter.short else _is
        yield told("capacity", f"{quarter.name} needs ", -gap, " more than sellers can carry at an even pace", "goals")
        return
    yield _is("capacity", "Sellers can carry ", year.difference, " more than is needed", "people")


def _expected(known: Mapping[str, Gauge]) -> Iterator[Outlook]:
    expected = known.get("expected")
    if expected is None or expected.difference is None:
        return
    if expected.difference < 0:
        yield _lacks("expected", "The expected result is ", -expected.difference, " below the need", "math")
    else:
        yield _is("expected", "The expected result is ", expected.difference, " above the need", "math")


def _cost(known: Mapping[str, Gauge]) -> Iterator[Outlook]:
    """Tell by how much the budget is overspent, else whether pay is within it, else what is left."""
    for name, before, after in _COSTS:
        gauge = known.get(name)
        if gauge is not None and gauge.difference is not None and gauge.difference > 0:
            yield _lacks("cost", before, gauge.difference, after, "budget")
            return
    lines = known.get("budget")
    if lines is None or lines.difference is None or lines.against is None:
        return
    if lines.difference:
        yield _is("cost", "", -lines.difference, " of the budget is left", "budget")
    else:
        yield _is("cost", "All of the budget of ", lines.against, " is planned", "budget")


_COSTS = (("budget", "The budget is overspent by ", ""), ("compensation", "Pay is ", " over its budget"))
