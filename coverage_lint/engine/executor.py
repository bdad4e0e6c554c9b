"""Which engine runs a ruleset: durable-rules, or the interpreter where it cannot."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, Protocol, TypeAlias

from coverage_lint.engine.faults import EngineUnavailable

if TYPE_CHECKING:
    from contextlib import AbstractContextManager

    from coverage_lint.engine.conditions import Fact
    from coverage_lint.engine.rulesets import Ruleset

Engine: TypeAlias = Literal["durable", "interpreter"]


class Executor(Protocol):
    """A ruleset ready to be asked."""

    def fired(self, fact: Fact) -> frozenset[str]:
        """Return the rules that fire for a fact of the ruleset's kind; fields that no rule reads are ignored."""
        ...

    def close(self) -> None:
        """Return back what it holds."""
        ...


def open_executor(ruleset: Ruleset, engine: Engine) -> AbstractContextManager[Executor]:
    """Open a ruleset in an engine; EngineUnavailable where that engine does not run."""
    if engine == "interpreter":
        from coverage_lint.engine.interpreter import Interpreter

        return Interpreter(ruleset)
    try:
        from coverage_lint.engine.durable import DurableExecutor
    except ImportError as error:
        raise EngineUnavailable(
            f"durable-rules does not import here ({error}); it needs CPython before 3.13. Use --engine interpreter: "
            "the findings are the same"
        ) from error
    return DurableExecutor(ruleset)


def default_engine() -> Engine:
    """Return durable-rules wherever it imports, else the interpreter."""
    try:
        import durable_rules_engine  # noqa: F401 - whether it imports is the question
    except ImportError:
        return "interpreter"
    return "durable"
