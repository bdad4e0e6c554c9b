"""The hook, run by the real pre-commit at a real commit."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from git_repository import GitRepository

pytestmark = pytest.mark.xdist_group("pre-commit")

MODEL = "coverage/coverage.yaml"
PEOPLE = "coverage/people.csv"


def test_a_commit_of_a_clean_change_passes(team: GitRepository):
    before = team.head()
    team.edit(MODEL, "name: Acme Analytics sales coverage 2027", "name: Acme Analytics coverage 2027")
    ended = team.commit("Shorten the name")
    assert ended.returncode == 0, ended
    assert "check sales coverage models" in ended.stderr + ended.stdout
    assert "Passed" in ended.stderr + ended.stdout
    assert team.head() != before


def test_a_commit_that_breaks_the_model_is_refused_with_the_finding(team: GitRepository):
    before = team.head()
    line = team.edit(MODEL, "    target: 12_000_000\n", "    taget: 12_000_000\n")
    ended = team.commit("Misspell a field")
    shown = ended.stderr + ended.stdout
    assert ended.returncode != 0, ended
    assert f"{MODEL}:{line}:5" in shown
    assert "CL011" in shown
    assert "target" in shown
    assert team.head() == before


def test_a_commit_of_other_yaml_and_tables_is_left_alone(team: GitRepository):
    team.edit("deploy.yaml", "port: 81", "port: [82")
    team.edit("prices.csv", "item", "item,item")
    ended = team.commit("Change what is no coverage model")
    assert ended.returncode == 0, ended
    assert "CL0" not in ended.stderr + ended.stdout


def test_a_commit_of_a_table_alone_checks_the_model_it_belongs_to(team: GitRepository):
    before = team.head()
    row = team.edit(PEOPLE, "Priya Raman,sales-manager,", "Priya Raman,sales-manger,")
    ended = team.commit("Misspell a role in the table of people")
    shown = ended.stderr + ended.stdout
    assert ended.returncode != 0, ended
    assert f"{PEOPLE}:{row}:{len('priya-raman,Priya Raman,') + 1}" in shown
    assert "CL020" in shown
    assert "sales-manger" in shown
    assert team.head() == before


def test_try_repo_refuses_what_is_broken_and_passes_over_the_rest(team: GitRepository, hooks: GitRepository):
    line = team.edit(MODEL, "    target: 12_000_000\n", "    target: twelve million\n")
    ended = team.pre_commit("try-repo", str(hooks.folder), "coverage-lint", "--all-files")
    assert ended.returncode == 1, ended
    assert f"{MODEL}:{line}:13" in ended.stdout
    assert "CL010" in ended.stdout
    assert "deploy.yaml" not in ended.stdout.partition("check sales coverage models")[2]
