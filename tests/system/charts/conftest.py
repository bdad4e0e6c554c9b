"""Mermaid of the version in package.json, which draws what GitHub draws; with the system's Chromium."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from npm_packages import install

if TYPE_CHECKING:
    from collections.abc import Callable

HERE = Path(__file__).parent


@pytest.fixture
def drawn(chromium: str, tmp_path: Path) -> Callable[[str], list[str]]:
    """Return what draws every chart of a Markdown text: their SVGs, in order. A chart that cannot be drawn fails."""
    install(HERE, "import('@mermaid-js/mermaid-cli').catch(() => process.exit(1))")

    def draw(text: str) -> list[str]:
        browser, source = tmp_path / "browser.json", tmp_path / "report.md"
        browser.write_text(json.dumps({"executablePath": chromium, "args": ["--no-sandbox"]}), encoding="utf-8")
        source.write_text(text, encoding="utf-8")
        program = HERE / "node_modules" / ".bin" / "mmdc"
        ended = subprocess.run(
            [program, "--puppeteerConfigFile", browser, "--input", source, "--output", tmp_path / "drawn.md"],
            cwd=tmp_path,
            capture_output=True,
            text=True,
            check=False,
            timeout=300,
        )
        assert ended.returncode == 0, ended.stdout + ended.stderr
        files = sorted(tmp_path.glob("drawn-*.svg"), key=lambda file: int(file.stem.rpartition("-")[2]))
        return [file.read_text(encoding="utf-8") for file in files]

    return draw
