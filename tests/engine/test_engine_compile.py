"""From rules to rulesets: what is emitted, how it is packed, what is refused."""

import json

import pytest

from coverage_lint.engine.conditions import All, Any_, Compare, Rule
from coverage_lint.engine.faults import FieldTypeConflict, OutsideSubset
from coverage_lint.engine.rulesets import FieldCollision, RuleRefused, RuleTooLarge, collides, compile_rulesets

LONGEST = "x" * (65_535 - 2)


def emitted(condition):
    (ruleset,) = compile_rulesets([Rule("CL1", "group", condition)])
    return json.loads(ruleset.text)["CL1"]["all"][0]["m"]["$and"][1:]


def chain(count, prefix="m"):
    leaves = tuple(Compare(f"{prefix}{number}", "<", 0) for number in range(count))
    return leaves[0] if count == 1 else All(leaves)


def rules_of(*sizes: int, kind="group"):
    return [Rule(f"{kind}{number}", kind, chain(size)) for number, size in enumerate(sizes)]


def names_by_ruleset(rules):
    return [[rule.name for rule in ruleset.rules] for ruleset in compile_rulesets(rules)]


def test_a_rule_is_one_pattern_with_its_kind_first():
    (ruleset,) = compile_rulesets([Rule("CL301", "group", Compare("m7", "<", 0))])
    assert ruleset.text == '{"CL301": {"all": [{"m": {"$and": [{"kind": "group"}, {"$lt": {"m7": 0}}]}}]}}'
    assert ruleset[:4] == ("group-1", "group", (Rule("CL301", "group", Compare("m7", "<", 0)),), ("m7",))
    assert ruleset.types == ("whole number",)


@pytest.mark.parametrize(
    ("condition", "expected"),
    [
        (Compare("a", "==", "x"), {"a": "x"}),
        (Compare("a", "==", value=True), {"a": True}),
        (Compare("a", "!=", 1), {"$neq": {"a": 1}}),
        (Compare("a", "<", 1), {"$lt": {"a": 1}}),
        (Compare("a", "<=", 1), {"$lte": {"a": 1}}),
        (Compare("a", ">", 1), {"$gt": {"a": 1}}),
        (Compare("a", ">=", 1), {"$gte": {"a": 1}}),
    ],
)
def test_each_leaf_has_its_one_form(condition, expected):
    assert emitted(condition) == [expected]
    assert emitted(Any_((condition, Compare("z", "==", 1)))) == [{"$or": [expected, {"z": 1}]}]


def test_groups_within_like_groups_and_groups_of_one_are_merged():
    a, b, c, d = (Compare(name, "==", 1) for name in "abcd")
    nested = All((All((a, All((b,)))), Any_((Any_((c, d)),)), Any_((All((a,)),))))
    assert emitted(nested) == emitted(All((a, b, Any_((c, d)), a)))


def test_sixty_conditions_fill_a_ruleset_and_the_next_rule_opens_another():
    assert names_by_ruleset(rules_of(59, 1)) == [["group0", "group1"]]
    assert names_by_ruleset(rules_of(59, 2)) == [["group0"], ["group1"]]
    assert names_by_ruleset(rules_of(*[1] * 61)) == [[f"group{n}" for n in range(60)], ["group60"]]


def test_rules_are_packed_in_the_order_given_without_filling_gaps():
    assert names_by_ruleset(rules_of(40, 30, 20)) == [["group0"], ["group1", "group2"]]


def test_an_alternative_takes_the_room_of_one_condition():
    legs = Any_(tuple(Compare(f"m{number}", "<", 0) for number in range(2)))
    assert len(compile_rulesets([Rule("a", "group", chain(57)), Rule("b", "group", legs)])) == 1
    assert len(compile_rulesets([Rule("a", "group", chain(58)), Rule("b", "group", legs)])) == 2


def test_kinds_never_share_a_ruleset():
    rules = [rules_of(1, kind="plan")[0], rules_of(1, kind="group")[0], Rule("z", "plan", Compare("m9", "==", 1))]
    compiled = compile_rulesets(rules)
    assert [(ruleset.name, ruleset.kind, len(ruleset.rules)) for ruleset in compiled] == [
        ("plan-1", "plan", 2),
        ("group-1", "group", 1),
    ]


def test_no_rules_make_no_rulesets():
    assert compile_rulesets([]) == ()


def test_a_ruleset_lists_the_fields_it_reads_and_their_types():
    condition = All(
        (Compare("z", "==", "x"), Compare("b", "!=", value=True), Compare("c", "==", 2), Compare("c", ">", 1))
    )
    (ruleset,) = compile_rulesets([Rule("r", "group", condition)])
    assert list(zip(ruleset.fields, ruleset.types, strict=True)) == [
        ("b", "flag"),
        ("c", "whole number"),
        ("z", "text"),
    ]


def test_a_rule_of_more_than_sixty_conditions_is_refused_with_its_figures():
    assert len(compile_rulesets([Rule("CL9", "group", chain(60))])) == 1
    with pytest.raises(RuleTooLarge, match=r"rule CL9: too large .* 61 conditions and 0 alternatives") as refusal:
        compile_rulesets([Rule("CL8", "group", Compare("a", "==", 1)), Rule("CL9", "group", chain(61))])
    assert (refusal.value.rule, refusal.value.leaves, refusal.value.groups) == ("CL9", 61, 0)


def alternating(groups):
    """Nest so many groups within a rule's own, `$or` and `$and` in turn."""
    condition = Compare("deepest", "==", 1)
    for number in range(groups):
        group = Any_ if (groups - number) % 2 else All
        condition = group((Compare(f"n{number}", "==", 1), condition))
    return condition


def test_fourteen_inner_groups_are_the_most():
    assert len(compile_rulesets([Rule("r", "group", alternating(14))])) == 1
    with pytest.raises(RuleTooLarge) as refusal:
        compile_rulesets([Rule("r", "group", alternating(15))])
    assert refusal.value.groups == 15


def choices(groups, legs):
    return All(tuple(Any_(tuple(Compare(f"c{g}_{n}", "==", 1) for n in range(legs))) for g in range(groups)))


def test_alternatives_that_would_fire_a_thousand_times_over_are_refused():
    assert len(compile_rulesets([Rule("r", "group", choices(6, 3))])) == 1
    with pytest.raises(RuleTooLarge, match="2187 ways to fire") as refusal:
        compile_rulesets([Rule("r", "group", choices(7, 3))])
    assert refusal.value.firings == 3**7


@pytest.mark.parametrize("empty", [All(()), Any_(()), All((Compare("a", "==", 1), Any_(())))])
def test_an_empty_group_is_refused(empty):
    with pytest.raises(RuleRefused, match="empty group"):
        compile_rulesets([Rule("r", "group", empty)])


@pytest.mark.parametrize("name", ["id", "sid", "kind", "", "a.b", "$or", "$lt", "1a", "a-b", "größe", "a b", 'a"b'])
def test_a_name_that_is_no_plain_identifier_is_refused_for_fields_and_kinds(name):
    with pytest.raises(RuleRefused, match="is no name"):
        compile_rulesets(
            [Rule("r", "group", All((Compare("a", "==", 1), Any_((Compare("b", "==", 1), Compare(name, "!=", 1))))))]
        )
    with pytest.raises(RuleRefused, match="is no name"):
        compile_rulesets([Rule("r", name, Compare("a", "==", 1))])


@pytest.mark.parametrize("name", ["", 'a"b', "a\\b", "$sentinel", "ä", "a b", "a\n"])
def test_a_rule_name_that_could_be_misread_is_refused(name):
    with pytest.raises(RuleRefused, match="a rule's name"):
        compile_rulesets([Rule(name, "group", Compare("a", "==", 1))])


def test_two_rules_of_one_name_are_refused_even_in_two_kinds():
    with pytest.raises(RuleRefused, match="two rules"):
        compile_rulesets([Rule("r", "group", Compare("a", "==", 1)), Rule("r", "plan", Compare("a", "==", 1))])


@pytest.mark.parametrize("op", ["<", "<=", ">", ">="])
@pytest.mark.parametrize("value", ["2027-01-01", True])
def test_text_and_flags_have_no_order(op, value):
    with pytest.raises(RuleRefused, match="only numbers have an order"):
        compile_rulesets([Rule("r", "group", Compare("a", op, value))])


@pytest.mark.parametrize("op", ["=", "$lt", "in", ""])
def test_an_unknown_comparison_is_refused(op):
    with pytest.raises(RuleRefused, match="no comparison"):
        compile_rulesets([Rule("r", "group", Compare("a", op, 1))])


@pytest.mark.parametrize("value", [2**63, -(2**63) - 1, 1.0, None, [1], "\ud800", LONGEST + "x", "\n" * 40_000])
def test_a_constant_that_the_engine_cannot_hold_is_refused(value):
    with pytest.raises(RuleRefused):
        compile_rulesets([Rule("r", "group", Compare("a", "==", value))])


@pytest.mark.parametrize("value", [2**63 - 1, -(2**63), "", LONGEST, "é" * 32_766])
def test_constants_at_the_limits_are_kept(value):
    assert emitted(Compare("a", "==", value)) == [{"a": value}]


@pytest.mark.parametrize(("one", "other"), [(1, True), (True, 1), ("x", 1), (1, "1"), ("true", True)])
def test_a_field_has_one_type_throughout_its_kind(one, other):
    rules = [Rule("r", "group", Compare("a", "==", one)), Rule("s", "group", Compare("a", "!=", other))]
    with pytest.raises(FieldTypeConflict, match="rule s: 'a' is compared"):
        compile_rulesets(rules)
    assert len(compile_rulesets([rules[0], rules[1]._replace(kind="plan")])) == 2


def test_names_with_one_hash_are_refused_and_both_are_named():
    rules = [
        Rule("r", "group", Compare("costarring", "==", 1)),
        Rule("s", "group", All((Compare("a", "==", 1), Compare("liquid", "==", 1)))),
    ]
    with pytest.raises(FieldCollision, match="'costarring' and 'liquid'") as refusal:
        compile_rulesets(rules)
    assert refusal.value.names == ("costarring", "liquid")
    assert refusal.value.rule == "s"


@pytest.mark.parametrize(
    ("field", "meant"),
    [
        ("fdrcbsyx", "$or"),
        ("xoyqabmt", "$and"),
        ("lmupavyn", "$lt"),
        ("cmopaufn", "$forward"),
        ("fqklajgu", "id"),
        ("uydjakyq", "sid"),
        ("lfzkaqby", "kind"),
        ("jzosamqd", "$s"),
        ("axeyajrc", "$m"),
    ],
)
def test_a_field_that_hashes_like_a_word_of_the_engine_is_refused(field, meant):
    with pytest.raises(FieldCollision) as refusal:
        compile_rulesets([Rule("r", "group", Compare(field, "==", 1))])
    assert refusal.value.names == (meant, field)


def test_a_numbered_name_dodges_a_collision():
    assert collides(["quota", "costarring", "liquid"]) == ("costarring", "liquid")
    assert collides(["quota", "costarring", "liquid1"]) is None
    assert collides(["quota", "quota"]) is None


def test_what_leaves_the_subset_is_not_handed_out(monkeypatch):
    from coverage_lint.engine import rulesets

    monkeypatch.setattr(rulesets, "_emitted", lambda _: {"$lt": {"a": {"$m": "b"}}})
    with pytest.raises(OutsideSubset):
        compile_rulesets([Rule("r", "group", Compare("a", "==", 1))])


def test_a_policys_harder_threshold_is_in_the_ruleset_of_the_policy():
    rules = [Rule("CL1", "group", chain(40)), Rule("CL2", "group", chain(15)), Rule("CL2.error", "group", chain(16))]
    assert names_by_ruleset(rules) == [["CL1"], ["CL2", "CL2.error"]]


def test_a_policy_that_no_ruleset_holds_with_its_harder_threshold_is_refused():
    with pytest.raises(RuleTooLarge) as refused:
        compile_rulesets([Rule("CL2", "group", chain(31)), Rule("CL2.error", "group", chain(30))])
    assert (refused.value.rule, refused.value.leaves) == ("CL2", 61)
