"""A git repository on disk, written to step by step, and what a comparison of it gives in short."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path
from typing import NamedTuple

from coverage_lint.revisions import Versions, versions

MODEL = "coverage_model: 1\nplan:\n  name: {}\n  currency: EUR\ngoals:\n  - id: new-business\n    target: 12_000_000\n"
WHO = {
    "GIT_AUTHOR_NAME": "Ada",
    "GIT_AUTHOR_EMAIL": "ada@acme.example",
    "GIT_COMMITTER_NAME": "Ada",
    "GIT_COMMITTER_EMAIL": "ada@acme.example",
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_CONFIG_NOSYSTEM": "1",
}


def model(name: str = "acme") -> str:
    return MODEL.format(name)


class Repo(NamedTuple):
    folder: Path

    def git(self, *words: str | bytes, **environment: str) -> str:
        inherited = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
        ended = subprocess.run(
            ["git", *words],
            cwd=self.folder,
            env={**inherited, **WHO, **environment},
            capture_output=True,
            check=False,
        )
        assert ended.returncode == 0, ended
        return os.fsdecode(ended.stdout).strip()

    def write(self, files: dict[str, str | bytes | None]) -> None:
        for name, text in files.items():
            path = self.folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            if text is None:
                path.unlink()
            elif isinstance(text, bytes):
                path.write_bytes(text)
            else:
                path.write_text(text, encoding="utf-8")

    def commit(self, files: dict[str, str | bytes | None] | None = None, day: str = "2027-02-03") -> str:
        self.write(files or {})
        self.git("add", "--all")
        moment = f"{day}T23:30:00-0800"
        self.git("commit", "--quiet", "--allow-empty", "-m", day, GIT_COMMITTER_DATE=moment, GIT_AUTHOR_DATE=moment)
        return self.git("rev-parse", "HEAD")

    def compare(self, base: str, head: str | None = None, *paths: str, cwd: str = ".") -> Compared:
        return compare(base, head, *paths, cwd=self.folder / cwd)


class Compared(NamedTuple):
    """What was yielded, and what could be read while it was open."""

    versions: Versions
    pairs: list[tuple[str | None, str | None]]
    """Shown paths."""
    texts: list[tuple[str | None, str | None]]
    tables: dict[str, str]
    """Text of every other file of the older side, by its path from the side's folder."""
    exported: str


def compare(base: str, head: str | None = None, *paths: str, cwd: Path) -> Compared:
    with versions(base, head, list(paths), str(cwd)) as opened:
        pairs = [tuple(one and one.shown for one in (pair.before, pair.after)) for pair in opened.pairs]
        texts = [tuple(one and _read(Path(one.path)) for one in (pair.before, pair.after)) for pair in opened.pairs]
        folder = Path(opened.before.folder)
        exported = opened.before.folder
        files = folder.rglob("*") if folder != cwd else ()
        tables = {str(path.relative_to(folder)): _read(path) for path in files if path.is_file()}
        tables = {name: text for name, text in sorted(tables.items()) if name != ".git"}
    return Compared(opened, pairs, texts, tables, exported)


def _read(path: Path) -> str:
    return path.read_bytes().decode("utf-8", "replace")
