"""What the JSON Schema says of a document, in plain words."""

from __future__ import annotations

from coverage_lint.structure.check import check_structure

__all__ = ["check_structure"]
