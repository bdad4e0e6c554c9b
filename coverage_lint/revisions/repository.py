"""The repository of a folder: where it is, and what its revisions are called."""

from __future__ import annotations

import os.path
import re
from typing import TYPE_CHECKING

from coverage_lint.errors import Misuse
from coverage_lint.frozen import NamedTuple
from coverage_lint.revisions.git_questions import Git, refusal

if TYPE_CHECKING:
    from collections.abc import Iterable

_OBJECT = re.compile(r"[0-9a-f]{40}(?:[0-9a-f]{24})?")
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_SHORT = 7


class Commit(NamedTuple):
    """A revision, as it was written and as it is."""

    written: str
    id: str

    @property
    def short(self) -> str:
        """The first letters of its hash."""
        return self.id[:_SHORT]


class Repository(NamedTuple):
    """A repository, asked from a folder in it."""

    git: Git
    top: str
    """The real path of its top; of the folder itself where there is no working tree."""
    prefix: str
    """The folder from the top, '' for the top itself, with '/' and without one at its end."""
    bare: bool
    """Whether there is no working tree here."""

    def commit(self, word: str) -> Commit | None:
        """Return the commit that a word means; None where it means none that is here."""
        if not word or "\0" in word:
            return None
        found = self.git.ask("rev-parse", "--verify", "--quiet", "--end-of-options", word)
        if found.code or not _OBJECT.fullmatch(found.line):  # `^main` is no revision, but a range
            return None
        commit = self.git.ask("rev-parse", "--verify", "--quiet", "--end-of-options", found.line + "^{commit}")
        if commit.code or not _OBJECT.fullmatch(commit.line):
            return None
        return Commit(word, commit.line)

    def full_name(self, commit: Commit) -> str:
        """Return a name of a commit that is no path: refs/heads/main; its hash where it has none."""
        named = self.git.ask("rev-parse", "--symbolic-full-name", "--end-of-options", commit.written)
        name = named.line.removeprefix("--end-of-options\n")
        return name if not named.code and name.startswith("refs/") and "\n" not in name else commit.id

    def is_shallow(self) -> bool:
        """True if the history ends before its beginning."""
        return self.git.ask("rev-parse", "--is-shallow-repository").line == "true"

    def merge_bases(self, one: Commit, other: Commit) -> list[str]:
        """Return the best common ancestors, none where there is none here."""
        found = self.git.ask("merge-base", "--all", one.id, other.id)
        if found.code > 1:
            raise refusal(found, self.git.folder)
        return found.line.split() if not found.code else []

    def day(self, commit: str) -> str | None:
        """Return the day of a commit, by its committer's clock."""
        told = self.git.tell("rev-list", "--max-count=1", "--format=%cs", commit).line
        last = told.rpartition("\n")[2]  # the hash stands before it
        return last if _DAY.fullmatch(last) else None

    def not_checked_out(self) -> set[str]:
        """Return the paths from the top that a sparse checkout leaves out of the working tree."""
        listed = self.git.tell("ls-files", "-t", "-z").out
        return {os.fsdecode(line[2:]) for line in listed.split(b"\0") if line.startswith(b"S ")}

    def names_like(self, word: str) -> Iterable[str]:
        """Return the branches and tags that a word was probably meant to be."""
        from coverage_lint.nearness import nearest

        listed = self.git.ask("for-each-ref", "--format=%(refname:short)", "refs/heads", "refs/tags", "refs/remotes")
        names = [name for name in os.fsdecode(listed.out).split("\n") if name]
        remote = [name for name in names if name.endswith("/" + word)]
        above, slash, last = word.rpartition("/")
        ends = {name.removeprefix(above + slash): name for name in names if name.startswith(above + slash)}
        return remote[:3] or [ends[end] for end in nearest(last, ends)[:3]]

    def path_of(self, path: str) -> str:
        """Return the path from the top of one relative to the folder; it begins with '..' where it is outside."""
        absolute = os.path.normpath(os.path.join(self.git.folder, path))
        inner = os.path.relpath(absolute, self.git.folder).replace(os.sep, "/")
        joined = os.path.normpath(os.path.join(self.prefix, inner)).replace(os.sep, "/")
        return "" if joined == "." else joined

    def shown(self, path: str) -> str:
        """Return a path from the top as one from the folder; with '..' where it is not below."""
        return os.path.relpath("/" + path, "/" + self.prefix).replace(os.sep, "/")


def find_repository(cwd: str) -> Repository:
    """Find the repository of a folder. Raises Misuse where there is none, or git does not trust it."""
    git = Git(cwd)
    if git.tell("rev-parse", "--is-inside-work-tree").line != "true":
        return Repository(git, os.path.realpath(cwd), "", bare=True)
    top = os.path.realpath(git.place)
    inner = os.path.relpath(os.path.realpath(cwd), top).replace(os.sep, "/")
    prefix = "" if inner == "." else inner
    return Repository(git, top, prefix, bare=False)


def no_such_revision(word: str, repository: Repository) -> Misuse:
    """Return the error that a word is not a revision, with what to do."""
    from coverage_lint.nearness import did_you_mean

    shown = printable(word)
    near = did_you_mean(map(printable, repository.names_like(word)))
    said = f"{shown} is neither a revision nor a path here; {near or 'if it is a remote branch, fetch it'}"
    return Misuse(f"{said.removesuffix('?')}{'?' if near else '.'} {SHALLOW}" if repository.is_shallow() else said)


SHALLOW = (
    "This is a shallow clone without older commits: run `git fetch --unshallow`; "
    "in GitHub Actions, give actions/checkout `fetch-depth: 0`"
)
"""What to do where history is missing."""


def printable(word: str) -> str:
    """Return a word in one line that does nothing to a terminal."""
    return word if word and word.isprintable() else repr(word)
