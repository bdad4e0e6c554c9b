"""Installs what a folder's package-lock.json names, once, whole, and by one process at a time.

npm may say that all went well where two of its own steps got into each other's way, and leave files out; so what
it installed is tried, and a stamp is kept only where it works.
"""

from __future__ import annotations

import fcntl
import shutil
import subprocess
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

TRIES = 4


def install(folder: Path, works: str) -> None:
    """Install a folder's packages; `works` is JavaScript that fails where a file of theirs is missing."""
    npm, node = shutil.which("npm"), shutil.which("node")
    assert npm, "these tests need Node.js and npm on the PATH"
    assert node
    lock_file, modules = folder / "package-lock.json", folder / "node_modules"
    wanted, stamp = lock_file.read_text(encoding="utf-8"), modules / ".works-with"
    with lock_file.open(encoding="utf-8") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        if stamp.exists() and stamp.read_text(encoding="utf-8") == wanted:
            return
        for _ in range(TRIES):
            shutil.rmtree(modules, ignore_errors=True)
            installed = subprocess.run([npm, "ci", "--no-audit", "--no-fund"], cwd=folder, check=False)
            tried = subprocess.run([node, "--eval", works], cwd=folder, check=False)
            if installed.returncode == tried.returncode == 0:
                stamp.write_text(wanted, encoding="utf-8")
                return
    raise AssertionError(f"npm ci in {folder} left out what it should have installed, {TRIES} times")
