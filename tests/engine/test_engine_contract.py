"""The contract with durable-rules, point by point: what is asked of it, and that it then answers rightly.

Each test that can runs on the interpreter too. What concerns the C module alone is left out only on CPython 3.13 and
newer, where the module does not import (test_engine_availability.py holds what happens then).
"""

import itertools
import json
import os
import subprocess
import sys

import pytest

from coverage_lint.engine.conditions import All, Any_, Compare, Rule
from coverage_lint.engine.faults import EngineFault
from coverage_lint.engine.rulesets import Ruleset, compile_rulesets

c_module = pytest.mark.skipif(
    sys.version_info >= (3, 13), reason="durable-rules does not import on CPython 3.13 and newer"
)

MAX_INT, MIN_INT = 2**63 - 1, -(2**63)


def run_apart(program):
    """Run a program in its own process, where fresh and freed memory is filled with rubbish."""
    prelude = (
        "from coverage_lint.engine.conditions import *\n"
        "from coverage_lint.engine.rulesets import *\n"
        "from coverage_lint.engine.faults import *\n"
        "from coverage_lint.engine.durable import DurableExecutor\n"
    )
    environment = {**os.environ, "MALLOC_PERTURB_": "165", "PYTHONPATH": os.pathsep.join(sys.path)}
    done = subprocess.run(
        [sys.executable, "-c", prelude + program], env=environment, check=False, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


class FakeModule:
    """Stands in for the C module once a ruleset is open: answers as told, and notes what is closed."""

    class error(Exception):  # noqa: N801, N818 - the C module's name
        pass

    def __init__(self, *, code=0, action='{"r":{"m":{}}}', raising=None, retracted=0) -> None:
        self.code, self.action, self.raising, self.retracted = code, action, raising, retracted
        self.calls = []

    def assert_fact(self, _handle, text):
        self.calls.append(("assert_fact", text))
        return self.code, 1

    def start_action_for_state(self, _handle, _state):
        return ("{}", self.action) if self.action else None

    def complete_and_start_action(self, _handle, _state):
        if self.raising:
            raise self.raising

    def retract_fact(self, _handle, text):
        self.calls.append(("retract_fact", text))
        return self.retracted, 1

    def delete_state(self, _handle, sid):
        self.calls.append(("delete_state", sid))

    def delete_ruleset(self, handle):
        self.calls.append(("delete_ruleset", handle))


@pytest.fixture
def faked(monkeypatch):
    """Open a ruleset in the real module, then put a fake one under it."""
    from coverage_lint.engine import durable

    (ruleset,) = compile_rulesets([Rule("r", "group", Compare("a", "==", 1))])
    executor = durable.DurableExecutor(ruleset)
    with monkeypatch.context() as patch:

        def fake(**behaviour: object):
            module = FakeModule(**behaviour)
            patch.setattr(durable, "_c", module)
            return executor, module

        handle = executor._handle  # noqa: SLF001 - to close the real ruleset afterwards
        yield fake
    executor._handle = handle  # noqa: SLF001
    executor.close()


# 1. The C module is called directly.


@c_module
def test_1_neither_the_python_layer_nor_a_thread_is_started():
    run_apart(
        "import sys, threading\n"
        "(ruleset,) = compile_rulesets([Rule('r', 'group', Compare('a', '==', 1))])\n"
        "with DurableExecutor(ruleset) as executor:\n"
        "    assert executor.fired({'a': 1}) == {'r'}\n"
        "    assert threading.active_count() == 1\n"
        "assert 'durable_rules_engine' in sys.modules and 'durable' not in sys.modules\n"
    )


@c_module
def test_1_an_interruption_is_not_swallowed_and_leaves_nothing_half_done(faked):
    executor, module = faked(raising=KeyboardInterrupt())
    with pytest.raises(KeyboardInterrupt):
        executor.fired({"a": 1})
    assert [name for name, _ in module.calls] == ["assert_fact", "delete_state", "delete_ruleset"]
    with pytest.raises(EngineFault, match="closed"):
        executor.fired({"a": 1})


# 2. One pattern a rule, the kind first, at most 14 inner groups.


def test_2_a_rule_of_fourteen_inner_groups_is_answered(opened):
    condition = Compare("n0", "==", 1)
    for number in range(1, 15):
        condition = (Any_ if number % 2 else All)((Compare(f"n{number}", "==", 1), condition))
    executor = opened(r=All((Compare("top", "==", 1), condition)))
    assert executor.fired({"top": 1, "n14": 1, "n13": 1}) == {"r"}
    assert executor.fired({"top": 1, "n14": 1}) == frozenset()
    assert executor.fired({"n14": 1, "n13": 1}) == frozenset()


# 3. The operators.


@pytest.mark.parametrize(
    ("op", "expected"),
    [
        ("==", [False, True, False]),
        ("!=", [True, False, True]),
        ("<", [True, False, False]),
        ("<=", [True, True, False]),
        (">", [False, False, True]),
        (">=", [False, True, True]),
    ],
)
def test_3_comparisons_below_at_and_above(opened, op, expected):
    executor = opened(r=Compare("a", op, 0))
    assert [bool(executor.fired({"a": value})) for value in (-1, 0, 1)] == expected
    assert not executor.fired({})


# 4. One type a field, and only values that are held exactly.


def test_4_whole_numbers_are_exact_to_the_ends_of_64_bits(opened):
    limits = (MIN_INT, MIN_INT + 1, -(2**53) - 1, 2**53 + 1, MAX_INT - 1, MAX_INT)
    executor = opened(
        **{f"eq{n}": Compare("a", "==", limit) for n, limit in enumerate(limits)},
        **{f"lt{n}": Compare("a", "<", limit) for n, limit in enumerate(limits)},
    )
    for n, value in enumerate(limits):
        assert executor.fired({"a": value}) == {f"eq{n}", *(f"lt{higher}" for higher in range(n + 1, len(limits)))}


def test_4_flags_are_told_apart(opened):
    executor = opened(
        yes=Compare("a", "==", value=True), no=Compare("a", "==", value=False), other=Compare("a", "!=", value=True)
    )
    assert executor.fired({"a": True}) == {"yes"}
    assert executor.fired({"a": False}) == {"no", "other"}


@pytest.mark.parametrize(
    ("known", "wrong"),
    [
        *((1, wrong) for wrong in (True, "1", 1.0, None, [1], {"b": 1}, MAX_INT + 1, MIN_INT - 1)),
        *((True, wrong) for wrong in (1, 0, "true", None)),
        *(("x", wrong) for wrong in (1, True, None, "\ud800", "x" * 65_535, b"x")),
    ],
)
def test_4_a_value_of_another_type_is_a_fault_and_never_an_answer(opened, known, wrong):
    executor = opened(r=Compare("a", "==", known))
    with pytest.raises(EngineFault, match="ruleset group-1: field 'a'"):
        executor.fired({"a": wrong})
    assert executor.fired({"a": known}) == {"r"}


def test_4_nothing_is_told_by_leaving_the_field_out(opened):
    executor = opened(r=Compare("a", "==", 1))
    with pytest.raises(EngineFault, match="leaving the field out"):
        executor.fired({"a": None})


def test_4_words_of_the_engine_without_their_sign_are_good_names(opened):
    names = ("count", "all", "any", "pri", "cap", "dist", "name", "m", "s", "i", "l", "r", "lt", "not")
    executor = opened(**{f"is_{name}": Compare(name, "==", 1) for name in names})
    for name in names:
        assert executor.fired({name: 1}) == {f"is_{name}"}


# 5. Field against field, and arithmetic, are never emitted: a rule holds constants only.


@pytest.mark.parametrize("operand", [{"$m": "b"}, {"$div": {"$l": 1, "$r": 0}}, ["b"]])
def test_5_a_rule_compares_with_constants_only(operand):
    with pytest.raises(Exception, match="neither whole number nor flag nor text"):
        compile_rulesets([Rule("r", "group", Compare("a", "<", operand))])


# 6. At most 60 conditions and alternatives in a ruleset.


@pytest.mark.parametrize("kind", ["comparisons", "differences", "equal rules", "one chain", "one alternative"])
def test_6_sixty_of_anything_matching_at_once_are_answered(opened, kind):
    fields = [f"a{number}" for number in range(60)]
    rules = {
        "comparisons": {f"r{n}": Compare(field, ">", 0) for n, field in enumerate(fields)},
        "differences": {f"r{n}": Compare(field, "!=", 0) for n, field in enumerate(fields)},
        "equal rules": {f"r{n}": Compare("a0", "==", 1) for n in range(60)},
        "one chain": {"r0": All(tuple(Compare(field, "==", 1) for field in fields))},
        "one alternative": {"r0": Any_(tuple(Compare(field, "==", 1) for field in fields[:59]))},
    }[kind]
    executor = opened(**rules)
    assert executor.fired(dict.fromkeys(fields, 1)) == set(rules)
    assert executor.fired({**dict.fromkeys(fields, 0), **{f"b{n}": 1 for n in range(60)}}) == frozenset()


def test_6_sixty_rules_on_one_field_are_told_apart(opened):
    executor = opened(**{f"r{n}": Compare("a", "<", n) for n in range(60)})
    for value in (-1, 0, 30, 58, 59):
        assert executor.fired({"a": value}) == {f"r{n}" for n in range(60) if value < n}


def test_6_a_rule_at_the_limit_of_firings_is_answered(opened):
    executor = opened(
        r=All(tuple(Any_(tuple(Compare(f"c{g}{n}", "==", 1) for n in range(3))) for g in range(6))),
    )
    fact = {f"c{g}{n}": 1 for g in range(6) for n in range(3)}
    assert executor.fired(fact) == {"r"}
    assert executor.fired({**fact, "c00": 0, "c01": 0, "c02": 0}) == frozenset()


# 7. One fact at a time, drained whole, taken back.


def test_7_an_alternative_with_several_true_legs_fires_its_rule_once(opened):
    executor = opened(
        r=Any_((Compare("a", ">", 0), Compare("b", ">", 0), Compare("a", ">", 1))), s=Compare("a", ">", -1)
    )
    assert executor.fired({"a": 2, "b": 1}) == {"r", "s"}


def test_7_answers_do_not_depend_on_the_facts_before(opened):
    executor = opened(low=Compare("a", "<", 0), high=Compare("a", ">", 0))
    expected = {-1: {"low"}, 0: set(), 1: {"high"}, None: set()}
    for order in itertools.permutations([-1, 0, 1, None, -1, None], 6):
        for value in order:
            assert executor.fired({} if value is None else {"a": value}) == expected[value]


@c_module
@pytest.mark.parametrize(
    ("behaviour", "said"),
    [
        ({"code": 2}, "answer 2 to a fact"),
        ({"code": 3}, "answer 3 to a fact"),
        ({"action": None}, "nothing fired"),
        ({"retracted": 1}, "answer 1 to a retraction"),
        ({"raising": FakeModule.error("error code: 303")}, "error code: 303"),
    ],
)
def test_7_any_other_answer_is_a_fault_and_the_ruleset_is_gone(faked, behaviour, said):
    executor, module = faked(**behaviour)
    with pytest.raises(EngineFault, match=f"durable-rules failed on ruleset group-1: .*{said}; try --engine interp"):
        executor.fired({"a": 1})
    assert [name for name, _ in module.calls][-2:] == ["delete_state", "delete_ruleset"]
    with pytest.raises(EngineFault, match="closed"):
        executor.fired({"a": 1})


@c_module
def test_7_a_fact_has_a_constant_identity_and_is_taken_back(faked):
    executor, module = faked()
    assert executor.fired({"a": 1}) == {"r"}
    assert module.calls == [
        ("assert_fact", '{"id": "q", "kind": "group", "a": 1}'),
        ("retract_fact", '{"id": "q"}'),
    ]


@c_module
def test_7_an_error_of_the_real_engine_is_loud_and_harmless():
    run_apart(
        "import json\n"
        "rule = lambda n: {'all': [{'m': {'$and': [{'kind': 'group'}, {f'a{n}': 1}]}}]}\n"
        "fields = tuple(f'a{n}' for n in range(70))\n"
        "text = json.dumps({f'r{n}': rule(n) for n in range(70)})\n"
        "ruleset = Ruleset('group-1', 'group', (), fields, text, ('whole number',) * 70)\n"
        "for _ in range(50):\n"
        "    with DurableExecutor(ruleset) as executor:\n"
        "        assert executor.fired({'a1': 1}) == {'r1'}\n"
        "        try:\n"
        "            executor.fired(dict.fromkeys(fields, 1))\n"
        "        except EngineFault as fault:\n"
        "            assert 'error code: 303' in str(fault), fault\n"
        "        else:\n"
        "            raise AssertionError('70 siblings matching at once overflow its stack')\n"
    )


@c_module
def test_7_a_ruleset_that_the_engine_refuses_is_a_fault():
    from coverage_lint.engine.durable import DurableExecutor

    text = json.dumps({"r": {"all": [{"m": {"$and": [{"kind": "group"}, {"$lt": 1}]}}]}})
    with pytest.raises(EngineFault, match="Could not create ruleset"):
        DurableExecutor(Ruleset("group-1", "group", (), (), text, ()))


# 8. A sentinel at the start, the state and then the ruleset at the end.


@c_module
def test_8_closing_at_once_frees_nothing_that_was_never_set():
    run_apart(
        "(ruleset,) = compile_rulesets([Rule('r', 'group', Compare('a', '==', 1))])\n"
        "for _ in range(200):\n"
        "    DurableExecutor(ruleset).close()\n"
        "for _ in range(200):\n"
        "    with DurableExecutor(ruleset) as executor:\n"
        "        assert executor.fired({}) == frozenset()\n"
    )


@c_module
def test_8_many_rulesets_and_many_facts_take_no_more_memory():
    grown = run_apart(
        "from resource import RUSAGE_SELF, getrusage\n"
        "rules = [Rule(f'r{n}', 'group', Compare(f'a{n}', '<', 0)) for n in range(40)]\n"
        "(ruleset,) = compile_rulesets(rules)\n"
        "facts = [{f'a{n}': n - m for n in range(40)} for m in range(5)]\n"
        "def cycles(count):\n"
        "    for _ in range(count):\n"
        "        with DurableExecutor(ruleset) as executor:\n"
        "            for m, fact in enumerate(facts):\n"
        "                assert len(executor.fired(fact)) == m\n"
        "cycles(100)\n"
        "before = getrusage(RUSAGE_SELF).ru_maxrss\n"
        "cycles(1500)\n"
        "with DurableExecutor(ruleset) as executor:\n"
        "    for number in range(20_000):\n"
        "        executor.fired(facts[number % 5])\n"
        "print(getrusage(RUSAGE_SELF).ru_maxrss - before)\n"
    )
    assert int(grown) < 4 * 1024  # kilobytes, where a single cycle without its deletions leaves a thousand


@c_module
def test_8_closing_deletes_the_state_before_the_ruleset_and_only_once(faked):
    executor, module = faked()
    executor.close()
    executor.close()
    assert [name for name, _ in module.calls] == ["delete_state", "delete_ruleset"]
    assert module.calls[0] == ("delete_state", "0")


# 9. Rules and facts as JSON in UTF-8, not escaped.

TEXTS = (
    "",
    " ",
    "a",
    "a ",
    "ab",
    "é",
    "e\u0301",
    "日本語",
    "🙂",
    '"',
    "'",
    '\\"',
    "\\",
    "\\\\",
    "\\u0041",
    "A",
    "\n",
    "\x00",
    "\x00a",
    "\x7f",
    "\u2028",
    '","id":"z',
    "}",
    "null",
    "true",
    "0",
    "x" * 60_000,
    "x" * 60_000 + "y",
    "é" * 32_766,
    '"' * 32_766,
)


def test_9_every_text_equals_itself_alone(opened):
    executor = opened(**{f"r{n}": Compare("a", "==", text) for n, text in enumerate(TEXTS)})
    for n, text in enumerate(TEXTS):
        assert executor.fired({"a": text}) == {f"r{n}"}
    assert executor.fired({"a": "x" * 59_999}) == frozenset()


def test_9_every_text_differs_from_every_other(opened):
    executor = opened(**{f"r{n}": Compare("a", "!=", text) for n, text in enumerate(TEXTS)})
    for n, text in enumerate(TEXTS):
        assert executor.fired({"a": text}) == {f"r{other}" for other in range(len(TEXTS)) if other != n}


# How policies meet it.


def test_a_sign_keeps_the_operator_of_what_was_compared(opened):
    executor = opened(below=Compare("m7", "<", 0), not_below=Compare("m7", ">=", 0), differs=Compare("m7", "!=", 0))
    assert executor.fired({"m7": -1}) == {"below", "differs"}
    assert executor.fired({"m7": 0}) == {"not_below"}
    assert executor.fired({"m7": 1}) == {"not_below", "differs"}


def test_what_is_absent_fires_in_neither_polarity(opened):
    executor = opened(
        plain=Compare("a", "==", 1),
        negated=Compare("a", "!=", 1),
        every=All((Compare("b", ">", 0), Compare("a", "!=", 1))),
        some=Any_((Compare("a", "!=", 1), Compare("b", "==", 2))),
    )
    assert executor.fired({}) == frozenset()
    assert executor.fired({"b": 1}) == frozenset()
    assert executor.fired({"b": 2}) == {"some"}


def test_two_thresholds_are_two_rules_of_one_policy(opened):
    executor = opened(**{"CL301": Compare("m1", "<", 0), "CL301.error": Compare("m2", "<", 0)})
    assert executor.fired({"m1": -1, "m2": 0}) == {"CL301"}
    assert executor.fired({"m1": -1, "m2": -1}) == {"CL301", "CL301.error"}


def test_a_fact_may_carry_more_than_its_ruleset_reads_of_whatever_sort(opened):
    executor = opened(r=Compare("a", "==", 1))
    unread = {
        "id": "x",
        "sid": "7",
        "kind": "plan",
        "$or": 1,
        "amount": 1.5,
        "rows": [1],
        "nothing": None,
        "fqklajgu": 2,
    }
    assert executor.fired({**unread, "a": 1}) == {"r"}
    assert executor.fired({**unread, "a": 0}) == frozenset()
