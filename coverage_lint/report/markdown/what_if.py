"""What if, in Markdown: five scenarios, and what is over or short in each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coverage_lint.report.markdown.tables import Amount, Cell, Column, table
from coverage_lint.report.portrait.sketch import SCENARIOS, outcome

if TYPE_CHECKING:
    from coverage_lint.report.portrait.portrait import Portrait


def what_if(portrait: Portrait) -> list[str]:
    """Show what the plan comes to in each scenario."""
    if portrait.sketch is None:
        return []
    columns = [
        Column("scenario"), Column("expected result less the need", number=True),
        Column("capacity less the need", number=True), Column("quotas less what they must reach", number=True),
        Column("compensation less its budget", number=True),
    ]  # fmt: skip
    rows: list[list[Cell]] = []
    for title, moved in SCENARIOS:
        then = outcome(portrait.sketch, moved)
        gaps = (then.expected_gap, then.capacity_gap, then.quota_gap, then.pay_gap)
        rows.append([title, *(Amount(gap, signed=True) for gap in gaps)])
    about = "A sketch: the plan's own formulas with other assumptions. Quotas and targets stay as they are."
    return ["## What if", "", about, "", *table(columns, rows, len(rows), "scenarios")]
