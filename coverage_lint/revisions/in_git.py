"""Two revisions, or one and the working tree, side by side."""

from __future__ import annotations

import os.path
from contextlib import contextmanager
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from coverage_lint.errors import Misuse
from coverage_lint.revisions.blobs import Blobs
from coverage_lint.revisions.committed import Committed
from coverage_lint.revisions.judged_by import changed
from coverage_lint.revisions.matching import check_paths, complete, folders_of, paired
from coverage_lint.revisions.repository import printable
from coverage_lint.revisions.side import Side, Versions
from coverage_lint.revisions.tree import read_tree
from coverage_lint.revisions.working_tree import WorkingTree

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from coverage_lint.discovery.find_models import FoundFile
    from coverage_lint.revisions.arguments import Revisions
    from coverage_lint.revisions.matching import InRepository
    from coverage_lint.revisions.tree import Tree


@contextmanager
def in_git(meant: Revisions, paths: Sequence[str], beside: Sequence[str] = ()) -> Iterator[Versions]:
    """Provide two versions side by side in a context; written files are removed at its end. Raises Misuse."""
    repository = meant.repository
    named = [_inside(repository.path_of(path), path) for path in paths]
    commits = (meant.before,) if meant.after is None else (meant.before, meant.after)
    trees = [read_tree(repository.git, one.id) for one in commits]
    _check_submodules(paths, named, trees)
    try:
        temporary = TemporaryDirectory(prefix="coverage-lint-")
    except OSError as error:
        raise Misuse(f"no temporary folder can be made to read a revision in: {error.strerror}") from None
    with temporary as holder:
        with Blobs(repository.git) as blobs:
            known: dict[str, bool] = {}
            sides = [
                Committed(repository, tree, blobs, os.path.join(os.path.realpath(holder), folder), known)
                for tree, folder in zip(trees, ("before", "after"), strict=False)
            ]
            after = WorkingTree(repository) if meant.after is None else sides[1]
            opened = _Opened(meant, paths, named, sides[0], after).versions()
            top = sides[0].top
            there = [os.path.relpath(pair.older_home, top).replace(os.sep, "/") for pair in opened.pairs]
            sides[0].take_surroundings(there, [repository.path_of(path) for path in beside])
        yield opened


class _Opened:
    """Both sides, ready to be looked through."""

    def __init__(
        self, meant: Revisions, paths: Sequence[str], named: Sequence[str], before: Committed, after: InRepository
    ) -> None:
        self.meant = meant
        self.repository = meant.repository
        self.paths = paths
        self.named = named
        self.before = before
        self.after = after

    def versions(self) -> Versions:
        """Find the models of both, and pair them."""
        check_paths(self.paths, self.named, self.before, self.after)
        old, found = self.before.find(self.paths).models, self.after.find(self.paths)
        new = found.models
        if self.paths:
            complete(old, new, self.before, self.after, self.repository.shown)
        notes = [*self.meant.notes, *self._not_checked_out(old, new)]
        pairs, more = paired(self.before, self.after, old, new, *self._others(old, new))
        prefix = self.repository.prefix
        notes += more + changed(self.before.top, self.after.top, {prefix, *folders_of(old, new)}, prefix)
        left_out = tuple(found.left_out)
        return Versions(*self._sides(), pairs, tuple(found.passed_over), tuple(notes), left_out)

    def _sides(self) -> tuple[Side, Side]:
        before, after, head = self.meant.before, self.meant.after, self.meant.head
        name = "the working tree" if after is None else printable(after.written)
        there = [
            tuple(path for path, inner in zip(self.paths, self.named, strict=True) if side.holds(inner))
            for side in (self.before, self.after)
        ]
        day = self.repository.day
        return (
            Side(self.meant.name, self.before.folder, self.meant.prefix, there[0], day(before.id)),
            Side(name, self.after.folder, "" if after is None else f"{name}:", there[1], day(head.id)),
        )

    def _others(
        self, old: dict[str, FoundFile], new: dict[str, FoundFile]
    ) -> tuple[dict[str, FoundFile], dict[str, FoundFile]]:
        """Find what a model may have been renamed from or to, beyond what was asked for."""
        scope = _scope(self.named or [self.repository.prefix])
        if scope(""):
            return {}, {}
        came, gone = new.keys() - old.keys(), old.keys() - new.keys()
        left_out = self._left_out() if came else set()
        return (
            self.before.others(scope, lambda path: path in left_out or self.after.holds(path)) if came else {},
            self.after.others(scope, self.before.holds) if gone else {},
        )

    def _left_out(self) -> set[str]:
        """Return what a sparse checkout leaves out of the working tree: it is not gone."""
        return self.repository.not_checked_out() if self.meant.after is None else set()

    def _not_checked_out(self, old: dict[str, FoundFile], new: dict[str, FoundFile]) -> list[str]:
        """Take models that are merely left out off the older side, and name them."""
        gone = old.keys() - new.keys()
        unseen = sorted(gone & self._left_out()) if gone else []
        for path in unseen:
            del old[path]
        named = ", ".join(map(printable, unseen))
        return [f"not compared, because a sparse checkout leaves it out: {named}"] if unseen else []


def _inside(inner: str, path: str) -> str:
    if inner == ".." or inner.startswith("../"):
        raise Misuse(f"{printable(path)} is outside of this repository")
    return inner


def _check_submodules(paths: Sequence[str], named: Sequence[str], trees: Sequence[Tree]) -> None:
    for path, inner in zip(paths, named, strict=True):
        for tree in trees:
            submodule = tree.submodule_of(inner)
            if submodule is not None:
                raise Misuse(f"{printable(path)} is in the submodule {printable(submodule)}: run the command in it")


def _scope(named: Sequence[str]) -> Callable[[str], bool]:
    """Return what says whether a path is at or below one of those named."""

    def holds(path: str) -> bool:
        return any(not one or path == one or path.startswith(one + "/") for one in named)

    return holds
