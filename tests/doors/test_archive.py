"""The package packed into an archive, as zipapp does: its libraries are none that a system loads from there."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from typing import TYPE_CHECKING

import pytest
from hostile import REPOSITORY, environment

if TYPE_CHECKING:
    from pathlib import Path

CODE = "import sys; from coverage_lint.command.main import main; sys.exit(main(sys.argv[1:]))"


@pytest.mark.parametrize("data", [False, True])
@pytest.mark.parametrize(
    "command", [("check", "."), ("init", "new"), ("schema",), ("report", "."), ("explain", "CL301")]
)
def test_it_says_that_it_must_be_unpacked(command: tuple[str, ...], data: bool, tmp_path: Path):  # noqa: FBT001
    archive = tmp_path / "app.zip"
    with zipfile.ZipFile(archive, "w") as packed:
        for path in (REPOSITORY / "coverage_lint").rglob("*"):
            if path.is_file() and path.suffix != ".pyc":
                packed.write(path, path.relative_to(REPOSITORY))
        for path in (REPOSITORY / "schemas").iterdir() if data else ():
            packed.write(path, f"coverage_lint/_data/schemas/{path.name}")
    (tmp_path / "coverage.yaml").write_text("coverage_model: 1\n", encoding="utf-8")
    ended = subprocess.run(
        [sys.executable, "-c", CODE, *command],
        cwd=tmp_path,
        env=environment() | {"PYTHONPATH": str(archive)},
        capture_output=True,
        text=True,
        check=False,
    )
    told = f"coverage-lint: error: coverage-lint cannot run from the archive {archive}: unpack it, or install"
    assert ended.stderr.startswith(told)
    assert ended.returncode == 2
