"""Mutants of policies: each changed by one step, so that cases which notice nothing are found out.

Operators are turned, `and` and `or` swapped, terms, filters and words dropped, figures moved by the
smallest step of their type. A mutant that no case notices shows a case that is missing, or is
marked equivalent, with the reason, beside the cases.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Any

from coverage_lint.frozen import NamedTuple
from coverage_lint.language.expression import (
    Aggregate,
    Arithmetic,
    Call,
    Choice,
    Comparison,
    Field,
    Let,
    Literal,
    Logic,
    Node,
    Not,
    OneOf,
    children,
)
from coverage_lint.language.unparse import literal, written

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from coverage_lint.policy.policy import Policy

_TURNED = {"<": ("<=", ">"), "<=": ("<", ">"), ">": (">=", "<"), ">=": (">", "<"), "==": ("!=",), "!=": ("==",)}
_COMPUTED = {"+": "-", "-": "+", "*": "/", "/": "*"}
_SWAPPED = {"any": "all", "all": "any", "min": "max", "max": "min", "missing": "exists", "exists": "missing"}
STEPS = {"money": Fraction(1, 100), "ratio": Fraction(1, 100), "number": Fraction(1, 100), "count": Fraction(1)}
"""The smallest step of each type that has one; a date's is a day."""


class Mutant(NamedTuple):
    """A policy changed by one step: where, from what to what."""

    where: str
    """when, error_when, let NAME, or parameter NAME."""
    before: str
    after: str
    policy: Policy

    def name(self) -> str:
        """Return the words by which a mutant is marked equivalent."""
        return f"{self.where}: {self.before} → {self.after}"


def mutants(policy: Policy) -> Iterator[Mutant]:
    """Make the mutants of a policy, each once."""
    told: set[str] = set()
    for mutant in _all(policy):
        if mutant.name() not in told and mutant.before != mutant.after:
            told.add(mutant.name())
            yield mutant


def _all(policy: Policy) -> Iterator[Mutant]:
    for node, before, after in _steps(policy.when):
        yield Mutant("when", before, after, policy._replace(when=node))
    if policy.error_when is not None:
        for node, before, after in _steps(policy.error_when):
            yield Mutant("error_when", before, after, policy._replace(error_when=node))
    names = decisive(policy)
    for name, let in policy.lets.items():
        if name in names:
            for node, before, after in _steps(let):
                yield Mutant(f"let {name}", before, after, policy._replace(lets={**policy.lets, name: node}))
    for name, spec in policy.parameters.items():
        for moved in moved_by_a_step(spec.default, spec.type.name):
            specs = {**policy.parameters, name: spec._replace(default=moved)}
            changed = policy._replace(parameters=specs)
            yield Mutant(f"parameter {name}", literal(spec.default), literal(moved), changed)


def decisive(policy: Policy) -> set[str]:
    """Return the let names that decide: those for messages alone are no part of the verdict."""
    wanted = [policy.when, *([policy.error_when] if policy.error_when is not None else [])]
    names: set[str] = set()
    while wanted:
        node = wanted.pop()
        if isinstance(node, Let) and node.name not in names:
            names.add(node.name)
            wanted.append(policy.lets[node.name])
        wanted += [part for _, part in children(node)]
    return names


def moved_by_a_step(value: object, type_name: str) -> tuple[object, ...]:
    """Return a figure moved up and down by the smallest step of its type; () for words."""
    if type_name == "date" and isinstance(value, str):
        from coverage_lint.entities.derived.calendar import add_days

        return (add_days(value, 1), add_days(value, -1))
    step = STEPS.get(type_name)
    if step is None or isinstance(value, bool) or not isinstance(value, int | Fraction):
        return ()
    moved = (Fraction(value) + step, Fraction(value) - step)
    return tuple(one.numerator if one.denominator == 1 else one for one in moved)


def _put(node: Any, name: str, part: Node) -> Any:
    """Return a node with one part replaced."""
    field, _, index = name.partition(".")
    if not index:
        return node._replace(**{field: part})
    parts = list(getattr(node, field))
    parts[int(index)] = part
    return node._replace(**{field: tuple(parts)})


def _steps(node: Node) -> Iterator[tuple[Node, str, str]]:
    """Return every variant of an expression that differs by one step, with the changed part before and after."""
    for changed in _changes(node):
        yield changed, written(node), written(changed)
    presence = isinstance(node, Call) and node.function in {"missing", "exists"}  # ask for a field, not for its value
    for name, part in () if presence or isinstance(node, Field) else children(node):
        if isinstance(part, Literal) and isinstance(node, Comparison | Arithmetic):
            other = node.right if name == "left" else node.left
            for moved in moved_by_a_step(part.value, _step_type(part, other)):
                changed = _put(node, name, part._replace(value=moved))
                yield changed, written(node), written(changed)
        for changed, before, after in _steps(part):
            yield _put(node, name, changed), before, after


def _step_type(part: Literal, other: Node) -> str:
    """Return the type whose smallest step a literal moves by: that of what it is compared with."""
    return part.type.name if part.type.name != "number" else other.type.name


def _changes(node: Node) -> Iterator[Node]:
    """Return the variants of a node itself."""
    change = _CHANGES.get(type(node))
    return change(node) if change is not None else iter(())


def _comparisons(node: Comparison) -> Iterator[Node]:
    for op in _TURNED[node.op]:
        yield node._replace(op=op)


def _computations(node: Arithmetic) -> Iterator[Node]:
    yield node._replace(op=_COMPUTED[node.op])


def _combinations(node: Logic) -> Iterator[Node]:
    yield node._replace(op="or" if node.op == "and" else "and")
    for index in range(len(node.parts)):
        rest = node.parts[:index] + node.parts[index + 1 :]
        yield rest[0] if len(rest) == 1 else node._replace(parts=rest)


def _choices(node: OneOf) -> Iterator[Node]:
    for index in range(len(node.options)):
        if len(node.options) > 1:
            yield node._replace(options=node.options[:index] + node.options[index + 1 :])


def _aggregates(node: Aggregate) -> Iterator[Node]:
    if node.function in _SWAPPED:
        yield node._replace(function=_SWAPPED[node.function])
    if node.condition is not None:
        yield node._replace(condition=None)


def _calls(node: Call) -> Iterator[Node]:
    if node.function in _SWAPPED:
        yield node._replace(function=_SWAPPED[node.function])


_CHANGES: dict[type, Callable[[Any], Iterator[Node]]] = {
    Comparison: _comparisons,
    Arithmetic: _computations,
    Logic: _combinations,
    Not: lambda node: iter((node.part,)),
    OneOf: _choices,
    Choice: lambda node: iter((node._replace(chosen=node.other, other=node.chosen), node.chosen, node.other)),
    Aggregate: _aggregates,
    Call: _calls,
}
