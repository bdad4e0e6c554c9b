"""A repository to begin with, and a temporary folder that must be empty again at the end."""

from __future__ import annotations

import os
import tempfile
from typing import TYPE_CHECKING

import pytest
from repository import Repo

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture(autouse=True)
def emptied(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    folder = tmp_path_factory.mktemp("temporary")
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")
    yield folder
    assert list(folder.iterdir()) == []


@pytest.fixture
def repo(tmp_path: Path) -> Repo:
    folder = tmp_path / "plans of acme"
    folder.mkdir()
    made = Repo(folder)
    made.git("init", "--quiet", "--initial-branch=main")
    return made
