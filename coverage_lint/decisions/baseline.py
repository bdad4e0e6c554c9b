"""A baseline: the findings of a day, so that only new ones fail. Here is its file, and what stands in it.

Each finding is known by its model's file, its policy, entity and field, and counted; never by its line. So a
baseline survives reordering and edits elsewhere, and a second finding never hides behind a first. A finding in a
table is its model's: models that share a table have each their own.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias

from coverage_lint.policy.problems import Misuse

if TYPE_CHECKING:
    from collections.abc import Mapping

NAME = ".coverage-lint-baseline.json"
VERSION = 1
_LARGEST = 32 * 1024 * 1024

Key: TypeAlias = "tuple[str, str, str, str]"
"""The model's file (relative to the baseline's folder), policy code, entity, field."""


class Baseline(NamedTuple):
    """What was found on a day, counted."""

    path: str
    """Absolute."""
    counts: Mapping[Key, int]


def file_key(path: str, baseline: str) -> str:
    """Give a model's file as a baseline names it; both paths absolute. Linked folders are taken for what they are."""
    folder = os.path.realpath(os.path.dirname(baseline))
    real = os.path.join(os.path.realpath(os.path.dirname(path)), os.path.basename(path))
    try:
        return os.path.relpath(real, folder).replace(os.sep, "/")
    except ValueError:  # another drive of Windows
        return real.replace(os.sep, "/")


def is_there(key: Key, baseline: str) -> bool:
    """Say whether the file of an entry still exists."""
    try:
        return os.path.lexists(os.path.join(os.path.dirname(baseline), key[0]))
    except ValueError:  # a NUL, which no file has
        return False


def in_words(key: Key, count: int) -> str:
    """Name an entry for people: 'CL304 group smb, leader, in coverage.yaml'."""
    file, code, entity, field = key
    what = ", ".join(word for word in (f"{code} {entity}".rstrip(), field) if word)
    return f"{what}, in {file}" + (f" ({count} times)" if count > 1 else "")


def find_baseline(folder: str, top: str | None = None) -> str | None:
    """Give the nearest baseline at or above a folder, up to `top` or the top of a git repository."""
    at = os.path.abspath(folder)
    while True:
        path = os.path.join(at, NAME)
        if os.path.isfile(path):
            return path
        above = os.path.dirname(at)
        if at in {above, top} or os.path.lexists(os.path.join(at, ".git")):
            return None
        at = above


def load_baseline(path: str, shown: str | None = None) -> Baseline:
    """Read a baseline. Raises Misuse with what is wrong with the file; `shown` is its path for people."""
    import json

    from coverage_lint.document.files import open_file

    shown = path if shown is None else shown
    try:
        with open_file(path) as file:
            text = file.read(_LARGEST + 1)
        if len(text) > _LARGEST:
            raise Misuse(f"{shown} is larger than a baseline can be")
        held = json.loads(text)
        if held["version"] != VERSION:
            number = int(held["version"])  # no other word of the file is shown
            raise Misuse(f"{shown} is a baseline of version {number}; this release reads version {VERSION}")
        counts = _counts(held["findings"])
    except OSError as error:
        raise Misuse(f"{shown}: {error.strerror}") from None
    except (ValueError, KeyError, TypeError, RecursionError):
        raise Misuse(f"{shown} is no baseline; write one with `coverage-lint baseline`") from None
    return Baseline(path, counts)


def _counts(entries: Any) -> dict[Key, int]:  # noqa: ANN401 - whatever JSON holds
    """Read the entries. Of one that is written twice, as merging can leave it, the higher count holds."""
    counts: dict[Key, int] = {}
    for one in entries:
        key, count = (one["file"], one["code"], one["entity"], one["field"]), one["count"]
        if not all(isinstance(word, str) for word in key) or type(count) is not int or count < 1:
            raise ValueError(key)
        counts[key] = max(count, counts.get(key, 0))
    return counts


def save_baseline(baseline: Baseline, shown: str | None = None) -> None:
    """Write a baseline, whole or not at all: sorted, one entry a line, so that git shows what changed.

    Raises Misuse.
    """
    import json

    from coverage_lint.whole_file import write_whole

    lines = [
        json.dumps({"file": file, "code": code, "entity": entity, "field": field, "count": count}, ensure_ascii=False)
        for (file, code, entity, field), count in sorted(baseline.counts.items())
    ]
    body = ",\n    ".join(lines)
    listed = f"[\n    {body}\n  ]" if lines else "[]"
    text = f'{{\n  "version": {VERSION},\n  "findings": {listed}\n}}\n'
    try:
        # Half a surrogate pair, as from a file name that is no UTF-8, is escaped as JSON has it: \udcff.
        write_whole(baseline.path, text.encode("utf-8", "backslashreplace"))
    except OSError as error:
        where = baseline.path if shown is None else shown
        raise Misuse(f"{where} cannot be written: {error.strerror}") from None
