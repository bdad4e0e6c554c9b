"""docs/gate.md, followed from its first command to its last in a new repository."""

from __future__ import annotations

import os
import re
import subprocess
from typing import TYPE_CHECKING

import pytest
from gate_page import FENCE, Command, Edit, matches, steps
from git_repository import IDENTITY
from readers import REPOSITORY, parse_yaml, read_yaml

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

PAGE = (REPOSITORY / "docs" / "gate.md").read_text(encoding="utf-8")
HOOKS = {one["id"] for one in read_yaml(REPOSITORY / ".pre-commit-hooks.yaml")}


class Shell:
    """One shell that is typed into from the first command to the last, so that `cd` and `$?` mean what they do."""

    def __init__(self, folder: Path) -> None:
        kept = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
        self._shell = subprocess.Popen(
            ["sh"],
            cwd=folder,
            env={**kept, **IDENTITY, "LC_ALL": "C.UTF-8"},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            encoding="utf-8",
        )

    def type(self, command: str) -> str:
        """Type a command, and give all it prints."""
        assert self._shell.stdin
        assert self._shell.stdout
        self._shell.stdin.write(f"{command}\n__kept=$?; printf '\\n\\001%s\\n' \"$PWD\"; (exit $__kept)\n")
        self._shell.stdin.flush()
        printed = ""
        for line in self._shell.stdout:
            if line.startswith("\001"):
                self.folder = line[1:].rstrip("\n")
                return printed.removesuffix("\n")
            printed += line
        raise AssertionError(f"the shell ended: {printed}")

    def close(self) -> None:
        self._shell.communicate(timeout=10)


@pytest.fixture
def typed(tmp_path: Path, shell: None) -> Iterator[Shell]:  # noqa: ARG001 - it changes the PATH
    typing = Shell(tmp_path)
    yield typing
    typing.close()


def test_all_that_it_promises_comes_true(typed: Shell):
    every = steps(PAGE)
    assert sum(isinstance(step, Command) for step in every) > 20
    for step in every:
        if isinstance(step, Edit):
            _apply(step, typed.folder)
            continue
        printed = typed.type(step.typed)
        assert matches(step.shown, printed), f"$ {step.typed}\n{printed}\n--- is not what the page shows:\n{step.shown}"
        quiet = step.shown == ""
        assert not quiet or typed.type("echo $?") == "0\n", step.typed


def test_what_is_shown_must_be_what_is_printed():
    assert matches("a\n...\nd\n", "a\nb\nc\nd\n")
    assert matches("a\n...\n", "a\n")
    assert not matches("a\n...\nd\n", "a\nb\nc\n")
    assert not matches("a\n", "a\nb\n")
    assert not matches("", "a\n")


def test_each_key_of_the_action_has_its_row():
    action = read_yaml(REPOSITORY / "action.yml")
    for name in (*action["inputs"], *action["outputs"]):
        assert f"\n| `{name}` | " in PAGE, name


def test_the_hooks_that_it_shows_are_there():
    (config,) = (body for language, _, body in FENCE.findall(PAGE) if language == "yaml" and "hooks:" in body)
    (repository,) = parse_yaml(config)["repos"]
    assert {one["id"] for one in repository["hooks"]} == HOOKS


def test_each_link_into_the_repository_leads_somewhere():
    links = re.findall(r"\]\((?!https?:|#)([^)#]+)", PAGE)
    assert links
    assert [link for link in links if not (REPOSITORY / "docs" / link).exists()] == []


def _apply(edit: Edit, folder: str) -> None:
    path = os.path.join(folder, edit.path)
    with open(path, encoding="utf-8") as file:
        text = file.read()
    assert text.count(edit.old) == 1, edit
    with open(path, "w", encoding="utf-8") as file:
        file.write(text.replace(edit.old, edit.new))
