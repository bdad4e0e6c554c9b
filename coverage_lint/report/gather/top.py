"""What is wrong or at risk in money: findings of one policy together, by what its headline says.

Errors come first. Among findings that are as grave, an amount that a policy works out, as what is lacking or too much,
comes before an amount that something has as a whole, as the potential of a territory; then the larger comes first.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from coverage_lint.entities.derived.people.members import groups_of
from coverage_lint.entities.derived.sums import record
from coverage_lint.findings import SEVERITIES
from coverage_lint.language.format import money_in_sentence
from coverage_lint.report.gather.fields import known
from coverage_lint.report.portrait.refs import ref
from coverage_lint.report.portrait.top import Kind, Matter

if TYPE_CHECKING:
    from collections.abc import Sequence

    from coverage_lint.entities.model import Model
    from coverage_lint.entities.records import Record
    from coverage_lint.findings import Stake
    from coverage_lint.report.portrait.business import Budget
    from coverage_lint.report.portrait.portrait import FindingEntry, Findings
    from coverage_lint.report.portrait.refs import Exact, Ref

_KINDS: dict[str, Kind] = {"budget": "cost", "priorities": "cost", "segments": "coverage"}
"""By element; all others are about goals and the people behind them."""


def matters_of(findings: Findings, model: Model | None = None, budget: Budget | None = None) -> tuple[Matter, ...]:
    """Return all that is known in money, gravest first."""
    by_code: dict[str, list[tuple[int, Stake]]] = {}
    for at, entry in enumerate(findings.found):
        if entry.finding.stake is not None:
            by_code.setdefault(entry.finding.code, []).append((at, entry.finding.stake))
    owners = _Owners(model)
    made = [_matter(findings, held, owners, budget) for held in by_code.values()]
    return tuple(matter for _, matter in sorted(made, key=lambda pair: pair[0]))


def _matter(
    findings: Findings, held: Sequence[tuple[int, Stake]], owners: _Owners, budget: Budget | None
) -> tuple[tuple[int, bool, Exact], Matter]:
    """Return what the findings of a policy come to, and by what it is sorted."""
    ordered = sorted(held, key=lambda pair: -pair[1].amount)
    entries = [findings.found[at] for at, _ in ordered]
    amount = sum(stake.amount for _, stake in ordered)
    severity = min((one.finding.severity for one in entries), key=SEVERITIES.index)
    stake, first = ordered[0][1], entries[0]
    where = tuple(dict.fromkeys(one.entity for one in entries if one.entity is not None))
    matter = Matter(
        first.finding.code, severity, stake.before, amount, stake.after, first.element,
        tuple(at for at, _ in ordered), where, first.remedy, _KINDS.get(first.element, "goals"),
        owners.of(first), _note(first.finding.code, budget),
    )  # fmt: skip
    return (SEVERITIES.index(severity), not stake.computed, -amount), matter


def _note(code: str, budget: Budget | None) -> str:
    """Say what may explain that pay, or the lines, are above the budget."""
    if budget is None:
        return ""
    if code == "CL504" and budget.bare is not None and budget.for_compensation is not None:
        factor = budget.loaded_factor
        if factor is not None and factor > 1 and budget.bare <= budget.for_compensation:
            bare, held = money_in_sentence(budget.bare), money_in_sentence(budget.for_compensation)
            return (
                f"Before the loaded factor of {money_in_sentence(factor)} pay is {bare}, and within the {held}: ask "
                "first whether the line is meant before it."
            )
    if code == "CL503":
        rest = [(one.amount or 0, one.line.name) for one in budget.lines if one.category != "compensation"]
        amount, line = max(rest, default=(0, ""))
        if budget.planned and amount * 4 >= budget.planned:
            return f"The largest line besides pay is {line} with {money_in_sentence(amount)}."
    return ""


class _Owners:
    """Finds who answers for what a finding concerns."""

    def __init__(self, model: Model | None) -> None:
        self._plan = None if model is None else model.plan
        self._records: dict[str, Record] | None = None
        self._model = model

    def of(self, entry: FindingEntry) -> Ref | None:
        """Return who answers: whoever leads, manages or owns it, else the owner of the plan."""
        if self._model is None or self._plan is None:
            return None
        found = self._record(entry.entity.anchor) if entry.entity is not None else None
        return self._named(found) or ref(self._plan.values.get("owner"))

    def _named(self, found: Record | None) -> Ref | None:
        if found is None:
            return None
        if found.kind == "person":
            groups = groups_of(found) or ()
            return ref(found.values.get("manager")) or next((ref(one.values.get("leader")) for one in groups), None)
        if found.kind == "line":
            return next((ref(one.values.get("owner")) for one in known(found, "priorities")), None)
        above = record(found.values.get("group"))
        held = (found.values.get("owner"), found.values.get("leader"), found.values.get("manager"),
                above.values.get("leader") if above is not None else None)  # fmt: skip
        return next((pointed for one in held if (pointed := ref(one)) is not None), None)

    def _record(self, anchor: str) -> Record | None:
        if self._records is None and self._model is not None:
            kinds = self._model.catalogue.sections.values()
            listed = [one for kind in kinds for one in self._model.records(kind)]
            self._records = {pointed.anchor: one for one in listed if (pointed := ref(one)) is not None}
        return (self._records or {}).get(anchor)
