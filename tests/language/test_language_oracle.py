"""Columns answer what a plain evaluator answers, and rules fire exactly where their conditions are true."""

from fractions import Fraction

import pytest
from asked import parse_lets, scope_of
from built_models import build
from hypothesis import HealthCheck, assume, given, settings
from plain_evaluator import Plain
from random_examples import examples
from random_policies import expressions, models

from coverage_lint.engine.conditions import decide
from coverage_lint.errors import ExpressionError
from coverage_lint.language import columns
from coverage_lint.language.columns import Batch, Columns
from coverage_lint.language.parse import parse_expression
from coverage_lint.policy.to_engine import EngineConditions, Raw, Sign

BOUNDED = settings(
    max_examples=examples(400),
    derandomize=True,
    deadline=None,
    database=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much],
)
TODAY = "2027-02-10"


def parsed(text, subject, lets):
    try:
        made = parse_lets(lets, subject, {})
        return made, parse_expression(text, scope_of(subject, made, {}))
    except ExpressionError as error:
        assume("deep" in error.message or "more than" in error.message or "may have" in error.message)
        raise


def prepared(model, drawn):
    """Return columns, the node, and the batch of all records."""
    subject, _, lets, text = drawn
    built = build(model)
    made, node = parsed(text, subject, lets)
    held = Columns(built.model, made, {}, {"plan": built.model.plan, "today": TODAY})
    records = built.model.records(subject)
    rows = {} if subject == "plan" else {"this": list(records)}
    return built, records, held, node, Batch(len(records), rows, {})


@pytest.fixture(params=[columns.FEW, 0], ids=["as it is", "whatever can be spared is sought"], scope="module")
def few(request):
    """Small models have nothing to spare: the second time round shared answers and indexes are used for them, too."""
    usual, columns.FEW = columns.FEW, request.param
    yield
    columns.FEW = usual


@pytest.mark.usefixtures("few")
@BOUNDED
@given(models(), expressions())
def test_columns_answer_what_a_plain_evaluator_answers(model, drawn):
    assume(len(drawn[3]) <= 1000)
    built, records, asked, node, batch = prepared(model, drawn)
    plain = Plain(built.model, drawn[0], drawn[2], {}, TODAY)
    answers = asked.column(node, batch)
    expected = [plain.ask(drawn[3], record) for record in records]
    assert answers == expected
    assert [answer is None for answer in answers] == [answer is None for answer in expected]
    assert not any(isinstance(answer, float) for answer in answers)
    assert not any(isinstance(answer, Fraction) and answer.denominator == 1 for answer in answers)


@BOUNDED
@given(models(), expressions(("flag",)))
def test_a_rule_fires_exactly_where_its_condition_is_true(model, drawn):
    assume(len(drawn[3]) <= 1000)
    _, records, asked, node, batch = prepared(model, drawn)
    names = iter(range(1000))
    measures = {}
    lowering = EngineConditions(drawn[0], asked.lets, lambda: f"m{next(names)}", measures)
    condition = lowering.lower(node)
    opposite = lowering.lower(node, positive=False)
    held = {}
    for name, measure in measures.items():
        if isinstance(measure, Raw):
            asked.model.ensure(drawn[0], name)
            values = [record.values.get(name) for record in records]
            held[name] = [value if isinstance(value, int | str) else None for value in values]
        elif isinstance(measure, Sign):
            sides = (asked.column(measure.left, batch), asked.column(measure.right, batch))
            held[name] = [
                None if None in pair else (pair[0] > pair[1]) - (pair[0] < pair[1]) for pair in zip(*sides, strict=True)
            ]
        else:
            held[name] = asked.column(measure.node, batch)
    truths = asked.column(node, batch)
    for index in range(len(records)):
        fact = {name: values[index] for name, values in held.items() if values[index] is not None}
        assert decide(condition, fact) is truths[index]
        assert decide(opposite, fact) is (None if truths[index] is None else not truths[index])
