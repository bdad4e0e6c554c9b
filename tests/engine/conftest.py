"""Which engines there are. Before CPython 3.13 durable-rules must import: it is not looked for, it is expected."""

import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack

import pytest

from coverage_lint.engine.conditions import Condition, Rule
from coverage_lint.engine.executor import Executor, open_executor
from coverage_lint.engine.rulesets import compile_rulesets

ENGINES = ("durable", "interpreter") if sys.version_info < (3, 13) else ("interpreter",)


@pytest.fixture(scope="session")
def engines() -> tuple[str, ...]:
    return ENGINES


@pytest.fixture(params=ENGINES)
def opened(request: pytest.FixtureRequest) -> Iterator[Callable[..., Executor]]:
    """Open rules of the kind 'group', given by name, in each engine; closed afterwards."""
    with ExitStack() as stack:

        def open_rules(**conditions: Condition) -> Executor:
            rules = [Rule(name, "group", condition) for name, condition in conditions.items()]
            (ruleset,) = compile_rulesets(rules)
            return stack.enter_context(open_executor(ruleset, request.param))

        yield open_rules
