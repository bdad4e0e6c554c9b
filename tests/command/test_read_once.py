"""Each command opens a file once, whoever looks at it: the search, the settings, the packs, the comparison."""

from __future__ import annotations

import os
import subprocess
from collections import Counter
from typing import TYPE_CHECKING

import pytest
from git_repository import IDENTITY

from coverage_lint.command.main import main

if TYPE_CHECKING:
    from pathlib import Path

READ = ("coverage.yaml", "own.yaml", ".coverage-lint.yaml")
SETTINGS = "policies: [rules]\nignore: [CL7]\n"
POLICY = """\
- code: AC101
  name: acme-quota
  title: A group has a quota
  severity: error
  why: Because.
  source: a judgement
  for: group
  when: missing(quota)
  message: no quota
  help: Give it one.
"""
MODEL = "coverage_model: 1\nplan: {name: {name}}\ngroups: [{id: a}]\n"


def git(folder: Path, *words: str) -> None:
    subprocess.run(["git", *words], cwd=folder, check=True, env={**os.environ, **IDENTITY})


@pytest.fixture
def opens(monkeypatch: pytest.MonkeyPatch) -> Counter[str]:
    """Count how often settings, packs and models are opened to be read."""
    counted: Counter[str] = Counter()
    opened = os.open

    def counting(path: str, flags: int, mode: int = 0o777, *, dir_fd: int | None = None) -> int:
        if dir_fd is None and not flags & (os.O_WRONLY | os.O_RDWR) and os.path.basename(path) in READ:
            counted[os.path.realpath(path)] += 1
        return opened(path, flags, mode, dir_fd=dir_fd)

    monkeypatch.setattr(os, "open", counting)
    return counted


def plans(folder: Path, name: str) -> None:
    (folder / "rules").mkdir(parents=True, exist_ok=True)
    (folder / ".coverage-lint.yaml").write_text(SETTINGS, encoding="utf-8")
    (folder / "rules" / "own.yaml").write_text(POLICY, encoding="utf-8")
    (folder / "coverage.yaml").write_text(MODEL.replace("{name}", name), encoding="utf-8")


@pytest.mark.parametrize(
    "words",
    [
        "check",
        "check --format sarif",
        "check --format junit --select AC101",
        "diff HEAD --format sarif",
        "diff HEAD~1 HEAD --format junit",
        "diff old new",
        "report --format markdown -o out/",
        "report --format json --base HEAD~1",
    ],
)
def test_each_file_is_opened_once(words: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, opens: Counter[str]):
    monkeypatch.chdir(tmp_path)
    git(tmp_path, "init", "-q")
    for number, name in enumerate(("one", "two")):
        plans(tmp_path, name)
        plans(tmp_path / "old", f"older {name}")
        plans(tmp_path / "new", f"newer {name}")
        (tmp_path / "new" / ".coverage-lint.yaml").write_text(SETTINGS + f"# {number}\n", encoding="utf-8")
        git(tmp_path, "add", "-A")
        git(tmp_path, "commit", "-q", "-m", name)
    assert main(words.split()) in {0, 1}
    assert {os.path.basename(path) for path in opens} == set(READ)
    assert {path: count for path, count in opens.items() if count > 1} == {}
