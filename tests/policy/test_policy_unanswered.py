"""What is left undecided is counted without being told, and told in the order of its places."""

from __future__ import annotations

from policy_files import policy, run

import coverage_lint
from coverage_lint.policy.undecided.policies import Open, UndecidedPolicies

TEXT = policy(when="role.productivity > 3", **{"for": "person"}) + policy(
    code="XX200", name="other-policy", when="quota > 3", **{"for": "person"}
)
MODEL = "people: [{id: a}, {id: b}]"


def pairs(told):
    return [(one.code, one.entity) for one in told]


def test_counting_tells_nothing(monkeypatch):
    left = run(TEXT, MODEL).undecided
    monkeypatch.setattr(Open, "told", lambda _self: 1 / 0)
    assert len(left) == 4
    assert len(left.asked(lambda code, _name: code == "XX200")) == 2
    assert not left.asked(lambda _code, _name: False)


def test_those_that_are_asked_for_are_told_in_the_order_of_their_places():
    left = run(TEXT, MODEL).undecided
    wanted = left.asked(lambda _code, name: name == "other-policy")
    assert pairs(wanted) == [("XX200", "person a"), ("XX200", "person b")]
    ordered = left.asked(lambda _code, _name: True)
    assert pairs(ordered) == [(c, f"person {i}") for i in "ab" for c in ("XX100", "XX200")]
    assert ordered[1:3] == tuple(ordered)[1:3]


def test_it_is_equal_to_the_tuple_of_what_it_holds():
    left = run(TEXT, MODEL).undecided
    assert left == tuple(left)
    assert left == list(left)
    assert hash(left) == hash(tuple(left))
    assert left != UndecidedPolicies([])
    assert left != 4
    assert repr(left) == repr(tuple(left))


def test_a_caller_is_given_a_tuple(tmp_path):
    path = tmp_path / "coverage.yaml"
    path.write_text("coverage_model: 1\ngoals: [{id: a}]\n")
    (model,) = coverage_lint.check(path).models
    assert type(model.undecided) is tuple
    assert model.undecided
