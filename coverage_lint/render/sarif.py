"""A report as SARIF 2.1.0, for code scanning and editors. Section numbers are those of the standard (OASIS, 2020)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeAlias

from coverage_lint.render.cells import visible
from coverage_lint.render.fingerprints import results
from coverage_lint.render.repository_paths import span
from coverage_lint.version import __version__

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from coverage_lint.document.nodes import Location
    from coverage_lint.findings import Finding, Fix, Report, Severity
    from coverage_lint.policy.page import Page
    from coverage_lint.render.fingerprints import Result
    from coverage_lint.render.repository_paths import Repository

Node: TypeAlias = "dict[str, Any]"

SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
FINGERPRINT = "coverageLint/v1"
"""The name of the fingerprint; its number rises when it is made in another way."""
BASE = "SRCROOT"
"""What relative paths start from; where it is, the reader knows."""

_LEVELS: dict[Severity, str] = {"error": "error", "warning": "warning", "info": "note"}


def render(report: Report, repository: Repository, pages: Sequence[Page], encoding: str = "utf-8") -> str:
    """Give the document as text that an encoding holds; `pages` are those of the policies asked."""
    import json

    return json.dumps(document(report, repository, pages), ensure_ascii=encoding != "utf-8", indent=2) + "\n"


def document(report: Report, repository: Repository, pages: Sequence[Page]) -> Node:
    """Give the document as plain values."""
    found = results(report, repository)
    rules = {page.code: _rule(page) for page in pages}
    for one in found:  # a program may render a report without the pages
        if one.finding.code not in rules:
            rules[one.finding.code] = _bare_rule(one.finding)
    index = {code: at for at, code in enumerate(sorted(rules))}
    driver = {
        "name": "coverage-lint",
        "version": __version__,
        "semanticVersion": __version__,
        "rules": [rules[code] for code in index],
    }
    run = {
        "tool": {"driver": driver},
        "invocations": [{"executionSuccessful": True}],
        "originalUriBaseIds": {BASE: {"description": {"text": "The top folder of the repository."}}},
        "columnKind": "unicodeCodePoints",
        "newlineSequences": ["\r\n", "\n", "\r"],
        "results": [_result(one, index, repository) for one in found],
        "properties": {"undecided": sum(len(model.undecided) for model in report.models)},
    }
    return {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}


def _rule(page: Page) -> Node:
    from coverage_lint.render import page_markdown
    from coverage_lint.render.page import lay_out, parameter_rows
    from coverage_lint.render.segments import View, plain

    keys = ("name", "type", "default", "bounds", "about")
    parameters = [dict(zip(keys, row, strict=True)) for row in parameter_rows(page.parameters)]
    return {
        "id": page.code,
        "name": _pascal(page.name),
        "shortDescription": {"text": _text(f"{page.title}.")},
        "fullDescription": {"text": _text(page.why)},
        "help": {"text": plain(lay_out(page, View())), "markdown": page_markdown.body(page)},
        "defaultConfiguration": {"level": _LEVELS[page.severity]},  # type: ignore[index]
        "properties": {"tags": [page.element() or "own"], "name": page.name, "parameters": parameters},
    }


def _bare_rule(finding: Finding) -> Node:
    """Describe a policy of which only a finding is known, with all that GitHub asks for."""
    title = _text(f"{finding.name.replace('-', ' ')}.")
    return {
        "id": finding.code,
        "name": _pascal(finding.name),
        "shortDescription": {"text": title},
        "fullDescription": {"text": title},
        "help": {"text": f"See: coverage-lint explain {finding.code}"},
        "properties": {"name": visible(finding.name)},
    }


def _pascal(name: str) -> str:
    """Write a name as the standard's readers expect one: quota-over-assignment as QuotaOverAssignment."""
    return "".join(part[:1].upper() + part[1:] for part in visible(name).split("-"))


def _result(one: Result, index: Mapping[str, int], repository: Repository) -> Node:
    finding = one.finding
    result: Node = {
        "ruleId": finding.code,
        "ruleIndex": index[finding.code],
        "level": _LEVELS[finding.severity],
        "message": {"text": _message(finding)},
        "locations": [_location(finding.location, finding.label, repository)],
        "relatedLocations": list(_related(finding, repository)),
        "partialFingerprints": {FINGERPRINT: one.fingerprint},
        "suppressions": list(_suppressions(one)),
        "properties": {
            "entity": visible(finding.entity),
            "field": visible(finding.field),
            "figures": {trace.name: visible(trace.value) for trace in finding.traces},
        },
    }
    if finding.fix is not None:
        result["fixes"] = [_fix(finding, finding.fix, repository)]
    return result


def _message(finding: Finding) -> str:
    """Say what is wrong and what to do, in sentences."""
    said = _text(finding.message)
    ended = said if said.endswith((".", "?", "!")) else f"{said}."
    return f"{ended} {_text(finding.help)}" if finding.help else ended


def _text(text: str) -> str:
    """Give text in which nothing is a placeholder (3.11.5) or a link (3.11.6)."""
    shown = visible(text).replace("{", "{{").replace("}", "}}")
    return shown.replace("[", "\\[").replace("]", "\\]") if "](" in shown else shown


def _location(location: Location, label: str, repository: Repository) -> Node:
    physical = {"artifactLocation": _artifact(location, repository), "region": _region(location)}
    return {"physicalLocation": physical, **({"message": {"text": _text(label)}} if label else {})}


def _artifact(location: Location, repository: Repository) -> Node:
    uri = repository.uri(location.path)
    return {"uri": uri} if uri.startswith("file://") else {"uri": uri, "uriBaseId": BASE}


def _region(location: Location) -> Node:
    at = span(location)
    return {"startLine": at.line, "startColumn": at.column, "endLine": at.end_line, "endColumn": at.end_column}


def _related(finding: Finding, repository: Repository) -> Iterator[Node]:
    """Give each other place once, with what it contributed."""
    told = set()
    for spot in (*finding.related, *(spot for trace in finding.traces for spot in trace.places)):
        key = (spot.location.path, spot.location.start, spot.location.end, spot.label)
        if key not in told:
            told.add(key)
            yield _location(spot.location, spot.label, repository)


def _suppressions(one: Result) -> Iterator[Node]:
    """Say what silences it. Each result has the list, be it empty, since some may and others not (3.27.23)."""
    if one.standing == "ignored":
        yield {"kind": "inSource", **({"justification": visible(one.reason)} if one.reason else {})}
    elif one.standing == "old":
        yield {"kind": "external", "justification": "It was there before."}


def _fix(finding: Finding, fix: Fix, repository: Repository) -> Node:
    source, end = fix.location.source, fix.location.end
    (line, column), (end_line, end_column) = source.position(fix.location.start), source.position(end)
    region = {"startLine": line, "startColumn": column, "endLine": end_line, "endColumn": end_column}
    replacement = {"deletedRegion": region, "insertedContent": {"text": fix.text}}
    change = {"artifactLocation": _artifact(fix.location, repository), "replacements": [replacement]}
    return {"description": {"text": _text(finding.help)}, "artifactChanges": [change]}
