"""A plan held against the tables beside it, through the package: what the oracle's figures are compared with."""

from __future__ import annotations

import os
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from coverage_lint.document.limits import Limits
from coverage_lint.document.model_file import load_documents
from coverage_lint.document.other_file import read_other_file
from coverage_lint.entities.actual_kinds import HYGIENE
from coverage_lint.policy.fields.catalogue import build_model, catalogue
from coverage_lint.review.folder import find_source
from coverage_lint.review.hold import hold_against
from coverage_lint.review.hygiene import ask_kind
from coverage_lint.review.mapping import read_mapping
from coverage_lint.review.raw_tables import RawTables
from coverage_lint.system.data_files import DataFiles

if TYPE_CHECKING:
    from pathlib import Path

    from coverage_lint.review.actual_model import ActualModel
    from coverage_lint.review.hygiene import Rows
    from coverage_lint.review.measures import Measures


class Held(NamedTuple):
    """What was measured, and what is not in order by its kind."""

    measures: Measures
    hygiene: dict[str, Rows]
    model: ActualModel


@cache
def held(folder: Path, as_of: str | None = None) -> Held:
    """Return all that a review measures of the plan in a folder."""
    (document,) = load_documents(os.fspath(folder / "coverage.yaml"), "coverage.yaml").documents
    model, _ = build_model(document, catalogue())
    root, problems = read_other_file(os.fspath(folder / "actuals.yaml"), "actuals.yaml", Limits())
    assert root is not None, problems
    mapping = read_mapping(root)
    source = find_source(os.fspath(folder / mapping.source), mapping.source, as_of, None)
    with DataFiles(source.files.values(), None) as data:
        made = hold_against(model, data, RawTables(data, source), mapping, as_of)
        kinds = {kind: ask_kind(made.measures.book, kind) for kind in HYGIENE}
        return Held(made.measures, kinds, made)


def measured(folder: Path, as_of: str | None = None) -> Measures:
    """Return the measures alone."""
    return held(folder, as_of).measures
