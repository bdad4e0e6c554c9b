"""A coverage model as it is written, with all that is known of its text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coverage_lint.frozen import NamedTuple

if TYPE_CHECKING:
    from coverage_lint.document.nodes import Map, Source
    from coverage_lint.document.rejections import Rejections
    from coverage_lint.findings import Finding


class Document(NamedTuple):
    """One coverage model, as it is written."""

    root: Map
    """The top-level mapping, with what `from:` names loaded in its place."""
    source: Source
    sources: tuple[Source, ...]
    """Every file that took part, the model's own first."""
    problems: list[Finding]
    rejected: Rejections
