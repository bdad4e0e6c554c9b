"""This checkout as a repository of hooks, and a team's repository that uses it."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from git_repository import GitRepository

if TYPE_CHECKING:
    from collections.abc import Iterator

CHECKOUT = Path(__file__).parents[3]


@pytest.fixture(scope="session")
def hooks(tmp_path_factory: pytest.TempPathFactory) -> GitRepository:
    """Commit this checkout as it is now, unsaved changes included, to a repository that pre-commit can clone."""
    folder = tmp_path_factory.mktemp("coverage-lint")
    for path in _files_of_checkout():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(CHECKOUT / path, folder / path)
    return _committed(GitRepository(folder, tmp_path_factory.mktemp("pre-commit-home")))


@pytest.fixture
def team(hooks: GitRepository, tmp_path: Path) -> GitRepository:
    """Return a team's repository: acme's model in coverage/, YAML of other kinds, and the hook installed."""
    folder = tmp_path / "sales-plan"
    shutil.copytree(CHECKOUT / "examples" / "acme", folder / "coverage")
    (folder / "deploy.yaml").write_text("image: !Latest {{ .Values.image }}\nport: 80\nport: 81\n", encoding="utf-8")
    (folder / "prices.csv").write_text('item,price\n"half a row\n', encoding="utf-8")
    (folder / ".pre-commit-config.yaml").write_text(
        f"repos:\n  - repo: {hooks.folder}\n    rev: {hooks.head()}\n    hooks:\n      - id: coverage-lint\n",
        encoding="utf-8",
    )
    repository = _committed(GitRepository(folder, hooks.pre_commit_home))
    installed = repository.pre_commit("install")
    assert installed.returncode == 0, installed
    return repository


def _committed(repository: GitRepository) -> GitRepository:
    """Make a repository of a folder, with all of it in the first commit."""
    repository.git("init", "--quiet", "--initial-branch=main")
    repository.git("add", "--all")
    repository.git("commit", "--quiet", "--message", "Begin")
    return repository


def _files_of_checkout() -> Iterator[str]:
    """Return what git knows or would add, as far as it is there."""
    command = ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"]
    listed = subprocess.run(command, cwd=CHECKOUT, capture_output=True, check=True, text=True, encoding="utf-8")
    for path in filter(None, listed.stdout.split("\0")):
        if (CHECKOUT / path).is_file():
            yield path
