"""Microsoft's SARIF multitool of the version in package.json, installed once into this folder."""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from npm_packages import install

if TYPE_CHECKING:
    from collections.abc import Callable

HERE = Path(__file__).parent
PACKAGE = "@microsoft/sarif-multitool"


@pytest.fixture(scope="session")
def multitool() -> Path:
    """Return the program, which brings its own runtime."""
    install(HERE, f"require('fs').accessSync(require('{PACKAGE}'))")
    asked = ["node", "--print", f"require('{PACKAGE}')"]
    program = Path(subprocess.run(asked, cwd=HERE, check=True, capture_output=True, text=True).stdout.strip())
    program.chmod(0o755)  # what its install script would do, where npm runs such scripts
    return program


@pytest.fixture
def validate(multitool: Path, tmp_path: Path) -> Callable[[dict[str, str]], list[tuple[str, str, str]]]:
    """Return what validates SARIF files: level, rule and file of whatever is wrong, notes apart."""

    def validated(texts: dict[str, str]) -> list[tuple[str, str, str]]:
        folder = tmp_path / "sarif"
        folder.mkdir()
        for name, text in texts.items():
            (folder / f"{name}.sarif").write_text(text, encoding="utf-8")
        told = tmp_path / "validation.json"
        options = ["--rule-kind", "Sarif;Ghas", "--level", "Error;Warning", "--config", str(HERE / "validation.xml")]
        ended = subprocess.run(
            [str(multitool), "validate", str(folder / "*.sarif"), *options, "--output", str(told)],
            env={**os.environ, "DOTNET_SYSTEM_GLOBALIZATION_INVARIANT": "1"},  # no ICU is needed then
            check=True,
            capture_output=True,
            text=True,
        )
        assert f"{len(texts)} files scanned" in ended.stdout, ended.stdout
        (run,) = _read(told)["runs"]
        assert run["invocations"][0]["executionSuccessful"], ended.stdout
        return [_told(result, run) for result in run.get("results", ())]

    return validated


def _told(result: dict[str, Any], run: dict[str, Any]) -> tuple[str, str, str]:
    place = result["locations"][0]["physicalLocation"]["artifactLocation"]
    uri = place["uri"] if "uri" in place else run["artifacts"][place["index"]]["location"]["uri"]
    return result.get("level", "warning"), result["ruleId"], uri.rpartition("/")[2]


def _read(path: Path) -> dict[str, Any]:
    content: dict[str, Any] = json.loads(path.read_text(encoding="utf-8-sig"))
    return content
