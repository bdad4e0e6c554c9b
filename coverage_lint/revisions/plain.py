"""Two files or two folders, side by side as they are."""

from __future__ import annotations

import os.path
from typing import TYPE_CHECKING

from coverage_lint.errors import Misuse
from coverage_lint.revisions.judged_by import changed
from coverage_lint.revisions.matching import check_paths, complete, folders_of, paired
from coverage_lint.revisions.repository import printable
from coverage_lint.revisions.side import FilePair, Side, Versions
from coverage_lint.revisions.working_tree import PlainFiles

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from coverage_lint.discovery.find_models import FoundFile
    from coverage_lint.revisions.arguments import Plain


def open_plain(meant: Plain, paths: Sequence[str], cwd: str) -> Versions:
    """Return two files or folders side by side. Raises Misuse."""
    before, after = PlainFiles(meant.before, cwd), PlainFiles(meant.after, cwd)
    _check_plain(meant, before, after, paths)
    old, found = before.find(paths).models, after.find(paths)
    new = found.models
    if before.is_folder:
        check_paths(paths, paths, before, after)
        if paths:
            complete(old, new, before, after, str)
        pairs, notes = paired(before, after, old, new, {}, {})
    else:
        pairs, notes = _one_pair(meant, before, after, old, new), []
    notes += changed(before.top, after.top, folders_of(old, new), "") if before.top != after.top else []
    sides = [Side(_name(path, cwd), cwd, "", (path,), None) for path in meant]
    return Versions(sides[0], sides[1], pairs, tuple(found.passed_over), tuple(notes), tuple(found.left_out))


def _check_plain(meant: Plain, before: PlainFiles, after: PlainFiles, paths: Sequence[str]) -> None:
    """Refuse what makes no sense as two paths."""
    one, other = printable(meant.before), printable(meant.after)
    if before.is_folder != after.is_folder:
        file, folder = (other, one) if before.is_folder else (one, other)
        if meant.after == ".":
            raise Misuse(f"{file} is a file: also name the file to compare it with")
        raise Misuse(f"{file} is a file and {folder} a folder: give two files or two folders")
    if paths and not before.is_folder:
        raise Misuse("--path works with revisions and folders, not with two files")
    if meant.after == "." and before.top.startswith(after.top.rstrip(os.sep) + os.sep):
        raise Misuse(f"{one} is a folder in this one: also name the folder to compare it with")


def _one_pair(
    meant: Plain, before: PlainFiles, after: PlainFiles, old: Mapping[str, FoundFile], new: Mapping[str, FoundFile]
) -> tuple[FilePair, ...]:
    """Pair two files, whatever they are called; a table stands for its model."""
    for word, found in ((meant.before, old), (meant.after, new)):
        if not found:
            raise Misuse(f"{printable(word)} is not a coverage model: it has no top-level key coverage_model")
        if len(found) > 1:
            raise Misuse(f"{printable(word)} is a table of several models: name one of {', '.join(found)}")
    ((older, one),), ((newer, other),) = old.items(), new.items()
    return (FilePair(one, other, os.path.join(after.top, newer), os.path.join(before.top, older)),)


def _name(path: str, cwd: str) -> str:
    if os.path.normpath(path) == ".":
        return "this folder"
    return path.rstrip("/") + "/" if os.path.isdir(os.path.join(cwd, path)) else path
