"""What models are judged by, besides themselves: settings, policies and baselines, and whether these changed."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from coverage_lint.frozen import NamedTuple
from coverage_lint.settings.read import named_by_settings
from coverage_lint.settings.settings import BASELINE, FILES, PYPROJECT
from coverage_lint.system.files import read_start

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_MOST_READ = 32 * 1024 * 1024


class Judging(NamedTuple):
    """A file that findings depend on."""

    kind: str
    """'settings', 'policies' or 'baseline'."""
    path: str
    """From the top."""


def changed(older: str, newer: str, folders: Iterable[str], start: str) -> list[str]:
    """Return how the settings and policies of folders differ; tops are absolute, folders relative to them.

    Paths are shown from `start`, a folder likewise.
    """
    held = [{one: data for folder in _above(folders) for one, data in _held(top, folder)} for top in (older, newer)]
    differing: dict[str, list[str]] = {}
    for one in sorted(held[0].keys() | held[1].keys()):
        if held[0].get(one) != held[1].get(one):
            differing.setdefault(one.kind, []).append(os.path.relpath("/" + one.path, "/" + start).replace(os.sep, "/"))
    ends = {kind: "ones" if kind != "baseline" or len(paths) > 1 else "one" for kind, paths in differing.items()}
    return [
        f"{kind} changed: {', '.join(differing[kind])}; both versions are checked with the newer {ends[kind]}"
        for kind in ("settings", "policies", "baseline")
        if kind in differing
    ]


def _above(folders: Iterable[str]) -> list[str]:
    """Return folders and all those above them, up to the top, which is ''."""
    found: set[str] = set()
    for folder in folders:
        at = folder
        while at not in found:
            found.add(at)
            at = os.path.dirname(at)
    return sorted(found)


def _held(top: str, folder: str) -> Iterator[tuple[Judging, object]]:
    """Return what stands in one folder, and what the settings in it name."""
    whole = os.path.join(top, folder)
    for name in FILES:
        data = _settings(whole, name)
        if data is not None:
            yield Judging("settings", os.path.join(folder, name)), data
    data = _read(os.path.join(whole, BASELINE))
    if data is not None:
        yield Judging("baseline", os.path.join(folder, BASELINE)), data
    for name in named_by_settings(whole):
        for path in _files(os.path.join(whole, name)):
            kind = "policies" if path.endswith(".yaml") else "baseline"
            data = _read(path, whole)
            if data is not None:
                yield Judging(kind, os.path.normpath(os.path.relpath(path, top))), data


def _settings(folder: str, name: str) -> object | None:
    """Return what a file says of settings; of a pyproject.toml that is one table, whatever else changed in it."""
    data = _read(os.path.join(folder, name))
    if data is None or name != PYPROJECT:
        return data
    import tomllib

    try:
        table = tomllib.loads(data.decode()).get("tool", {}).get("coverage-lint")
    except (ValueError, AttributeError, RecursionError):
        return data
    return None if table is None else repr(table)


def _files(path: str) -> list[str]:
    """Return a file itself, or the policy files in a folder."""
    if not os.path.isdir(path):
        return [path]
    try:
        return sorted(os.path.join(path, name) for name in os.listdir(path) if name.endswith(".yaml"))
    except OSError:
        return []


def _read(path: str, named_in: str | None = None) -> bytes | None:
    """Return a file's bytes, with line breaks as git keeps them; None where there is none."""
    try:
        data = read_start(path, _MOST_READ, os.path.dirname(path) if named_in is None else named_in)
    except (OSError, ValueError):
        return None
    return data.replace(b"\r\n", b"\n")
