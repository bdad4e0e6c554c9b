"""From a condition to a rule for the engine, and the measures that its facts carry.

Joins, sums and arithmetic are done before, exactly; the engine sees signs (-1, 0, 1), flags, words
and small whole numbers. A `not` is pushed down to the comparisons: an unknown value makes a
comparison false in either polarity, which is what three-valued logic asks of a rule that fires
only on true.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias, cast

from coverage_lint.engine.conditions import All, Any_, Compare, Condition
from coverage_lint.frozen import NamedTuple
from coverage_lint.language.expression import Comparison, Field, Let, Literal, Logic, Node, Not, OneOf, Variable
from coverage_lint.language.types import NUMERIC

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from coverage_lint.engine.conditions import Operator

_OPPOSITE: dict[str, Operator] = {"==": "!=", "!=": "==", "<": ">=", ">=": "<", ">": "<=", "<=": ">"}
_SMALL = 2**31
"""Whole numbers below this go to the engine as they are."""


MOST_PARTS = 1_000
"""Parts of a condition with names under `let` written out: many times what the engine takes."""


class ConditionTooLarge(Exception):  # noqa: N818 - the policy is wrong, not the program
    """A condition of more than MOST_PARTS parts."""


class Raw(NamedTuple):
    """A field of the record that goes as it is."""

    name: str


class Sign(NamedTuple):
    """The sign of left - right."""

    left: Node
    right: Node


class Flag(NamedTuple):
    """A condition computed before."""

    node: Node


Measure: TypeAlias = Raw | Sign | Flag


class EngineConditions:
    """Lowers the conditions of one policy; `measures` collects what its facts must carry."""

    def __init__(
        self, subject: str, lets: Mapping[str, Node], new_name: Callable[[], str], measures: dict[str, Measure]
    ) -> None:
        """Take the kind asked, the policy's lets, a source of measure names, and where measures are collected."""
        self.asked = "plan" if subject == "plan" else "this"
        self.lets = lets
        self.new_name = new_name
        self.measures = measures
        self.named: dict[int, str] = {}
        self.parts = 0

    def lower(self, node: Node, *, positive: bool = True) -> Condition:
        """Return the engine's condition that is true exactly where a node is true (or false, for not positive).

        Raises ConditionTooLarge, since names under `let` that name each other twice make it twice as large each time.
        """
        self.parts += 1
        if self.parts > MOST_PARTS:
            raise ConditionTooLarge
        if isinstance(node, Let):
            return self.lower(self.lets[node.name], positive=positive)
        if isinstance(node, Not):
            return self.lower(node.part, positive=not positive)
        if isinstance(node, Logic):
            parts = tuple(self.lower(part, positive=positive) for part in node.parts)
            return All(parts) if (node.op == "and") == positive else Any_(parts)
        if isinstance(node, Comparison):
            return self._comparison(node, positive=positive)
        if isinstance(node, OneOf) and self._is_word(node.item):
            return self._one_of(node, positive=positive)
        if self._own_field(node):
            return Compare(self._raw(cast("Field", node)), "==", value=positive)
        return self._flag(node, positive=positive)

    def _comparison(self, node: Comparison, *, positive: bool) -> Condition:
        op = node.op if positive else _OPPOSITE[node.op]
        literal = node.right
        if isinstance(literal, Literal):
            if self._is_word(node.left):
                return Compare(self._raw(cast("Field", node.left)), cast("Operator", op), str(literal.value))
            if self._own_field(node.left) and node.left.type.name == "count" and _is_small(literal.value):
                return Compare(self._raw(cast("Field", node.left)), cast("Operator", op), cast("int", literal.value))
        if node.left.type.name in NUMERIC or node.left.type.name == "date":
            return Compare(self._measure(node, Sign(node.left, node.right)), cast("Operator", op), 0)
        return self._flag(node, positive=positive)

    def _one_of(self, node: OneOf, *, positive: bool) -> Condition:
        name = self._raw(cast("Field", node.item))
        parts = tuple(Compare(name, "==" if positive else "!=", str(option)) for option in node.options)
        if len(parts) == 1:
            return parts[0]
        return Any_(parts) if positive else All(parts)

    def _flag(self, node: Node, *, positive: bool) -> Condition:
        return Compare(self._measure(node, Flag(node)), "==", value=positive)

    def _own_field(self, node: Node) -> bool:
        """True for a field of the checked record itself, which its fact can contain."""
        own = isinstance(node, Field) and isinstance(node.base, Variable) and node.base.name == self.asked
        return own and cast("Field", node).name not in {"id", "sid", "kind"}

    def _is_word(self, node: Node) -> bool:
        return self._own_field(node) and node.type.name == "text" and bool(node.type.options)

    def _raw(self, node: Field) -> str:
        self.measures[node.name] = Raw(node.name)
        return node.name

    def _measure(self, node: Node, made: Measure) -> str:
        name = self.named.get(id(node))
        if name is None:
            name = self.named[id(node)] = self.new_name()
            self.measures[name] = made
        return name


def _is_small(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and abs(value) < _SMALL
