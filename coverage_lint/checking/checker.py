"""Checks models one by one, each by the settings that hold for it. What counts is decided after the check."""

from __future__ import annotations

import os
from functools import cache
from typing import TYPE_CHECKING, NamedTuple, cast

from coverage_lint.checking.rule_set import Rules, check_asked, check_patterns
from coverage_lint.decisions.selection import Selection
from coverage_lint.discovery.find_models import show
from coverage_lint.document.model_file import load_documents, read_documents
from coverage_lint.entities.assemble import build_model, catalogue
from coverage_lint.errors import Misuse
from coverage_lint.findings import ModelReport, in_order, in_places
from coverage_lint.language.types import is_day
from coverage_lint.policy.select import follows, may_ignore, of_another_command
from coverage_lint.settings.find import SettingsFinder
from coverage_lint.structure import check_structure

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Sequence

    from coverage_lint.checking.options import Options
    from coverage_lint.decisions.comparison import Comparison
    from coverage_lint.decisions.ignores import Ignores, Mark
    from coverage_lint.discovery.left_out import LeftOut
    from coverage_lint.document.documents import Document
    from coverage_lint.document.model_file import Loaded
    from coverage_lint.entities.model import Model
    from coverage_lint.findings import Finding, Ignored, Severity, Undecided
    from coverage_lint.policy.run import Decided
    from coverage_lint.settings.settings import Settings


_ABOUT_IGNORES = ("CL030", "CL031")


class Checked(NamedTuple):
    """A model that was checked, of which the ignores and the baseline still have to be judged: by the whole run."""

    report: ModelReport
    settings: Settings
    selection: Selection
    ignores: Ignores | None
    number: int
    """Which of its file's models it is."""
    model: Model | None
    """Its records, where the checker keeps them."""


class Checker:
    """Checks models by one set of options; the rules of each settings file are compiled once."""

    def __init__(self, options: Options, cwd: str, *, keep: bool = False, changes: bool = False) -> None:
        """Take the options, the folder that paths are shown from, and whether to keep the records of each model.

        `changes` says that policies about changes are asked too, by whoever compares the models: only then is an
        ignore or a baseline entry that no finding of theirs needs told as one that is not needed. Raises Misuse where
        the baseline is not there.
        """
        self.options = options
        self.cwd = cwd
        self.keep = keep
        self.changes = changes
        self.finder = SettingsFinder(cwd)
        self.rules: dict[int, Rules] = {}
        self.checked: list[Checked] = []
        self.comparisons: dict[str, Comparison] = {}
        if options.on is not None and not is_day(options.on):
            raise Misuse(f"{options.on!r} is not a day written as YYYY-MM-DD, such as 2027-01-31")
        if options.baseline and not os.path.exists(os.path.join(cwd, options.baseline)):
            raise Misuse(f"{options.baseline}: there is no such baseline; `coverage-lint baseline` writes one")

    def check_words(self, folders: Collection[str]) -> None:
        """Refuse what the options select and ignore where it means no policy, of any settings of the run.

        And what they select where it means none that would be asked. `folders` are those of the models. Raises Misuse.
        """
        words = (*self.options.select, *self.options.ignore)
        if words:
            check_patterns(words, (self.finder.nearest(folder) for folder in (*folders, self.cwd)), self.cwd)
        if self.options.select and not self.changes:
            own = (self.finder.nearest(folder) for folder in (*folders, self.cwd))
            check_asked(self.options.select, own, self.cwd)

    def excludes(self, path: str, searched: Iterable[str]) -> bool:
        """True if a found file is passed over, by its own settings or by those of the folders searched."""
        return self.excluding(path, searched) is not None

    def excluding(self, path: str, searched: Iterable[str]) -> tuple[Settings, int] | None:
        """Return the settings that pass a found file over, and which glob of theirs does; None where none do."""
        whole = os.path.abspath(os.path.join(self.cwd, path))
        folders = (os.path.dirname(whole), *(one for one in searched if whole.startswith(os.path.join(one, ""))))
        nearest = {id(one): one for one in map(self.finder.nearest, folders) if one.exclude}
        if not nearest:
            return None
        from coverage_lint.settings.paths import excluding

        found = ((settings, excluding(settings, whole)) for settings in nearest.values())
        return next(((settings, at) for settings, at in found if at is not None), None)

    def check_file(self, path: str, shown: str, home: str | None = None) -> bool:
        """Check the models of a file; False where it holds none. Raises Misuse.

        `home` is the path whose settings hold, where that is not the file's own: an older version of it, say.
        """
        home = home or path
        settings = self.finder.nearest(os.path.dirname(home))
        return self._check(load_documents(path, shown, settings.limits), shown, settings, home)

    def check_bytes(self, data: bytes, shown: str, folder: str | None) -> bool:
        """Check the models in bytes; False where they hold none. Raises Misuse."""
        settings = self.finder.nearest(folder or self.cwd)
        return self._check(read_documents(data, shown, folder, settings.limits), shown, settings, shown)

    def _absolute(self, path: str) -> str:
        return os.path.abspath(os.path.join(self.cwd, path))

    def _check(self, loaded: Loaded, shown: str, settings: Settings, path: str) -> bool:
        if not loaded.is_model:
            return False
        if settings.path is not None:
            self.rules_of(settings).runner()  # what is wrong with settings is told whatever the model holds
        selection = Selection(self.options, settings, self._absolute(path))
        ignores = self._ignores(loaded.documents)
        checked = []
        for number, document in enumerate(loaded.documents):
            report, model = self._check_document(document, settings, selection, ignores)
            checked.append(Checked(report, settings, selection, ignores, number, model if self.keep else None))
        problems = selection.kept(loaded.problems)
        if checked:
            report = checked[0].report
            checked[0] = checked[0]._replace(report=report._replace(findings=(*report.findings, *problems)))
        elif loaded.problems:
            alone = ModelReport(shown, None, tuple(problems), (), (), draft=False, files=(shown,))
            alone = alone._replace(fail_on=settings.fail_on or "error")
            checked.append(Checked(alone, settings, selection, None, 0, None))
        self.checked += checked
        return True

    def _check_document(
        self, document: Document, settings: Settings, selection: Selection, ignores: Ignores | None
    ) -> tuple[ModelReport, Model]:
        findings = [*document.problems, *check_structure(document)]
        model, problems = build_model(document, catalogue())
        rules = self.rules_of(settings)
        decided = rules.runner().run(model)
        kept = selection.kept((*findings, *problems, *decided.findings))
        undecided, not_asked, questions = self._questions(decided, selection, ignores)
        kept += selection.kept(questions)
        sifted = ignores.sift(kept, undecided) if ignores is not None else None
        status = model.plan.values.get("status")
        report = ModelReport(
            path=document.source.path,
            status=status if isinstance(status, str) else None,
            findings=tuple(kept if sifted is None else sifted.kept),
            undecided=undecided,
            figures=rules.figures(model),
            draft=status == "draft" and not (self.options.strict or settings.drafts == "strict"),
            ignored=() if sifted is None else tuple(sifted.ignored),
            files=tuple(source.path for source in document.sources),
            fail_on=settings.fail_on or "error",
            not_asked=not_asked,
            in_part=self._in_part(selection, rules),
        )
        return report, model

    def _questions(
        self, decided: Decided, selection: Selection, ignores: Ignores | None
    ) -> tuple[Sequence[Undecided], Sequence[Undecided], list[Finding]]:
        """Return what is undecided, what is not asked, and a finding for each field that would answer a question."""
        if not decided.undecided:  # most models leave nothing open
            return (), (), []
        from coverage_lint.decisions.questions import open_questions

        unanswered = decided.unanswered(selection.wants)
        undecided, not_asked = unanswered.policies()
        questions = open_questions(
            unanswered,
            catalogue(),
            lambda policy: cast("Severity", selection.severity(policy.code, policy.name) or policy.severity),
            lambda asked: ignores.waits(asked) if ignores is not None else [True] * len(asked.records),
        )
        return undecided, not_asked, [*questions, *unanswered.costly()]

    def _in_part(self, selection: Selection, rules: Rules) -> bool:
        of_changes = rules.of_changes() if not self.changes else frozenset()
        return selection.is_narrowed and selection.in_part(
            (code, name) for code, name in rules.known() if code not in of_changes
        )

    def rules_of(self, settings: Settings) -> Rules:
        """Return the policies that hold under settings."""
        rules = self.rules.get(id(settings))
        if rules is None:
            rules = self.rules[id(settings)] = Rules(self.options, settings, self.cwd)
        return rules

    def _ignores(self, documents: Sequence[Document]) -> Ignores | None:
        """Read what the models' own comments silence; the module is loaded only where there is one."""
        sources = [source for document in documents for source in document.sources]
        if not self.options.ignores or not any(source.remarks or may_ignore(source.text) for source in sources):
            return None
        from coverage_lint.decisions.ignores import Ignores

        return Ignores(documents)

    def ask_of_change(self, number: int, before: Model | None) -> None:
        """Ask the policies about changes of a model that was checked, and of its older version. Raises Misuse."""
        one = self.checked[number]
        if one.model is None or before is None:
            return
        from coverage_lint.entities.changes import ChangeModel

        runner = self.rules_of(one.settings).runner()
        decided = runner.run(ChangeModel(before, one.model))
        kept = one.selection.kept(decided.findings)
        undecided, not_asked = decided.unanswered(one.selection.wants).policies()
        ignored: list[Ignored] = []
        if one.ignores is not None:
            kept, ignored = one.ignores.sift(kept, undecided)
        report = one.report
        report = report._replace(
            findings=(*report.findings, *kept),
            ignored=(*report.ignored, *ignored),
            undecided=in_places((*report.undecided, *undecided)),
            not_asked=in_places((*report.not_asked, *not_asked)),
        )
        self.checked[number] = one._replace(report=report)

    def check_something_asked(self) -> None:
        """Refuse a run that asks nothing of any of its models: it would look like a clean one. Raises Misuse."""
        if not self.checked or any(one.report.findings or self._asks(one) for one in self.checked):
            return
        select, ignore = self.options.select, self.options.ignore
        given = [f"--{option} {','.join(words)}" for option, words in (("select", select), ("ignore", ignore)) if words]
        if not select:
            given += dict.fromkeys(one.settings.path for one in self.checked if one.settings.path is not None)
        leave = "leaves" if len(given) == 1 else "leave"
        left_out = {code: one for one in self.checked for code in self._unasked(self.rules_of(one.settings))}
        names = {code: name for one in self.checked for code, name in self.rules_of(one.settings).known()}
        of_changes = any(one.selection.asks(code, names[code]) for code, one in left_out.items())
        hint = "; `coverage-lint diff` asks those about changes" if of_changes else ""
        raise Misuse(f"{' and '.join(given)} {leave} no policy to ask, so nothing has been checked{hint}")

    def _asks(self, one: Checked) -> bool:
        """True if any policy is asked of a model."""
        if one.settings.path is None and not (self.options.select or self.options.ignore):
            return True
        rules = self.rules_of(one.settings)
        left_out = self._unasked(rules)
        return any(
            one.selection.asks(code, name)
            for code, name in rules.known()
            if code not in left_out
            and not follows(code)
            and (self.options.ignores or not code.startswith(_ABOUT_IGNORES))
        )

    def _unasked(self, rules: Rules) -> frozenset[str]:
        """Return the codes of policies that this run cannot ask: those about changes, where it compares nothing."""
        return frozenset() if self.changes else rules.of_changes()

    def reports(self) -> tuple[ModelReport, ...]:
        """Return what was found, once every model of the run has been checked. Raises Misuse for a broken baseline."""
        used = {mark for one in self.checked if one.ignores is not None for mark in one.ignores.used}
        found = [(one, self._found(one, used)) for one in self.checked]
        held: dict[int, list[tuple[ModelReport, list[Finding], Callable[[str], bool]]]] = {}
        for one, findings in found:
            comparison = self._comparison(one)
            if comparison is not None:
                held.setdefault(id(comparison), []).append((one.report, findings, self.judged(one)))
        for comparison in self.comparisons.values():
            comparison.find_moved(held.get(id(comparison), ()))
        return tuple(self._compared(one, findings) for one, findings in found)

    def _found(self, one: Checked, used: set[Mark]) -> list[Finding]:
        """Return the findings of a model, and what is wrong with its ignores."""
        findings = list(one.report.findings)
        if one.ignores is not None:
            rules = self.rules_of(one.settings)
            from coverage_lint.decisions.policy_words import Words

            words = Words(one.selection, rules.known(), self._unasked(rules))
            findings += one.selection.kept(one.ignores.problems(one.number, used, words))
        return in_order(findings)

    def _compared(self, one: Checked, findings: list[Finding]) -> ModelReport:
        """Tell new findings from those that a baseline holds."""
        comparison = self._comparison(one)
        if comparison is None:
            return one.report._replace(findings=tuple(findings))
        compared = comparison.compare(one.report, findings, self.judged(one))
        return one.report._replace(findings=tuple(compared.new), baselined=tuple(compared.old))

    def baseline_of(self, settings: Settings, model: str) -> str | None:
        """Return the path of the baseline that holds for a model by its path, absolute; None where there is none."""
        from coverage_lint.decisions.baseline import find_baseline

        path = self.options.baseline
        if path is None:
            path = settings.baseline
        if path is None:
            path = find_baseline(os.path.dirname(self._absolute(model)))
        path = path and self._absolute(path)
        return path if path and os.path.exists(path) else None

    def _comparison(self, one: Checked) -> Comparison | None:
        path = self.baseline_of(one.settings, one.report.path)
        if path is None:
            return None
        from coverage_lint.decisions.baseline import load_baseline

        if path not in self.comparisons:
            from coverage_lint.decisions.comparison import Comparison

            above = os.path.dirname(one.report.path)
            beside = above if above.startswith("..") or os.path.isabs(above) else ""
            loaded = load_baseline(path, show(path, self.cwd), beside=beside)
            self.comparisons[path] = Comparison(loaded, self.cwd)
        return self.comparisons[path]

    def left_out(self) -> list[LeftOut]:
        """Return the files that look like settings, policies or a baseline, and were read as none."""
        read = {show(path, self.cwd) for path in self.comparisons}
        return [one for one in self.finder.left_out() if one.path not in read]

    def judged(self, one: Checked) -> Callable[[str], bool]:
        """Return what says of a code whether the run asked it of a model, so that a baseline's entry can be done with.

        A code that no policy has is done with too, unless another command asks it.
        """

        @cache
        def known() -> tuple[dict[str, str], frozenset[str]]:  # most runs have no baseline, and never ask
            rules = self.rules_of(one.settings)
            return dict(rules.known()), self._unasked(rules)

        def is_judged(code: str) -> bool:
            names, unasked = known()
            if code in unasked or (not self.options.ignores and code.startswith(_ABOUT_IGNORES)):
                return False
            if code not in names:
                return not of_another_command(code) and one.selection.selects(code, code)
            return one.selection.asks(code, names[code])

        return is_judged

    def gone(self) -> tuple[str, ...]:
        """Name the entries of baselines that no longer occur."""
        if not self.comparisons:
            return ()
        from coverage_lint.decisions.baseline import in_words

        comparisons = self.comparisons.values()
        return tuple(in_words(key, count) for one in comparisons for key, count in one.gone().items())

    def moved(self) -> tuple[str, ...]:
        """Name the models that were moved since their findings were recorded: 'old.yaml is now new.yaml'."""
        comparisons = self.comparisons.values()
        return tuple(f"{old} is now {new}" for one in comparisons for new, old in sorted(one.moved.items()))
