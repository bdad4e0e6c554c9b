"""A report as a JSON document, by schemas/report.schema.json.

Figures are texts: a JSON number is a float to most of its readers.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, TypeAlias

from coverage_lint.decisions.verdict import verdict_of, verdict_of_all
from coverage_lint.language.exact_text import exact_text
from coverage_lint.render.shield import shielded
from coverage_lint.version import __version__

if TYPE_CHECKING:
    from collections.abc import Iterable

    from coverage_lint.decisions.verdict import Verdict
    from coverage_lint.discovery.left_out import LeftOut
    from coverage_lint.findings import Figure, Finding, Ignored, ModelReport, Related, Report, Trace, Undecided
    from coverage_lint.location import Location

VERSION = 1
"""Rises when a reader of the last version could no longer read the next."""

_UNSHOWN = re.compile("[\x7f-\x9f\ud800-\udfff]")
"""Control characters that JSON does not escape by itself, and halves of surrogate pairs, which no encoding holds."""
_BEYOND_ASCII = re.compile("[^\x00-\x7e]")

Node: TypeAlias = "dict[str, Any]"


def render(report: Report, encoding: str = "utf-8") -> str:
    """Return the document as text that an encoding holds, with a line break at its end."""
    return written(document(report), encoding)


def written(node: object, encoding: str) -> str:
    """Return JSON as text that an encoding holds and that spells no command, with a line break at its end."""
    import json

    return fit(shielded(json.dumps(node, ensure_ascii=False, indent=2) + "\n", "json"), encoding)


def fit(text: str, encoding: str) -> str:
    """Return JSON's text with escapes for what an encoding lacks.

    Readers take JSON for UTF-8, so that in every other encoding it holds ASCII alone. Half a surrogate pair, as from
    a file name that is no UTF-8, has no bytes in UTF-8 either.
    """
    lacking = _UNSHOWN if encoding == "utf-8" else _BEYOND_ASCII
    return lacking.sub(_escape, text)


def _escape(found: re.Match[str]) -> str:
    units = found[0].encode("utf-16-be", "surrogatepass")
    return "".join(f"\\u{units[at : at + 2].hex()}" for at in range(0, len(units), 2))


def document(report: Report) -> Node:
    """Return the document as plain values, keys in the order of the schema."""
    counts = report.counts()
    undecided = sum(len(model.undecided) for model in report.models)
    return {
        "version": VERSION,
        "tool": {"name": "coverage-lint", "version": __version__},
        "summary": {
            "models": len(report.models),
            "errors": counts["error"],
            "warnings": counts["warning"],
            "infos": counts["info"],
            "verdict": verdict_node(verdict_of_all(report.models)),
            "undecided": undecided,
            "not_asked": sum(len(model.not_asked) for model in report.models),
            "ignored": sum(len(model.ignored) for model in report.models),
            "baselined": sum(len(model.baselined) for model in report.models),
            "passed_over": len(report.passed_over),
            "left_out": len(report.left_out),
        },
        "models": [_model(model) for model in report.models],
        "passed_over": list(report.passed_over),
        "left_out": left_out_nodes(report.left_out),
        "gone": list(report.gone),
        "moved": [{"before_path": one.before_path, "path": one.path} for one in report.moved],
    }


def left_out_nodes(entries: Iterable[LeftOut]) -> list[Node]:
    """Return what was not read though it may hold a model, or settings."""
    return [{"path": one.path, "reason": one.reason} for one in entries]


def _model(model: ModelReport) -> Node:
    return {
        "path": model.path,
        "status": model.status,
        "draft": model.draft,
        "verdict": verdict_node(verdict_of(model)),
        "findings": [finding_node(finding) for finding in model.findings],
        "ignored": [ignored_node(one) for one in model.ignored],
        "baselined": [finding_node(finding) for finding in model.baselined],
        "undecided": [undecided_node(entry) for entry in model.undecided],
        "not_asked": [undecided_node(entry) for entry in model.not_asked],
        "figures": [figure_node(figure) for figure in model.figures],
    }


def verdict_node(verdict: Verdict) -> Node:
    """Return how a plan, or a run, stands."""
    return {
        "state": verdict.state,
        "words": verdict.words(),
        "accepted": verdict.accepted,
        "in_part": verdict.in_part,
    }


def ignored_node(one: Ignored) -> Node:
    """Return a finding that an ignore silences."""
    return {"reason": one.reason, "finding": finding_node(one.finding)}


def finding_node(finding: Finding) -> Node:
    """Return a finding."""
    fix = finding.fix
    return {
        "code": finding.code,
        "name": finding.name,
        "severity": finding.severity,
        "message": finding.message,
        "entity": finding.entity,
        "field": finding.field,
        "place": place_node(finding.location),
        "label": finding.label,
        "help": finding.help,
        "related": _spots(finding.related),
        "waits": list(finding.waits),
        "traces": [_trace(trace) for trace in finding.traces],
        "fix": None if fix is None else {"place": place_node(fix.location), "text": fix.text, "safe": fix.safe},
    }


def place_node(location: Location) -> Node:
    """Return a place."""
    return {
        "path": location.path,
        "line": location.line,
        "column": location.column,
        "end_line": location.end_line,
        "end_column": location.end_column,
    }


def _spots(spots: Iterable[Related]) -> list[Node]:
    return [{"label": spot.label, "place": place_node(spot.location)} for spot in spots]


def _trace(trace: Trace) -> Node:
    return {"name": trace.name, "value": trace.value, "places": _spots(trace.places), "more": trace.more}


def undecided_node(entry: Undecided) -> Node:
    """Return an undecided policy."""
    return {
        "code": entry.code,
        "name": entry.name,
        "entity": entry.entity,
        "place": place_node(entry.location),
        "lacks": list(entry.lacks),
        "reason": entry.reason,
    }


def figure_node(figure: Figure) -> Node:
    """Return a figure, as `$defs/figure` of the schema says."""
    return {
        "name": figure.name,
        "title": figure.title,
        "type": figure.type,
        "value": exact(figure.value),
        "shown": figure.shown,
        "left_out": figure.left_out,
    }


def exact(value: object) -> str | None:
    """Write a number so that nothing is lost: a decimal where there is one, else a fraction such as '1/3'."""
    if value is None or isinstance(value, str):
        return value
    if isinstance(value, int):
        return str(value)
    from fractions import Fraction

    return exact_text(value if isinstance(value, Fraction) else Fraction(str(value)))
