"""Policies asked again, until no error that refutes a value is left: the value counts as refused from then on.

So what only follows from a figure with a zero too many is not found beside it. What is not an error here, not asked, or
ignored, refutes nothing: else a plan could hold because a finding that nobody sees keeps others from being told. Nor
does what waits for another finding (decisions/one_cause.py): of each refused value the error is told. What a baseline
holds, or the older of two versions had, is accepted only later: then what waited for it is told after all.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias, cast

from coverage_lint.decisions.identity import Identity, identity
from coverage_lint.decisions.one_cause import hold_back
from coverage_lint.entities.records import REJECTED
from coverage_lint.frozen import NamedTuple
from coverage_lint.policy.fields.catalogue import build_model, catalogue

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from coverage_lint.document.documents import Document
    from coverage_lint.document.nodes import Map
    from coverage_lint.findings import Finding
    from coverage_lint.policy.holding import Holding
    from coverage_lint.policy.run import Decided, Refuted, Runner

_Cause: TypeAlias = "tuple[Identity, str, int]"
"""What makes a finding the same in two rounds: what it is known by, and its place."""
MOST_ROUNDS = 4
"""How often the policies are asked again. In each round but the last one code refutes, for what another finds wrong may
follow from that; in the last all that are left do."""


class _Refuting(NamedTuple):
    """An error, and the values that it refutes."""

    finding: Finding
    order: tuple[bool, str]
    places: list[tuple[Map, str]]


def without_refuted(
    decided: Decided,
    runner: Runner,
    document: Document,
    holding: Holding,
    counting: Callable[[Sequence[Finding]], list[Finding | None]],
) -> Decided:
    """Ask the policies of a model again, without what they find wrong; return what they say in the end.

    `counting` returns findings as grave as they are in this model, None for one that is not asked, or ignored.
    """
    first = decided
    told: dict[_Cause, Finding] = {}
    rejected = document.rejected
    for number in range(1, MOST_ROUNDS + 1):
        refuting = _refuting(decided, holding, counting)
        foremost = min((one.order for one in refuting), default=None)
        if number < MOST_ROUNDS:
            refuting = [one for one in refuting if one.order == foremost]
        if not refuting:
            break
        told |= {_cause(one.finding): one.finding for one in refuting}
        rejected = rejected.and_also(place for one in refuting for place in one.places)
        model, _ = build_model(document._replace(rejected=rejected), catalogue())
        decided = runner.run(model)
    if not told:
        return decided
    findings = [*told.values(), *(one for one in decided.findings if _cause(one) not in told)]
    known = {_cause(one) for one in findings}
    return decided._replace(
        findings=findings,
        undecided=decided.undecided.without({(one.code, one.entity) for one in told.values()}),
        refuting=tuple(told.values()),
        waiting=[one for one in first.findings if _cause(one) not in known],
    )


def _cause(found: Finding) -> _Cause:
    return identity(found), found.location.path, found.location.start


def _refuting(
    decided: Decided, holding: Holding, counting: Callable[[Sequence[Finding]], list[Finding | None]]
) -> list[_Refuting]:
    """Return the errors that refute something, without those that wait for another finding."""
    made = [_Refuting(one.finding, _order(one), _places(one)) for one in decided.refuted]
    stated = [one for one in made if one.places]  # what is not stated cannot be refuted
    if not stated:
        return []
    holders = holding.holders({one.finding.code for one in stated})
    others = [one for one in decided.findings if one.code in holders]
    found = counting([*(one.finding for one in stated), *others])
    waiting = {_cause(one) for one in hold_back([one for one in found if one is not None], holding).waiting}
    return [
        one
        for one, counted in zip(stated, found, strict=False)
        if counted is not None and counted.severity == "error" and _cause(counted) not in waiting
    ]


def _order(one: Refuted) -> tuple[bool, str]:
    """Return what one is sorted by: a part of an entity, such as a target, comes before entities; then codes count."""
    owner = one.record.owner
    return owner is None or owner.id is None, one.finding.code


def _places(one: Refuted) -> list[tuple[Map, str]]:
    """Return the fields to refuse that the record has, by itself or by default; of an entry of a map its value."""
    record, node = one.record, cast("Map", one.record.node)
    if isinstance(record.key, str):
        return [(node, record.key)]
    stated = [field for field in one.fields if record.values.get(field) not in (None, REJECTED)]
    if record.kind != "plan":
        return [(node, field) for field in stated]
    own = catalogue().plan_fields  # these stand one level below the sections
    return [(cast("Map", node["plan"]) if field in own else node, field) for field in stated]
