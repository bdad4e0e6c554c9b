"""A review as JSON: the document of a check, with what was measured of each plan. Figures are exact texts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from coverage_lint.language.exact_text import exact_text
from coverage_lint.render.findings.json_document import document, written

if TYPE_CHECKING:
    from collections.abc import Sequence

    from coverage_lint.findings import Report
    from coverage_lint.reviewing.figures import Figures
    from coverage_lint.reviewing.told import Told


def render_review(report: Report, reviews: Sequence[Told], figures: Sequence[Figures], encoding: str) -> str:
    """Return the document as text, with a line break at its end."""
    node = document(report)
    node["reviews"] = [_review(told, held) for told, held in zip(reviews, figures, strict=True)]
    return written(node, encoding)


def _review(told: Told, held: Figures) -> dict[str, Any]:
    return {
        "path": held.path, "as_of": held.as_of, "snapshot": held.snapshot or None, "sentence": told.sentence,
        "notes": list(told.notes),
        "measures": {
            kind: [{name: _value(value) for name, value in one.items()} for one in entities]
            for kind, entities in held.entities.items()
        },
    }  # fmt: skip


def _value(value: object) -> object:
    if value is None or isinstance(value, bool | str):
        return value
    return exact_text(value)  # type: ignore[arg-type]
