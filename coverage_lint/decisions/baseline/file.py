"""A baseline: the findings of a day, so that only new ones fail. Here is its file, and what stands in it.

Each finding is known by its model's file, its policy, entity, field and subject (what a reference names, which row of
a list), and counted; never by its line. So a baseline survives reordering and edits elsewhere, and neither a second
finding nor one that comes for a repaired one hides behind a first. A finding in a table is its model's: models that
share a table have each their own.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, TypeAlias

from coverage_lint.errors import Misuse
from coverage_lint.frozen import NamedTuple
from coverage_lint.settings.settings import BASELINE

if TYPE_CHECKING:
    from collections.abc import Mapping

_LARGEST = 32 * 1024 * 1024

Key: TypeAlias = "tuple[str, str, str, str, str]"
"""The model's file (relative to the baseline's folder), policy code, entity, field, subject."""


class Baseline(NamedTuple):
    """What was found on a day, counted."""

    path: str
    """Absolute."""
    counts: Mapping[Key, int]


def file_key(path: str, baseline: str) -> str:
    """Return a model's file as a baseline names it; both paths absolute. Linked folders are taken for what they are."""
    folder = os.path.realpath(os.path.dirname(baseline))
    real = os.path.join(os.path.realpath(os.path.dirname(path)), os.path.basename(path))
    try:
        return os.path.relpath(real, folder).replace(os.sep, "/")
    except ValueError:  # another drive of Windows
        return real.replace(os.sep, "/")


def is_there(file: str, baseline: str) -> bool:
    """True if the file of an entry still exists."""
    try:
        return os.path.lexists(os.path.join(os.path.dirname(baseline), file))
    except ValueError:  # a NUL, which no file has
        return False


def in_words(key: Key, count: int) -> str:
    """Return a label for an entry: 'CL020 group smb, leader (ada), in coverage.yaml'."""
    file, code, entity, field, subject = key
    what = ", ".join(word for word in (f"{code} {entity}".rstrip(), field) if word)
    what += f" ({subject})" if subject else ""
    return f"{what}, in {file}" + (f" ({count} times)" if count > 1 else "")


def find_baseline(folder: str, top: str | None = None) -> str | None:
    """Return the nearest baseline at or above a folder, up to `top` or the top of a git repository."""
    at = os.path.abspath(folder)
    while True:
        path = os.path.join(at, BASELINE)
        if os.path.isfile(path):
            return path
        above = os.path.dirname(at)
        if at in {above, top} or os.path.lexists(os.path.join(at, ".git")):
            return None
        at = above


def load_baseline(path: str, shown: str | None = None, *, beside: str = "", merge: bool = False) -> Baseline:
    """Read a baseline. Raises Misuse with what is wrong with the file, and the command that mends it.

    `shown` is its path for people, and `beside` the folder that such a command must name besides. With `merge`, where
    git has left conflict markers, the entries of both sides are taken.
    """
    from coverage_lint.decisions.baseline.entries import Broken, Conflict, read_entries
    from coverage_lint.system.files import read_start

    shown = path if shown is None else shown
    try:
        text = read_start(path, _LARGEST + 1)
        if len(text) > _LARGEST:
            raise Misuse(f"{shown} is larger than a baseline can be")
        counts = read_entries(text, merge=merge)
    except OSError as error:
        raise Misuse(f"{shown}: {error.strerror}") from None
    except Conflict as conflict:
        command = _command("--update", shown, beside)
        words = f"{shown} has conflict markers of git, the first in line {conflict.line}"
        raise Misuse(f"{words}; {command} takes the entries of both sides, but for what no longer occurs") from None
    except Broken as flaw:
        command = _command("--force", shown, beside)
        words = f"{shown} is no baseline that can be read: it {flaw}. Restore it from git"
        raise Misuse(f"{words}; or {command} records today's findings anew, new ones too") from None
    return Baseline(path, counts)


def _command(option: str, shown: str, beside: str) -> str:
    import shlex

    return f"`{shlex.join(('coverage-lint', 'baseline', option, '--file', shown, *((beside,) if beside else ())))}`"


def save_baseline(baseline: Baseline, shown: str | None = None) -> None:
    """Write a baseline, whole or not at all: sorted, one entry a line, so that git shows what changed.

    Raises Misuse.
    """
    from coverage_lint.decisions.baseline.entries import write_entries
    from coverage_lint.system.whole_file import write_whole

    text = write_entries(baseline.counts)
    try:
        # Half a surrogate pair, as from a file name that is no UTF-8, is escaped as JSON has it: \udcff.
        write_whole(baseline.path, text.encode("utf-8", "backslashreplace"))
    except OSError as error:
        where = baseline.path if shown is None else shown
        raise Misuse(f"{where} cannot be written: {error.strerror}") from None
