"""What is wrong or at risk in money: findings of one policy together, by what its headline says.

Errors come first. Among findings that are as grave, an amount that a policy works out, as what is lacking or too much,
comes before an amount that something has as a whole, as the potential of a territory; then the larger comes first.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from coverage_lint.findings import SEVERITIES
from coverage_lint.report.portrait.top import Matter

if TYPE_CHECKING:
    from collections.abc import Sequence

    from coverage_lint.findings import Stake
    from coverage_lint.report.portrait.portrait import Findings
    from coverage_lint.report.portrait.refs import Exact


def matters_of(findings: Findings) -> tuple[Matter, ...]:
    """Return all that is known in money, gravest first."""
    by_code: dict[str, list[tuple[int, Stake]]] = {}
    for at, entry in enumerate(findings.found):
        if entry.finding.stake is not None:
            by_code.setdefault(entry.finding.code, []).append((at, entry.finding.stake))
    made = [_matter(findings, held) for held in by_code.values()]
    return tuple(matter for _, matter in sorted(made, key=lambda pair: pair[0]))


def _matter(findings: Findings, held: Sequence[tuple[int, Stake]]) -> tuple[tuple[int, bool, Exact], Matter]:
    """Return what the findings of a policy come to, and by what it is sorted."""
    ordered = sorted(held, key=lambda pair: -pair[1].amount)
    entries = [findings.found[at] for at, _ in ordered]
    amount = sum(stake.amount for _, stake in ordered)
    severity = min((one.finding.severity for one in entries), key=SEVERITIES.index)
    stake, first = ordered[0][1], entries[0]
    where = tuple(dict.fromkeys(one.entity for one in entries if one.entity is not None))
    matter = Matter(
        first.finding.code, severity, stake.before, amount, stake.after, first.element,
        tuple(at for at, _ in ordered), where, first.finding.help,
    )  # fmt: skip
    return (SEVERITIES.index(severity), not stake.computed, -amount), matter
