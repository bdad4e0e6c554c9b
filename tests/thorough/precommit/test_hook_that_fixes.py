"""The hook that repairs, run by the real pre-commit at a real commit."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from git_repository import GitRepository

pytestmark = pytest.mark.xdist_group("pre-commit")

MODEL = "coverage/coverage.yaml"
PEOPLE = "coverage/people.csv"


@pytest.fixture
def fixing(team: GitRepository, hooks: GitRepository) -> GitRepository:
    """Return the team's repository with the hook that repairs, before the one that checks."""
    entries = "      - id: coverage-lint-fix\n      - id: coverage-lint\n"
    (team.folder / ".pre-commit-config.yaml").write_text(
        f"repos:\n  - repo: {hooks.folder}\n    rev: {hooks.head()}\n    hooks:\n{entries}", encoding="utf-8"
    )
    team.git("add", "--all")
    team.git("commit", "--quiet", "--no-verify", "--message", "Use hooks")
    return team


def test_a_commit_is_repaired_refused_and_passes_when_it_is_made_again(fixing: GitRepository):
    before, whole = fixing.head(), (fixing.folder / MODEL).read_bytes()
    line = fixing.edit(MODEL, "    target: 12_000_000\n", "    taget: 12_000_000\n")
    ended = fixing.commit("Misspell a field")
    shown = ended.stderr + ended.stdout
    assert ended.returncode != 0, ended
    assert f"{MODEL}:{line}:5: CL011 unknown-key: taget becomes target" in shown
    assert "files were modified by this hook" in shown
    assert "exit code: 1" in shown
    assert fixing.head() == before
    assert (fixing.folder / MODEL).read_bytes() == whole
    fixing.edit(MODEL, "name: Acme Analytics sales coverage 2027", "name: Acme Analytics coverage 2027")
    ended = fixing.commit("Shorten the name")
    assert ended.returncode == 0, ended
    assert "repair sales coverage models" in ended.stderr + ended.stdout


def test_a_table_alone_is_repaired_and_its_model_is_not_touched(fixing: GitRepository):
    model, table = (fixing.folder / MODEL).read_bytes(), (fixing.folder / PEOPLE).read_bytes()
    fixing.edit(PEOPLE, "id,name,", "id,Name,")
    ended = fixing.commit("Write a header large")
    assert ended.returncode != 0, ended
    assert "people.csv:1:4: CL011 unknown-key: Name becomes name" in ended.stderr + ended.stdout
    assert ((fixing.folder / MODEL).read_bytes(), (fixing.folder / PEOPLE).read_bytes()) == (model, table)


def test_a_commit_of_other_yaml_and_tables_is_left_alone(fixing: GitRepository):
    fixing.edit("deploy.yaml", "port: 81", "port: 82")
    fixing.edit("prices.csv", "item", "item,item")
    ended = fixing.commit("Change what is no coverage model")
    assert ended.returncode == 0, ended
    assert fixing.git("status", "--porcelain") == ""
