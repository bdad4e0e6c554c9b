"""What is inside the wheel, and that it works where only the wheel is."""

from __future__ import annotations

import shutil
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from coverage_lint.version import __version__

if TYPE_CHECKING:
    from installed_wheel import Installed

pytestmark = pytest.mark.xdist_group("wheel")

REPOSITORY = Path(__file__).parents[2]

CONSUMER = """
from coverage_lint import Finding, Location, Report, check

def places(path: str) -> list[str]:
    report: Report = check(path, select=["CL3"], strict=True)
    return [place(finding) for finding in report.findings()]

def place(finding: Finding) -> str:
    location: Location = finding.location
    return f"{location.path}:{location.line}:{location.column} {finding.code}"
"""


@pytest.fixture
def acme(tmp_path: Path) -> Path:
    """Return a folder that holds nothing but a copy of the example, under coverage/."""
    shutil.copytree(REPOSITORY / "examples" / "acme", tmp_path / "coverage")
    return tmp_path


@pytest.mark.parametrize("folder", ["policies", "schemas"])
def test_the_wheel_ships_all_of_a_data_folder(folder: str, wheel: Path):
    shipped = {name for name in zipfile.ZipFile(wheel).namelist() if name.startswith(f"coverage_lint/_data/{folder}/")}
    kept = {f"coverage_lint/_data/{path.relative_to(REPOSITORY).as_posix()}" for path in _files(REPOSITORY / folder)}
    assert kept
    assert shipped == kept


def test_the_wheel_ships_each_module_and_the_mark_of_a_typed_package(wheel: Path):
    names = {name for name in zipfile.ZipFile(wheel).namelist() if not name.startswith("coverage_lint/_data/")}
    modules = {path.relative_to(REPOSITORY).as_posix() for path in _files(REPOSITORY / "coverage_lint")}
    assert "coverage_lint/py.typed" in modules
    assert {name for name in names if ".dist-info/" not in name} == modules


def test_the_wheel_carries_its_licence(wheel: Path):
    with zipfile.ZipFile(wheel) as opened:
        (name,) = [name for name in opened.namelist() if name.endswith("/licenses/LICENSE")]
        assert opened.read(name) == (REPOSITORY / "LICENSE").read_bytes()


def test_the_installed_command_tells_its_version(installed: Installed, tmp_path: Path):
    ended = installed.run("--version", folder=tmp_path)
    assert (ended.returncode, ended.stdout.split()) == (0, ["coverage-lint", __version__]), ended


def test_the_installed_command_finds_a_clean_model_in_another_folder(installed: Installed, acme: Path):
    ended = installed.run("check", folder=acme)
    assert ended.returncode == 0, ended


def test_the_installed_command_places_a_policy_finding(installed: Installed, acme: Path):
    model = acme / "coverage" / "coverage.yaml"
    text = model.read_text(encoding="utf-8")
    assert text.count("    quota: 7_200_000\n") == 1
    model.write_text(text.replace("    quota: 7_200_000\n", "    quota: 1_200_000\n"), encoding="utf-8")
    line = text[: text.index("    quota: 7_200_000\n")].count("\n") + 1
    ended = installed.run("check", "--format", "concise", "coverage", folder=acme)
    assert ended.returncode == 1, ended
    assert f"coverage/coverage.yaml:{line}:12: error CL302 group-over-assignment: " in ended.stdout


def test_a_typed_program_passes_mypy_strict(installed: Installed, tmp_path: Path):
    ended = _mypy(installed, CONSUMER, tmp_path)
    assert ended.returncode == 0, ended


def test_a_wrong_call_fails_mypy_strict(installed: Installed, tmp_path: Path):
    ended = _mypy(installed, "from coverage_lint import check\n\nprint(check(1).models)\n", tmp_path)
    assert ended.returncode == 1, ended
    assert "[arg-type]" in ended.stdout


def _mypy(installed: Installed, program: str, folder: Path) -> subprocess.CompletedProcess[str]:
    """Check a program's types as its author would, against the installed package."""
    source = folder / "program.py"
    source.write_text(program, encoding="utf-8")
    command = [sys.executable, "-m", "mypy", "--strict", "--cache-dir", folder / "cache"]
    return subprocess.run(
        [*command, "--python-executable", installed.python, source],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
    )


def _files(folder: Path) -> list[Path]:
    """Return what git would keep of a folder."""
    return [path for path in folder.rglob("*") if path.is_file() and "__pycache__" not in path.parts]
