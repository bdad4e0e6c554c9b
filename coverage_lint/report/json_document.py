"""Portraits as a JSON document, by schemas/plan-report.schema.json: the fields of the portrait's types, by their names.

Amounts, ratios and counts of the plan are texts: a JSON number is a float to most of its readers.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from coverage_lint.findings import Figure, Finding, Undecided
from coverage_lint.render.change.json_document import model_node, no_longer_checked_node
from coverage_lint.render.findings.json_document import (
    Node,
    exact,
    figure_node,
    finding_node,
    left_out_nodes,
    undecided_node,
    written,
)
from coverage_lint.version import __version__

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from coverage_lint.discovery.left_out import LeftOut
    from coverage_lint.report.build_portraits import Earlier
    from coverage_lint.report.portrait.portrait import Portrait

VERSION = 1
"""Rises when a reader of the last version could no longer read the next."""

INTEGERS = frozenset(
    (
        "depth",
        "size",
        "complete",
        "errors",
        "warnings",
        "infos",
        "undecided",
        "ignored",
        "baselined",
        "cells",
        "findings",
        "left_out",
    )
)
"""Fields that count lines of the document, or point at them; they stay numbers."""

_NODES: dict[type, Callable[[Any], Node]] = {Finding: finding_node, Figure: figure_node, Undecided: undecided_node}


def render(
    portraits: Sequence[Portrait], earlier: Sequence[Earlier | None] = (), left_out: Sequence[LeftOut] = ()
) -> str:
    """Return the document as text, with a line break at its end."""
    return written(document(portraits, earlier, left_out), "utf-8")


def document(
    portraits: Sequence[Portrait], earlier: Sequence[Earlier | None] = (), left_out: Sequence[LeftOut] = ()
) -> Node:
    """Return the document as plain values, keys in the order of the schema.

    `earlier` has what each was in an earlier version, None where none was asked for.
    """
    beside = earlier or [None] * len(portraits)
    return {
        "version": VERSION,
        "tool": {"name": "coverage-lint", "version": __version__},
        "models": [_plain(one, "") for one in portraits],
        "before": [_plain(one and one.portrait, "") for one in beside],
        "changes": [one and _change(one) for one in beside],
        "left_out": left_out_nodes(left_out),
    }


def _change(earlier: Earlier) -> Node:
    return {
        "since": earlier.since,
        **model_node(earlier.change, earlier.now),
        "no_longer_checked": list(map(no_longer_checked_node, earlier.no_longer_checked)),
    }


def _plain(value: object, name: str) -> Any:  # noqa: ANN401 - JSON's values
    """Turn a value, of the field of a name, into JSON's."""
    if value is None or isinstance(value, str | bool):
        return value
    if isinstance(value, tuple):
        made = _NODES.get(type(value))
        if made is not None:
            return made(value)
        fields = getattr(value, "_fields", None)
        if fields is not None:
            return {field: _plain(held, field) for field, held in zip(fields, value, strict=True)}
        return [_plain(held, name) for held in value]
    return value if name in INTEGERS and isinstance(value, int) else exact(value)
