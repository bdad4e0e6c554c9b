"""Checks models one by one, each by the settings that hold for it. What counts is decided after the check."""

from __future__ import annotations

import os
from collections import Counter
from typing import TYPE_CHECKING

from coverage_lint.checking import in_order
from coverage_lint.decisions.select import Sifted, hideable, selects
from coverage_lint.document.model_file import load_documents, read_documents
from coverage_lint.entities.model import build_model, catalogue
from coverage_lint.findings import Finding, ModelReport, Undecided
from coverage_lint.rules import Rules, check_patterns, known_policies
from coverage_lint.settings.find import SettingsFinder
from coverage_lint.structure import check_structure

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from typing import Self

    from coverage_lint.checking import Options
    from coverage_lint.decisions.baseline import Baseline
    from coverage_lint.document.documents import Document
    from coverage_lint.document.model_file import Loaded
    from coverage_lint.settings.paths import ForFile
    from coverage_lint.settings.settings import Settings


class Checker:
    """Checks models by one set of options; the rules of each settings file are compiled once."""

    def __init__(self, options: Options, cwd: str) -> None:
        """Take the options, and the folder that paths are shown from. Raises Misuse for words that mean no policy."""
        self.options = options
        self.cwd = cwd
        self.finder = SettingsFinder(cwd)
        self.rules: dict[int, Rules] = {}
        self.baselines: dict[str, tuple[Baseline, Counter[tuple[str, str, str, str]]]] = {}
        if options.select or options.ignore:
            check_patterns((*options.select, *options.ignore), self.finder.nearest(cwd), cwd)

    def __enter__(self) -> Self:
        """Give itself."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close what the rules engine holds."""
        for rules in self.rules.values():
            rules.close()

    def excludes(self, path: str) -> bool:
        """Say whether settings pass a found file over."""
        settings = self.finder.nearest(os.path.dirname(path))
        if not settings.exclude:
            return False
        from coverage_lint.settings.paths import excluded

        return excluded(settings, os.path.abspath(os.path.join(self.cwd, path)))

    def check_file(self, path: str, shown: str) -> list[ModelReport] | None:
        """Check the models of a file; None where it holds none. Raises Misuse."""
        settings = self.finder.nearest(os.path.dirname(path))
        return self._check(load_documents(path, shown, settings.limits), shown, settings, path)

    def check_bytes(self, data: bytes, shown: str, folder: str | None) -> list[ModelReport] | None:
        """Check the models in bytes; None where they hold none. Raises Misuse."""
        settings = self.finder.nearest(folder or self.cwd)
        return self._check(read_documents(data, shown, folder, settings.limits), shown, settings, shown)

    def _check(self, loaded: Loaded, shown: str, settings: Settings, path: str) -> list[ModelReport] | None:
        if not loaded.is_model:
            return None
        if settings.path is not None:
            self._rules(settings).runner()  # what is wrong with settings is told whatever the model holds
        decide = _Decisions(self, settings, os.path.abspath(os.path.join(self.cwd, path)))
        reports = [self._check_document(document, settings, decide) for document in loaded.documents]
        problems = decide.kept(loaded.problems)
        if reports:
            reports[0] = reports[0]._replace(findings=tuple(in_order((*reports[0].findings, *problems))))
        elif loaded.problems:
            alone = ModelReport(shown, None, tuple(in_order(problems)), (), (), draft=False, files=(shown,))
            reports.append(alone._replace(fail_on=settings.fail_on or "error"))
        return reports

    def _check_document(self, document: Document, settings: Settings, decide: _Decisions) -> ModelReport:
        findings = [*document.problems, *check_structure(document)]
        model, problems = build_model(document, catalogue())
        findings += problems
        rules = self._rules(settings)
        decided = rules.runner().run(model, with_lacks=self.options.lacks)
        sifted = self._sifted(decide.kept((*findings, *decided.findings)), document)
        new, old = self._held_against_baseline((*sifted.kept, *decide.kept(sifted.problems)), document, settings)
        status = model.plan.values.get("status")
        return ModelReport(
            path=document.source.path,
            status=status if isinstance(status, str) else None,
            findings=tuple(in_order(new)),
            undecided=tuple(sorted(decide.asked(decided.undecided), key=_place_order)),
            figures=rules.figures(model),
            draft=status == "draft" and not (self.options.strict or settings.drafts == "strict"),
            ignored=tuple(sifted.ignored),
            baselined=tuple(in_order(old)),
            files=tuple(source.path for source in document.sources),
            fail_on=settings.fail_on or "error",
        )

    def _rules(self, settings: Settings) -> Rules:
        rules = self.rules.get(id(settings))
        if rules is None:
            rules = self.rules[id(settings)] = Rules(self.options, settings, self.cwd)
        return rules

    def _sifted(self, findings: list[Finding], document: Document) -> Sifted:
        """Take out what the model's own comments silence; the module is loaded only where there is one."""
        marked = any(source.remarks or "coverage-lint:" in source.text for source in document.sources)
        if not self.options.ignores or not marked:
            return Sifted(findings, [], [])
        from coverage_lint.decisions.ignores import sift

        return sift(findings, document.root, document.sources, self._ran)

    def _ran(self, pattern: str) -> bool:
        """Say whether a policy that a word means was asked in this run; a word that means none was."""
        options = self.options
        if not options.select and not options.ignore:
            return True
        meant = [pair for pair in known_policies() if selects(pattern, *pair)]
        return not meant or any(_wanted(options.select, options.ignore, *pair) for pair in meant)

    def _held_against_baseline(
        self, findings: Sequence[Finding], document: Document, settings: Settings
    ) -> tuple[list[Finding], list[Finding]]:
        """Tell new findings from those that the baseline holds."""
        path = self.options.baseline
        if path is None:
            from coverage_lint.decisions.baseline import find_baseline

            folder = os.path.dirname(os.path.abspath(os.path.join(self.cwd, document.source.path)))
            path = settings.baseline if settings.baseline is not None else find_baseline(folder)
        if not path or not os.path.exists(path):
            return list(findings), []
        from coverage_lint.decisions.baseline import compare, load_baseline

        if path not in self.baselines:
            self.baselines[path] = (load_baseline(path), Counter())
        baseline, met = self.baselines[path]
        compared = compare(in_order(findings), baseline, self.cwd, met)
        return compared.new, compared.old

    def gone(self, reports: Sequence[ModelReport]) -> tuple[str, ...]:
        """Name the entries of baselines about the files read that no longer occur."""
        if not self.baselines:
            return ()
        from coverage_lint.decisions.baseline import gone, in_words, of_files

        return tuple(
            in_words(key, count)
            for baseline, met in self.baselines.values()
            for key, count in gone(of_files(baseline, reports, self.cwd), met).items()
        )


class _Decisions:
    """What counts among the findings about one file."""

    def __init__(self, checker: Checker, settings: Settings, path: str) -> None:
        self.select, self.ignore = checker.options.select, checker.options.ignore
        self.own: ForFile | None = None
        if settings.path is not None:
            from coverage_lint.settings.paths import for_file

            self.own = for_file(settings, path)

    def wants(self, code: str, name: str) -> bool:
        """Say whether a policy counts: by the command line, and by the settings where that does not select."""
        if not hideable(code):
            return True
        if not _wanted(self.select, self.ignore, code, name):
            return False
        return self.own is None or _wanted(() if self.select else self.own.select, self.own.ignore, code, name)

    def kept(self, findings: Iterable[Finding]) -> list[Finding]:
        """Give the findings that count, as grave as the settings say."""
        return [
            graded for one in findings if self.wants(one.code, one.name) and (graded := self.graded(one)) is not None
        ]

    def graded(self, finding: Finding) -> Finding | None:
        """Give a finding with the severity that the settings give its policy; None where that is off."""
        severity = self.own.severity(finding.code, finding.name) if self.own is not None else None
        if severity is None:
            return finding
        return None if severity == "off" else finding._replace(severity=severity)  # type: ignore[arg-type]

    def asked(self, undecided: Iterable[Undecided]) -> list[Undecided]:
        """Give the undecided policies that count."""
        return [
            one
            for one in undecided
            if self.wants(one.code, one.name) and (self.own is None or self.own.severity(one.code, one.name) != "off")
        ]


def _wanted(select: Sequence[str], ignore: Sequence[str], code: str, name: str) -> bool:
    chosen = not select or any(selects(pattern, code, name) for pattern in select)
    return chosen and not any(selects(pattern, code, name) for pattern in ignore)


def _place_order(one: Undecided) -> tuple[str, int, str, str]:
    return (one.location.path, one.location.start, one.code, one.entity)
