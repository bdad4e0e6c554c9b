"""The cases that stand beside policies: a fragment over a clean base, and where findings must be."""

from __future__ import annotations

import os.path
from typing import TYPE_CHECKING, NamedTuple, cast

from coverage_lint.document.model_file import Document
from coverage_lint.document.nodes import Map, Source
from coverage_lint.document.rejections import Rejections
from coverage_lint.document.yaml_reader import read_stream
from coverage_lint.entities.model import build_model
from coverage_lint.policy.load import parameter_flaw, read_parameter
from coverage_lint.policy.overlay import overlay, without
from coverage_lint.policy.problems import PolicyError
from coverage_lint.policy.program import compile_policies
from coverage_lint.policy.run import Runner
from coverage_lint.policy.source import LIMITS, check_shape, read_list, read_yaml
from coverage_lint.structure import check_structure

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from coverage_lint.document.nodes import Location
    from coverage_lint.engine.executor import Engine
    from coverage_lint.entities.catalogue import Catalogue
    from coverage_lint.findings import Finding
    from coverage_lint.policy.policy import Policy

MARK = "# fires "


class Case(NamedTuple):
    """One case, read."""

    policy: Policy
    name: str
    document: Document
    parameters: dict[str, object]
    on: str | None
    undecided: bool
    expected: frozenset[tuple[int, str]]
    """Line of the fragment and severity of each finding that must be there."""
    location: Location
    first_line: int
    """The line of the cases file before the fragment's first."""


class CaseResult(NamedTuple):
    """How a case went: `problem` is '' where it passed."""

    code: str
    name: str
    location: Location
    problem: str
    fired: bool


def read_cases(path: str, shown: str, policies: Mapping[str, Policy]) -> list[Case]:
    """Read the cases of a file. Raises PolicyError at the line of the first fault."""
    entries = read_list(path, shown)
    check_shape(entries, "case")
    bases = os.path.join(os.path.dirname(path), "bases")
    return [_read_case(cast("Map", entry), bases, policies) for entry in entries]


def _read_case(entry: Map, bases: str, policies: Mapping[str, Policy]) -> Case:
    code = str(entry["policy"])
    policy = policies.get(code)
    if policy is None:
        raise PolicyError(f"no policy has the code {code}", entry.value_location("policy"))
    base_name = str(entry.get("base") or "plan")
    base = read_yaml(os.path.join(bases, f"{base_name}.yaml"), f"bases/{base_name}.yaml")
    text = str(entry["model"])
    place = entry.value_location("model")
    fragment = Source(place.path, text)
    stream = read_stream(fragment, LIMITS)
    first_line = place.line
    if stream.broken is not None:
        raise PolicyError(f"the fragment cannot be read: {stream.broken.message}", place)
    root: Map = cast("Map", base)
    try:
        root = without(root, cast("Sequence[str]", entry.get("without") or ()))
    except KeyError as error:
        raise PolicyError(f"the base has no {error.args[0]}", entry.value_location("without")) from None
    top = stream.documents[0].root if stream.documents else None
    if isinstance(top, Map):
        root = overlay(root, top)
    elif top is not None:
        raise PolicyError("the fragment must be a mapping, like a model", place)
    return Case(
        policy, str(entry["name"]), Document(root, fragment, (fragment,), [], Rejections()),
        _parameters(policy, entry), cast("str | None", entry.get("on")), entry.get("undecided") is True,
        _expected(text, policy, place), entry.value_location("name"), first_line,
    )  # fmt: skip


def _parameters(policy: Policy, entry: Map) -> dict[str, object]:
    given = cast("Map", entry.get("parameters") or {})
    values = {}
    for name, raw in given.items():
        spec = policy.parameters.get(name)
        if spec is None:
            raise PolicyError(f"{policy.code} has no parameter {name}", given.key_location(name))
        value, flaw = read_parameter(raw, spec.type)
        flaw = flaw or parameter_flaw(spec, value)
        if flaw:
            raise PolicyError(f"{name} {flaw}", given.value_location(name))
        values[name] = value
    return values


def _expected(text: str, policy: Policy, place: Location) -> frozenset[tuple[int, str]]:
    """Read the marks: `# fires CL302`, or `# fires CL302 error` where the severity is not the policy's own."""
    expected = set()
    for number, line in enumerate(text.splitlines(), 1):
        _, mark, rest = line.partition(MARK)
        words = rest.split()
        if not mark:
            continue
        if not words or words[0] != policy.code or len(words) > 2:  # noqa: PLR2004
            raise PolicyError(
                f"line {number} of the fragment marks {rest.strip() or 'nothing'}, not {policy.code}", place
            )
        expected.add((number, words[1] if len(words) > 1 else policy.severity))
    return frozenset(expected)


def run_case(case: Case, catalogue: Catalogue, engine: Engine) -> CaseResult:
    """Run one policy over one fragment."""
    document = case.document._replace(rejected=Rejections())
    findings: list[Finding] = check_structure(document)
    model, problems = build_model(document, catalogue)
    findings += problems
    if findings:
        first = findings[0]
        words = f"the model is not sound: {first.code} {first.message} ({_line(first, case)})"
        return CaseResult(case.policy.code, case.name, case.location, words, fired=False)
    given = {case.policy.code: case.parameters}
    with Runner(compile_policies([case.policy]), engine, case.on, given) as runner:
        decided = runner.run(model)
    problem = _compare(case, decided.findings)
    if not problem and case.undecided and not decided.undecided:
        problem = "nothing is undecided"
    if not problem and not case.undecided and decided.undecided and not decided.findings:
        one = decided.undecided[0]
        problem = f"undecided for {one.entity}: say `undecided: true` where that is meant"
    return CaseResult(case.policy.code, case.name, case.location, problem, fired=bool(decided.findings))


def _compare(case: Case, findings: Sequence[Finding]) -> str:
    found: dict[tuple[int, str], Finding] = {}
    for finding in findings:
        if finding.location.source is not case.document.source:
            return f"a finding is outside the fragment, {_line(finding, case)}: {finding.message}"
        found[finding.location.line, finding.severity] = finding
    for line, severity in sorted(case.expected - found.keys()):
        return f"line {case.first_line + line}: no {severity} fires here"
    for line, severity in sorted(found.keys() - case.expected):
        return f"line {case.first_line + line}: a {severity} fires here, unmarked: {found[line, severity].message}"
    return ""


def _line(finding: Finding, case: Case) -> str:
    place = finding.location
    in_fragment = place.source is case.document.source
    return f"line {case.first_line + place.line}" if in_fragment else f"{place.path}:{place.line}"
