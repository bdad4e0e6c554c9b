"""The part of durable-rules' language that it answers rightly, checked on the JSON itself.

Outside it the engine corrupts memory, hangs or answers wrongly, and says nothing; so what is emitted is read back and
held to it, independently of the code that emitted it.
"""

from __future__ import annotations

from typing import Final

from coverage_lint.engine.faults import MAX_FIRINGS, MAX_GROUPS, MAX_LEAVES, OutsideSubset
from coverage_lint.engine.names import KIND, collides, is_name
from coverage_lint.engine.values import FieldType, field_type, flaw

_COMPARISONS: Final = {"$neq", "$lt", "$lte", "$gt", "$gte"}
_ORDERED: Final = {"$lt", "$lte", "$gt", "$gte"}


def assert_subset(text: str) -> None:
    """Raise OutsideSubset, saying where, unless this is a ruleset that the engine answers rightly."""
    from json import JSONDecodeError, loads

    try:
        # Objects come as tuples of pairs, so that a key given twice is seen.
        rules = loads(text, object_pairs_hook=tuple, parse_float=_no_number, parse_constant=_no_number)
    except JSONDecodeError as error:
        raise OutsideSubset(f"not JSON: {error}") from error
    if not isinstance(rules, tuple) or not rules:
        raise OutsideSubset("a ruleset is an object of rules")
    if len({name for name, _ in rules}) < len(rules):
        raise OutsideSubset("two rules have one name")
    reader = _Reader()
    for name, body in rules:
        reader.rule(name, body)
    reader.whole()


def _no_number(text: str) -> object:
    raise OutsideSubset(f"{text}: whole numbers only")


def _pair(node: object, place: str) -> tuple[str, object]:
    if not isinstance(node, tuple) or len(node) != 1:
        raise OutsideSubset(f"{place}: an object has one key")
    key, value = node[0]
    return key, value


def _parts(node: object, place: str) -> list[object]:
    if not isinstance(node, list) or not node:
        raise OutsideSubset(f"{place}: a list that is not empty")
    return node


class _Reader:
    """Counts what the engine bounds while it reads the rules of one ruleset."""

    def __init__(self) -> None:
        self.kinds: set[object] = set()
        self.types: dict[str, FieldType] = {}
        self.names: set[str] = set()
        self.leaves = 0
        self.groups = 0

    def rule(self, name: str, body: object) -> None:
        key, patterns = _pair(body, name)
        listed = _parts(patterns, name)
        if key != "all" or len(listed) != 1:
            raise OutsideSubset(f"{name}: one pattern, under 'all'")
        alias, pattern = _pair(listed[0], name)
        group, conditions = _pair(pattern, name)
        if alias != "m" or group != "$and":
            raise OutsideSubset(f"{name}: the pattern is an $and called 'm'")
        first, *rest = _parts(conditions, name)
        key, kind = _pair(first, name)
        if key != KIND or not isinstance(kind, str) or not is_name(kind):
            raise OutsideSubset(f"{name}: the kind comes first")
        self.kinds.add(kind)
        self.groups = 0
        firings = 1
        for part in rest:
            firings *= self.condition(part, name)
        if not rest or self.groups > MAX_GROUPS or firings > MAX_FIRINGS:
            raise OutsideSubset(f"{name}: {len(rest)} conditions, {self.groups} inner groups, {firings} ways to fire")

    def condition(self, node: object, place: str) -> int:
        """Check one condition, and give the number of ways in which it can be met."""
        key, value = _pair(node, place)
        if key in ("$and", "$or"):
            self.groups += 1
            self.leaves += key == "$or"
            ways = [self.condition(part, place) for part in _parts(value, place)]
            if key == "$or":
                return sum(ways)
            product = 1
            for way in ways:
                product *= way
            return product
        self.leaves += 1
        if key in _COMPARISONS:
            self.leaf(key, *_pair(value, place), place)
        else:
            self.leaf("==", key, value, place)
        return 1

    def leaf(self, operator: str, field: str, operand: object, place: str) -> None:
        if not is_name(field):
            raise OutsideSubset(f"{place}: {field!r} is neither a field nor an operator of the subset")
        self.names.add(field)
        if not isinstance(operand, int | str) or flaw(operand):
            raise OutsideSubset(f"{place}: {flaw(operand) or 'no constant'}")
        if operator in _ORDERED and type(operand) is not int:
            raise OutsideSubset(f"{place}: {operator} on something that has no order")
        if self.types.setdefault(field, field_type(operand)) != field_type(operand):
            raise OutsideSubset(f"{place}: {field!r} has two types")

    def whole(self) -> None:
        if len(self.kinds) != 1 or self.leaves > MAX_LEAVES:
            raise OutsideSubset(f"{len(self.kinds)} kinds (one), {self.leaves} conditions (at most {MAX_LEAVES})")
        pair = collides(self.names)
        if pair is not None:
            raise OutsideSubset(f"the names {pair[0]!r} and {pair[1]!r} have one hash")
