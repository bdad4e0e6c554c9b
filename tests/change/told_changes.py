"""Two versions of a model given as text, and what is told of their differences."""

from __future__ import annotations

from typing import TYPE_CHECKING

from built_models import build

from coverage_lint.change.differences import differences

if TYPE_CHECKING:
    from coverage_lint.change.report import EntityChange


def changes(before: str, after: str) -> tuple[EntityChange, ...]:
    return differences(build(before).model, build(after).model)


def told(before: str, after: str) -> list[str]:
    """Return every sentence."""
    return [words for one in changes(before, after) for words in one.sentences]


def fields(before: str, after: str) -> list[tuple[str, str, str, str]]:
    """Return every field that changed."""
    return [tuple(field) for one in changes(before, after) for field in one.fields]
