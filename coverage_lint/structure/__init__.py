"""The structure stage: is a document what the schema says, and if not, where and why."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coverage_lint.schemas import compiled_schema
from coverage_lint.structure.beyond_schema import check_beyond_schema

if TYPE_CHECKING:
    from collections.abc import Iterable

    from coverage_lint.document.documents import Document
    from coverage_lint.findings import Finding


def check_structure(document: Document) -> list[Finding]:
    """Return the findings CL010 and CL011 in the order of their places, and refuse what they concern."""
    findings = check_beyond_schema(document.root, document.rejected, document.sources)
    if not compiled_schema().is_valid(document.root):
        from coverage_lint.structure.explain import explain

        findings += explain(document.root, document.rejected)
    return _once_each(findings) if findings else findings


def _once_each(findings: Iterable[Finding]) -> list[Finding]:
    """Drop what an alias made appear twice, and put the rest in the order of the text."""
    from coverage_lint.structure.model_paths import once

    return sorted(once(findings, set()), key=lambda one: (one.location.path, one.location.start, one.code, one.message))
