"""A check, whole: from paths to a report. Selection and severity are decided here, after the check."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from coverage_lint.decisions.select import Sifted, selects
from coverage_lint.document.discover import find_models
from coverage_lint.document.model_file import load_documents, read_documents
from coverage_lint.entities.model import build_model, full_catalogue
from coverage_lint.findings import SEVERITIES, Figure, Finding, ModelReport, Report, Undecided
from coverage_lint.policy.problems import Misuse
from coverage_lint.structure import check_structure
from coverage_lint.structure.schema import load_schema

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from typing import Self

    from coverage_lint.document.model_file import Document, Loaded
    from coverage_lint.engine.executor import Engine
    from coverage_lint.entities.catalogue import Catalogue
    from coverage_lint.entities.model import Model
    from coverage_lint.policy.policy import FigureSpec
    from coverage_lint.policy.run import Runner


class Options(NamedTuple):
    """How to check."""

    select: tuple[str, ...] = ()
    """Codes, prefixes of codes, or names; () is all."""
    ignore: tuple[str, ...] = ()
    engine: str | None = None
    """durable or interpreter; None is durable-rules wherever it imports."""
    on: str | None = None
    """The ISO day that today is."""
    strict: bool = False
    """Whether drafts count like any plan."""
    ignores: bool = True
    """Whether comments in the model can silence findings."""
    lacks: bool = False
    """Whether to work out what each undecided policy lacked."""


@cache
def catalogue() -> Catalogue:
    """Give the entity catalogue of the shipped schema."""
    return full_catalogue(load_schema())


def check_paths(paths: Sequence[str], options: Options, cwd: str) -> Report:
    """Check the models that paths name or hold. Raises Misuse."""
    found = find_models(paths, cwd)
    if found.errors:
        raise Misuse("; ".join(found.errors))
    if not found.models and not paths:
        raise Misuse("no model found below this folder: a model is a YAML or JSON file with the key coverage_model")
    checker = _Checker(options)
    reports: list[ModelReport] = []
    passed_over = [file.shown for file in found.passed_over]
    with checker:
        for file in found.models:
            loaded = load_documents(file.path, file.shown)
            if not loaded.is_model:
                passed_over.append(file.shown)
            reports += checker.check(loaded, file.shown)
    return Report(tuple(reports), tuple(sorted(passed_over)))


def check_data(data: bytes, shown: str, options: Options, folder: str | None = None) -> Report:
    """Check the models in a file's bytes; `from:` reads below the folder. Raises Misuse."""
    loaded = read_documents(data, shown, folder)
    with _Checker(options) as checker:
        reports = checker.check(loaded, shown)
    return Report(tuple(reports), () if loaded.is_model else (shown,))


def fails(report: Report, fail_on: str = "error") -> bool:
    """Say whether a report has a finding at or above a severity; 'never' has none. In drafts only CL0 errors count."""
    if fail_on == "never":
        return False
    grave = SEVERITIES[: SEVERITIES.index(fail_on) + 1]
    return any(
        finding.code.startswith("CL0") and finding.severity == "error" if model.draft else finding.severity in grave
        for model in report.models
        for finding in model.findings
    )


class _Checker:
    """Checks models by one set of options; the engine is started with the first model that needs it."""

    def __init__(self, options: Options) -> None:
        self.options = options
        self.runner: Runner | None = None
        self.figures: tuple[FigureSpec, ...] = ()
        if options.select or options.ignore:
            _check_patterns((*options.select, *options.ignore))

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self.runner is not None:
            self.runner.stack.close()

    def wanted(self, code: str, name: str) -> bool:
        select, ignore = self.options.select, self.options.ignore
        chosen = not select or any(selects(pattern, code, name) for pattern in select)
        return chosen and not any(selects(pattern, code, name) for pattern in ignore)

    def check(self, loaded: Loaded, shown: str) -> list[ModelReport]:
        reports = [self.check_document(document) for document in loaded.documents]
        if loaded.problems:
            problems = self.kept(loaded.problems)
            if reports:
                first = reports[0]
                reports[0] = first._replace(findings=tuple(in_order((*first.findings, *problems))))
            else:
                reports.append(ModelReport(shown, None, tuple(in_order(problems)), (), (), draft=False))
        return reports

    def kept(self, findings: Iterable[Finding]) -> list[Finding]:
        return [finding for finding in findings if self.wanted(finding.code, finding.name)]

    def check_document(self, document: Document) -> ModelReport:
        findings = [*document.problems, *check_structure(document)]
        model, problems = build_model(document, catalogue())
        findings += problems
        runner = self.started()
        decided = runner.run(model, with_lacks=self.options.lacks)
        findings += decided.findings
        sifted = self.sifted(self.kept(findings), document)
        status = model.plan.values.get("status")
        return ModelReport(
            path=document.source.path,
            status=status if isinstance(status, str) else None,
            findings=tuple(in_order((*sifted.kept, *self.kept(sifted.problems)))),
            undecided=tuple(sorted(decided.undecided, key=_place_order)),
            figures=self.figures_of(model),
            draft=status == "draft" and not self.options.strict,
            ignored=tuple(sifted.ignored),
        )  # fmt: skip

    def sifted(self, findings: list[Finding], document: Document) -> Sifted:
        """Take out what the model's own comments silence; the module is loaded only where there is one."""
        marked = any(source.remarks or "coverage-lint:" in source.text for source in document.sources)
        if not self.options.ignores or not marked:
            return Sifted(findings, [], [])
        from coverage_lint.decisions.ignores import sift

        return sift(findings, document.root, document.sources, self.ran)

    def ran(self, pattern: str) -> bool:
        """Say whether a policy that a word means was asked in this run; a word that means none was."""
        narrowed = self.options.select or self.options.ignore
        if not narrowed:
            return True
        known = known_policies()
        meant = [(code, name) for code, name in known if selects(pattern, code, name)]
        return not meant or any(self.wanted(code, name) for code, name in meant)

    def figures_of(self, model: Model) -> tuple[Figure, ...]:
        from coverage_lint.policy.run import figures

        return figures(model, self.figures)

    def started(self) -> Runner:
        if self.runner is None:
            from coverage_lint.policy.program import compile_policies
            from coverage_lint.policy.run import Runner
            from coverage_lint.policy.shipped import shipped

            pack = shipped()
            self.figures = pack.figures
            chosen = [policy for policy in pack.policies if self.wanted(policy.code, policy.name)]
            program = pack.program if len(chosen) == len(pack.policies) else compile_policies(chosen)
            self.runner = Runner(program, _engine(self.options.engine), self.options.on)
        return self.runner


def _place_order(one: Undecided) -> tuple[str, int, str, str]:
    return (one.location.path, one.location.start, one.code, one.entity)


def in_order(findings: Iterable[Finding]) -> list[Finding]:
    """Sort findings as they are read: by file, place, code, entity, and what they say."""
    return sorted(
        findings, key=lambda one: (one.location.path, one.location.start, one.code, one.entity, one.field, one.message)
    )


def known_policies() -> list[tuple[str, str]]:
    """Give code and name of everything that can be found."""
    from coverage_lint.codes import CODES
    from coverage_lint.policy.shipped import shipped

    known = [(code.code, code.name) for code in CODES.values()]
    return known + [(policy.code, policy.name) for policy in shipped().policies]


def _check_patterns(patterns: Iterable[str]) -> None:
    """Refuse codes and names that mean no policy. Raises Misuse."""
    known = known_policies()
    for pattern in patterns:
        if not pattern or not any(selects(pattern, code, name) for code, name in known):
            from coverage_lint.structure.nearness import nearest

            near = " or ".join(nearest(pattern, [word for pair in known for word in pair]))
            raise Misuse(f"no policy is meant by {pattern!r}" + (f"; did you mean {near}?" if near else ""))


def _engine(wanted: str | None) -> Engine:
    from coverage_lint.engine.executor import default_engine

    return wanted if wanted is not None else default_engine()  # type: ignore[return-value]
