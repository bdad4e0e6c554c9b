"""The same rulesets in plain Python, read from the same JSON.

It runs where durable-rules cannot, and it is what durable-rules is compared with.
"""

from __future__ import annotations

from json import loads
from typing import TYPE_CHECKING, Any, Final, Self, TypeAlias

from coverage_lint.engine.conditions import COMPARISONS
from coverage_lint.engine.facts import FactReader
from coverage_lint.engine.faults import EngineFault

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import TracebackType

    from coverage_lint.engine.conditions import Fact, FactValue
    from coverage_lint.engine.rulesets import Ruleset

Test: TypeAlias = "Callable[[dict[str, FactValue]], bool]"

_OPERATORS: Final = {"$neq": "!=", "$lt": "<", "$lte": "<=", "$gt": ">", "$gte": ">="}


class Interpreter:
    """One ruleset as closures."""

    def __init__(self, ruleset: Ruleset) -> None:
        """Read the ruleset's JSON once."""
        self._name = ruleset.name
        self._reader = FactReader(ruleset)
        self._rules: list[tuple[str, Test]] | None = [
            (name, _rule_test(body, ruleset.kind)) for name, body in loads(ruleset.text).items()
        ]

    def fired(self, fact: Fact) -> frozenset[str]:
        """Name the rules that fire for a fact; EngineFault for a value of another type than its field's."""
        if self._rules is None:
            raise EngineFault(f"ruleset {self._name} is closed")
        told = self._reader.read(fact)
        return frozenset([name for name, holds in self._rules if holds(told)])

    def close(self) -> None:
        """Forget the rules."""
        self._rules = None

    def __enter__(self) -> Self:
        """Open already."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close it."""
        self.close()


def _rule_test(body: dict[str, Any], kind: str) -> Test:
    first, *rest = body["all"][0]["m"]["$and"]
    if first != {"kind": kind}:
        raise EngineFault(f"a rule for {first} among those for {kind!r}")
    return _every([_test(part) for part in rest])


def _test(node: dict[str, Any]) -> Test:
    [(key, operand)] = node.items()
    if key == "$and":
        return _every([_test(part) for part in operand])
    if key == "$or":
        return _some([_test(part) for part in operand])
    if not key.startswith("$"):
        return _compared(key, "==", operand)
    [(field, value)] = operand.items()
    if key == "$ex":
        return lambda fact: field in fact
    if key == "$nex":
        return lambda fact: field not in fact
    return _compared(field, _OPERATORS[key], value)


def _compared(field: str, op: str, value: FactValue) -> Test:
    compare = COMPARISONS[op]

    def holds(fact: dict[str, FactValue]) -> bool:
        return field in fact and compare(fact[field], value)

    return holds


def _every(tests: list[Test]) -> Test:
    if len(tests) == 1:
        return tests[0]

    def holds(fact: dict[str, FactValue]) -> bool:
        for test in tests:  # noqa: SIM110 - all() with a generator takes twice as long
            if not test(fact):
                return False
        return True

    return holds


def _some(tests: list[Test]) -> Test:
    def holds(fact: dict[str, FactValue]) -> bool:
        for test in tests:  # noqa: SIM110 - any() with a generator takes twice as long
            if test(fact):
                return True
        return False

    return holds
