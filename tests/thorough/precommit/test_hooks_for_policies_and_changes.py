"""The hooks for a team's own policies and for a comparison by hand, tried by the real pre-commit."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from subprocess import CompletedProcess

    from git_repository import GitRepository

pytestmark = pytest.mark.xdist_group("pre-commit")

OWN_POLICIES = Path(__file__).parents[3] / "examples" / "own-policies"
MODEL = "coverage/coverage.yaml"
POLICIES = "rules/key-accounts.yaml"
CASES = "rules/key-accounts.cases.yaml"


@pytest.fixture
def own(team: GitRepository, hooks: GitRepository) -> GitRepository:
    """Return the team's repository, with policies of its own and their hook."""
    shutil.copytree(OWN_POLICIES / "rules", team.folder / "rules")
    (team.folder / ".coverage-lint.yaml").write_text("policies: [rules]\n", encoding="utf-8")
    use(team, hooks, "      - id: coverage-lint-policies\n")
    return team


def use(team: GitRepository, hooks: GitRepository, entries: str) -> None:
    """Let a repository use these hooks alone, and commit that unchecked."""
    (team.folder / ".pre-commit-config.yaml").write_text(
        f"repos:\n  - repo: {hooks.folder}\n    rev: {hooks.head()}\n    hooks:\n{entries}", encoding="utf-8"
    )
    team.git("add", "--all")
    team.git("commit", "--quiet", "--no-verify", "--message", "Use hooks")


def tried(team: GitRepository, hooks: GitRepository, hook: str, *arguments: str) -> CompletedProcess[str]:
    return team.pre_commit("try-repo", str(hooks.folder), hook, "--color=never", *arguments)


def test_policies_are_tested_when_a_policy_changes(own: GitRepository):
    before = own.head()
    own.edit(POLICIES, "when: ", "when: not ")
    ended = own.commit("Turn it round")
    assert ended.returncode != 0, ended
    assert "test policies of your own" in ended.stderr + ended.stdout
    assert f"{CASES}:" in ended.stderr + ended.stdout
    assert own.head() == before


def test_policies_are_tested_when_their_cases_change_alone(own: GitRepository):
    text = (own.folder / CASES).read_text(encoding="utf-8")
    (own.folder / CASES).write_text(text.replace("# fires AC101", "# it did", 1), encoding="utf-8")
    ended = own.commit("Forget a mark")
    assert ended.returncode != 0, ended
    assert f"{CASES}:" in ended.stderr + ended.stdout


def test_a_change_that_keeps_the_cases_passes(own: GitRepository):
    own.edit(POLICIES, "  why: ", "  why: As we learned, ")
    ended = own.commit("Say why")
    assert ended.returncode == 0, ended
    assert "Passed" in ended.stderr + ended.stdout


def test_other_files_leave_policies_alone(own: GitRepository):
    own.edit("prices.csv", "item", "article")
    ended = own.commit("Rename a column")
    assert ended.returncode == 0, ended
    assert "(no files to check)Skipped" in ended.stderr + ended.stdout


def test_args_name_packs_that_no_settings_name(own: GitRepository, hooks: GitRepository):
    (own.folder / "rules").rename(own.folder / "agreed")
    (own.folder / ".coverage-lint.yaml").unlink()
    use(own, hooks, "      - id: coverage-lint-policies\n        args: [agreed]\n        files: ^agreed/\n")
    own.edit(POLICIES.replace("rules", "agreed"), "when: ", "when: not ")
    ended = own.commit("Turn it round")
    assert ended.returncode != 0, ended
    assert "agreed/key-accounts.cases.yaml:" in ended.stderr + ended.stdout


def test_try_repo_tests_policies_and_tells_where_there_are_none(
    own: GitRepository, team: GitRepository, hooks: GitRepository
):
    ended = tried(own, hooks, "coverage-lint-policies", "--all-files")
    assert ended.returncode == 0, ended
    (team.folder / ".coverage-lint.yaml").unlink()
    ended = tried(team, hooks, "coverage-lint-policies", "--all-files")
    assert ended.returncode == 1, ended
    assert "the settings of this folder name no policies" in ended.stdout


def test_the_comparison_runs_by_hand_alone(team: GitRepository, hooks: GitRepository):
    use(team, hooks, "      - id: coverage-lint-diff\n        args: [main]\n")
    team.git("switch", "--quiet", "--create", "change")
    team.edit(MODEL, "    target: 12_000_000\n", "    target: 13_000_000\n")
    ended = team.commit("Raise a goal")
    assert ended.returncode == 0, ended  # at a commit it does not run
    assert "CL1" not in ended.stderr + ended.stdout

    by_hand = ("run", "coverage-lint-diff", "--hook-stage", "manual")
    ended = team.pre_commit(*by_hand)
    assert ended.returncode == 1, ended
    assert "12,000,000" in ended.stdout
    assert "13,000,000" in ended.stdout
    assert "error[CL116 " in ended.stdout


def test_the_comparison_shows_what_changed_where_nothing_fails(team: GitRepository, hooks: GitRepository):
    team.git("switch", "--quiet", "--create", "change")
    team.edit(MODEL, "name: Acme Analytics sales coverage 2027", "name: Acme Analytics coverage 2027")
    team.git("commit", "--quiet", "--all", "--no-verify", "--message", "Shorten the name")
    ended = tried(team, hooks, "coverage-lint-diff", "--hook-stage=manual")
    assert ended.returncode == 1, ended  # there is no origin here
    assert "origin/HEAD" in ended.stdout
    team.git("remote", "add", "origin", str(team.folder))
    team.git("fetch", "--quiet", "origin")
    team.git("remote", "set-head", "origin", "main")
    ended = tried(team, hooks, "coverage-lint-diff", "--hook-stage=manual")
    assert ended.returncode == 0, ended
    assert "Acme Analytics coverage 2027" in ended.stdout
