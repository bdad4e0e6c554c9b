"""Policies of a pack that would take for ever: told at their place, and nothing else goes untold."""

from __future__ import annotations

import json

import pytest
from running import CLEAN, run

SLOW = "any(q.quota > quota * 2 for q in plan.people)"


def pack(folder, when, *lets: tuple[str, str], subject="plan", message="x", severity="error"):
    computed = "".join(f"    {name}: {text}\n" for name, text in lets)
    (folder / "rules").mkdir()
    (folder / "rules" / "own.yaml").write_text(
        f"- code: AC101\n  name: too-much\n  title: t\n  severity: {severity}\n  why: w\n  source: s\n"
        f'  for: {subject}\n{"  let:" if lets else ""}\n{computed}  when: {when}\n  message: "{message}"\n  help: h\n',
        encoding="utf-8",
    )
    (folder / ".coverage-lint.yaml").write_text("policies: [rules]\n", encoding="utf-8")


def crowd(folder, people):
    rows = [{"id": f"p{one}", "quota": one + 1} for one in range(people)]
    (folder / "big.json").write_text(json.dumps({"coverage_model": 1, "people": rows}), encoding="utf-8")


def at(found):
    return tuple(found["place"][name] for name in ("path", "line", "column"))


@pytest.mark.parametrize("severity", ["error", "warning"])
def test_a_policy_that_costs_too_much_is_told_at_the_model_and_the_other_models_are_reported(tmp_path, severity):
    pack(tmp_path, SLOW, subject="person", severity=severity)
    crowd(tmp_path, 3_000)
    (tmp_path / "other.yaml").write_text("coverage_model: 1\nno_section: 1\n", encoding="utf-8")
    made = run(tmp_path, "check", ".", "--format", "json", "--select", "AC101,CL0")
    assert (made.returncode, made.stderr) == (1, b"")
    big, other = json.loads(made.stdout)["models"]
    (told,) = [one for one in big["findings"] if one["code"] == "CL033"]
    assert (at(told), told["severity"]) == (("big.json", 1, 2), severity)
    assert told["message"] == "AC101 too-much would look at more than 5,000,000 rows in this model: it is undecided"
    assert [(one["code"], one["place"]["line"]) for one in other["findings"] if one["code"] == "CL011"] == [
        ("CL011", 2)
    ]
    assert len([one for one in big["undecided"] if one["code"] == "AC101"]) == 3_000


def test_a_policy_that_costs_too_much_of_one_model_is_answered_for_a_small_one(tmp_path):
    pack(tmp_path, SLOW, subject="person")
    crowd(tmp_path, 3)
    made = run(tmp_path, "check", ".", "--format", "json", "--select", "AC101,CL033")
    (model,) = json.loads(made.stdout)["models"]
    assert [(one["code"], one["entity"]) for one in model["findings"]] == [("AC101", "person p0")]


def test_a_policy_that_is_ignored_costs_nothing_and_is_not_told(tmp_path):
    pack(tmp_path, SLOW, subject="person")
    crowd(tmp_path, 3_000)
    made = run(tmp_path, "check", ".", "--select", "AC101,CL2,CL033", "--ignore", "AC101")
    assert made.returncode in (0, 1)
    assert b"CL033" not in made.stdout


SQUARES = [(f"a{one}", f"a{one - 1} * a{one - 1}") for one in range(1, 40)]


@pytest.mark.parametrize(
    "first",
    [
        "999999 * 999999",
        "1 / 999999999",
        "1.000000001",
        "max(999999, 7) * 999999",
        "goal / 700001",
        "headcount * 99999",
    ],
)
def test_names_that_square_each_other_are_an_error_at_the_line_that_goes_too_far(tmp_path, first):
    lets = [("whole", "goal"), ("a0", f"({first}) / whole" if "goal" in first else first), *SQUARES]
    pack(tmp_path, "a39 > 0", *lets)
    (tmp_path / "coverage.yaml").write_text(CLEAN, encoding="utf-8")
    made = run(tmp_path, "check", "coverage.yaml")
    assert made.returncode == 2
    told = made.stderr.decode()
    line = int(told.split("own.yaml:")[1].split(":")[0])
    name = (tmp_path / "rules" / "own.yaml").read_text(encoding="utf-8").splitlines()[line - 1].split(":")[0].strip()
    assert f"AC101: {name} has more than 8,000 digits" in told


def test_numbers_of_a_message_that_square_each_other_are_an_error_too(tmp_path):
    pack(tmp_path, "1 > 0", ("a0", "999999 * 999999"), *SQUARES, message="{a39:number}")
    (tmp_path / "coverage.yaml").write_text(CLEAN, encoding="utf-8")
    made = run(tmp_path, "check", "coverage.yaml")
    assert made.returncode == 2
    assert b"more than 8,000 digits" in made.stderr


def test_a_number_longer_than_anybody_reads_is_not_written_out(tmp_path):
    lets = [("a0", "999999 * 999999"), *SQUARES[:8], ("less", "0 - a8")]
    pack(tmp_path, "1 > 0", *lets, message="{a8:number}, {less:number}")
    (tmp_path / "coverage.yaml").write_text(CLEAN, encoding="utf-8")
    made = run(tmp_path, "check", "coverage.yaml", "--format", "concise")
    assert "AC101 too-much: more than 10^40, less than -10^40" in made.stdout.decode()


@pytest.mark.parametrize(
    "text", ["a{0} and (a{0} or a{0})", "a{0} or a{0}", "(a{0} or a{0}) == (a{0} and a{0})", "not a{0}"]
)
def test_conditions_that_name_each_other_for_ever_are_an_error_at_the_line_that_goes_too_far(tmp_path, text):
    lets = [(f"a{one}", text.format(one - 1)) for one in range(1, 200)]
    pack(tmp_path, "a199", ("a0", "headcount > 1"), *lets)
    (tmp_path / "coverage.yaml").write_text(CLEAN, encoding="utf-8")
    made = run(tmp_path, "check", "coverage.yaml")
    assert made.returncode == 2
    assert b"rules/own.yaml:" in made.stderr
    assert b"more than 120 deep" in made.stderr


def test_a_condition_too_large_with_its_names_written_out_is_an_error_at_when(tmp_path):
    lets = [(f"a{one}", f"a{one - 1} or a{one - 1}") for one in range(1, 30)]
    pack(tmp_path, "a29", ("a0", "headcount > 1"), *lets)
    (tmp_path / "coverage.yaml").write_text(CLEAN, encoding="utf-8")
    made = run(tmp_path, "check", "coverage.yaml")
    assert made.returncode == 2
    assert b"rules/own.yaml:39:9" in made.stderr
    assert b"more than 1,000 parts" in made.stderr


def test_a_trace_through_names_that_name_each_other_twice_ends_soon(tmp_path):
    lets = [(f"a{one}", f"a{one - 1} + a{one - 1}") for one in range(1, 50)]
    pack(tmp_path, "a49 > 0", ("a0", "quota"), *lets, subject="person", message="{a49:money}")
    (tmp_path / "coverage.yaml").write_text(CLEAN, encoding="utf-8")
    made = run(tmp_path, "check", "coverage.yaml", "--select", "AC101")
    assert made.returncode == 1
    assert made.stdout.count(b"error[AC101 too-much]") > 3


def test_fractions_of_ever_new_denominators_leave_a_sum_undecided_with_a_finding(tmp_path):
    pack(tmp_path, "parts > 0", ("parts", "sum(plan.budget.total / p.quota for p in people)"))
    crowd(tmp_path, 4_000)
    model = json.loads((tmp_path / "big.json").read_text(encoding="utf-8"))
    model["budget"] = {"total": 1_000_003}
    (tmp_path / "big.json").write_text(json.dumps(model), encoding="utf-8")
    made = run(tmp_path, "check", "big.json", "--select", "AC101,CL033", "--format", "json")
    (found,) = json.loads(made.stdout)["models"][0]["findings"]
    assert (found["code"], at(found)) == ("CL033", ("big.json", 1, 2))
    words = "AC101 too-much would add up fractions to a number without end in this model: it is undecided"
    assert found["message"] == words
    assert made.returncode == 1
