"""Two versions of models, opened side by side."""

from __future__ import annotations

import os.path
from contextlib import ExitStack, contextmanager
from typing import TYPE_CHECKING, Protocol

from coverage_lint.policy.problems import Misuse
from coverage_lint.revisions.judging import changed
from coverage_lint.revisions.pairing import pair
from coverage_lint.revisions.present import PlainFiles, WorkingTree
from coverage_lint.revisions.repository import printable
from coverage_lint.revisions.side import FilePair, Side, Versions
from coverage_lint.revisions.words import Plain, Revisions, understand

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from coverage_lint.document.discover import FoundFile
    from coverage_lint.revisions.repository import Repository
    from coverage_lint.revisions.tree import Tree

TOO_MANY = "so many models came and went that renamed ones were told by equal contents only"


class _Looked(Protocol):
    """A side that models are looked for in; they are known by paths from its top."""

    top: str
    folder: str

    def holds(self, path: str) -> bool: ...
    def find(self, paths: Sequence[str]) -> tuple[dict[str, FoundFile], list[str]]: ...


class _InRepository(_Looked, Protocol):
    """One that has more than what was asked for."""

    def others(self, scope: Callable[[str], bool], elsewhere: Callable[[str], bool]) -> dict[str, FoundFile]: ...


@contextmanager
def versions(base: str, head: str | None, paths: Sequence[str], cwd: str) -> Iterator[Versions]:
    """Open two versions of the models below a folder; what had to be written is removed at the end, whatever happens.

    `base` and `head` are git revisions, or files or folders; without `head` it is the working tree, or for a
    folder the working directory. `A B`, `A...B` and `A` alone compare with the merge base, `A..B` does not.
    `paths` narrow to files and folders, relative to the working directory; for two plain folders, to each of
    these. Raises Misuse.
    """
    cwd = os.path.abspath(cwd)
    meant = understand(base, head, cwd)
    if isinstance(meant, Plain):
        yield _plain(meant, paths, cwd)
    else:
        with ExitStack() as stack:
            yield _revisions(meant, paths, stack)


def _plain(meant: Plain, paths: Sequence[str], cwd: str) -> Versions:
    before, after = PlainFiles(meant.before, cwd), PlainFiles(meant.after, cwd)
    _check_plain(meant, before, after, paths)
    (old, _), (new, passed_over) = before.find(paths), after.find(paths)
    if before.is_folder:
        _check_paths(paths, paths, before, after)
        pairs, notes = _paired(after, old, new, {}, {})
    else:
        pairs, notes = _one_pair(meant, after, old, new), []
    notes += changed(before.top, after.top, _folders(old, new), "") if before.top != after.top else []
    sides = [Side(_name(path, cwd), cwd, "", (path,), None) for path in meant]
    return Versions(sides[0], sides[1], pairs, tuple(passed_over), tuple(notes))


def _check_plain(meant: Plain, before: PlainFiles, after: PlainFiles, paths: Sequence[str]) -> None:
    """Refuse what makes no sense as two paths."""
    one, other = printable(meant.before), printable(meant.after)
    if before.is_folder != after.is_folder:
        file, folder = (other, one) if before.is_folder else (one, other)
        if meant.after == ".":
            raise Misuse(f"{file} is a file: name the one to compare it with, too")
        raise Misuse(f"{file} is a file and {folder} a folder: give two of a kind")
    if paths and not before.is_folder:
        raise Misuse("--path narrows what is compared of revisions and folders, not two files")
    if meant.after == "." and before.top.startswith(after.top.rstrip(os.sep) + os.sep):
        raise Misuse(f"{one} is a folder in this one: name the folder to compare it with, too")


def _one_pair(
    meant: Plain, after: PlainFiles, old: Mapping[str, FoundFile], new: Mapping[str, FoundFile]
) -> tuple[FilePair, ...]:
    """Pair two files, whatever they are called; a table stands for its model."""
    for word, found in ((meant.before, old), (meant.after, new)):
        if not found:
            raise Misuse(f"{printable(word)} is no coverage model: it has no top-level key coverage_model")
        if len(found) > 1:
            raise Misuse(f"{printable(word)} is a table of several models: name one of {', '.join(found)}")
    (one,), ((key, other),) = old.values(), new.items()
    return (FilePair(one, other, os.path.join(after.top, key)),)


def _name(path: str, cwd: str) -> str:
    if os.path.normpath(path) == ".":
        return "this folder"
    return path.rstrip("/") + "/" if os.path.isdir(os.path.join(cwd, path)) else path


def _revisions(meant: Revisions, paths: Sequence[str], stack: ExitStack) -> Versions:
    from tempfile import TemporaryDirectory

    from coverage_lint.revisions.blobs import Blobs
    from coverage_lint.revisions.committed import Committed
    from coverage_lint.revisions.tree import read_tree

    repository = meant.repository
    named = [_inside(repository.path_of(path), path) for path in paths]
    trees = [read_tree(repository.git, meant.before.id)]
    if meant.after is not None:
        trees.append(read_tree(repository.git, meant.after.id))
    _check_submodules(paths, named, trees)
    holder = os.path.realpath(stack.enter_context(TemporaryDirectory(prefix="coverage-lint-")))
    blobs = stack.enter_context(Blobs(repository.git))
    known: dict[str, bool] = {}
    sides = [
        Committed(repository, tree, blobs, os.path.join(holder, folder), known)
        for tree, folder in zip(trees, ("before", "after"), strict=False)
    ]
    before = sides[0]
    after: _InRepository = WorkingTree(repository) if meant.after is None else sides[1]
    _check_paths(paths, named, before, after)
    (old, _), (new, passed_over) = before.find(paths), after.find(paths)
    unseen = _not_checked_out(old, new, repository) if meant.after is None else []
    more_old: dict[str, FoundFile] = {}
    more_new: dict[str, FoundFile] = {}
    scope = _scope(named or [repository.prefix])
    if not scope("") and new.keys() - old.keys():
        more_old = before.others(scope, after.holds)
    if not scope("") and old.keys() - new.keys():
        more_new = after.others(scope, before.holds)
    pairs, notes = _paired(after, old, new, more_old, more_new)
    notes += changed(before.top, after.top, {repository.prefix, *_folders(old, new)}, repository.prefix)
    name = "the working tree" if meant.after is None else printable(meant.after.written)
    there = [
        tuple(path for path, inner in zip(paths, named, strict=True) if side.holds(inner)) for side in (before, after)
    ]
    return Versions(
        Side(meant.name, before.folder, meant.prefix, there[0], repository.day(meant.before.id)),
        Side(name, after.folder, "" if meant.after is None else f"{name}:", there[1], repository.day(meant.head.id)),
        pairs,
        tuple(passed_over),
        (*meant.notes, *unseen, *notes),
    )


def _not_checked_out(old: dict[str, FoundFile], new: Mapping[str, FoundFile], repository: Repository) -> list[str]:
    """Leave out the models that a sparse checkout leaves out of the working tree: they are not gone."""
    unseen = repository.not_checked_out() & (old.keys() - new.keys()) if old.keys() - new.keys() else set()
    for path in unseen:
        del old[path]
    named = ", ".join(map(printable, sorted(unseen)))
    return [f"not compared, since a sparse checkout leaves it out: {named}"] if unseen else []


def _inside(inner: str, path: str) -> str:
    if inner == ".." or inner.startswith("../"):
        raise Misuse(f"{printable(path)} is outside of this repository")
    return inner


def _check_submodules(paths: Sequence[str], named: Sequence[str], trees: Sequence[Tree]) -> None:
    for path, inner in zip(paths, named, strict=True):
        for tree in trees:
            submodule = tree.submodule_of(inner)
            if submodule is not None:
                raise Misuse(f"{printable(path)} is in the submodule {printable(submodule)}: compare from within it")


def _check_paths(paths: Sequence[str], named: Sequence[str], before: _Looked, after: _Looked) -> None:
    missing = [
        path for path, inner in zip(paths, named, strict=True) if not before.holds(inner) and not after.holds(inner)
    ]
    if missing:
        raise Misuse("; ".join(f"{printable(path)}: no such file or folder, in neither version" for path in missing))


def _scope(named: Sequence[str]) -> Callable[[str], bool]:
    """Give what says whether a path is at or below one of those named."""

    def holds(path: str) -> bool:
        return any(not one or path == one or path.startswith(one + "/") for one in named)

    return holds


def _folders(*sides: Mapping[str, FoundFile]) -> set[str]:
    return {os.path.dirname(key) for side in sides for key in side}


def _paired(
    after: _Looked,
    old: Mapping[str, FoundFile],
    new: Mapping[str, FoundFile],
    more_old: Mapping[str, FoundFile],
    more_new: Mapping[str, FoundFile],
) -> tuple[tuple[FilePair, ...], list[str]]:
    paired = pair(old, new, more_old, more_new)
    older, newer = {**more_old, **old}, {**more_new, **new}
    pairs = tuple(
        FilePair(
            None if one is None else older[one],
            None if other is None else newer[other],
            os.path.join(after.top, other or one or ""),
        )
        for one, other in paired.pairs
    )
    return pairs, [TOO_MANY] if paired.given_up else []
