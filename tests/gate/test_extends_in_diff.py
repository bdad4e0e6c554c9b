"""Shared settings in a comparison: each version has its own, and what a change of them no longer asks is told."""

from __future__ import annotations

import shutil
import sys
from collections import Counter
from typing import TYPE_CHECKING

import pytest
from git_repository import GitRepository
from plan import MODEL, RAISED, Plan

if TYPE_CHECKING:
    from pathlib import Path

    Parsed = Counter[tuple[str, str]]

OWN = ".coverage-lint.yaml"
SHARED = "company/shared.yaml"


def write(plan: Plan, path: str, text: str) -> None:
    (plan.folder / path).parent.mkdir(parents=True, exist_ok=True)
    (plan.folder / path).write_text(text, encoding="utf-8")


@pytest.fixture(scope="session")
def begun(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make the repository once."""
    plan = Plan.begin(tmp_path_factory.mktemp("begun") / "plan")
    write(plan, OWN, f"extends: {SHARED}\n")
    write(plan, SHARED, "extends: deeper/base.yaml\nseverity: {CL309: error}\n")
    write(plan, "company/deeper/base.yaml", "fail-on: warning\n")
    plan.commit("Share settings")
    plan.git("branch", "base")
    return plan.folder


@pytest.fixture
def plan(begun: Path, tmp_path: Path) -> Plan:
    """Return a copy of the repository."""
    folder = tmp_path / "plan"
    shutil.copytree(begun, folder, symlinks=True)
    return Plan(GitRepository(folder, folder))


def test_the_same_shared_settings_take_nothing_away(plan: Plan):
    plan.edit(("name: Sales coverage 2027", "name: Coverage 2027"))
    assert plan.found("diff", "base") == {}
    assert "settings changed" not in plan.tell("diff", "base").out


@pytest.mark.parametrize("committed", [False, True])
@pytest.mark.parametrize(
    ("path", "text", "place"),
    [
        (SHARED, "extends: deeper/base.yaml\nseverity: {CL309: off}\n", f"{SHARED}:2:12"),
        ("company/deeper/base.yaml", "ignore: [CL309]\n", "company/deeper/base.yaml:1:10"),
    ],
)
def test_what_a_shared_file_silences_is_told_at_its_line(plan: Plan, path: str, text: str, place: str, committed: bool):  # noqa: FBT001
    write(plan, path, text)
    plan.edit(RAISED)
    words = ["base"]
    if committed:
        plan.commit("Silence")
        words = ["base", "HEAD"]
    found = plan.found("diff", *words)
    assert place in found["CL041"]
    told = plan.tell("diff", *words)
    assert told.status == 1
    assert f"settings changed: {path}; both versions are checked with the newer ones" in told.out
    (silenced,) = [
        one for one in plan.as_json("diff", *words)["no_longer_checked"] if "CL309" in one["codes"]
    ]  # fmt: skip
    assert (silenced["path"], silenced["finding"]["code"]) == (path, "CL041")
    assert f"{path}" in silenced["finding"]["help"]


def test_what_a_shared_file_asks_no_more_is_told_though_nothing_is_silenced(plan: Plan):
    write(plan, "company/deeper/base.yaml", "ignore: [CL309]\n")
    found = plan.found("diff", "base")
    assert found == {"CL042": ["company/deeper/base.yaml:1:1"]}
    (told,) = plan.as_json("diff", "base")["no_longer_checked"]
    assert told["finding"]["message"] == (
        "fewer checks than before: not asked: CL309; fail-on is error, before it was warning"
    )
    allowed = plan.tell("diff", "base", "--allow-removed", "company/deeper/base.yaml")
    assert allowed.status == 0


def test_to_move_the_shared_file_changes_nothing(plan: Plan):
    plan.git("mv", SHARED, "company/deeper/moved.yaml")
    write(plan, "company/deeper/moved.yaml", "extends: base.yaml\nseverity: {CL309: error}\n")
    write(plan, OWN, "extends: company/deeper/moved.yaml\n")
    assert plan.found("diff", "base") == {}


def test_the_older_version_has_the_packs_and_the_baseline_of_its_shared_file(plan: Plan):
    policy = (
        "- {code: AC101, name: acme-quota, title: A group has a small quota, severity: error, why: Because., "
        "source: a judgement, for: group, when: quota > 0, message: a quota, help: Lower it.}\n"
    )
    write(plan, "company/rules/own.yaml", policy)
    write(plan, SHARED, "policies: [rules]\n")
    plan.commit("Own policies")
    write(plan, SHARED, "{}\n")
    found = plan.as_json("diff", "HEAD")["no_longer_checked"]
    assert [(one["finding"]["code"], one["codes"], one["path"]) for one in found] == [("CL041", ["AC101"], SHARED)]


def test_two_folders_with_shared_settings(plan: Plan):
    for name in ("old", "new"):
        shutil.copytree(plan.folder / "company", plan.folder / name / "company")
        for file in (OWN, MODEL):
            shutil.copy(plan.folder / file, plan.folder / name / file)
    write(plan, f"new/{SHARED}", "ignore: [CL309]\n")
    plan.edit(RAISED, path=f"new/{MODEL}")
    assert f"new/{SHARED}:1:10" in plan.found("diff", "old", "new")["CL041"]


def test_settings_are_parsed_once_in_each_version(plan: Plan, monkeypatch: pytest.MonkeyPatch):
    from coverage_lint.command.main import main
    from coverage_lint.settings import parse

    parse._parsed.cache_clear()  # noqa: SLF001 - tests before this one filled it
    write(plan, SHARED, "severity: {CL309: warning}\n")
    write(plan, OWN, f"extends: {SHARED}\n# newer\n")
    monkeypatch.chdir(plan.folder)
    parsed: Parsed = Counter()
    files = {OWN, SHARED, "company/deeper/base.yaml"}

    def count(frame: object, event: str, _: object) -> None:
        code = frame.f_code  # type: ignore[attr-defined]
        if event == "call" and code.co_name == "read_stream" and code.co_filename.endswith("reader.py"):
            source = frame.f_locals["source"]  # type: ignore[attr-defined]
            if source.path in files:
                parsed[source.path, source.text] += 1

    sys.setprofile(count)
    try:
        assert main(["diff", "base", "--format", "concise"]) in {0, 1}
    finally:
        sys.setprofile(None)
    assert set(parsed.values()) == {1}
    assert Counter(path for path, _ in parsed) == {OWN: 2, SHARED: 2, "company/deeper/base.yaml": 1}
