"""The charts of a report. Recipes are made here; `svg.draw` turns one into a picture."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coverage_lint.report.charts.bridge import bridge
from coverage_lint.report.charts.budget import budget
from coverage_lint.report.charts.changed_groups import changed_groups
from coverage_lint.report.charts.chart import Chart
from coverage_lint.report.charts.coverage import coverage
from coverage_lint.report.charts.drawing.frame import PHONE, drawn_across
from coverage_lint.report.charts.groups import groups
from coverage_lint.report.charts.organization import organization
from coverage_lint.report.charts.pay import multiple, quotas
from coverage_lint.report.charts.people import people
from coverage_lint.report.charts.periods import periods
from coverage_lint.report.charts.priorities import priorities
from coverage_lint.report.charts.year import capacity, seats

if TYPE_CHECKING:
    from collections.abc import Callable

    from coverage_lint.report.portrait.portrait import Portrait

__all__ = ["Chart", "charts_of", "narrow_charts_of"]

_CHARTS: tuple[Callable[[Portrait], Chart | None], ...] = (
    bridge, periods, capacity, seats, people, quotas, groups, coverage, budget, multiple, organization,
    priorities,
)  # fmt: skip
"""In the order of the page."""


def narrow_charts_of(portrait: Portrait, before: Portrait | None = None) -> tuple[Chart, ...]:
    """Return the same charts as a phone has room for, but for those that need more; their keys end with -narrow."""
    with drawn_across(PHONE):
        made = charts_of(portrait, before)
    return tuple(chart._replace(key=f"{chart.key}-narrow", narrow=True) for chart in made if not chart.wide)


def charts_of(portrait: Portrait, before: Portrait | None = None) -> tuple[Chart, ...]:
    """Return the charts of a plan that have something to show; `before` is an earlier version of it."""
    made = [make(portrait) for make in _CHARTS]
    if before is not None:
        made.append(changed_groups(before, portrait))
    return tuple(chart for chart in made if chart is not None)
