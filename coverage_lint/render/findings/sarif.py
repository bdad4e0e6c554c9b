"""A report as SARIF 2.1.0, for code scanning and editors. Section numbers are those of the standard (OASIS, 2020)."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, Any, TypeAlias

from coverage_lint.decisions.verdict import verdict_of_all
from coverage_lint.policy.policy_page import page_of
from coverage_lint.render.findings.fingerprints import results
from coverage_lint.render.findings.json_document import written
from coverage_lint.render.findings.summary import left_out
from coverage_lint.render.reader_limits import Bounded, fitting, not_shown, rank, shortened
from coverage_lint.render.repository_paths import span
from coverage_lint.render.terminal.cells import visible
from coverage_lint.version import __version__

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from coverage_lint.findings import Finding, Fix, Report, Severity
    from coverage_lint.location import Location
    from coverage_lint.policy.policy_page import Page
    from coverage_lint.render.findings.fingerprints import Result
    from coverage_lint.render.repository_paths import Repository

Node: TypeAlias = "dict[str, Any]"

SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
FINGERPRINT = "coverageLint/v1"
"""The name of the fingerprint; its number rises when it is made in another way."""
BASE = "SRCROOT"
"""What relative paths start from; where it is, the reader knows."""

MOST_RESULTS, MOST_RULES, MOST_PLACES = 25_000, 25_000, 100
"""Of a run, and related places of a result. GitHub refuses a file with more results or rules than these; of the results
it shows the 5,000 gravest, of a result's places 100 (docs.github.com, 'SARIF results exceed one or more limits')."""
MOST_BYTES = 10_000_000
"""Of a file that is compressed by gzip, as it is sent (docs.github.com, 'SARIF results file is too large')."""
_LONGEST_NAME, _LONGEST_TEXT = 255, 1_000
"""GitHub cuts a rule's name at the one, descriptions at 1,024 (docs.github.com, 'SARIF support for code scanning')."""

_LEVELS: dict[Severity, str] = {"error": "error", "warning": "warning", "info": "note"}


def render(report: Report, repository: Repository, encoding: str = "utf-8") -> str:
    """Return the document as text that an encoding holds."""
    return bounded(report, repository, encoding).text


def bounded(
    report: Report,
    repository: Repository,
    encoding: str = "utf-8",
    limits: tuple[int, int] = (MOST_RESULTS, MOST_BYTES),
) -> Bounded:
    """Return the document within what GitHub takes, and what was left out for that."""
    every = results(report, repository)
    most, room = limits
    while True:
        found, note = _gravest(every, most)
        text = written(_document(report, repository, found, note), encoding)
        size = _compressed(text, room)
        if size <= room or not most:
            return Bounded(text, note)
        most = min(most, len(found)) * room // size * 9 // 10


def _compressed(text: str, room: int) -> int:
    """Return the size that counts: a text that has room as it is needs no compressing to tell."""
    data = text.encode("utf-8")
    if len(data) <= room:
        return len(data)
    from zlib import compress

    return len(compress(data, 1))


def document(report: Report, repository: Repository, most: int = MOST_RESULTS) -> Node:
    """Return the document as plain values, with so many results at most, the gravest."""
    return _document(report, repository, *_gravest(results(report, repository), most))


def _gravest(every: Sequence[Result], most: int) -> tuple[list[Result], str]:
    """Return so many results at most, and what is said about the others."""
    kept = fitting([rank(one) for one in every], [(1,)] * len(every), (most,))
    lost = [one for one, stays in zip(every, kept, strict=True) if not stays]
    why = f"GitHub takes {MOST_RESULTS:,} results, and {MOST_BYTES:,} bytes as gzip"
    found = [one for one, stays in zip(every, kept, strict=True) if stays]
    return found, not_shown(lost, len(every), "SARIF", why)


def _document(report: Report, repository: Repository, found: Sequence[Result], note: str) -> Node:
    asked = {policy.code: policy for model in report.models for policy in model.asked}
    if len(asked) > MOST_RULES:  # a result's rule must be there, others need not
        codes = {one.finding.code for one in found}
        asked = {code: policy for code, policy in asked.items() if code in codes}
    rules = {code: _rule(page_of(policy)) for code, policy in asked.items()}
    for one in found:  # a program may make a report that does not say what was asked
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
        "invocations": [_invocation(report, repository, note)],
        "originalUriBaseIds": {BASE: {"description": {"text": "The top folder of the repository."}}},
        "columnKind": "unicodeCodePoints",
        "newlineSequences": ["\r\n", "\n", "\r"],
        "results": [_result(one, index, repository) for one in found],
        "properties": {
            "undecided": sum(len(model.undecided) for model in report.models),
            "verdict": verdict_of_all(report.models).words(),
        },
    }
    return {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}


def _invocation(report: Report, repository: Repository, note: str) -> Node:
    """Describe the run, with what its reader must know: here and not in a result, since nothing is wrong in a file."""
    notes = [*([note] if note else ()), *left_out(report.left_out, repository.path)]
    told = [{"level": "warning", "message": {"text": _text(words)}} for words in notes]
    return {"executionSuccessful": True, **({"toolExecutionNotifications": told} if told else {})}


def _rule(page: Page) -> Node:
    from coverage_lint.render.policy_pages import markdown as page_markdown
    from coverage_lint.render.policy_pages.terminal import lay_out, parameter_rows
    from coverage_lint.render.terminal.segments import View, plain

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
    """Describe a policy that is known only by a finding, with everything that GitHub requires."""
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
    return "".join(part[:1].upper() + part[1:] for part in visible(name).split("-"))[:_LONGEST_NAME]


def _result(one: Result, index: Mapping[str, int], repository: Repository) -> Node:
    finding = one.finding
    result: Node = {
        "ruleId": finding.code,
        "ruleIndex": index[finding.code],
        "level": _LEVELS[finding.severity],
        "message": {"text": _message(finding)},
        "locations": [_location(finding.location, finding.label, repository)],
        "relatedLocations": list(islice(_related(finding, repository), MOST_PLACES)),
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
    """Return what is wrong and what to do, in sentences."""
    said = finding.message
    ended = said if said.endswith((".", "?", "!")) else f"{said}."
    return _text(f"{ended} {finding.help}" if finding.help else ended)


def _text(text: str) -> str:
    """Return text in which nothing is a placeholder (3.11.5) or a link (3.11.6), cut to what GitHub keeps."""
    shown = shortened(visible(text), _LONGEST_TEXT)
    while len(_escaped(shown)) > _LONGEST_TEXT:  # an escape takes two characters at most
        over = len(_escaped(shown)) - _LONGEST_TEXT
        shown = shortened(shown, len(shown) - (over + 1) // 2)
    return _escaped(shown)


def _escaped(shown: str) -> str:
    shown = shown.replace("{", "{{").replace("}", "}}")
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
    """Return each other place once, with what it contributed."""
    told = set()
    for spot in (*finding.related, *(spot for trace in finding.traces for spot in trace.places)):
        key = (spot.location.path, spot.location.start, spot.location.end, spot.label)
        if key not in told:
            told.add(key)
            yield _location(spot.location, spot.label, repository)


def _suppressions(one: Result) -> Iterator[Node]:
    """Return what suppresses a result. Each result has the list, even if empty: all or none must have it (3.27.23)."""
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
