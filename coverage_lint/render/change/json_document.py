"""A comparison of two versions as a JSON document, by schemas/change.schema.json.

Findings, places and figures are written as in a report of a check.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from coverage_lint.decisions.verdict import verdict_of, verdict_of_all
from coverage_lint.render.change.summary import tally
from coverage_lint.render.findings.json_document import (
    exact,
    finding_node,
    ignored_node,
    left_out_nodes,
    place_node,
    undecided_node,
    verdict_node,
    written,
)
from coverage_lint.version import __version__

if TYPE_CHECKING:
    from coverage_lint.change.report import ChangeReport, EntityChange, FigureChange, ModelChange, NoLongerChecked
    from coverage_lint.decisions.verdict import Verdict
    from coverage_lint.findings import Figure, ModelReport
    from coverage_lint.render.findings.json_document import Node

VERSION = 1
"""Rises when a reader of the last version could no longer read the next."""


def render_change(change: ChangeReport, encoding: str = "utf-8") -> str:
    """Return the document as text that an encoding holds, with a line break at its end."""
    return written(change_document(change), encoding)


def change_document(change: ChangeReport) -> Node:
    """Return the document as plain values, keys in the order of the schema."""
    hows = [one.how for one in change.models]
    return {
        "version": VERSION,
        "tool": {"name": "coverage-lint", "version": __version__},
        "before": change.before,
        "after": change.after,
        "summary": {
            "models": len(change.models),
            **{how: hows.count(how) for how in ("added", "removed", "changed", "unchanged")},
            **tally(change)._asdict(),
            "verdict": _verdict(verdict_of_all(change.report().models)),
            "passed_over": len(change.passed_over),
            "no_longer_checked": len(change.no_longer_checked),
            "left_out": len(change.left_out),
        },
        "models": [model_node(one, now) for one, now in zip(change.models, change.reports(), strict=False)],
        "passed_over": list(change.passed_over),
        "notes": list(change.notes),
        "no_longer_checked": [no_longer_checked_node(one) for one in change.no_longer_checked],
        "left_out": left_out_nodes(change.left_out),
    }


def _verdict(verdict: Verdict) -> Node:
    return {**verdict_node(verdict), "old": verdict.old}


def no_longer_checked_node(one: NoLongerChecked) -> Node:
    """Return what is no longer checked, as plain values."""
    return {
        "path": one.path,
        "codes": list(one.codes),
        "allowed": one.allowed,
        "finding": finding_node(one.finding),
    }


def model_node(model: ModelChange, now: ModelReport | None) -> Node:
    """Return how a model changed, as plain values; `now` is how it stands, with what is no longer checked of it."""
    report = model.report
    return {
        "path": model.path,
        "before_path": model.before_path,
        "how": model.how,
        "name": model.name,
        "status": report.status if report else None,
        "draft": bool(report and report.draft),
        "verdict": now and _verdict(verdict_of(now)),
        "figures": [_figure(one) for one in model.figures],
        "entities": [_entity(one) for one in model.entities],
        "new": [finding_node(one) for one in report.findings] if report else [],
        "old": [finding_node(one) for one in report.baselined] if report else [],
        "fixed": [finding_node(one) for one in model.fixed],
        "ignored": [ignored_node(one) for one in report.ignored] if report else [],
        "undecided": [undecided_node(one) for one in report.undecided] if report else [],
    }


def _figure(change: FigureChange) -> Node:
    named = change.after or change.before
    return {
        "name": named.name if named else "",
        "title": named.title if named else "",
        "type": named.type if named else "",
        "before": _value(change.before),
        "after": _value(change.after),
        "by": change.by,
    }


def _value(figure: Figure | None) -> Node | None:
    if figure is None:
        return None
    return {"value": exact(figure.value), "shown": figure.shown, "left_out": figure.left_out}


def _entity(change: EntityChange) -> Node:
    return {
        "kind": change.kind,
        "id": change.id,
        "how": change.how,
        "sentences": list(change.sentences),
        "fields": [one._asdict() for one in change.fields],
        "before": None if change.before is None else place_node(change.before),
        "after": None if change.after is None else place_node(change.after),
    }
