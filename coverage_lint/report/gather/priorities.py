"""The initiatives of the year."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coverage_lint.report.gather.fields import agreed, exact, text
from coverage_lint.report.portrait.business import PriorityLine
from coverage_lint.report.portrait.refs import ref, refs

if TYPE_CHECKING:
    from coverage_lint.entities.model import Model


def priorities_of(model: Model) -> tuple[PriorityLine, ...]:
    """Gather the priorities by rank, those without one last, else in the order of the model."""
    made = []
    for one in model.records("priority"):
        pointed = ref(one)
        if pointed is not None:
            line = PriorityLine(
                priority=pointed,
                rank=exact(one, "rank"),
                owner=ref(one.values.get("owner")),
                sponsor=ref(one.values.get("sponsor")),
                groups=refs(one.values.get("groups")),
                start=text(one, "start"),
                due=text(one, "due"),
                kpi=text(one, "kpi"),
                cost=exact(one, "cost"),
                goal=ref(one.values.get("goal")),
                budget_line=ref(one.values.get("budget_line")),
                addresses=text(one, "addresses"),
                buy_in=agreed(one, "buy_in"),
            )
            made.append(line)
    return tuple(sorted(made, key=lambda line: (line.rank is None, line.rank or 0)))
