"""One cause, one finding: what follows from another finding is told once that is settled, and is never lost by it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from told import as_json, check, run, write

from coverage_lint.decisions.follows import ANYWHERE, AT_THE_SAME
from coverage_lint.policy.shipped import shipped

STARTUP = Path(__file__).parents[2] / "examples" / "startup" / "coverage.yaml"
SELLER = """  - id: felix-aubert
"""


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
    assert found["help"].endswith("and 3 more wait.")


def test_what_is_ignored_holds_nothing_back(tmp_path: Path):
    ungrouped(tmp_path)
    text = (tmp_path / "plan.yaml").read_text()
    write(tmp_path, "plan.yaml", f"# coverage-lint: ignore-file[CL213] on loan\n{text}")
    assert {"CL204", "CL308"} <= set(check(tmp_path).codes)
    assert check(tmp_path, "--ignore", "CL213").status == 1


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
    quota = text.index("    quota: ", text.index("\ngroups:"))
    more = text[:quota] + "    quota: 9_000_000" + text[text.index("\n", quota) :]
    write(tmp_path / "old", "plan.yaml", STARTUP.read_text().replace("  - id: ines-carvalho\n", "  - id: ines-carvalho\n"))
    ungrouped(tmp_path / "old")
    write(tmp_path / "new", "plan.yaml", more)
    told = json.loads(run(tmp_path, "diff", "old", "new", "--format", "json").out)
    new = {one["code"] for one in told["models"][0]["new"]}
    assert new
    assert "CL213" not in new


def test_what_waits_is_told_when_the_first_is_settled(tmp_path: Path):
    line = edited(tmp_path, "closed: true", "x-closed: true")
    first = check(tmp_path)
    assert first.codes == ["CL801"]
    text = (tmp_path / "plan.yaml").read_text().splitlines(keepends=True)
    text.insert(line, "        activities: [sign]\n") if text[line - 1].startswith("        ") else None
    assert line


@pytest.mark.parametrize("table", [ANYWHERE, AT_THE_SAME])
def test_the_tables_name_policies_that_are_there(table: dict[str, tuple[str, ...]]):
    known = {one.code for one in shipped().policies}
    assert {code for held, waiting in table.items() for code in (held, *waiting)} <= known
    assert all(len(set(waiting)) == len(waiting) for waiting in table.values())


def test_nothing_waits_for_itself():
    waits = {code: set(ANYWHERE.get(code, ())) | set(AT_THE_SAME.get(code, ())) for code in (*ANYWHERE, *AT_THE_SAME)}
    for code in waits:
        reached: set[str] = set()
        waiting = [*waits[code]]
        while waiting:
            one = waiting.pop()
            if one not in reached:
                reached.add(one)
                waiting += waits.get(one, ())
        assert code not in reached


def test_at_the_same_entity_policies_of_one_kind_are_held():
    kinds = {one.code: one.subject for one in shipped().policies}
    assert all(kinds[code] == kinds[one] for code, waiting in AT_THE_SAME.items() for one in waiting)
