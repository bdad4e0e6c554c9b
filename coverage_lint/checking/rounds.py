"""One cause, one finding: what an error finds wrong counts as refused, and the policies are asked again without it.

So what only follows from a figure with a zero too many is not told beside it. What is not an error here, not asked, or
ignored, refutes nothing: else a plan could hold because a finding that nobody sees keeps others from being told. What
a baseline holds, or the older of two versions had, is accepted only later: then what waited for it is told after all.
"""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, TypeAlias, cast

from coverage_lint.entities.records import REJECTED
from coverage_lint.policy.fields.catalogue import build_model, catalogue

if TYPE_CHECKING:
    from collections.abc import Callable

    from coverage_lint.document.documents import Document
    from coverage_lint.document.nodes import Map
    from coverage_lint.findings import Finding
    from coverage_lint.policy.run import Decided, Refuted, Runner

_Cause: TypeAlias = "tuple[str, str, int, str]"
"""What makes a finding the same in two rounds: its code, its place, and which of several it is there."""
MOST_ROUNDS = 4
"""How often the policies are asked again. In each round but the last one code refutes, for what another finds wrong may
follow from that; in the last all that are left do."""


def without_refuted(
    decided: Decided, runner: Runner, document: Document, counts: Callable[[list[Finding]], list[bool]]
) -> Decided:
    """Ask the policies of a model again, without what they find wrong.

    `counts` says of findings whether each is an error of this model that nobody has accepted.
    """
    first = decided
    told: dict[_Cause, Finding] = {}
    rejected = document.rejected
    for number in range(1, MOST_ROUNDS + 1):
        open_causes = [one for one in decided.refuted if _cause(one.finding) not in told and _places(one)]
        refuted = sorted(_counting(open_causes, counts), key=_order)
        if not refuted:
            break
        if number < MOST_ROUNDS:
            _, foremost = next(groupby(refuted, key=_order))
            refuted = list(foremost)
        told |= {_cause(one.finding): one.finding for one in refuted}
        rejected = rejected.and_also(place for one in refuted for place in _places(one))
        again, _ = build_model(document._replace(rejected=rejected), catalogue())
        decided = runner.run(again)
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
    return found.code, found.location.path, found.location.start, found.subject


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


def _counting(refuted: list[Refuted], counts: Callable[[list[Finding]], list[bool]]) -> list[Refuted]:
    """Return those that count and that are stated, since what is not stated cannot be refuted."""
    stated = [one for one in refuted if _places(one)]
    if not stated:
        return []
    return [one for one, counted in zip(stated, counts([one.finding for one in stated]), strict=True) if counted]
