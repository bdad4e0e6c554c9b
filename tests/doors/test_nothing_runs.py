"""What a pull request commits is text to be checked: no program of it, or named by it, is ever started."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import pytest
from hostile import REPOSITORY

if TYPE_CHECKING:
    from pathlib import Path

    from hostile import Clone

MISSING = "1234567812345678123456781234567812345678"
CONFIG = """\
[core]
	repositoryformatversion = 1
	bare = false
	worktree = .
	fsmonitor = {trap}
	pager = {trap}
	sshCommand = {trap}
	editor = {trap}
	askPass = {trap}
	hooksPath = {folder}
	alternateRefsCommand = {trap}
[extensions]
	partialClone = origin
[remote "origin"]
	url = "ext::sh -c {trap}"
	promisor = true
	uploadpack = {trap}
[protocol]
	allow = always
[protocol "ext"]
	allow = always
[diff]
	external = {trap}
[diff "trap"]
	textconv = {trap}
[filter "trap"]
	clean = {trap}
	smudge = {trap}
	process = {trap}
	required = true
[alias]
	ls-files = !{trap}
	rev-parse = !{trap}
[credential]
	helper = {trap}
[gpg]
	program = {trap}
[uploadpack]
	packObjectsHook = {trap}
[include]
	path = ../../elsewhere
"""
COMMANDS = (
    ("check",),
    ("check", "plans"),
    ("check", "plans/coverage.yaml"),
    ("diff", "main", "--path", "plans"),
    ("diff", "main"),
    ("diff", "main", "HEAD"),
    ("report", "plans", "--format", "markdown"),
    ("report", "plans", "--format", "markdown", "--base", "main"),
    ("baseline", "plans", "--file", "../new.json", "--force"),
    ("fix", "plans", "--diff"),
    ("fix", "plans"),
    ("config", "plans"),
    ("config", "plans/coverage.yaml"),
)


@pytest.fixture
def trap(clone: Clone) -> Path:
    """Commit a bare repository of the pull request's in plans/, all of whose configuration names a trap."""
    trap = clone.folder / "plans" / "trap"
    trap.write_text(f"#!/bin/sh\ntouch {clone.folder.parent}/sprung\n", encoding="utf-8")
    trap.chmod(0o755)
    for folder in ("objects", "refs"):
        clone.write(f"plans/{folder}/.keep", "")
    clone.write("plans/HEAD", "ref: refs/heads/main\n")
    clone.write("plans/config", "[core]\n\trepositoryformatversion = 1\n\tbare = false\n\tworktree = .\n")
    own = ("--git-dir=.", "--work-tree=.")
    clone.git(*own, "update-index", "--add", "--cacheinfo", f"100644,{MISSING},.gitignore", cwd="plans")
    clone.git(*own, "update-index", "--skip-worktree", ".gitignore", cwd="plans")
    clone.write("plans/config", CONFIG.format(trap=trap, folder=clone.folder / "plans"))
    for hook in ("post-checkout", "post-index-change", "pre-commit", "reference-transaction", "fsmonitor-watchman"):
        clone.link(f"plans/{hook}", "trap")
    for name in (".gitattributes", "plans/.gitattributes"):
        clone.write(name, "*.yaml filter=trap diff=trap merge=trap\n")
    clone.commit()
    return clone.folder.parent / "sprung"


def test_the_trap_springs_where_git_is_asked_in_the_folder(clone: Clone, trap: Path):
    """Else the tests below would show nothing."""
    clone.git("ls-files", "--others", "--exclude-standard", cwd="plans")
    assert trap.exists()


@pytest.mark.parametrize("arguments", COMMANDS, ids=" ".join)
def test_no_command_runs_what_an_embedded_repository_names(arguments: tuple[str, ...], clone: Clone, trap: Path):
    ended = clone.start(*arguments)
    assert ended.status in (0, 1), ended
    assert not trap.exists()


@pytest.mark.parametrize("arguments", [("check",), ("diff", "main"), ("report", "--format", "markdown"), ("config",)])
def test_nor_from_within_it(arguments: tuple[str, ...], clone: Clone, trap: Path):
    assert clone.start(*arguments, cwd="plans").status in (0, 1)
    assert not trap.exists()


def test_nor_where_the_repository_around_it_was_left_out(clone: Clone, trap: Path):
    """As in an image that .git was not copied into: then the folder is no repository of anybody's."""
    (clone.folder / ".git").rename(clone.folder.parent / "gone")
    assert clone.start("check", "plans").status == 0
    assert clone.start("diff", "main", "main", cwd="plans").status == 2
    assert not trap.exists()


def test_the_model_in_it_is_checked_and_compared_all_the_same(clone: Clone, trap: Path):
    clone.write("plans/coverage.yaml", "coverage_model: 1\nplan:\n  ownr: ada\n")
    checked = clone.start("check", "plans", "--format", "concise")
    assert "plans/coverage.yaml:3:3: error CL011 unknown-key" in checked.out
    compared = clone.start("diff", "main", "--path", "plans", "--format", "concise")
    assert "plans/coverage.yaml:3:3: error CL011 unknown-key" in compared.out
    assert compared.status == checked.status == 1
    assert not trap.exists()


def test_nor_does_the_hook_before_a_commit(clone: Clone, trap: Path):
    hook = clone.folder / ".git" / "hooks" / "pre-commit"
    hook.parent.mkdir(exist_ok=True)
    check = f'PYTHONPATH="{REPOSITORY}" "{sys.executable}" -P -m coverage_lint check'
    hook.write_text(f"#!/bin/sh\n{check} plans plans/coverage.yaml plans/config >.git/told 2>&1\n", encoding="utf-8")
    hook.chmod(0o755)
    clone.write("plans/more.yaml", "other: 1\n")
    clone.commit()
    assert "plans/coverage.yaml: no findings" in (clone.folder / ".git" / "told").read_text(encoding="utf-8")
    assert not trap.exists()


@pytest.mark.parametrize("name", ["coverage_lint/__init__.py", "json.py", "jsonschema/__init__.py", "sitecustomize.py"])
def test_a_module_in_the_checkout_is_not_taken_for_one_of_the_program(name: str, clone: Clone):
    clone.write(name, f"open({str(clone.folder.parent / 'sprung')!r}, 'w')\n")
    assert clone.start("check", "plans").status == 0
    assert not (clone.folder.parent / "sprung").exists()
