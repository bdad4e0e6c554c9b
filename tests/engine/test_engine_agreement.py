"""durable-rules, its stand-in and the plain meaning of conditions agree on random rules and facts."""

from contextlib import ExitStack

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from random_examples import examples

from coverage_lint.engine.conditions import All, Any_, Compare, Rule, decide
from coverage_lint.engine.executor import open_executor
from coverage_lint.engine.rulesets import RuleTooLarge, compile_rulesets

NUMBERS = st.sampled_from([-1, 0, 1, 2, 60, 2**53 + 1, 2**63 - 1, -(2**63)])
TEXTS = st.sampled_from(["", "a", "A", 'a"', "a\\", "a\\n", "a\n", "é", "日本", "\x00", "true", "1"])
DOMAINS = {
    **{f"m{number}": NUMBERS for number in range(5)},
    **{f"flag{number}": st.booleans() for number in range(2)},
    **{f"text{number}": TEXTS for number in range(2)},
}
ORDERED = [field for field in DOMAINS if field.startswith("m")]
SEEN = {"decisions": 0, "fired": 0, "undecided": 0}


def comparisons(field):
    ops = ["==", "!=", "<", "<=", ">", ">="] if field in ORDERED else ["==", "!="]
    return st.builds(Compare, st.just(field), st.sampled_from(ops), DOMAINS[field])


def groups(parts):
    some = st.lists(parts, min_size=1, max_size=4).map(tuple)
    return st.builds(All, some) | st.builds(Any_, some)


FIELDS = st.sampled_from(sorted(DOMAINS))
LEAVES = FIELDS.flatmap(comparisons)
CONDITIONS = st.recursive(LEAVES, groups, max_leaves=12)
FACTS = st.fixed_dictionaries({}, optional=DOMAINS)


def compiled(conditions):
    rules = [Rule(f"r{number}", "group", condition) for number, condition in enumerate(conditions)]
    fitting = []
    for rule in rules:
        try:
            compile_rulesets([rule])
        except RuleTooLarge:
            continue
        fitting.append(rule)
    return fitting, compile_rulesets(fitting)


@settings(
    max_examples=examples(250),
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(
    conditions=st.lists(CONDITIONS, min_size=2, max_size=20),
    facts=st.lists(FACTS, min_size=3, max_size=12),
)
def check_agreement(engines, conditions, facts):
    rules, rulesets = compiled(conditions)
    with ExitStack() as stack:
        opened = {
            engine: [stack.enter_context(open_executor(ruleset, engine)) for ruleset in rulesets] for engine in engines
        }
        for fact in facts:
            answers = {rule.name: decide(rule.condition, fact) for rule in rules}
            expected = {name for name, answer in answers.items() if answer is True}
            for engine, executors in opened.items():
                fired = frozenset().union(*(executor.fired(fact) for executor in executors))
                assert fired == expected, (engine, fact)
            SEEN["decisions"] += len(rules)
            SEEN["fired"] += len(expected)
            SEEN["undecided"] += list(answers.values()).count(None)


@pytest.mark.hypothesis
def test_engines_and_meaning_agree_on_thousands_of_random_decisions(engines):
    SEEN.update(dict.fromkeys(SEEN, 0))
    check_agreement(engines)
    # Rules that never fire, or facts that leave nothing open, would agree for nothing.
    assert SEEN["decisions"] > examples(4000)
    assert SEEN["fired"] > SEEN["decisions"] / 10
    assert SEEN["undecided"] > SEEN["decisions"] / 20
