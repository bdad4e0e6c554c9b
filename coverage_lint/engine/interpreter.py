"""The stand-in for durable-rules where it does not run: rules answered by what their conditions mean."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from coverage_lint.engine.conditions import decide
from coverage_lint.engine.faults import EngineFault
from coverage_lint.engine.values import FactReader

if TYPE_CHECKING:
    from types import TracebackType

    from coverage_lint.engine.conditions import Fact, Rule
    from coverage_lint.engine.rulesets import Ruleset


class Interpreter:
    """One ruleset, answered in plain Python. A context manager, as every executor."""

    def __init__(self, ruleset: Ruleset) -> None:
        """Take the ruleset."""
        self._name = ruleset.name
        self._rules: tuple[Rule, ...] | None = ruleset.rules
        self._reader = FactReader(ruleset)

    def fired(self, fact: Fact) -> frozenset[str]:
        """Return the names of the rules that fire for a fact.

        Raises EngineFault for a value of another type than its field's, and once it is closed.
        """
        if self._rules is None:
            raise EngineFault(f"ruleset {self._name} is closed")
        told = self._reader.read(fact)
        return frozenset([rule.name for rule in self._rules if decide(rule.condition, told)])

    def close(self) -> None:
        """Forget the rules."""
        self._rules = None

    def __enter__(self) -> Self:
        """Return itself: it is open already."""
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Close it."""
        self.close()
