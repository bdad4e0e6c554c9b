"""A baseline: the findings of a day, so that only new ones fail.

Each is known by its file, policy, entity and field, and counted; never by its line. So a baseline
survives reordering and edits elsewhere, and a second finding never hides behind a first.
"""

from __future__ import annotations

import os
from collections import Counter
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from coverage_lint.decisions.select import hideable
from coverage_lint.policy.problems import Misuse

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from coverage_lint.findings import Finding, ModelReport

NAME = ".coverage-lint-baseline.json"
VERSION = 1
_LARGEST = 32 * 1024 * 1024

Key: TypeAlias = "tuple[str, str, str, str]"
"""File (relative to the baseline's folder), policy code, entity, field."""


class Baseline(NamedTuple):
    """What was found on a day, counted."""

    path: str
    counts: Mapping[Key, int]


class Compared(NamedTuple):
    """Findings held against a baseline."""

    new: list[Finding]
    old: list[Finding]
    met: Counter[Key]
    """How often each of the baseline's entries occurred."""


def key_of(finding: Finding, folder: str, cwd: str) -> Key:
    """Give what a finding is known by."""
    return (relative(finding.location.path, folder, cwd), finding.code, finding.entity, finding.field)


def record(findings: Iterable[Finding], path: str, cwd: str) -> Baseline:
    """Make the baseline of today's findings. What kept a file from being read is never part of one."""
    folder = os.path.dirname(os.path.abspath(path))
    return Baseline(path, Counter(key_of(one, folder, cwd) for one in findings if hideable(one.code)))


def compare(findings: Iterable[Finding], baseline: Baseline, cwd: str, met: Counter[Key] | None = None) -> Compared:
    """Tell old findings from new ones; of several alike, as many are old as were counted.

    `met` counts on through the models of a run, since two may share a table.
    """
    folder = os.path.dirname(os.path.abspath(baseline.path))
    met = Counter() if met is None else met
    compared = Compared([], [], met)
    for one in findings:
        key = key_of(one, folder, cwd)
        if hideable(one.code) and met[key] < baseline.counts.get(key, 0):
            met[key] += 1
            compared.old.append(one)
        else:
            compared.new.append(one)
    return compared


def of_files(baseline: Baseline, models: Iterable[ModelReport], cwd: str) -> Baseline:
    """Give the part of a baseline about files that a run has read; it says nothing of the others."""
    folder = os.path.dirname(os.path.abspath(baseline.path))
    files = {relative(path, folder, cwd) for model in models for path in model.files}
    return baseline._replace(counts={key: count for key, count in baseline.counts.items() if key[0] in files})


def relative(path: str, folder: str, cwd: str) -> str:
    """Give a path as shown from the working directory as the baseline writes it, from its own folder."""
    return os.path.relpath(os.path.join(cwd, path), folder or ".").replace(os.sep, "/")


def gone(baseline: Baseline, met: Mapping[Key, int]) -> dict[Key, int]:
    """Give the entries that no longer occur, and how often they do not."""
    left = {key: count - met.get(key, 0) for key, count in baseline.counts.items()}
    return {key: count for key, count in sorted(left.items()) if count > 0}


def kept(baseline: Baseline, met: Mapping[Key, int]) -> Baseline:
    """Give the baseline without what no longer occurs; nothing is added."""
    return baseline._replace(counts={key: met[key] for key in baseline.counts if met.get(key, 0) > 0})


def in_words(key: Key, count: int) -> str:
    """Name an entry for people: 'CL304 group smb, leader, in coverage.yaml'."""
    file, code, entity, field = key
    what = ", ".join(word for word in (f"{code} {entity}".rstrip(), field) if word)
    return f"{what}, in {file}" + (f" ({count} times)" if count > 1 else "")


def find_baseline(folder: str, top: str | None = None) -> str | None:
    """Give the nearest baseline at or above a folder, up to `top`."""
    at = os.path.abspath(folder)
    while True:
        path = os.path.join(at, NAME)
        if os.path.isfile(path):
            return path
        above = os.path.dirname(at)
        if at in {above, top} or os.path.exists(os.path.join(at, ".git")):
            return None
        at = above


def load_baseline(path: str) -> Baseline:
    """Read a baseline. Raises Misuse with what is wrong with the file."""
    import json

    try:
        with open(path, "rb") as file:
            text = file.read(_LARGEST + 1)
        if len(text) > _LARGEST:
            raise Misuse(f"{path} is larger than a baseline can be")
        held = json.loads(text)
        entries = held["findings"] if held["version"] == VERSION else None
        if entries is None:
            raise Misuse(f"{path} is a baseline of version {held['version']}; this release reads version {VERSION}")
        counts = {(one["file"], one["code"], one["entity"], one["field"]): int(one["count"]) for one in entries}
    except OSError as error:
        raise Misuse(f"{path}: {error.strerror}") from None
    except (ValueError, KeyError, TypeError, RecursionError):
        raise Misuse(f"{path} is no baseline; write one with `coverage-lint baseline`") from None
    return Baseline(path, counts)


def save_baseline(baseline: Baseline) -> None:
    """Write a baseline, whole or not at all: sorted, one entry a line, so that git shows what changed."""
    import json
    from tempfile import NamedTemporaryFile

    lines = [
        json.dumps({"file": file, "code": code, "entity": entity, "field": field, "count": count}, ensure_ascii=False)
        for (file, code, entity, field), count in sorted(baseline.counts.items())
    ]
    body = ",\n    ".join(lines)
    listed = f"[\n    {body}\n  ]" if lines else "[]"
    folder = os.path.dirname(os.path.abspath(baseline.path))
    with NamedTemporaryFile("w", dir=folder, prefix=".new-", delete=False, encoding="utf-8") as file:
        file.write(f'{{\n  "version": {VERSION},\n  "findings": {listed}\n}}\n')
    os.chmod(file.name, 0o644)
    os.replace(file.name, baseline.path)
