"""A plan's life behind the gate, in a real git repository: adopted, changed, refused, repaired, passed, and on."""

from __future__ import annotations

import re
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from plan import IMPERFECT, MODEL, RAISED, Plan

if TYPE_CHECKING:
    from collections.abc import Sequence

HOLE = "CL401"
"""What is wrong with the plan that is adopted: a segment that nobody covers."""
MOVED = (
    "role: account-manager\n    group: customers\n    manager: nora-bennani\n    start: 2024-08-01",
    "role: account-manager\n    group: new-business\n    manager: nora-bennani\n    start: 2024-08-01",
)
"""Marta leaves the customers: CL308, for which CL315 waits, and as warnings CL422 and CL904."""
CARRIED = (
    ("Q4: 500_000", "Q4: 600_000"),
    ("targets: {new-business: 1_500_000}", "targets: {new-business: 1_700_000}"),
    ("quota: 1_700_000", "quota: 1_870_000"),
    ("quota: 780_000 # for the year", "quota: 805_000 # for the year"),
    ("quota: 760_000", "quota: 785_000"),
)
"""What a higher goal needs: quarters, a group's target and quota, and sellers who have it."""


@pytest.fixture
def adopted(plan: Plan) -> Plan:
    """Return a repository whose plan has a hole, which the baseline knows."""
    plan.edit(IMPERFECT)
    assert plan.found("check") == {HOLE: [plan.place("small-prospects\n")]}
    assert plan.tell("check").status == 1
    assert plan.tell("baseline").status == 0
    assert plan.tell("check").status == 0
    plan.commit("Adopt the plan, with what is known to be wrong in the baseline")
    return plan


def reversed_edits(edits: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
    return [(new, old) for old, new in reversed(edits)]


def test_a_change_is_refused_for_what_it_broke_and_passes_once_repaired(adopted: Plan):
    adopted.branch("more-new-business", RAISED, MOVED)
    told = adopted.tell("diff", "main")
    assert told.status == 1
    found = adopted.found("diff", "main")
    assert found == {
        "CL105": [adopted.place("phasing: {Q1: 280_000")],
        "CL308": [adopted.place("1_000_000\n\n# --- Segments")],
        "CL309": [adopted.place("1_700_000\n    phasing")],
        "CL904": [adopted.place("targets: {existing-business")],
    }
    waits = [one for line in told.out.splitlines() if "Until then" in line for one in re.findall(r"CL\d+", line)]
    assert set(waits) == {"CL248", "CL301", "CL315", "CL422"}
    assert "marta-kowalska" in told.out
    for words in ("1,500,000", "1,700,000"):
        assert words in told.out

    adopted.edit(*CARRIED)
    adopted.commit("Let the plan carry it")
    told = adopted.tell("diff", "main")
    assert told.status == 1  # the move is still there
    left = adopted.found("diff", "main")
    assert "CL308" in left
    assert left.keys().isdisjoint({"CL105", "CL309"})

    adopted.edit(*reversed_edits([MOVED]))
    adopted.commit("Keep Marta with the customers")
    assert adopted.tell("diff", "main").status == 0
    assert adopted.tell("diff", "main", "HEAD").status == 0
    assert adopted.tell("check").status == 0

    adopted.git("switch", "--quiet", "main")
    adopted.git("merge", "--quiet", "--no-ff", "--no-edit", "more-new-business")
    assert adopted.found("diff", "main") == {}
    assert adopted.tell("check").status == 0


def test_old_findings_never_block_with_no_baseline_either(plan: Plan):
    plan.edit(IMPERFECT, RAISED)
    plan.commit("A plan with much wrong")
    assert plan.tell("check").status == 1
    plan.branch("rename", ("name: Sales coverage 2027", "name: Coverage 2027"))
    assert plan.found("diff", "main") == {}
    assert plan.tell("diff", "main", "--fail-on", "info").status == 0
    assert plan.tell("check").status == 1


def test_what_a_change_repairs_is_told_and_stays_repaired(plan: Plan):
    plan.edit(IMPERFECT, RAISED)
    plan.commit("A plan with much wrong")
    plan.branch("repair", *CARRIED)
    change = plan.as_json("diff", "main")
    fixed = {one["code"] for model in change["models"] for one in model["fixed"]}
    assert fixed == {"CL105", "CL248", "CL301", "CL309"}
    assert plan.tell("diff", "main").status == 0
    plan.git("switch", "--quiet", "main")
    plan.git("merge", "--quiet", "repair")
    plan.branch("undo", *reversed_edits(CARRIED))
    assert plan.found("diff", "main").keys() == {"CL105", "CL309"}  # the others wait for CL309
    assert plan.tell("diff", "main").status == 1


def test_a_finding_that_becomes_graver_is_new(plan: Plan):
    plan.edit(("productivity: 600_000", "productivity: 3_000_000"))
    plan.commit("A figure of another size: a warning")
    assert set(plan.found("check")) == {"CL228"}
    plan.branch("raise", ("productivity: 3_000_000", "productivity: 3_100_000"))
    assert "CL228" not in plan.found("diff", "main")
    plan.edit(("productivity: 3_100_000", "productivity: 5_200_000"))
    assert plan.found("diff", "main")["CL228"] == [plan.place("5_200_000")]
    (model,) = plan.as_json("diff", "main")["models"]
    assert model["fixed"] == []
    assert plan.tell("diff", "main").status == 1


def test_a_draft_is_shown_and_fails_only_once_it_is_published(plan: Plan):
    plan.edit(("status: published", "status: draft"), IMPERFECT)
    plan.commit("Begin next year's plan as a draft")
    plan.branch("raise", RAISED)
    told = plan.tell("diff", "main")
    assert told.status == 0
    assert "draft" in told.out
    assert set(plan.found("diff", "main")) == {"CL105", "CL309"}
    assert plan.tell("diff", "main", "--strict").status == 1
    plan.git("switch", "--quiet", "main")
    plan.git("merge", "--quiet", "raise")

    plan.branch("publish", ("status: draft", "status: published"))
    assert set(plan.found("diff", "main")) >= {HOLE, "CL105", "CL309"}
    assert plan.tell("diff", "main").status == 1
    plan.edit(*CARRIED, (IMPERFECT[1] or "    tier: C\n", "    tier: C\n" + IMPERFECT[0]))
    assert plan.tell("diff", "main").status == 0


def test_a_renamed_model_keeps_its_old_findings(plan: Plan):
    plan.edit(IMPERFECT)
    plan.commit("Forget why")
    plan.branch("move")
    (plan.folder / "plans").mkdir()
    plan.git("mv", MODEL, "plans/2027.yaml")
    plan.commit("Move the plan")
    assert plan.found("diff", "main") == {}
    plan.edit(RAISED, path="plans/2027.yaml")
    found = plan.found("diff", "main")
    assert set(found) == {"CL105", "CL309"}
    assert found["CL105"] == [plan.place("phasing: {Q1: 280_000", "plans/2027.yaml")]
    assert plan.tell("diff", "main").status == 1


def test_what_main_got_in_between_is_not_the_branchs_merged_or_not(plan: Plan):
    plan.branch("raise", RAISED)
    plan.git("switch", "--quiet", "main")
    plan.edit(IMPERFECT)
    plan.commit("Forget why, on main")
    plan.git("switch", "--quiet", "raise")
    before = plan.found("diff", "main")
    plan.git("merge", "--quiet", "--no-edit", "main")
    assert plan.found("check").keys() > {HOLE}
    after = plan.found("diff", "main")
    assert set(before) == set(after) == {"CL105", "CL309"}
    plan.edit(*CARRIED)
    plan.commit("Let the plan carry it")
    assert plan.tell("diff", "main").status == 0


def test_a_model_that_comes_new_counts_whole_and_one_that_goes_is_told(plan: Plan):
    plan.branch("second")
    shutil.copy(plan.folder / MODEL, plan.folder / "second.yaml")
    plan.edit(("name: Sales coverage 2027", "name: A second plan"), IMPERFECT, path="second.yaml")
    assert plan.found("diff", "main") == {HOLE: [plan.place("small-prospects\n", "second.yaml")]}
    plan.commit("A second plan")
    plan.git("switch", "--quiet", "main")
    plan.git("merge", "--quiet", "second")
    plan.branch("drop")
    (plan.folder / "second.yaml").unlink()
    assert plan.found("diff", "main") == {"CL040": ["second.yaml:1:1"]}
    assert plan.tell("diff", "main").status == 1
    assert plan.tell("diff", "main", "--allow-removed", "second.yaml").status == 0


def test_the_gate_leaves_the_repository_as_it_was(adopted: Plan):
    adopted.branch("raise", RAISED)
    adopted.edit(("name: Sales coverage 2027", "name: Coverage 2027"))
    kept = {path: path.read_bytes() for path in sorted(Path(adopted.folder).rglob("*")) if path.is_file()}
    adopted.tell("diff", "main")
    adopted.tell("diff", "main", "HEAD")
    assert {path: path.read_bytes() for path in sorted(Path(adopted.folder).rglob("*")) if path.is_file()} == kept


def test_a_list_that_goes_into_a_table_keeps_its_old_findings(plan: Plan):
    plan.edit(("    group: customers\n    manager: nora-bennani\n    start: 2025-09-01", "    start: 2025-09-01"))
    plan.commit("Idris is in no group, under nobody")
    old = plan.found("check")
    assert {"CL213", "CL214"} <= set(old)
    plan.branch("table")
    text = (plan.folder / MODEL).read_text(encoding="utf-8")
    head, _, rest = text.partition("people:\n  - id")
    people, _, tail = rest.partition("\nstaffing:")
    (plan.folder / "people.yaml").write_text(f"  - id{people}\n", encoding="utf-8")
    (plan.folder / MODEL).write_text(f"{head}people: {{from: people.yaml}}\nstaffing:{tail}", encoding="utf-8")
    assert plan.found("check").keys() == old.keys()
    assert plan.found("diff", "main") == {}


def test_stricter_settings_make_nothing_new(plan: Plan):
    plan.edit(("prior_actual: 1_000_000", "prior_actual: 100_000"))
    plan.commit("A year before of another size: a warning")
    plan.branch("strict")
    (plan.folder / ".coverage-lint.yaml").write_text("severity: {CL119: error}\n", encoding="utf-8")
    assert plan.tell("check").status == 1
    assert plan.found("diff", "main") == {}
    assert plan.tell("diff", "main").status == 0


TABLED = """coverage_model: 1
plan: {status: published, currency: EUR, fiscal_year: {start: 2027-01-01, end: 2027-12-31}}
goals: [{id: new, motion: new_business, target: 1_000_000}]
roles: [{id: hunter, family: account_executive, productivity: 500_000}]
people: {from: people.csv}
groups: [{id: north, targets: {new: 1_000_000}, quota: 1_200_000}]
"""
ROWS = "id,role,group,start,quota\nada,hunter,north,2024-01-01,900000\nbob,hunter,north,2024-01-01,300000\n"


@pytest.mark.parametrize("folder", ["", "plans"])
def test_what_a_seller_carried_is_shown_in_the_table_of_the_older_version(plan: Plan, folder: str):
    home = plan.folder / folder
    home.mkdir(exist_ok=True)
    (plan.folder / MODEL).unlink()
    (home / "plan.yaml").write_text(TABLED, encoding="utf-8")
    (home / "people.csv").write_text(ROWS, encoding="utf-8")
    plan.commit("Two sellers")
    plan.branch("without-bob")
    (home / "people.csv").write_text(ROWS[: ROWS.index("bob")], encoding="utf-8")
    told = plan.tell("diff", "main", "--select", "CL909")
    assert "CL909 seller-quota-orphaned" in told.out
    beside = f"{folder}/" if folder else ""
    assert f"person bob quota 300,000, main:{beside}people.csv:3" in told.out
    assert "assign 100,000 to sellers who remain" in told.out  # 1,000,000 - 900,000, less than the 300,000 of bob


def test_help_assigns_no_more_than_went(plan: Plan):
    (plan.folder / MODEL).write_text(TABLED, encoding="utf-8")
    (plan.folder / "people.csv").write_text(ROWS.replace("900000", "700000"), encoding="utf-8")
    plan.edit(("quota: 1_200_000}", "quota: 1_000_000}"))
    plan.commit("Two sellers")
    plan.branch("without-both")
    (plan.folder / "people.csv").write_text(
        ROWS[: ROWS.index("ada")] + "eve,hunter,north,2024-01-01,1\n", encoding="utf-8"
    )
    told = plan.tell("diff", "main", "--select", "CL909")
    assert told.out.count("error[") == 1  # both are one cause
    assert "assign 999,999 to sellers who remain" in told.out  # 1,000,000 - 1, of the 1,000,000 that went
