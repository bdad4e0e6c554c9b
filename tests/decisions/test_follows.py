"""One cause, one finding: what follows from another finding is told once that is settled, and is never lost by it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from told import as_json, check, run, write

from coverage_lint.decisions.one_cause import ANYWHERE, AT_THE_SAME
from coverage_lint.policy.shipped import shipped

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


@pytest.mark.parametrize("table", [ANYWHERE, AT_THE_SAME])
def test_the_tables_name_policies_that_are_there(table: dict[str, tuple[str, ...]]):
    known = {one.code for one in shipped().policies}
    assert {code for held, waiting in table.items() for code in (held, *waiting)} <= known
    assert all(len(set(waiting)) == len(waiting) for waiting in table.values())


def test_nothing_waits_for_itself():
    waits = {code: set(ANYWHERE.get(code, ())) | set(AT_THE_SAME.get(code, ())) for code in (*ANYWHERE, *AT_THE_SAME)}
    for code, first in waits.items():
        reached: set[str] = set()
        waiting = [*first]
        while waiting:
            one = waiting.pop()
            if one not in reached:
                reached.add(one)
                waiting += waits.get(one, ())
        assert code not in reached


def test_at_the_same_entity_policies_of_one_kind_are_held():
    kinds = {one.code: one.subject for one in shipped().policies}
    assert all(kinds[code] == kinds[one] for code, waiting in AT_THE_SAME.items() for one in waiting)
