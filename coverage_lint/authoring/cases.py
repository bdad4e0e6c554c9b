"""The cases that stand beside policies: a fragment over a clean base, and where findings must be."""

from __future__ import annotations

import os.path
from collections import Counter
from typing import TYPE_CHECKING, cast

from coverage_lint.authoring.overlay import overlay, without
from coverage_lint.document.documents import Document, Rejections
from coverage_lint.document.nodes import Map, Seq
from coverage_lint.document.yaml.reader import read_stream
from coverage_lint.entities.catalogue import CHANGE
from coverage_lint.entities.changes import ChangeModel
from coverage_lint.errors import PolicyError
from coverage_lint.findings import SEVERITIES
from coverage_lint.frozen import NamedTuple
from coverage_lint.location import Location, Source
from coverage_lint.policy.fields.catalogue import build_model
from coverage_lint.policy.load import parameter_flaw, read_parameter
from coverage_lint.policy.packs import pack_paths, shown_path
from coverage_lint.policy.program import compile_policies
from coverage_lint.policy.run import Runner
from coverage_lint.policy.source import LIMITS, check_shape, read_list, read_yaml
from coverage_lint.structure import check_structure
from coverage_lint.system.shipped_data import CASES, data_path

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from coverage_lint.authoring.crm_cases import CaseTables
    from coverage_lint.engine.executor import Engine
    from coverage_lint.entities.catalogue import Catalogue
    from coverage_lint.entities.model import Model
    from coverage_lint.findings import Finding
    from coverage_lint.policy.policy import Policy

MARK = "# fires "
ONCE = "once"
"""Behind a mark: several entities share the place of a finding, and only one of them may have it."""


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
    model_location: Location
    """The fragment, as a value of the cases file."""
    older: Document | None = None
    """The older version, of a case of a policy about changes."""
    without: tuple[str, ...] = ()
    """What is taken out of the base, or of the newer version."""
    alone: frozenset[int] = frozenset()
    """Lines on which one finding may be, and no second one."""
    crm: CaseTables | None = None
    """The tables, of a case of a policy about what happened."""


class Equivalent(NamedTuple):
    """A mutant that is marked as equivalent: it never answers differently from its policy."""

    code: str
    mutant: str
    reason: str
    location: Location


class CaseResult(NamedTuple):
    """How a case went: `problem` is '' where it passed."""

    code: str
    name: str
    location: Location
    """The line that is not as it must be; the case's name where it is no line's matter."""
    problem: str
    fired: bool
    help: str = ""


class Difference(NamedTuple):
    """How findings differ from those that a case marks."""

    words: str
    line: int
    """The line of the fragment, 0 where it is none's."""
    help: str = ""


def read_cases(path: str, shown: str, policies: Mapping[str, Policy]) -> list[Case]:
    """Read the cases of a file. Raises PolicyError at the line of the first fault."""
    folder, bases = os.path.dirname(path), dict[str, "Map | Seq"]()
    return [_read_case(entry, folder, policies, bases) for entry in _entries(path, shown) if "equivalent" not in entry]


def read_equivalents(path: str, shown: str) -> list[Equivalent]:
    """Read which mutants a cases file calls equivalent. Raises PolicyError."""
    return [
        Equivalent(
            str(entry["policy"]), str(entry["equivalent"]), str(entry["reason"]), entry.value_location("equivalent")
        )
        for entry in _entries(path, shown)
        if "equivalent" in entry
    ]


def _entries(path: str, shown: str) -> list[Map]:
    entries = read_list(path, shown)
    check_shape(entries, "case")
    for entry in entries:
        held = cast("Map", entry)
        wanted = ("equivalent", "reason") if "equivalent" in held else ("name", "model")
        for key in wanted:
            if key not in held:
                hint = "A case has a name and a model; an equivalent mutant has a reason."
                raise PolicyError(f"{key} is missing", held.value_location("policy"), help_text=hint)
    return cast("list[Map]", entries)


def read_base(folder: str, name: str) -> Map | Seq:
    """Read a clean base: the pack's own, or a shipped one."""
    shown = f"bases/{name}.yaml"
    own = os.path.join(folder, "bases", f"{name}.yaml")
    if os.path.lexists(own):
        return read_yaml(own, shown, folder)
    shipped = data_path("policies", "bases")
    return read_yaml(os.path.join(shipped, f"{name}.yaml"), shown, shipped)


def _read_case(entry: Map, folder: str, policies: Mapping[str, Policy], bases: dict[str, Map | Seq]) -> Case:
    code = str(entry["policy"])
    policy = policies.get(code)
    if policy is None:
        raise PolicyError(f"no policy has the code {code}", entry.value_location("policy"))
    base = str(entry.get("base") or "plan")
    if base not in bases:  # most cases of a file are laid over the same one
        bases[base] = read_base(folder, base)
    root = cast("Map", bases[base])
    older: Document | None = None
    if policy.subject.endswith(CHANGE):
        older = _laid_over(root, entry, "before")
        root = older.root
    elif "before" in entry:
        words = f"{policy.code} is not about changes, so its case has no older version"
        raise PolicyError(words, entry.key_location("before"))
    crm: CaseTables | None = None
    if policy.of_actuals:
        from coverage_lint.authoring.crm_cases import case_tables

        crm = case_tables(entry, folder)
    elif "actuals" in entry:
        words = f"{policy.code} is not about what happened, so its case has no actuals"
        raise PolicyError(words, entry.key_location("actuals"))
    taken = tuple(cast("Sequence[str]", entry.get("without") or ()))
    try:
        root = without(root, taken)
    except KeyError as error:
        raise PolicyError(f"the base has no {error.args[0]}", entry.value_location("without")) from None
    place = entry.value_location("model")
    marks = _marks(str(entry["model"]), policy, place)
    return Case(
        policy, str(entry["name"]), _laid_over(root, entry, "model"),
        _parameters(policy, entry), cast("str | None", entry.get("on")), entry.get("undecided") is True,
        marks.expected, entry.value_location("name"), place, older, taken, marks.alone, crm,
    )  # fmt: skip


def _laid_over(root: Map, entry: Map, key: str) -> Document:
    """Return a model with a fragment laid over it. Raises PolicyError at the fragment's line if it cannot be read."""
    place = entry.value_location(key) if key in entry else entry.location()
    fragment = Source(place.path, str(entry.get(key, "")))
    stream = read_stream(fragment, LIMITS)
    problems = [problem for document in stream.documents for problem in document.problems]
    for problem in (*([stream.broken] if stream.broken is not None else []), *problems):
        where = _fragment_line(place, problem.location.line)
        raise PolicyError(f"the fragment cannot be read: {problem.message}", where, help_text=problem.help)
    top = stream.documents[0].root if stream.documents else None
    if isinstance(top, Map):
        root = overlay(root, top)
    elif top is not None:
        raise PolicyError("the fragment must be a mapping, like a model", place)
    return Document(root, fragment, (fragment,), [], Rejections())


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


class _Marks(NamedTuple):
    """What a fragment marks: see Case."""

    expected: frozenset[tuple[int, str]]
    alone: frozenset[int]


def _marks(text: str, policy: Policy, place: Location) -> _Marks:
    """Read the marks: `# fires CL302`, with the severity where that is not the policy's own, or `once`, behind it."""
    expected, alone = set(), set()
    for number, line in enumerate(text.splitlines(), 1):
        _, mark, rest = line.partition(MARK)
        words = rest.split()
        if not mark:
            continue
        if words[-1:] == [ONCE]:
            alone.add(number)
            words.pop()
        if not words or words[0] != policy.code or len(words) > 2 or not {*words[1:]} <= {*SEVERITIES}:  # noqa: PLR2004
            hint = f"Write `{MARK}{policy.code}`, with a severity behind it where that is not {policy.severity}."
            words_of = f"this marks {rest.strip() or 'nothing'}, and the case is one of {policy.code}"
            raise PolicyError(words_of, _fragment_line(place, number), help_text=hint)
        expected.add((number, words[1] if len(words) > 1 else policy.severity))
    return _Marks(frozenset(expected), frozenset(alone))


def _fragment_line(place: Location, number: int) -> Location:
    """Return the place of a fragment's line in its cases file; the whole value where it is no block of lines."""
    text = place.source.text
    if text[place.start : place.start + 1] not in {"|", ">"}:
        return place
    start = place.start
    for _ in range(number):
        start = text.find("\n", start) + 1
        if not start:
            return place
    end = text.find("\n", start)
    line = text[start : end if end >= 0 else len(text)]
    indent = len(line) - len(line.lstrip())
    return Location(place.source, start + indent, start + max(len(line.rstrip()), indent))


def run_case(case: Case, catalogue: Catalogue, engine: Engine) -> CaseResult:
    """Run one policy over one fragment."""
    model, findings = case_model(case, catalogue)
    if findings:
        first = findings[0]
        words = f"the model is not sound: {first.code} {first.message}{_elsewhere(first, case)}"
        return _result(case, Difference(words, _own_line(first, case)), fired=False)
    given = {case.policy.code: case.parameters}
    decided = Runner(compile_policies([case.policy]), engine, case.on, given).run(model)
    problem = compare_findings(case, decided.findings)
    if not problem and case.undecided and not decided.undecided:
        problem = Difference("nothing is undecided", 0)
    if not problem and not case.undecided and decided.undecided and not decided.findings:
        one = decided.undecided[0]
        problem = Difference(f"undecided for {one.entity}: say `undecided: true` where that is meant", 0)
    return _result(case, problem, fired=bool(decided.findings))


def case_model(case: Case, catalogue: Catalogue) -> tuple[Model, list[Finding]]:
    """Build the model of a case, or the two versions of one; the findings are what is not sound about it."""
    versions: list[Model] = []
    findings: list[Finding] = []
    for one in (case.older, case.document):
        if one is not None:
            document = one._replace(rejected=Rejections())
            findings += check_structure(document)
            model, problems = build_model(document, catalogue)
            findings += problems
            versions.append(model)
    if case.crm is not None and not findings:
        from coverage_lint.authoring.crm_cases import with_tables

        return with_tables(versions[0], case.document.root, case.crm, case.policy), findings
    return (ChangeModel(*versions) if case.older is not None else versions[0]), findings


def _result(case: Case, problem: Difference | None, *, fired: bool) -> CaseResult:
    if problem is None:
        return CaseResult(case.policy.code, case.name, case.location, "", fired)
    place = _fragment_line(case.model_location, problem.line) if problem.line else case.location
    return CaseResult(case.policy.code, case.name, place, problem.words, fired, problem.help)


def compare_findings(case: Case, findings: Sequence[Finding]) -> Difference | None:
    """Return how findings differ from those that a case marks; None if they do not."""
    found: dict[tuple[int, str], Finding] = {}
    lines: Counter[int] = Counter()
    for finding in findings:
        lines[finding.location.line] += 1
        if not _own_line(finding, case):
            place = f"{finding.location.path}:{finding.location.line}"
            words = f"a finding is outside the fragment, {place}: {finding.message}"
            return Difference(words, 0, f"Repeat that line in the fragment, and mark it: {MARK}{finding.code}")
        found[finding.location.line, finding.severity] = finding
    for line, severity in sorted(case.expected - found.keys()):
        return Difference(f"no {severity} fires here", line)
    for line, severity in sorted(found.keys() - case.expected):
        article = "a" if severity == "warning" else "an"
        mark = f"{MARK}{case.policy.code}" + ("" if severity == case.policy.severity else f" {severity}")
        words = f"{article} {severity} fires here, unmarked: {found[line, severity].message}"
        return Difference(words, line, f"Where that is right, end the line with: {mark}")
    several = sorted(line for line in case.alone if lines[line] > 1)
    return Difference(f"{lines[several[0]]} findings are here, and one may be", several[0]) if several else None


def _own_line(finding: Finding, case: Case) -> int:
    """Return the fragment's line that a finding is on, 0 for another file's."""
    return finding.location.line if finding.location.source is case.document.source else 0


def _elsewhere(finding: Finding, case: Case) -> str:
    return "" if _own_line(finding, case) else f" ({finding.location.path}:{finding.location.line})"


def run_cases(paths: Sequence[str], engine: Engine | None = None) -> list[CaseResult]:
    """Run the cases of packs: folders or policy files; without a path, those shipped. Raises Misuse."""
    from coverage_lint.engine.executor import default_engine
    from coverage_lint.policy.fields.catalogue import catalogue
    from coverage_lint.policy.holding import check_holding
    from coverage_lint.policy.load import codes_once, load_policies
    from coverage_lint.policy.shipped import shipped

    kinds = catalogue()
    files = pack_paths(paths or [data_path("policies")])
    policies = codes_once([one for path in files for one in load_policies(path, shown_path(path), kinds)])
    check_holding(policies.values(), shipped().policies if paths else ())
    results: list[CaseResult] = []
    for path in files:
        beside = path.removesuffix(".yaml") + CASES
        if os.path.exists(beside):
            for case in read_cases(beside, shown_path(beside), policies):
                results.append(run_case(case, kinds, engine or default_engine()))  # noqa: PERF401 - the first fault stops
    return results
