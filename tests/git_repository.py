"""A git repository on disk, and pre-commit in it, as a sales team has them."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from pathlib import Path

DAY = "2026-12-17T09:00:00Z"
"""When all is committed, before the year of the plans begins: policies about changes ask what is over."""
IDENTITY = {
    "GIT_AUTHOR_NAME": "Sales Operations",
    "GIT_AUTHOR_EMAIL": "sales-operations@acme.example",
    "GIT_COMMITTER_NAME": "Sales Operations",
    "GIT_COMMITTER_EMAIL": "sales-operations@acme.example",
    "GIT_AUTHOR_DATE": DAY,
    "GIT_COMMITTER_DATE": DAY,
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_CONFIG_NOSYSTEM": "1",
}


class GitRepository(NamedTuple):
    """A work tree, and where pre-commit keeps what it installs."""

    folder: Path
    pre_commit_home: Path

    def git(self, *arguments: str) -> str:
        """Run git and give what it printed; a failure is the test's."""
        ended = self._run("git", *arguments)
        assert ended.returncode == 0, ended
        return ended.stdout

    def commit(self, message: str) -> subprocess.CompletedProcess[str]:
        """Try to commit everything that changed, hooks and all."""
        self.git("add", "--all")
        return self._run("git", "commit", "--message", message)

    def pre_commit(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """Run pre-commit."""
        return self._run(sys.executable, "-m", "pre_commit", *arguments)

    def head(self) -> str:
        """Return the commit that the branch stands at."""
        return self.git("rev-parse", "HEAD").strip()

    def edit(self, path: str, old: str, new: str) -> int:
        """Replace what occurs once in a file, and give the line where it was."""
        file = self.folder / path
        text = file.read_text(encoding="utf-8")
        assert text.count(old) == 1, (path, old)
        file.write_text(text.replace(old, new), encoding="utf-8")
        return text[: text.index(old)].count("\n") + 1

    def _run(self, *command: str) -> subprocess.CompletedProcess[str]:
        inherited = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
        return subprocess.run(
            command,
            cwd=self.folder,
            env={**inherited, **IDENTITY, "PRE_COMMIT_HOME": str(self.pre_commit_home), "PRE_COMMIT_COLOR": "never"},
            capture_output=True,
            text=True,
            encoding="utf-8",
            timeout=300,
            check=False,
        )
