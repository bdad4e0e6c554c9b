"""An expression written out again means what it meant: it is read back as the very same, types and all."""

import pytest
from asked import parse, parse_lets, scope_of
from hypothesis import assume, given, settings
from random_examples import examples
from random_policies import expressions

from coverage_lint.entities.catalogue import DATE, MONEY, NUMBER, RATIO, TEXT, entity
from coverage_lint.language.parse import MAX_LENGTH, Scope, parse_expression
from coverage_lint.language.unparse import literal, written
from coverage_lint.policy.fields.catalogue import catalogue
from coverage_lint.policy.shipped import shipped

PARAMETERS = {"limit": NUMBER, "rate": RATIO, "least": MONEY, "day": DATE, "word": TEXT}
POLICIES = {policy.code: policy for policy in shipped().policies}


def expressions_of(policy):
    yield from policy.lets.values()
    yield policy.when
    if policy.error_when is not None:
        yield policy.error_when


@pytest.mark.parametrize("code", sorted(POLICIES))
def test_what_ships_is_read_back_as_the_same(code):
    policy = POLICIES[code]
    scope = scope_of(policy.subject, policy.lets, {name: spec.type for name, spec in policy.parameters.items()})
    for node in expressions_of(policy):
        assert parse_expression(written(node), scope) == node, written(node)


def test_what_computed_fields_are_declared_with_is_read_back_as_the_same():
    for field in shipped().fields:
        plan = {"plan": entity("plan"), "this": entity(field.kind)}
        scope = Scope(catalogue(), field.kind, plan, field.lets, {})
        shown = [one.node for one in field.shows or ()]
        for node in (*field.lets.values(), field.value, *shown):
            assert parse_expression(written(node), scope) == node, written(node)


@settings(max_examples=examples(200), deadline=None)
@given(expressions())
def test_what_is_made_up_is_read_back_as_the_same(made):
    subject, _, lets, text = made
    nodes = parse_lets(lets, subject, {})
    scope = scope_of(subject, nodes, {})
    assume(len(text) <= MAX_LENGTH)
    node = parse_expression(text, scope)
    assume(len(written(node)) <= MAX_LENGTH)
    assert parse_expression(written(node), scope) == node, (text, written(node))


def bare(text: str) -> str:
    """Leave out the plan, whose fields are bare where it is asked of the plan."""
    return text.replace("plan.", "")


SAME = [
    "quota < need",
    "quota - (need - assigned)",
    "quota - need - assigned",
    "quota / (need / assigned)",
    "quota * (1 + 0.1) - need",
    "0 - quota < need",
    "(quota < need) == (assigned < need)",
    "(quota < need) != True",
    "not (quota < need and assigned < need)",
    "not quota < need or assigned < need",
    "not not quota < need",
    "(quota < 1 or need < 2) and assigned < 3",
    "quota < 1 or need < 2 and assigned < 3",
    "(quota < 1 and need < 2) and assigned < 3",
    'status in ("draft", "published")',
    'status in ("draft",)',
    'not status in ("draft",)',
    "owner in people",
    "not owner in people",
    'effective < "2027-02-01"',
    "min(quota, need, assigned) < max(quota, 1)",
    "count(people)",
    "count(1 for p in people if p.seller)",
    "sum(p.quota for p in people if p.seller and exists(p.quota))",
    "any(p.seller or p.grouped for p in people if p.quota > 1 or p.seller)",
    "overlap_max((p.start, p.due) for p in priorities)",
    "sum(sum(t.amount for t in g.targets) for g in groups)",
    "days_between(effective, published) < 5",
    "missing(goals) or exists(budget.total)",
    "word == 'say \"so\"'",
]


@pytest.mark.parametrize("text", SAME)
def test_an_expression_is_written_as_it_is_best_written(text):
    node = parse(text, parameters=PARAMETERS)
    assert bare(written(node)) == text
    assert parse(written(node), parameters=PARAMETERS) == node


@pytest.mark.parametrize(
    ("text", "better"),
    [
        ("1 < limit < 2", "1 < limit and limit < 2"),
        ("-quota < need", "0 - quota < need"),
        ("owner not in people", "not owner in people"),
        ('status in ["draft", "published"]', 'status in ("draft", "published")'),
        ("((quota)) < 10_000", "quota < 10000"),
        ("limit < 0.10", "limit < 0.1"),
        (
            "sum(p.quota for p in people if p.seller if p.grouped)",
            "sum(p.quota for p in people if p.seller and p.grouped)",
        ),
    ],
)
def test_other_ways_of_writing_come_to_one(text, better):
    node = parse(text, parameters=PARAMETERS)
    assert bare(written(node)) == better
    assert parse(better, parameters=PARAMETERS) == node


@pytest.mark.parametrize("text", ["plain", 'say "so"', "it's", 'it\'s "so"', "\"'", ""])
def test_any_text_is_quoted_so_that_it_reads_the_same(text):
    node = parse(f"word == {literal(text)}", parameters=PARAMETERS)
    assert node.right.value == text
