"""The actuals of a plan: the file that says what the CRM's tables mean, and where they are."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from coverage_lint.discovery.beside import kind_of_root
from coverage_lint.discovery.find_models import show
from coverage_lint.document.limits import Limits
from coverage_lint.document.other_file import read_other_file, read_other_text
from coverage_lint.errors import Misuse
from coverage_lint.frozen import NamedTuple
from coverage_lint.review.folder import DATABASES, ENDINGS, Source, find_source
from coverage_lint.review.mapping import Mapping, read_mapping
from coverage_lint.structure.other_files import check_other_file
from coverage_lint.system.shipped_data import read_own

if TYPE_CHECKING:
    from coverage_lint.document.nodes import Map
    from coverage_lint.findings import Finding

NAMES = ("actuals.yaml", "actuals.yml", "actuals.json")


class Actuals(NamedTuple):
    """What a review reads."""

    mapping: Mapping
    source: Source
    path: str
    """Of the file, as shown; '' where the call names the data itself."""
    named_in: str | None
    """The folder of the file that names the source, where no person did."""


def read_actuals(named: str | None, preset: str | None, model: str, as_of: str | None, cwd: str) -> Actuals:
    """Read the actuals that the call names, or those beside a model. Raises Misuse."""
    path = os.path.join(cwd, named) if named is not None else _beside(model)
    shown = show(path, cwd)
    if not os.path.exists(path):
        raise Misuse(f"{shown}: no such file or folder")
    if os.path.isdir(path):
        inside = next((os.path.join(path, name) for name in NAMES if os.path.isfile(os.path.join(path, name))), None)
        path = inside or path
        shown = show(path, cwd)
    if os.path.isdir(path) or path.lower().endswith((*ENDINGS, *DATABASES)):
        root, _ = read_other_text(b"coverage_actuals: 1\n", shown, Limits())
        assert root is not None  # noqa: S101 - it is one
        mapping = read_mapping(root, preset_of(preset))
        return Actuals(mapping, find_source(path, shown, as_of, None), "", None)
    root = _read(path, shown)
    given = root.get("preset")
    mapping = read_mapping(root, preset_of(preset or (given if isinstance(given, str) else None)))
    folder = os.path.dirname(path)
    held = os.path.normpath(os.path.join(folder, mapping.source or os.curdir))
    try:
        source = find_source(held, show(held, cwd), as_of, folder)
    except Misuse as fault:
        place = mapping.place("source")
        raise Misuse(f"{place.path}:{place.line}:{place.column}: {fault}") from None
    return Actuals(mapping, source, shown, folder)


def preset_of(name: str | None) -> Map | None:
    """Return a shipped preset by its name; None for none."""
    if name is None:
        return None
    root, problems = read_other_text(read_own("review", "presets", f"{name}.yaml").encode(), f"{name}.yaml", Limits())
    assert root is not None, problems  # noqa: S101 - it ships
    return root


def _beside(model: str) -> str:
    folder = os.path.dirname(os.path.abspath(model))
    found = next((os.path.join(folder, name) for name in NAMES if os.path.isfile(os.path.join(folder, name))), None)
    if found is None:
        raise Misuse(
            f"there is no actuals.yaml beside {os.path.basename(model)}: `coverage-lint actuals init CRM_FOLDER` "
            "writes one; or name the CRM's data with --actuals, and its kind with --preset"
        )
    return found


def _read(path: str, shown: str) -> Map:
    """Read the file. Raises Misuse at its first fault, in words and place."""
    root, findings = read_other_file(path, shown, Limits())
    if root is not None and not kind_of_root(root):
        raise Misuse(f"{shown}: no actuals: it has no key coverage_actuals: 1 at its top")
    if root is not None:
        findings = [*findings, *check_other_file(root, "actuals")]
    if root is None or findings:
        raise Misuse(_in_words(findings))
    return root


def _in_words(findings: list[Finding]) -> str:
    first, *more = findings
    place = first.location
    others = f"; and {len(more):,} more, which `coverage-lint check {place.path}` shows" if more else ""
    return f"{place.path}:{place.line}:{place.column}: {first.message}{others}"
