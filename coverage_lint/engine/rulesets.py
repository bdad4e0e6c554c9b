"""From rules to rulesets: durable-rules' own JSON, and only the part of it that the engine answers rightly.

Which part that is was measured; `assert_subset` holds every emitted ruleset to it.
"""

from collections.abc import Iterable, Iterator, Sequence
from typing import Final, TypeAlias

from coverage_lint.engine.conditions import All, Any_, Compare, Condition, Rule, fields_of
from coverage_lint.engine.faults import (
    MAX_FIRINGS,
    MAX_GROUPS,
    MAX_LEAVES,
    FieldCollision,
    FieldTypeConflict,
    RuleRefused,
    RuleTooLarge,
    Size,
)
from coverage_lint.engine.names import KIND, collides, is_name
from coverage_lint.engine.values import FieldType, field_type, flaw
from coverage_lint.frozen import NamedTuple

__all__ = ["FieldCollision", "RuleRefused", "RuleTooLarge", "Ruleset", "collides", "compile_rulesets"]

Pattern: TypeAlias = dict[str, object]

_OPERATORS: Final = {"!=": "$neq", "<": "$lt", "<=": "$lte", ">": "$gt", ">=": "$gte"}


class Ruleset(NamedTuple):
    """Rules of one kind that one engine takes at once."""

    name: str
    kind: str
    rules: tuple[Rule, ...]
    fields: tuple[str, ...]
    """The fields its rules read, sorted: all that a fact need carry."""
    text: str
    """The rules as durable-rules' JSON."""
    types: tuple[FieldType, ...]
    """The one type of each field, in the order of `fields`."""
    asks: tuple[frozenset[str], ...] = ()
    """The fields that each rule's condition asks for: a fact that has them all leaves nothing open."""


class _Measured(NamedTuple):
    rule: Rule
    condition: Condition
    size: Size


def compile_rulesets(rules: Sequence[Rule]) -> tuple[Ruleset, ...]:
    """Pack rules, in the order given and kind by kind, into as few rulesets as the engine allows.

    Raises RuleRefused for the first rule that the engine cannot be given: RuleTooLarge, FieldCollision,
    FieldTypeConflict, or for a name or a value outside what it holds exactly.
    """
    kinds: dict[str, list[_Measured]] = {}
    seen: set[str] = set()
    for rule in rules:
        _check_rule_names(rule, seen)
        condition = _flattened(rule)
        kinds.setdefault(rule.kind, []).append(_Measured(rule, condition, _checked_size(rule, condition)))
    _check_collisions(rules)
    return tuple(ruleset for kind, measured in kinds.items() for ruleset in _packed(kind, measured))


def _check_rule_names(rule: Rule, seen: set[str]) -> None:
    # An action comes back as JSON text whose first quoted word is the rule's name, unescaped.
    if (
        not rule.name.isascii()
        or not all(letter.isalnum() or letter in "_-.:" for letter in rule.name)
        or not rule.name
    ):
        raise RuleRefused(rule.name, "a rule's name is made of ASCII letters, digits, '_', '-', '.' and ':'")
    if rule.name in seen:
        raise RuleRefused(rule.name, "two rules have this name")
    seen.add(rule.name)
    for name in (rule.kind, *(leaf.field for leaf in _leaves(rule.condition))):
        if not is_name(name):
            raise RuleRefused(rule.name, f"{name!r} is no name for a field or a kind: a plain ASCII identifier is")


def _check_collisions(rules: Sequence[Rule]) -> None:
    users: dict[str, str] = {}
    for rule in rules:
        for leaf in _leaves(rule.condition):
            users.setdefault(leaf.field, rule.name)
    pair = collides(users)
    if pair is not None:
        raise FieldCollision(users[pair[1]], pair)


def _leaves(condition: Condition) -> Iterator[Compare]:
    if isinstance(condition, (All, Any_)):
        for part in condition.parts:
            yield from _leaves(part)
    else:
        yield condition


def _flattened(rule: Rule) -> Condition:
    """Merge an `All` within an `All` and an `Any_` within an `Any_`, so that no group is spent on nothing."""

    def flat(condition: Condition) -> Condition:
        if isinstance(condition, (All, Any_)):
            parts: list[Condition] = []
            for part in map(flat, condition.parts):
                if isinstance(part, (All, Any_)) and type(part) is type(condition):
                    parts.extend(part.parts)
                else:
                    parts.append(part)
            if not parts:
                raise RuleRefused(rule.name, "an empty group would make it unconditional")
            return parts[0] if len(parts) == 1 else type(condition)(tuple(parts))
        _check_comparison(rule, condition)
        return condition

    return flat(rule.condition)


def _check_comparison(rule: Rule, leaf: Compare) -> None:
    reason = flaw(leaf.value)
    if not reason and leaf.op not in ("==", "!="):
        if leaf.op not in _OPERATORS:
            reason = f"there is no comparison {leaf.op!r}"
        elif type(leaf.value) is not int:
            reason = f"{leaf.field!r} {leaf.op} {leaf.value!r}: only numbers have an order"
    if reason:
        raise RuleRefused(rule.name, reason)


def _checked_size(rule: Rule, condition: Condition) -> Size:
    size = _size(condition)
    if isinstance(condition, All):
        size = size._replace(groups=size.groups - 1)  # it is the pattern's own $and
    if size.leaves + size.alternatives > MAX_LEAVES or size.groups > MAX_GROUPS or size.firings > MAX_FIRINGS:
        raise RuleTooLarge(rule.name, size)
    return size


def _size(condition: Condition) -> Size:
    if not isinstance(condition, (All, Any_)):
        return Size(leaves=1, alternatives=0, groups=0, firings=1)
    sizes = [_size(part) for part in condition.parts]
    leaves = sum(size.leaves for size in sizes)
    alternatives = sum(size.alternatives for size in sizes)
    groups = sum(size.groups for size in sizes) + 1
    if isinstance(condition, Any_):
        return Size(leaves, alternatives + 1, groups, sum(size.firings for size in sizes))
    firings = 1
    for size in sizes:
        firings *= size.firings
    return Size(leaves, alternatives, groups, firings)


def _packed(kind: str, measured: Sequence[_Measured]) -> Iterator[Ruleset]:
    types = _field_types(item.rule for item in measured)
    batch: list[_Measured] = []
    taken = number = 0
    for items in _together(measured):
        room = sum(item.size.leaves + item.size.alternatives for item in items)
        if taken + room > MAX_LEAVES and batch:
            number += 1
            yield _ruleset(f"{kind}-{number}", kind, batch, types)
            batch, taken = [], 0
        batch += items
        taken += room
    yield _ruleset(f"{kind}-{number + 1}", kind, batch, types)


def _together(measured: Sequence[_Measured]) -> Iterator[list[_Measured]]:
    """Return rules by ones and twos: a policy's harder threshold, `CL302.error`, is asked where the policy is.

    Whoever reads what fired looks for both at once. Raises RuleTooLarge for two that no ruleset holds together.
    """
    held: list[_Measured] = []
    for item in measured:
        if held and item.rule.name.startswith(f"{held[0].rule.name}."):
            held.append(item)
            size = Size(*map(sum, zip(*(one.size for one in held), strict=True)))
            if size.leaves + size.alternatives > MAX_LEAVES:
                raise RuleTooLarge(held[0].rule.name, size)
            continue
        if held:
            yield held
        held = [item]
    if held:
        yield held


def _field_types(rules: Iterable[Rule]) -> dict[str, FieldType]:
    """Find the one type of each field that a kind's rules compare."""
    types: dict[str, FieldType] = {}
    for rule in rules:
        for leaf in _leaves(rule.condition):
            now = field_type(leaf.value)
            before = types.setdefault(leaf.field, now)
            if before != now:
                raise FieldTypeConflict(rule.name, leaf.field, (before, now))
    return types


def _ruleset(name: str, kind: str, batch: Sequence[_Measured], types: dict[str, FieldType]) -> Ruleset:
    from json import dumps

    from coverage_lint.engine.subset import assert_subset

    patterns = {item.rule.name: _pattern(kind, item.condition) for item in batch}
    text = dumps(patterns, ensure_ascii=False, allow_nan=False)
    assert_subset(text)
    fields = tuple(sorted({leaf.field for item in batch for leaf in _leaves(item.condition)}))
    rules = tuple(item.rule for item in batch)
    asks = tuple(fields_of(rule.condition) for rule in rules)
    return Ruleset(name, kind, rules, fields, text, tuple(types[field] for field in fields), asks)


def _pattern(kind: str, condition: Condition) -> Pattern:
    parts = condition.parts if isinstance(condition, All) else (condition,)
    return {"all": [{"m": {"$and": [{KIND: kind}, *map(_emitted, parts)]}}]}


def _emitted(condition: Condition) -> Pattern:
    if isinstance(condition, All | Any_):
        return {"$and" if isinstance(condition, All) else "$or": [_emitted(part) for part in condition.parts]}
    compared: Pattern = {condition.field: condition.value}
    return compared if condition.op == "==" else {_OPERATORS[condition.op]: compared}
