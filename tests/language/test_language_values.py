"""What expressions answer: exactly, in three values, and unknown only where something is."""

from fractions import Fraction

import pytest
from asked import answer, ask
from built_models import build

from coverage_lint.entities.catalogue import NUMBER, RATIO

KNOWN = {"T": "1 < 2", "F": "2 < 1", "U": "budget.total > 1"}  # no budget: unknown
VALUES = {True: "T", False: "F", None: "U"}


def kleene(text: str) -> str:
    for letter, condition in KNOWN.items():
        text = text.replace(letter, f"({condition})")
    return VALUES[answer(text)]


@pytest.mark.parametrize(
    ("text", "result"),
    [
        ("T and T", "T"), ("T and F", "F"), ("F and T", "F"), ("F and F", "F"),
        ("U and T", "U"), ("T and U", "U"), ("U and F", "F"), ("F and U", "F"), ("U and U", "U"),
        ("T or T", "T"), ("T or F", "T"), ("F or T", "T"), ("F or F", "F"),
        ("U or T", "T"), ("T or U", "T"), ("U or F", "U"), ("F or U", "U"), ("U or U", "U"),
        ("not T", "F"), ("not F", "T"), ("not U", "U"),
        ("not (U and F)", "T"), ("not (U or T)", "F"), ("U and T and F", "F"), ("U or F or T", "T"),
    ],
)  # fmt: skip
def test_and_or_not_follow_kleene(text, result):
    assert kleene(text) == result


EXACT = [
    ("0.1 + 0.2 == 0.3", True),
    ("0.1 + 0.2 - 0.3", 0),
    ("1 / 3 + 1 / 3 + 1 / 3 == 1", True),
    ("1 / 3", Fraction(1, 3)),
    ("0.1 * 3", Fraction(3, 10)),
    ("1.1 * 1.1", Fraction(121, 100)),
    ("10_000_000 * 1.1 == 11_000_000", True),
    ("10_000_000 * (1 + 0.10) > 10_999_999.99", True),
    ("7 / 7", 1),
    ("2 - 5", -3),
    ("-2 * -3", 6),
    ("- (1 / 4)", Fraction(-1, 4)),
    (".5 + 1.", Fraction(3, 2)),
    ("1_0.0_1", Fraction(1001, 100)),
    ("999_999_999_999_999_999 + 0.000001", Fraction(999999999999999999000001, 1000000)),
    ("2 + 3 * 4", 14),
    ("(2 + 3) * 4", 20),
    ("10 - 3 - 2", 5),
    ("12 / 3 / 2", 2),
    ("1 < 2 < 3", True),
    ("1 < 3 < 2", False),
    ("3 > 2 >= 2 > 1", True),
    ("1 < 2 > 1", True),
    ("1 != 1", False),
    ("abs(0 - 3)", 3),
    ("min(3, 1 / 2, 2)", Fraction(1, 2)),
    ("max(3, 1 / 2, 2)", 3),
    ("2 in (1, 2)", True),
    ("2 not in (1, 2)", False),
]


@pytest.mark.parametrize(("text", "result"), EXACT, ids=[one[0] for one in EXACT])
def test_numbers_are_exact(text, result):
    value = answer(text)
    assert value == result
    assert not isinstance(value, float)
    assert not (isinstance(value, Fraction) and value.denominator == 1)  # whole ones are int


def test_amounts_of_a_model_are_exact():
    model = "budget: {total: 0.3, lines: [{id: a, amount: 0.1}, {id: b, amount: '0.2'}]}\n"
    assert answer("sum(one.amount for one in budget.lines) == budget.total", model) is True
    assert answer("budget.total / 3", model) == Fraction(1, 10)


def test_a_third_of_a_goal_three_times_is_the_goal():
    model = "goals: [{id: a, target: 1}, {id: b, target: 1}, {id: c, target: 1}]\n"
    assert answer("sum(g.target / 3 for g in goals) == 1", model) is True
    assert answer("mean(g.target for g in goals)", model) == 1
    assert isinstance(answer("mean(g.target for g in goals)", model), int)


@pytest.mark.parametrize(
    "text", ["1 / 0", "0 / 0", "1 / (1 - 1)", "quota / target", "1 / 0 > 5", "not 1 / 0 > 5", "1 / 0 == 1 / 0"]
)
def test_a_division_by_zero_is_unknown(text):
    model = "goals: [{id: a, target: 0}]\ngroups: [{id: g, targets: {a: 0}, quota: 5}]\n"
    assert answer(text, model) is None


@pytest.mark.parametrize("op", ["<", "<=", ">", ">=", "==", "!=", "+", "-", "*", "/"])
def test_an_unknown_operand_makes_the_result_unknown(op):
    assert answer(f"budget.total {op} budget.total" if op != "*" else "budget.total * 2") is None
    assert answer(f"budget.total {op} 1") is None


def test_a_chain_is_false_as_soon_as_a_link_is():
    assert answer("2 < 1 < budget.total") is False
    assert answer("1 < 2 < budget.total") is None


FIVE = """
people:
  - {id: a, quota: 1, status: active, start: 2027-01-01, end: 2027-03-31}
  - {id: b, quota: 2, status: open, start: 2027-03-31, end: 2027-06-30}
  - {id: c, quota: 2.5, status: leave, start: 2027-02-01, end: 2027-02-01}
"""
AGGREGATES = [
    ("sum(p.quota for p in people)", Fraction(11, 2)),
    ("sum(p.quota for p in people if p.quota > 10)", 0),
    ("count(people)", 3),
    ("count(1 for p in people if p.quota >= 2)", 2),
    ("count(1 for p in people if p.quota > 1 if p.quota < 2.5)", 1),
    ("min(p.quota for p in people)", 1),
    ("max(p.quota for p in people)", Fraction(5, 2)),
    ("mean(p.quota for p in people)", Fraction(11, 6)),
    ("min(p.start for p in people)", "2027-01-01"),
    ("max(p.end for p in people)", "2027-06-30"),
    ("min(p.quota for p in people if p.quota > 10)", None),
    ("max(p.quota for p in people if p.quota > 10)", None),
    ("mean(p.quota for p in people if p.quota > 10)", None),
    ("any(p.quota > 2 for p in people)", True),
    ("any(p.quota > 3 for p in people)", False),
    ("all(p.quota > 0 for p in people)", True),
    ("all(p.quota > 1 for p in people)", False),
    ("any(p.quota > 0 for p in people if p.quota > 10)", False),
    ("all(p.quota > 9 for p in people if p.quota > 10)", True),
    ("same(p.quota for p in people)", None),
    ("same(p.quota for p in people if p.quota > 2)", Fraction(5, 2)),
    ("same(p.quota > 0 for p in people)", True),
    ("same(p.quota for p in people if p.quota > 10)", None),
    ("names(p for p in people)", "a, b, c"),
    ("names(p for p in people if p.quota >= 2)", "b, c"),
    ("names(p.status for p in people if p.quota > 2)", "leave"),
    ("names(p for p in people if p.quota > 10)", None),
    ("1 if any(p.quota > 2 for p in people) else 2", 1),
    ("1 if any(p.quota > 3 for p in people) else 2", 2),
    ("sum(p.quota if p.quota > 2 else 0 for p in people)", Fraction(5, 2)),
    ("unique(p.quota for p in people)", True),
    ("unique(p.quota > 1 for p in people)", False),
    ("unique(p.quota for p in people if p.quota > 10)", True),
    ("rising(p.quota for p in people)", True),
    ("rising(p.start for p in people)", False),
    ("rising(0 - p.quota for p in people)", False),
    ("rising(p.quota for p in people if p.quota > 10)", True),
    # a and b share March 31st; c lies within a
    ("overlap_max((p.start, p.end) for p in people)", 2),
    ("overlap_max((p.start, p.end) for p in people if p.quota >= 2)", 1),
    ("overlap_max((p.end, p.start) for p in people)", 1),  # c alone is no interval turned round
    ("overlap_max((p.start, p.end) for p in people if p.quota > 10)", 0),
    ('count(1 for p in people if p.status in ("open", "leave"))', 2),
]


@pytest.mark.parametrize(("text", "result"), AGGREGATES, ids=[one[0] for one in AGGREGATES])
def test_aggregates_over_known_rows(text, result):
    assert answer(text, FIVE) == result


def test_ten_names_are_listed_each_once_and_the_others_counted():
    people = ", ".join(f"{{id: p{number}, status: active}}" for number in range(1, 13))
    first = "p1, p2, p3, p4, p5, p6, p7, p8, p9, p10"
    assert answer("names(p for p in people)", f"people: [{people}]") == f"{first} and 2 more"
    assert answer('names(p for p in people if p.id not in ("p11", "p12"))', f"people: [{people}]") == first
    assert answer("names(p.status for p in people)", f"people: [{people}]") == "active"


def test_a_day_counts_as_long_as_both_of_its_ends():
    rows = """
priorities:
  - {id: a, start: 2027-01-01, due: 2027-01-31}
  - {id: b, start: 2027-01-31, due: 2027-02-01}
  - {id: c, start: 2027-02-01, due: 2027-02-02}
"""
    assert answer("overlap_max((p.start, p.due) for p in priorities)", rows) == 2


def test_aggregates_within_aggregates():
    text = "count(1 for p in people if any(q.quota > p.quota for q in people))"
    assert answer(text, FIVE) == 2
    assert answer("max(count(1 for q in people if q.quota < p.quota) for p in people)", FIVE) == 2


# Rows: quota 1, quota 3, no quota; and one more that nobody knows (7 is no person).
ROWS = {
    "two": "people: [{id: a, quota: 1}, {id: b, quota: 3}]",
    "absent": "people: [{id: a, quota: 1}, {id: b, quota: 3}, {id: c}]",
    "refused": "people: [{id: a, quota: 1}, {id: b, quota: 3}, {id: c, quota: much}]",
    "doubt": "people: [{id: a, quota: 1}, {id: b, quota: 3}, 7]",
    "none": "people: []",
    "section": "groups: []",
    "broken": "people: 7",
}
DOUBT = [
    ("sum(p.quota for p in people)", "two", 4),
    ("sum(p.quota for p in people)", "absent", None),
    ("sum(p.quota for p in people)", "refused", None),
    ("sum(p.quota for p in people)", "doubt", None),
    ("sum(p.quota for p in people)", "none", 0),
    ("sum(p.quota for p in people)", "section", None),
    ("sum(p.quota for p in people)", "broken", None),
    ("sum(p.quota for p in people if exists(p.quota))", "absent", 4),
    ("sum(p.quota for p in people if exists(p.quota))", "refused", None),  # it may be there
    ("sum(p.quota for p in people if exists(p.quota))", "doubt", None),
    ("sum(p.quota for p in people if 2 < 1)", "doubt", 0),
    ("sum(2 for p in people)", "absent", 6),
    ("sum(2 for p in people)", "doubt", None),
    ("count(people)", "absent", 3),
    ("count(people)", "doubt", None),
    ("count(people)", "none", 0),
    ("count(people)", "section", None),
    ("count(people)", "broken", None),
    ("count(1 for p in people if p.quota > 1)", "two", 1),
    ("count(1 for p in people if p.quota > 1)", "absent", None),
    ("count(1 for p in people if p.quota > 1)", "doubt", None),
    ("count(1 for p in people if exists(p.quota) and p.quota > 1)", "absent", 1),
    ("min(p.quota for p in people)", "absent", None),
    ("max(p.quota for p in people)", "doubt", None),
    ("mean(p.quota for p in people)", "absent", None),
    ("mean(p.quota for p in people if exists(p.quota))", "absent", 2),
    ("min(p.quota for p in people)", "none", None),
    ("any(p.quota > 2 for p in people)", "absent", True),
    ("any(p.quota > 5 for p in people)", "absent", None),
    ("any(p.quota > 5 for p in people)", "doubt", None),
    ("any(p.quota > 2 for p in people)", "doubt", True),
    ("any(p.quota > 5 for p in people)", "two", False),
    ("any(2 < 1 for p in people)", "doubt", False),
    ("any(1 < 2 for p in people)", "none", False),
    ("any(p.quota > 2 for p in people)", "section", None),
    ("any(p.quota > 2 for p in people if p.quota > 2)", "absent", True),
    ("any(p.quota < 2 for p in people if p.quota > 2)", "absent", None),
    ("all(p.quota > 2 for p in people)", "absent", False),
    ("all(p.quota > 0 for p in people)", "absent", None),
    ("all(p.quota > 0 for p in people)", "doubt", None),
    ("all(p.quota > 0 for p in people)", "two", True),
    ("all(p.quota > 2 for p in people)", "doubt", False),
    ("all(1 < 2 for p in people)", "doubt", True),
    ("all(2 < 1 for p in people)", "none", True),
    ("all(p.quota > 0 for p in people if p.quota > 0)", "absent", None),
    ("same(p.quota > 0 for p in people)", "two", True),
    ("same(p.quota > 0 for p in people)", "absent", None),
    ("same(p.quota > 0 for p in people)", "doubt", None),
    ("names(p for p in people)", "two", "a, b"),
    ("names(p for p in people)", "doubt", None),
    ("names(p.name for p in people)", "two", None),
    ("names(p for p in people)", "none", None),
    ("1 if any(p.quota > 2 for p in people) else 2", "absent", 1),
    ("1 if all(p.quota > 0 for p in people) else 2", "absent", None),
    ("1 if all(p.quota > 0 for p in people) else 1", "absent", None),
    ("unique(p.quota for p in people)", "two", True),
    ("unique(p.quota for p in people)", "absent", None),
    ("unique(p.quota > 0 for p in people)", "absent", False),
    ("unique(p.quota > 0 for p in people)", "doubt", False),
    ("unique(p.quota for p in people)", "doubt", None),
    ("rising(p.quota for p in people)", "absent", None),
    ("rising(p.quota for p in people)", "doubt", None),
    ("overlap_max((p.start, p.end) for p in people)", "two", None),
    ("overlap_max((p.start, p.end) for p in people if exists(p.start))", "two", 0),
]


@pytest.mark.parametrize(("text", "rows", "result"), DOUBT, ids=[f"{one[0]} {one[1]}" for one in DOUBT])
def test_aggregates_are_unknown_where_a_row_that_matters_is(text, rows, result):
    assert answer(text, ROWS[rows]) == result
    assert (answer(text, ROWS[rows]) is None) == (result is None)


MISSING = [
    # a path, a model, and whether the path is missing in it
    ("budget.total", "budget: {loaded_factor: 1}", True),
    ("budget.total", "budget: {total: 1}", False),
    ("budget.total", "budget: {total: null}", True),
    ("budget.total", "budget: {total: much}", None),
    ("budget.total", "budget: {totl: 1}", None),
    ("budget.total", "groups: []", None),  # through an absent section
    ("budget", "groups: []", True),
    ("budget", "budget: {}", False),
    ("budget", "budgt: {}", None),
    ("people", "groups: []", True),
    ("people", "people: []", True),
    ("people", "people: [{id: a}]", False),
    ("people", "peple: [{id: a}]", None),
    ("people", "people: 7", None),
    ("people", "people: [7]", None),
    ("people", "people: [7, {id: a}]", False),
    ("owner", "plan: {owner: ada}", None),  # there are no people to name
    ("owner", "plan: {owner: ada}\npeople: []", None),  # dangling
    ("owner", "plan: {owner: ada}\npeople: [{id: ada}]", False),
    ("owner", "plan: {name: x}", True),
    ("status", "plan: {status: drft}", None),
    ("status", "plan: 7", None),
    ("process.playbook.plays", "process: {}", None),
    ("process.playbook.plays", "process: {playbook: {}}", True),
    ("process.stages", "process: {}", True),
    ("quota", "groups: [{id: a}]", None),  # computed: without a value it is unknown, never absent
]


@pytest.mark.parametrize(("path", "model", "missing"), MISSING, ids=[f"{one[0]} in {one[1]}" for one in MISSING])
def test_missing_and_exists(path, model, missing):
    assert answer(f"missing({path})", model) is missing
    assert answer(f"exists({path})", model) is (None if missing is None else not missing)


def test_a_reverse_relation_of_an_absent_section_is_unknown_rather_than_missing():
    assert ask("missing(members)", "groups: [{id: g}]", subject="group") == [None]
    assert ask("missing(members)", "groups: [{id: g}]\npeople: []", subject="group") == [True]
    assert ask("missing(members)", "groups: [{id: g}]\npeople: [{id: a, group: g}]", subject="group") == [False]
    assert ask("missing(members)", "groups: [{id: g}]\npeople: [{id: a, grop: g}]", subject="group") == [None]
    assert ask("count(members)", "groups: [{id: g}]", subject="group") == [None]


def test_a_nested_list_that_is_absent_is_unknown():
    assert ask("count(certifications)", "people: [{id: a}, {id: b, certifications: []}]", subject="person") == [None, 0]
    assert (
        ask("missing(certifications)", "people: [{id: a}, {id: b, certifications: []}]", subject="person") == [True] * 2
    )


TREE = "people: [{id: a, manager: b}, {id: b, manager: c}, {id: c}, {id: d, manager: nobody}, {id: e, manager: d}]"


def test_ancestors_and_depth():
    assert ask("depth(this)", TREE, subject="person") == [2, 1, 0, None, None]
    assert ask("count(ancestors(this))", TREE, subject="person") == [2, 1, 0, None, None]
    assert ask("depth(manager)", TREE, subject="person") == [1, 0, None, None, None]
    above = ask("ancestors(this)", TREE, subject="person")
    assert [one.id for one in above[0]] == ["b", "c"]


def test_ancestors_of_a_circle_are_unknown():
    model = "goals: [{id: a, parent: b}, {id: b, parent: a}, {id: c, parent: a}, {id: d}]"
    assert ask("depth(this)", model, subject="goal") == [None, None, None, 0]


def test_in_a_relation():
    model = "people: [{id: a, manager: b, group: g, certifications: [x, y]}, {id: b}]\ngroups: [{id: g, leader: b}]"
    assert ask("this in manager.reports", model, subject="person") == [True, None]
    assert ask("manager in plan.people", model, subject="person") == [True, None]
    assert ask("group.leader not in plan.people", model, subject="person") == [False, None]
    assert ask('"x" in certifications', model, subject="person") == [True, None]
    assert ask('"z" in certifications', model, subject="person") == [False, None]


def test_in_a_relation_with_somebody_that_nobody_knows():
    model = "people: [{id: a}, {id: b}, 7]\ngroups: [{id: g, leader: a}, {id: h, leader: a, supports: [g]}]"
    assert ask("leader in plan.people", model, subject="group") == [True, True]
    assert ask("this in supports", model + "\n", subject="group") == [None, False]
    broken = "groups: [{id: g}, {id: h, supports: [x, g]}, {id: i, supports: [x]}]"
    assert ask("any(s == this for s in supports)", broken, subject="group") == [None, None, None]
    assert ask('any(s.id == "g" for s in supports)', broken, subject="group") == [None, True, None]


def test_days_between():
    model = "plan: {effective: 2027-03-01, published: 2026-12-31}"
    assert answer("days_between(published, effective)", model) == 60
    assert answer("days_between(effective, published)", model) == -60
    assert answer("days_between(effective, today)", model) is None
    assert answer("days_between(effective, today)", model, today="2027-03-02") == 1
    assert answer('effective > "2027-02-28"', model) is True
    assert answer('"2026-12-31" <= published < effective', model) is True


def test_today_is_unknown_unless_it_is_given():
    model = "plan: {effective: 2027-03-01}"
    assert answer("today >= effective", model) is None
    assert answer("today >= effective", model, today="2027-03-01") is True


def test_lets_and_parameters():
    model = "goals: [{id: a, target: 100}]"
    how = {"lets": {"more": "goal * (1 + rate)", "twice": "more * 2"}, "parameters": {"rate": (RATIO, Fraction(1, 10))}}
    assert answer("twice", model, **how) == 220
    assert (
        answer(
            "twice == 220 and more > floor",
            model,
            lets=how["lets"],
            parameters={**how["parameters"], "floor": (NUMBER, 109)},
        )
        is True
    )


def test_a_parameter_without_a_value_is_unknown():
    assert answer("1 > rate", "plan: {name: x}", parameters={"rate": (RATIO, None)}) is None


def test_lets_within_aggregates_are_those_of_the_record_that_asks():
    model = "people: [{id: a, manager: c, quota: 1}, {id: b, manager: c, quota: 3}, {id: c, quota: 2}]"
    lets = {"half": "quota / 2"}
    assert ask("count(1 for r in reports if r.quota > half)", model, subject="person", lets=lets) == [0, 0, 1]
    lets = {"bar": "quota", "above": "count(1 for r in reports if r.quota > bar)"}
    assert ask("any(above > 0 for q in plan.people if q == this)", model, subject="person", lets=lets) == [
        False,
        False,
        True,
    ]


def test_an_interval_s_end_may_be_of_the_record_that_asks():
    model = "people: [{id: a, start: 2027-01-01, end: 2027-02-01}, {id: b, start: 2027-01-15, end: 2027-01-20}]"
    # b starts behind a's end of the second question
    assert ask("overlap_max((q.start, end) for q in plan.people)", model, subject="person") == [2, 2]


INDEXED = "people: [{id: a, name: x, quota: 1}, {id: b, name: x, quota: 2}, {id: c, name: y}, {id: d}]"


def test_a_join_by_equality():
    assert ask("count(1 for q in plan.people if q.name == name)", INDEXED, subject="person") == [None, None, None, None]
    known = "count(1 for q in plan.people if exists(q.name) and q.name == name)"
    assert ask(known, INDEXED, subject="person") == [2, 2, 1, None]
    assert ask("any(q.name == name and q.quota > 1 for q in plan.people)", INDEXED, subject="person") == [
        True,
        True,
        None,
        None,
    ]


def test_a_join_over_nothing_is_known_even_where_what_is_sought_is_not():
    model = "people: [{id: a}]\npartners: []"
    assert ask("any(q.name == name for q in plan.partners)", model, subject="person") == [False]


def test_known_deviation_where_what_is_sought_is_unknown_so_is_the_aggregate():
    # No name would make this true, for every quota is below 9; the index does not look that far.
    model = "people: [{id: a, quota: 1}, {id: b, name: x, quota: 1}]"
    assert ask("any(q.quota > 9 and q.name == name for q in plan.people)", model, subject="person")[0] is None


def test_what_nobody_knows_is_sought_among_those_that_may_be_it():
    built = build("people: [{id: a, name: x}, 7]")
    assert ask("any(q.name == name for q in plan.people)", built, subject="person") == [True]
    assert ask("count(1 for q in plan.people if q.name == name)", built, subject="person") == [None]
