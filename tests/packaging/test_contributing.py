"""The policy that CONTRIBUTING.md shows, and its cases, are right."""

from __future__ import annotations

import ast
import re
import shutil
from pathlib import Path
from typing import TYPE_CHECKING

from coverage_lint.command.main import main

if TYPE_CHECKING:
    from collections.abc import Iterator

REPOSITORY = Path(__file__).parents[2]
GUIDE = (REPOSITORY / "CONTRIBUTING.md").read_text(encoding="utf-8")


def test_the_policy_shown_passes_the_cases_shown(tmp_path: Path, capsys):
    policy, cases = re.findall(r"^```yaml\n((?s:.+?))^```$", GUIDE, re.MULTILINE)
    shutil.copytree(REPOSITORY / "policies" / "bases", tmp_path / "bases")
    (tmp_path / "groups.yaml").write_text(policy, encoding="utf-8")
    (tmp_path / "groups.cases.yaml").write_text(cases, encoding="utf-8")
    assert main(["policies", "test", str(tmp_path), "--mutate"]) == 0
    assert capsys.readouterr().out == "3 cases of 1 policy: all passed\n4 mutants: all noticed\n"


def test_every_room_has_its_line():
    package = REPOSITORY / "coverage_lint"
    there = {f"{room.parent.relative_to(package)}/" for room in package.glob("**/__init__.py")} - {"./"}
    told = set(re.findall(r"^\| `([a-z_/]+/)` \|", GUIDE, re.MULTILINE))
    assert told == there


def test_every_file_named_is_there():
    section = GUIDE.partition("## Where things are")[2].partition("\n## ")[0]
    named = set(re.findall(r"`([a-z_]+(?:/[a-z_]+)*\.(?:py|json|md))`", section)) - {"<element>.cases.yaml"}
    assert named
    for name in named:
        assert (REPOSITORY / name).exists() or (REPOSITORY / "coverage_lint" / name).exists(), name


def imported(path: Path) -> Iterator[str]:
    """Return the rooms that a module imports when it runs, be it late; not those that it needs for types alone."""
    waiting: list[ast.AST] = [ast.parse(path.read_text(encoding="utf-8"))]
    while waiting:
        node = waiting.pop()
        if isinstance(node, ast.If) and isinstance(node.test, ast.Name) and node.test.id == "TYPE_CHECKING":
            continue
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("coverage_lint."):
            yield str(node.module).split(".")[1]
        waiting += ast.iter_child_nodes(node)


def test_imports_run_one_way():
    package = REPOSITORY / "coverage_lint"
    rooms = re.findall(r"^\| `([a-z_]+)/` \|", GUIDE, re.MULTILINE)
    back = {
        f"{path.relative_to(package)} imports {room}/"
        for path in package.glob("*/**/*.py")
        for room in imported(path)
        if room in rooms and rooms.index(room) > rooms.index(path.relative_to(package).parts[0])
    }
    assert back == set()
