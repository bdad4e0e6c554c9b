"""Large models: joins by equality take their time from an index, and what would take for ever is refused."""

import time

import pytest
from asked import answer, ask
from built_models import build
from policy_files import load, policy, with_lacks

from coverage_lint.policy.program import compile_policies
from coverage_lint.policy.run import Runner

MANY = 20_000


@pytest.fixture(scope="module")
def crowd():
    rows = "".join(
        f"  - {{id: p{one}, name: n{one % 5_000}, quota: {one}, manager: p{one // 8}}}\n" for one in range(1, MANY)
    )
    return build(f"people:\n  - {{id: p0, name: n0, quota: 0}}\n{rows}")


JOINS = [
    "count(1 for q in plan.people if q.name == name) > 4",
    "any(q.name == name and q.quota > quota for q in plan.people)",
    "any(name == q.name and q != this for q in plan.people)",
    "sum(q.quota for q in plan.people if q.manager == this) < quota",
    "count(reports) > 3 and all(r.quota > quota for r in reports)",
    "manager in plan.people",
    "any(plan_quota > 5 for r in reports)",
    "any(r.quota > bar for r in reports)",
    "depth(this) > 3",
]


@pytest.mark.parametrize("text", JOINS)
def test_a_question_of_every_person_ends_soon(crowd, text):
    lets = {
        "plan_quota": "sum(q.quota for q in plan.people)",
        "bar": "mean(q.quota for q in plan.people if q.name == name)",
    }
    started = time.perf_counter()
    assert len(ask(text, crowd, subject="person", lets=lets)) == MANY
    assert time.perf_counter() - started < 4


def test_a_let_is_answered_once_for_each_record_that_asks_and_not_for_each_row():
    # one group of all: were `most` answered for each of its members, 4,000 × 4,000 rows would be looked at
    rows = "".join(f"  - {{id: p{one}, group: g, quota: {one}}}\n" for one in range(4_000))
    built = build(f"groups: [{{id: g}}, {{id: h}}]\npeople:\n{rows}")
    started = time.perf_counter()
    lets = {"most": "max(m.quota for m in members)"}
    assert ask("count(1 for m in members if m.quota == most)", built, subject="group", lets=lets) == [1, 0]
    assert time.perf_counter() - started < 1


def test_a_question_of_the_plan_may_look_at_every_row(crowd):
    assert answer("count(1 for p in people if p.quota >= 10_000)", crowd) == MANY - 10_000


def test_every_row_for_every_record_stays_undecided_with_a_finding(crowd):
    (made,) = load(policy(when="any(q.quota > quota * 2 for q in plan.people)", **{"for": "person"}))
    started = time.process_time()
    decided = with_lacks(Runner(compile_policies([made]), "interpreter", None).run(crowd.model))
    assert time.process_time() - started < 10
    (found,) = decided.findings
    assert (found.code, found.severity, found.entity, found.field) == ("CL033", "error", "plan", made.code)
    assert (found.location.path, found.location.line, found.location.column) == ("model.yaml", 1, 1)
    assert len(decided.undecided) == MANY
    assert {one.lacks for one in decided.undecided} == {("more than a policy may do",)}


def test_what_is_true_or_false_whatever_the_costly_part_says_is_decided_all_the_same(crowd):
    costly = "any(q.quota > quota * 2 for q in plan.people)"
    (made,) = load(policy(when=f"quota == 0 or (quota > 10 and {costly})", **{"for": "person"}))
    decided = Runner(compile_policies([made]), "interpreter", None).run(crowd.model)
    assert [found.entity for found in decided.findings] == ["person p0", "plan"]
    assert len(decided.undecided) == MANY - 11


CHAIN = 10_000


@pytest.fixture(scope="module")
def chain():
    rows = "".join(
        f"  - {{id: g{one}, {f'parent: g{one - 1}, ' if one else ''}quota: {one}, leader: p{one % 3}}}\n"
        for one in range(CHAIN)
    )
    return build(f"people: [{{id: p0}}, {{id: p1}}, {{id: p2}}]\ngroups:\n{rows}")


@pytest.mark.parametrize(
    ("text", "answers"),
    [
        ("depth(this)", lambda at: at),
        ("any(a.quota == 5 for a in ancestors(this))", lambda at: at > 5),
        ("all(a.quota < 5 for a in ancestors(this))", lambda at: at <= 5),
        ("sum(a.quota for a in ancestors(this))", lambda at: at * (at - 1) // 2),
        ("count(1 for a in ancestors(this) if a.quota > 5)", lambda at: max(0, at - 6)),
        ("max(a.quota for a in ancestors(this))", lambda at: at - 1),
        ("any(exists(a.leader) and a.leader == leader for a in ancestors(this))", lambda at: at > 2),
        ("parent in ancestors(this)", lambda _: True),
        ("any(any(a.quota == 7 for a in ancestors(g)) for g in children)", lambda at: 7 <= at < CHAIN - 1),
    ],
)
def test_what_is_asked_of_all_above_in_a_long_chain_ends_soon(chain, text, answers):
    started = time.process_time()
    told = ask(text, chain, subject="group")
    assert time.process_time() - started < 4
    assert told[1:] == [answers(at) for at in range(1, CHAIN)]


def test_the_same_join_by_equality_is_accepted(crowd):
    quick = policy(when="any(q.name == name and q.quota > quota * 2 for q in plan.people)", **{"for": "person"})
    (made,) = load(quick)
    decided = Runner(compile_policies([made]), "interpreter", None).run(crowd.model)
    # n0 … n4999 each have four, 5,000 apart: the last of a name has none above; and twice itself, only from 10,000 on
    assert len(decided.findings) == sum(any(q > 2 * p for q in range(p % 5_000, MANY, 5_000)) for p in range(MANY))
