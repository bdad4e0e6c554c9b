"""The conditions of a rule: comparisons of a fact with constants, their combinations, and what the answer means.

Conditions are positive: a `not` has been pushed down to the comparisons before a rule is made. They are told apart by
their class, never by `==`: as tuples, `All(parts)` equals `Any_(parts)`.
"""

import operator
from collections.abc import Callable, Mapping
from typing import Any, Final, Literal, TypeAlias

from coverage_lint.frozen import NamedTuple

FactValue: TypeAlias = int | bool | str
Fact: TypeAlias = Mapping[str, FactValue]
Operator: TypeAlias = Literal["==", "!=", "<", "<=", ">", ">="]

COMPARISONS: Final[dict[str, Callable[[Any, Any], bool]]] = {
    "==": operator.eq,
    "!=": operator.ne,
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}


class Compare(NamedTuple):
    """A field against a constant; text and flags can only be equal or not."""

    field: str
    op: Operator
    value: FactValue


class All(NamedTuple):
    """Every part holds; never empty."""

    parts: "tuple[Condition, ...]"


class Any_(NamedTuple):  # noqa: N801 - `Any` is typing's
    """At least one part holds; never empty."""

    parts: "tuple[Condition, ...]"


Condition: TypeAlias = Compare | All | Any_


class Rule(NamedTuple):
    """A condition on the facts of one kind, with the name that is reported if it fires."""

    name: str
    kind: str
    condition: Condition


def decide(condition: Condition, fact: Fact) -> bool | None:
    """Return what a fact answers, by Kleene's three values: None where it leaves it open. A rule fires on True only.

    The one evaluator beside durable-rules: it says what is undecided, it stands in where durable-rules does not run,
    and durable-rules is tested against it.
    """
    if isinstance(condition, Compare):
        if condition.field not in fact:
            return None
        return COMPARISONS[condition.op](fact[condition.field], condition.value)
    answers = [decide(part, fact) for part in condition.parts]
    settles = isinstance(condition, Any_)
    if settles in answers:
        return settles
    return None if None in answers else not settles


def fields_of(condition: Condition) -> frozenset[str]:
    """Return the fields that a condition asks for."""
    if isinstance(condition, Compare):
        return frozenset((condition.field,))
    return frozenset().union(*map(fields_of, condition.parts))
