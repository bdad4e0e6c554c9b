"""Which engine runs where: durable-rules before CPython 3.13, the interpreter everywhere."""

import os
import subprocess
import sys

import pytest

from coverage_lint.engine.conditions import Compare, Rule
from coverage_lint.engine.executor import default_engine, open_executor
from coverage_lint.engine.faults import EngineFault, EngineUnavailable
from coverage_lint.engine.rulesets import compile_rulesets

(RULESET,) = compile_rulesets([Rule("CL1", "group", Compare("m1", "<", 0))])


def run_apart(*arguments: str):
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    subprocess.run([sys.executable, *arguments], env=environment, check=True)


def test_the_default_is_durable_rules_before_cpython_3_13_and_the_interpreter_after():
    assert default_engine() == ("durable" if sys.version_info < (3, 13) else "interpreter")


def test_asking_for_durable_rules_gets_it_or_says_plainly_that_it_cannot_run():
    if sys.version_info < (3, 13):
        with open_executor(RULESET, "durable") as executor:
            assert type(executor).__module__ == "coverage_lint.engine.durable"
            assert executor.fired({"m1": -1}) == {"CL1"}
    else:
        with pytest.raises(EngineUnavailable, match=r"needs CPython before 3\.13.*--engine interpreter"):
            open_executor(RULESET, "durable")


def test_where_durable_rules_does_not_import_the_interpreter_takes_over(monkeypatch):
    monkeypatch.setitem(sys.modules, "durable_rules_engine", None)
    monkeypatch.delitem(sys.modules, "coverage_lint.engine.durable", raising=False)
    assert default_engine() == "interpreter"
    with pytest.raises(EngineUnavailable, match="--engine interpreter"):
        open_executor(RULESET, "durable")


def test_the_interpreter_runs_everywhere_and_never_touches_durable_rules():
    program = (
        "import sys\n"
        "from coverage_lint.engine.conditions import Compare, Rule\n"
        "from coverage_lint.engine.executor import open_executor\n"
        "from coverage_lint.engine.rulesets import compile_rulesets\n"
        "(ruleset,) = compile_rulesets([Rule('CL1', 'group', Compare('m1', '<', 0))])\n"
        "with open_executor(ruleset, 'interpreter') as executor:\n"
        "    assert executor.fired({'m1': -1}) == {'CL1'}\n"
        "assert 'durable_rules_engine' not in sys.modules\n"
    )
    run_apart("-c", program)


def test_a_closed_executor_answers_no_more(engines):
    for engine in engines:
        with open_executor(RULESET, engine) as executor:
            pass
        executor.close()
        with pytest.raises(EngineFault, match="group-1 is closed"):
            executor.fired({"m1": -1})


def test_making_rulesets_imports_nothing_slow():
    program = (
        "import sys\n"
        "import coverage_lint.engine.rulesets, coverage_lint.engine.executor\n"
        "slow = {'json', 'dataclasses', 'inspect', 'pathlib', 'ast', 'subprocess', 'durable_rules_engine'}\n"
        "assert not slow & set(sys.modules), slow & set(sys.modules)\n"
    )
    run_apart("-S", "-c", program)
