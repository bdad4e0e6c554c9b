"""What the words of the command mean: revisions, or files and folders."""

from __future__ import annotations

import os.path

from coverage_lint.errors import Misuse
from coverage_lint.frozen import NamedTuple
from coverage_lint.revisions.repository import (
    SHALLOW,
    Commit,
    Repository,
    find_repository,
    no_such_revision,
    printable,
)

HEAD = "HEAD"


class Revisions(NamedTuple):
    """Two revisions to compare; the newer one may be the working tree."""

    repository: Repository
    before: Commit
    name: str
    """What the older one is, for people; what it is written as may only be the way to it."""
    prefix: str
    """Before a path in it."""
    after: Commit | None
    """None is the working tree."""
    head: Commit
    """The commit that gives the newer side its day."""
    notes: tuple[str, ...]


class Plain(NamedTuple):
    """Two files, or two folders, as they are."""

    before: str
    after: str


def understand(base: str, head: str | None, cwd: str) -> Revisions | Plain:
    """Return what is to be compared. Raises Misuse for arguments that mean nothing, or two things."""
    words = (base,) if head is None else (base, head)
    for word in words:
        if not word or "\0" in word:
            raise Misuse(f"{printable(word)} is neither a revision nor a path")
    are_paths = [_is_path(word, cwd) for word in words]
    if all(are_paths):
        return Plain(base, "." if head is None else head)
    if any(are_paths):
        file, revision = (base, head or "") if are_paths[0] else (head or "", base)
        if not _also_revision(revision, cwd):
            raise Misuse(f"{printable(revision)}: no such file, folder or revision")
        raise Misuse(
            f"{printable(file)} is a path, but {printable(revision)} is not: compare two revisions or two paths "
            f"(`coverage-lint diff {printable(revision)} --path {printable(file)}` compares a path with its past)"
        )
    return _revisions(base, head, cwd)


def _is_path(word: str, cwd: str) -> bool:
    """True if a word is a path. Raises Misuse where it is a revision too."""
    if not os.path.lexists(os.path.join(cwd, word)):
        return False
    plainly = word.startswith(("./", "../", "/")) or word in (".", "..") or os.path.isabs(word)
    if not plainly:
        named = _also_revision(word, cwd)
        if named:
            raise Misuse(f"{printable(word)} is both a path and a revision: write ./{word} for the path, or {named}")
    return True


def _also_revision(word: str, cwd: str) -> str:
    """Return what to write for the revision, where a word that is a path is one as well; '' where it is none."""
    try:
        repository = find_repository(cwd)
    except Misuse:  # no git, or no repository: then it can only be a path
        return ""
    ends = _ends(word)
    if ends is not None:
        both = [repository.commit(end or HEAD) for end in (ends[0], ends[2])]
        return f"{both[0].id}{ends[1]}{both[1].id} for the revisions" if both[0] and both[1] else ""
    commit = repository.commit(word)
    return f"{printable(repository.full_name(commit))} for the revision" if commit else ""


def _ends(word: str) -> tuple[str, str, str] | None:
    """Take a range apart: what is before the dots, the dots, and what is behind."""
    dots = "..." if "..." in word else ".."
    before, found, after = word.partition(dots)
    return (before, dots, after) if found and (before or after) else None


def _revisions(base: str, head: str | None, cwd: str) -> Revisions:
    repository = find_repository(cwd)
    ends = _range(base, repository)
    if head is not None:
        if ends is not None or _range(head, repository) is not None:
            raise Misuse(f"write one range or two revisions, not both: {printable(base)} {printable(head)}")
        return _compared(repository, _commit(repository, base), _commit(repository, head), "...")
    if ends is not None:
        before, dots, after = ends
        return _compared(
            repository, _commit(repository, before or HEAD), _commit(repository, after or HEAD), dots, written=base
        )
    if repository.bare:
        raise Misuse("there is no working tree here: name two revisions")
    return _compared(repository, _commit(repository, base), None, "...")


def _range(word: str, repository: Repository) -> tuple[str, str, str] | None:
    """Return the ends of what is a range, and not one revision with dots in it, such as ':/two..dots'."""
    ends = _ends(word)
    return ends if ends is not None and repository.commit(word) is None else None


def _commit(repository: Repository, word: str) -> Commit:
    commit = repository.commit(word)
    if commit is not None:
        return commit
    if word == HEAD:
        raise Misuse("this branch has no commit yet, so there is nothing to compare with")
    raise no_such_revision(word, repository)


def _compared(
    repository: Repository, base: Commit, after: Commit | None, dots: str, written: str | None = None
) -> Revisions:
    """Find the older side: what was named, or where the newer one left it."""
    head = _commit(repository, HEAD) if after is None else after
    base_name, head_name = printable(base.written), printable(head.written)
    notes: tuple[str, ...] = ()
    before, name, prefix = base, base_name, f"{base_name}:"
    if dots == "..." and base.id != head.id:
        found = repository.merge_bases(base, head)
        if not found:
            raise _no_merge_base(repository, base_name, head_name, written)
        if found[0] != base.id:
            before = Commit(base.written, found[0])
            name, prefix = f"merge base of {base_name} and {head_name} ({before.short})", f"{before.short}:"
        if len(found) > 1:
            notes = (f"{base_name} and {head_name} have {len(found)} merge bases; {before.short} is compared with",)
    return Revisions(repository, before, name, prefix, after, head, notes)


def _no_merge_base(repository: Repository, base: str, head: str, written: str | None) -> Misuse:
    as_they_are = f"`{base}..{head}` compares the two directly"
    if repository.is_shallow():
        return Misuse(
            f"{written or base}: where {head} branched off {base} is not in this clone. {SHALLOW}; {as_they_are}"
        )
    return Misuse(f"{base} and {head} have no commit in common; {as_they_are}")
