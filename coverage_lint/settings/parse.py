"""The text of a file of settings, either kind, as values with their places. Faults are told as SettingsError."""

from __future__ import annotations

import os.path
from functools import lru_cache
from typing import TYPE_CHECKING

from coverage_lint.document.encoding import decode
from coverage_lint.document.limits import Limits
from coverage_lint.document.nodes import Map
from coverage_lint.errors import SettingsError, Unreadable
from coverage_lint.location import Location, Source
from coverage_lint.settings.settings import OWN, PYPROJECT, SHORT
from coverage_lint.settings.toml_reader import DEEPEST, read_toml
from coverage_lint.system.files import read_file

if TYPE_CHECKING:
    from coverage_lint.findings import Finding

LIMITS = Limits(size=1024 * 1024, depth=DEEPEST, alias_nodes=10_000, problems=1)
"""Of a file of settings, whatever it sets for models."""
_KEPT = 64
"""Files of settings whose values are kept: a comparison asks several times for those of both versions."""


def parse_pyproject(folder: str, cwd: str) -> Map | None:
    """Return the table of a folder's pyproject.toml; None where it has none, or is a folder. Raises SettingsError."""
    path = os.path.join(folder, PYPROJECT)
    return None if os.path.isdir(path) else parse_file(path, folder, cwd)


def parse_own(folder: str, cwd: str) -> Map:
    """Return the settings of a folder's file of its own. Raises SettingsError."""
    own, short = (os.path.lexists(os.path.join(folder, name)) for name in (OWN, SHORT))
    written = parse_file(os.path.join(folder, OWN if own else SHORT), folder, cwd)
    assert written is not None  # noqa: S101 - only a pyproject.toml can be without
    if own and short:
        words = f"{written.source.path} and {SHORT} both exist; only one of them may hold settings"
        raise SettingsError(words, Location(written.source, 0, 0), help_text=f"Move everything into {OWN}.")
    return written


def parse_file(path: str, named_in: str, cwd: str) -> Map | None:
    """Return what a file says of settings; None where a .toml has no table of them. Not to be changed by callers.

    `named_in` is the folder of the file that names it. Raises SettingsError.
    """
    from coverage_lint.discovery.find_models import show

    shown = show(path, cwd)
    try:
        data = read_file(path, shown, LIMITS, named_in)
    except Unreadable as stop:
        raise _refused(stop.finding, shown) from None
    return _parsed(data, shown)


@lru_cache(_KEPT)
def _parsed(data: bytes, shown: str) -> Map | None:
    source, misencoded = decode(data, shown)
    if misencoded is not None:
        raise _refused(misencoded, shown)
    return read_toml(source) if shown.endswith(".toml") else _read_yaml(source)


def _refused(finding: Finding, shown: str) -> SettingsError:
    return SettingsError(f"{shown}: {finding.message}", finding.location, help_text="")


def _read_yaml(source: Source) -> Map:
    from coverage_lint.document.yaml.reader import read_stream

    stream = read_stream(source, LIMITS)
    for document in stream.documents:
        for problem in document.problems:
            raise _refused(problem, source.path)
    if stream.broken is not None:
        raise _refused(stream.broken, source.path)
    roots = [document.root for document in stream.documents]
    if len(roots) > 1:
        raise SettingsError(f"{source.path} must hold one document, not {len(roots)}", Location(source, 0, 0))
    root = roots[0] if roots else None
    if root is None:
        return Map(source, 0)
    if not isinstance(root, Map):
        raise SettingsError(f"{source.path} must hold a mapping of settings", Location(source, 0, 0))
    return root
