"""Absences that are a policy's own matter: what fires because a field is missing tells that it is."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias, cast

from coverage_lint.entities.records import Record
from coverage_lint.frozen import NamedTuple
from coverage_lint.language.columns import Batch, conjuncts
from coverage_lint.language.costs import TooCostly
from coverage_lint.language.expression import Aggregate, Call, Comparison, Field, Let, Literal, Logic, Not

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from coverage_lint.language.expression import Node
    from coverage_lint.policy.facts import Facts
    from coverage_lint.policy.policy import Policy


class Telling(NamedTuple):
    """A policy that fired because a field is missing, and the record that it fired for."""

    policy: Policy
    record: Record


Matters: TypeAlias = "dict[tuple[int, str], list[Telling]]"
"""Records, by what Python knows them by, and their fields that findings tell to be absent: which do."""


def own_matters(told: Facts, fired: Sequence[tuple[Policy, Sequence[Record]]]) -> Matters:
    """Return the fields whose absence findings tell."""
    found: Matters = {}
    for policy, records in fired:
        conditions = [one for one in (policy.when, policy.error_when) if one is not None]
        fields = dict.fromkeys(field for one in conditions for field in asked_fields(one, policy.lets, policy.at))
        columns = told.columns_of(policy)
        batch = Batch(len(records), {} if policy.subject == "plan" else {"this": list(records)}, {})
        for field in fields:
            try:
                bases = columns.column(field.base, batch)
            except TooCostly:
                continue
            for record, base in zip(records, bases, strict=True):
                if isinstance(base, Record) and base.values.get(field.name) in (None, []):
                    found.setdefault((id(base), field.name), []).append(Telling(policy, record))
    return found


def asked_fields(condition: Node, lets: Mapping[str, Node], at: tuple[str, ...]) -> Iterator[Field]:
    """Return the fields whose absence is what a condition is about.

    A condition is about an absence that it demands: `missing(x)` by itself, beside others that must hold, or as one of
    several absences. In `quota > 0 and (missing(start) or start < day)` it is not, unless the finding stands there.
    """
    whole = _opened(condition, lets)
    if isinstance(whole, Logic) and whole.op == "or":
        for option in whole.parts:
            yield from asked_fields(option, lets, at)
        return
    for part in conjuncts(whole):
        opened = _opened(part, lets)
        if isinstance(opened, Logic):
            if opened.op == "and":
                yield from asked_fields(opened, lets, at)
                continue
            options = [_absence(_opened(one, lets), lets) for one in opened.parts]
            absences = [field for field in options if field is not None]
            yield from (field for field in absences if len(absences) == len(options) or _path(field) == at)
        else:
            field = _absence(opened, lets)
            if field is not None:
                yield field


def _opened(node: Node, lets: Mapping[str, Node]) -> Node:
    while isinstance(node, Let):
        node = lets[node.name]
    return node


def _absence(node: Node, lets: Mapping[str, Node]) -> Field | None:
    """Return the field that a condition says to be absent: `missing(x)`, `not exists(x)`, `count(x) == 0`."""
    if isinstance(node, Call) and node.function == "missing":
        return cast("Field", node.arguments[0])
    if isinstance(node, Not) and isinstance(node.part, Call) and node.part.function == "exists":
        return cast("Field", node.part.arguments[0])
    if isinstance(node, Comparison) and node.op == "==" and isinstance(node.right, Literal) and node.right.value == 0:
        counted = _opened(node.left, lets)
        if isinstance(counted, Aggregate) and counted.function == "count" and counted.element is None:
            source = _opened(counted.source, lets)
            return source if isinstance(source, Field) else None
    return None


def _path(field: Field) -> tuple[str, ...]:
    """Return the path of fields from the record that is asked; () for one that is reached otherwise."""
    above = _path(field.base) if isinstance(field.base, Field) else ()
    return (*above, field.name)
