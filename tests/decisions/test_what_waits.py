"""One cause, one finding: what follows from another finding is told once that is settled, and is never lost by it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from told import as_json, check, run, write

from coverage_lint.decisions.one_cause import hold_back, name_waiting
from coverage_lint.findings import Finding
from coverage_lint.location import Location, Source
from coverage_lint.policy.holding import Holding
from coverage_lint.policy.shipped import shipped

if TYPE_CHECKING:
    from coverage_lint.findings import Severity

STARTUP = Path(__file__).parents[2] / "examples" / "startup" / "coverage.yaml"


def edited(folder: Path, old: str, new: str) -> int:
    """Write a clean plan with some text changed, and return the line of that text."""
    text = STARTUP.read_text()
    assert old in text
    write(folder, "plan.yaml", text.replace(old, new, 1))
    return text[: text.index(old)].count("\n") + 1


def ungrouped(folder: Path) -> int:
    """Write a plan with a seller in no group, and return the line of that seller."""
    text = STARTUP.read_text()
    start = text.index("  - id: felix-aubert\n")
    at = text.index("    group: ", start)
    write(folder, "plan.yaml", text[:at] + text[text.index("\n", at) + 1 :])
    return text[:start].count("\n") + 1


def test_a_seller_in_no_group_is_told_without_the_sums_that_lack_him(tmp_path: Path):
    line = ungrouped(tmp_path)
    (found,) = as_json(tmp_path)["models"][0]["findings"]
    assert (found["code"], found["place"]["line"], found["place"]["column"]) == ("CL213", line, 9)
    assert {"CL204", "CL308"} <= set(found["waits"])
    assert "Until then CL204 capacity-below-goal, " in found["help"]


def test_what_is_ignored_holds_nothing_back(tmp_path: Path):
    ungrouped(tmp_path)
    text = (tmp_path / "plan.yaml").read_text()
    write(tmp_path, "plan.yaml", f"# coverage-lint: ignore-file[CL213] on loan\n{text}")
    assert "CL308" in check(tmp_path).codes
    assert "CL308" in check(tmp_path, "--ignore", "CL213").codes


def test_a_baseline_records_what_waits_too(tmp_path: Path):
    ungrouped(tmp_path)
    assert run(tmp_path, "baseline").status == 0
    recorded = json.loads((tmp_path / ".coverage-lint-baseline.json").read_text())
    assert "CL308" in json.dumps(recorded)
    assert check(tmp_path).codes == []


def test_in_a_comparison_nothing_old_holds_back_what_is_new(tmp_path: Path):
    for name in ("old", "new"):
        (tmp_path / name).mkdir()
        ungrouped(tmp_path / name)
    text = (tmp_path / "new" / "plan.yaml").read_text()
    quota = text.rindex("    quota: ", 0, text.index("\nsegments:"))
    write(tmp_path / "new", "plan.yaml", text[:quota] + "    quota: 9_000_000" + text[text.index("\n", quota) :])
    assert check(tmp_path / "new").codes == ["CL213"]
    told = json.loads(run(tmp_path, "diff", "old", "new", "--format", "json").out)
    new = {
        (one["code"], one["entity"], one["place"]["line"], one["place"]["column"]) for one in told["models"][0]["new"]
    }
    line = text[:quota].count("\n") + 1
    assert ("CL308", "group customers", line, 12) in new  # which a check tells once the seller has a group
    assert "CL213" not in {code for code, *_ in new}


def test_what_waits_is_told_when_the_first_is_settled(tmp_path: Path):
    line = edited(tmp_path, "crm_stage: Won, closed: true", "crm_stage: Won")
    (found,) = as_json(tmp_path)["models"][0]["findings"]
    assert (found["code"], found["place"]["line"]) == ("CL801", line)
    assert found["waits"] == ["CL802", "CL806", "CL819"]
    edited(tmp_path, "crm_stage: Won, closed: true", "crm_stage: Won, activities: [sign]")
    assert check(tmp_path).codes == ["CL802", "CL806", "CL819"]


def test_at_the_same_entity_policies_of_one_kind_are_held():
    kinds = {one.code: one.subject for one in shipped().policies}
    assert all(one.subject == kinds[code] for one in shipped().policies for code in one.holds_here)


def found(code: str, severity: Severity, entity: str, line: int = 0) -> Finding:
    return Finding(code, code.lower(), severity, "wrong", Location(SOURCE, line, line), "", "", entity, "quota")


SOURCE = Source("plan.yaml", "")
HOLDING = Holding({"CL1": ("CL2", "CL3")}, {"CL4": ("CL5",), "CL3": ("CL6",)})


@pytest.mark.parametrize("order", [1, -1])
def test_of_several_that_wait_the_gravest_counts_whatever_their_order(order: int):
    """Of one entity, and of the whole plan."""
    waiting = [
        found("CL5", "error", "group a", 1),
        found("CL5", "info", "group a", 2),
        found("CL5", "error", "group b"),
    ]
    told = hold_back([found("CL4", "info", "group a"), *waiting[:2][::order], waiting[2]], HOLDING).told
    assert [(one.code, one.entity, one.severity, one.waits) for one in told] == [
        ("CL4", "group a", "error", ("CL5",)),
        ("CL5", "group b", "error", ()),
    ]
    waiting = [found("CL2", "warning", "group a"), found("CL2", "error", "group b")][::order]
    (first,) = hold_back([found("CL1", "info", "plan"), *waiting], HOLDING).told
    assert (first.severity, first.waits) == ("error", ("CL2",))


def test_what_waits_for_something_that_waits_itself_is_named_by_the_first():
    every = [found("CL1", "info", "plan"), found("CL3", "info", "group a"), found("CL6", "error", "group a")]
    held = hold_back(every, HOLDING)
    assert [(one.code, one.severity, one.waits) for one in held.told] == [("CL1", "error", ("CL3", "CL6"))]
    assert held.waiting == every[1:]


def test_what_waits_for_an_absence_already_stays_named():
    first = found("CL1", "info", "plan")._replace(waits=("CL9",))
    (told,) = hold_back([first, found("CL2", "warning", "group a")], HOLDING).told
    assert told.waits == ("CL2", "CL9")
    (told,) = name_waiting([told], {"CL2": "two", "CL9": "nine"})
    assert told.help == "Until then CL2 two and CL9 nine wait."


def test_an_error_that_refutes_a_value_is_told_whatever_holds_it():
    every = [found("CL1", "info", "plan"), found("CL2", "error", "group a")]
    assert [one.code for one in hold_back(every, HOLDING, every[1:]).told] == ["CL1", "CL2"]


def test_what_an_absence_and_what_a_finding_keeps_waiting_is_named_in_one_sentence(tmp_path: Path):
    line = edited(tmp_path, "    targets: {new-business: 2_400_000}\n", "")
    told = {one["code"]: one for one in as_json(tmp_path)["models"][0]["findings"]}
    first = told["CL306"]
    assert first["place"]["line"] == line - 3
    assert {"CL110", "CL302", "CL315"} <= set(first["waits"])
    assert first["help"].count("Until then") == 1
    assert all(one["help"].count("Until then") < 2 for one in told.values())


def test_what_waits_refutes_nothing(tmp_path: Path):
    """A goal of which a part comes without sellers, and a group that says nothing of what it aims at."""
    text = STARTUP.read_text()
    text = text.replace("    target: 2_400_000\n", "    target: 2_400_000\n    self_serve: 130_000\n")
    text = text.replace("    targets: {new-business: 2_400_000}", "    targets: {new-business: 1_400_000}")
    third = "  - {id: third, leader: nora-bennani, quota: 10_000}\n"
    text = text.replace("\ngroups:\n", f"\ngroups:\n{third}", 1)
    write(tmp_path, "plan.yaml", text)
    model = as_json(tmp_path)["models"][0]
    told = {one["code"]: one for one in model["findings"]}
    assert "CL306" in told
    assert "CL309" not in told
    assert "CL309" in told["CL306"]["waits"]
    assert [one for one in model["undecided"] if "self_serve" in str(one["lacks"])] == []


def test_entities_that_share_a_wrong_value_are_each_told(tmp_path: Path):
    text = STARTUP.read_text()
    text = text.replace("    targets: {new-business: 2_400_000}", "    targets: &t {new-business: -5}")
    text = text.replace("    targets: {existing-business: 1_600_000}", "    targets: *t")
    write(tmp_path, "plan.yaml", text)
    told = [one for one in as_json(tmp_path)["models"][0]["findings"] if one["code"] == "CL347"]
    assert [(one["entity"], one["severity"]) for one in told] == [
        ("group customers", "error"),
        ("group new-business", "error"),
    ]


def test_figures_are_of_what_is_written_also_where_an_error_refutes_it(tmp_path: Path):
    edited(tmp_path, "    target: 2_400_000\n", "    target: 24_000_000\n")
    told = as_json(tmp_path)["models"][0]
    assert [one["code"] for one in told["findings"]] == ["CL116"]
    assert {one["name"]: one["shown"] for one in told["figures"]}["goal"] == "25,600,000"
