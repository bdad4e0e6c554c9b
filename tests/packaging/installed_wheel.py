"""An environment that holds the built wheel."""

from __future__ import annotations

import os
import subprocess
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from pathlib import Path


class Installed(NamedTuple):
    """A virtual environment that holds the wheel and what the wheel asks for."""

    python: Path
    command: Path

    def run(self, *arguments: str, folder: Path) -> subprocess.CompletedProcess[str]:
        """Run the installed command in a folder, with nothing of this checkout in reach."""
        return subprocess.run(
            [self.command, *arguments],
            cwd=folder,
            env=without_python_settings(),
            capture_output=True,
            text=True,
            encoding="utf-8",
            timeout=120,
            check=False,
        )


def without_python_settings() -> dict[str, str]:
    """Return the environment without what makes an interpreter look for modules elsewhere."""
    return {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "VIRTUAL_ENV"))}
