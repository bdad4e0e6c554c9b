"""The policies about what happened, asked of a plan: findings, and what is undecided, for want of what."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coverage_lint.entities.names import entity_name
from coverage_lint.entities.places import follow, locate
from coverage_lint.findings import Undecided, in_places
from coverage_lint.language.expression import Field, Let, Variable, children

if TYPE_CHECKING:
    from collections.abc import Iterable

    from coverage_lint.checking.checker import Checked
    from coverage_lint.findings import Finding, Ignored
    from coverage_lint.language.expression import Node
    from coverage_lint.policy.policy import Policy
    from coverage_lint.review.actual_model import ActualModel


def ask_of_actuals(one: Checked, model: ActualModel, more: Iterable[Finding] = ()) -> Checked:
    """Return a checked plan with what the policies say of what happened, and with more findings. Raises Misuse."""
    decided = one.policy_set.runner().run(model)
    undecided: list[Undecided] = []
    for left in decided.undecided.asked(one.selection.wants).left_open:
        fields = _fields_of(left.policy)
        for record in left.records:
            place = locate(*follow(record, left.policy.at))
            unknown = sorted(field for field in fields if record.values.get(field) is None)
            lacks = model.lacks_of(record, fields) or tuple(unknown)
            undecided.append(Undecided(left.policy.code, left.policy.name, entity_name(record), place, lacks))
    kept = one.selection.kept((*decided.findings, *more))
    ignored: list[Ignored] = []
    if one.ignores is not None:
        kept, ignored = one.ignores.sift(kept, undecided)
    report = one.report._replace(
        findings=(*one.report.findings, *kept),
        ignored=(*one.report.ignored, *ignored),
        undecided=in_places((*one.report.undecided, *undecided)),
    )
    return one._replace(report=report)


def _fields_of(policy: Policy) -> set[str]:
    """Return the fields of the record itself that a policy reads."""
    found: set[str] = set()
    waiting: list[Node] = [policy.when, *policy.lets.values()]
    if policy.error_when is not None:
        waiting.append(policy.error_when)
    while waiting:
        node = waiting.pop()
        if isinstance(node, Field) and isinstance(node.base, Variable) and node.base.name == "this":
            found.add(node.name)
        if not isinstance(node, Let):
            waiting += [part for _, part in children(node)]
    return found
