"""Checks models one by one, each by the settings that hold for it. What counts is decided after the check."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, TypeAlias

from coverage_lint.checking.policy_set import PolicySets, check_asked, check_patterns
from coverage_lint.decisions.selection import Selection
from coverage_lint.decisions.verdict import QUESTION
from coverage_lint.document.marker import MARKER
from coverage_lint.document.model_file import load_documents, read_documents
from coverage_lint.errors import Misuse
from coverage_lint.findings import ModelReport, in_places
from coverage_lint.frozen import NamedTuple
from coverage_lint.language.types import is_day
from coverage_lint.policy.fields.catalogue import build_model, catalogue
from coverage_lint.policy.select import may_ignore
from coverage_lint.structure import check_structure

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from coverage_lint.checking.options import Options
    from coverage_lint.checking.policy_set import PolicySet
    from coverage_lint.decisions.ignores.ignores import Ignores
    from coverage_lint.document.documents import Document
    from coverage_lint.document.limits import Limits
    from coverage_lint.document.model_file import Loaded
    from coverage_lint.entities.model import Model
    from coverage_lint.entities.records import Record
    from coverage_lint.findings import Finding, Ignored, Severity, Undecided
    from coverage_lint.location import Location
    from coverage_lint.policy.policy import Policy
    from coverage_lint.policy.run import Decided
    from coverage_lint.policy.undecided.unanswered import Asked
    from coverage_lint.settings.settings import Settings


Lacking: TypeAlias = "Mapping[tuple[str, str], Mapping[str, Severity]]"
"""By code and entity of a finding that tells an absence: the policies that wait for it, and how grave each is."""


class ModelRead(NamedTuple):
    """A model before any policy was asked of it: nothing here depends on settings but for the limits."""

    document: Document
    model: Model
    findings: tuple[Finding, ...]


class FileRead(NamedTuple):
    """The models of a file, and what is wrong with the file as a whole."""

    shown: str
    limits: Limits
    models: tuple[ModelRead, ...]
    problems: tuple[Finding, ...]


class Checked(NamedTuple):
    """A checked model whose ignores and baseline entries are still to be judged, once the whole run is known."""

    report: ModelReport
    policy_set: PolicySet
    selection: Selection
    ignores: Ignores | None
    number: int
    """Which of its file's models it is."""
    model: Model | None
    """Its records, where the checker keeps them."""
    file: FileRead | None
    """What was read of its file, likewise."""
    marker: Location | None = None
    """Where it says that it is a model; None for a file that could not be read."""

    @property
    def settings(self) -> Settings:
        """The settings that hold for it."""
        return self.policy_set.settings


class Checker:
    """Checks models by one set of options."""

    def __init__(
        self,
        options: Options,
        cwd: str,
        *,
        keep: bool = False,
        changes: bool = False,
        policy_sets: PolicySets | None = None,
    ) -> None:
        """Take the options, the folder that paths are shown from, and whether to keep what was read of each model.

        `changes` says that policies about changes are asked too, by whoever compares the models: only then is an
        ignore or a baseline entry that no finding of theirs needs told as one that is not needed. `policy_sets` are
        those of another checker of the run, with the same selection. Raises Misuse where the baseline is not there.
        """
        self.options = options
        self.cwd = cwd
        self.keep = keep
        self.changes = changes
        self.policy_sets = policy_sets or PolicySets(options, cwd)
        if options.on is not None and not is_day(options.on):
            raise Misuse(f"{options.on!r} is not a day written as YYYY-MM-DD, such as 2027-01-31")
        if options.baseline and not os.path.exists(os.path.join(cwd, options.baseline)):
            raise Misuse(f"{options.baseline}: there is no such baseline; `coverage-lint baseline` writes one")

    def settings(self, folder: str) -> Settings:
        """Return the settings of a folder. Raises SettingsError."""
        return self.policy_sets.finder.nearest(folder)

    def check_words(self, folders: Collection[str]) -> None:
        """Refuse what the options select and ignore where it means no policy, of any settings of the run.

        And what they select where it means none that would be asked. `folders` are those of the models. Raises Misuse.
        """
        words = (*self.options.select, *self.options.ignore)
        if not words:
            return
        everywhere = (*folders, self.cwd)  # what is selected ships in most runs, and then no settings are read for it
        check_patterns(words, map(self.policy_sets.nearest, everywhere))
        if self.options.select and not self.changes:
            policy_sets = map(self.policy_sets.nearest, everywhere)
            check_asked(self.options.select, policy_sets, actuals=self.options.actuals)

    def excludes(self, path: str, searched: Iterable[str]) -> bool:
        """True if a found file is passed over, by its own settings or by those of the folders searched."""
        return self.excluding(path, searched) is not None

    def excluding(self, path: str, searched: Iterable[str]) -> tuple[Settings, int] | None:
        """Return the settings that pass a found file over, and which glob of theirs does; None where none do."""
        whole = os.path.abspath(os.path.join(self.cwd, path))
        folders = (os.path.dirname(whole), *(one for one in searched if whole.startswith(os.path.join(one, ""))))
        nearest = {id(one): one for one in map(self.settings, folders) if one.exclude}
        if not nearest:
            return None
        from coverage_lint.settings.paths import excluding

        found = ((settings, excluding(settings, whole)) for settings in nearest.values())
        return next(((settings, at) for settings, at in found if at is not None), None)

    def check_file(self, path: str, shown: str, home: str | None = None) -> list[Checked]:
        """Check the models of a file, and return them; none where it holds none. Raises Misuse.

        `home` is the path whose settings hold, where that is not the file's own: an older version of it, say.
        """
        home = home or path
        limits = self.policy_sets.nearest(os.path.dirname(home)).settings.limits
        return self.check_read(_read(load_documents(path, shown, limits), shown, limits), os.path.dirname(home), home)

    def check_bytes(self, data: bytes, shown: str, folder: str | None) -> list[Checked]:
        """Check the models in bytes, and return them; none where they hold none. Raises Misuse."""
        limits = self.policy_sets.nearest(folder or self.cwd).settings.limits
        file = _read(read_documents(data, shown, folder, limits), shown, limits)
        return self.check_read(file, folder or self.cwd, shown)

    def check_read(self, file: FileRead, folder: str, home: str) -> list[Checked]:
        """Check what was read of a file, by the settings of a folder, as if it stood at `home`. Raises Misuse."""
        if not file.models and not file.problems:
            return []
        policy_set = self.policy_sets.nearest(folder)
        if policy_set.settings.path is not None:
            policy_set.runner()  # what is wrong with settings is told whatever the model holds
        selection = Selection(self.options, policy_set.settings, os.path.abspath(os.path.join(self.cwd, home)))
        problems = tuple(selection.kept(file.problems))
        if not file.models:
            alone = ModelReport(file.shown, None, problems, (), (), draft=False, files=(file.shown,))
            alone = alone._replace(fail_on=policy_set.settings.fail_on or "error")
            return [Checked(alone, policy_set, selection, None, 0, None, None)]
        ignores = self._ignores([one.document for one in file.models])
        checked = []
        for number, one in enumerate(file.models):
            report = self._ask(one, policy_set, selection, ignores)
            if number == 0:
                report = report._replace(findings=(*report.findings, *problems))
            model, read = (one.model, file) if self.keep else (None, None)
            root = one.document.root
            marker = root.key_location(MARKER) if MARKER in root else root.location()
            checked.append(Checked(report, policy_set, selection, ignores, number, model, read, marker))
        return checked

    def _ask(self, one: ModelRead, policy_set: PolicySet, selection: Selection, ignores: Ignores | None) -> ModelReport:
        """Check a model with the policies. Its figures are of what is written, also of what an error finds wrong."""
        decided = self._decide(one, policy_set, selection, ignores)
        kept = selection.kept((*one.findings, *decided.findings))
        undecided, not_asked, questions, waiting = self._questions(decided, selection, ignores)
        if waiting:
            from coverage_lint.decisions.one_cause import raised

            for at, found in enumerate(kept):
                held = waiting.get((found.code, found.entity))
                if held:
                    kept[at] = raised(found, held)._replace(leaves_open=True)
        kept += selection.kept(questions)
        sifted = ignores.sift(kept, undecided) if ignores is not None else None
        waiting_too = selection.kept(decided.waiting)
        if ignores is not None and waiting_too:
            waiting_too = ignores.sift(waiting_too, ()).kept
        status = one.model.plan.values.get("status")
        settings = policy_set.settings
        return ModelReport(
            path=one.document.source.path,
            status=status if isinstance(status, str) else None,
            findings=tuple(kept if sifted is None else sifted.kept),
            undecided=undecided,
            figures=policy_set.figures(one.model),
            draft=status == "draft" and not (self.options.strict or settings.drafts == "strict"),
            ignored=() if sifted is None else tuple(sifted.ignored),
            files=tuple(source.path for source in one.document.sources),
            fail_on=settings.fail_on or "error",
            not_asked=not_asked,
            in_part=self._in_part(selection, policy_set),
            waiting=tuple(waiting_too),
            refuting=tuple(selection.kept(decided.refuting)),
        )

    def _decide(self, one: ModelRead, policy_set: PolicySet, selection: Selection, ignores: Ignores | None) -> Decided:
        """Ask the policies of a model, so that what an error finds wrong is told once, without what follows from it."""
        decided = policy_set.runner().run(one.model)
        if not decided.refuted:  # so it is with most models
            return decided
        from coverage_lint.checking.rounds import without_refuted

        def counting(findings: Sequence[Finding]) -> list[Finding | None]:
            silenced = ignores.reach(findings) if ignores is not None else [False] * len(findings)
            return [
                None if hidden else next(iter(selection.kept([found])), None)
                for found, hidden in zip(findings, silenced, strict=True)
            ]

        return without_refuted(decided, policy_set.runner(), one.document, policy_set.holding(), counting)

    def _questions(
        self, decided: Decided, selection: Selection, ignores: Ignores | None, plan: Record | None = None
    ) -> tuple[
        Sequence[Undecided], Sequence[Undecided], list[Finding], Mapping[tuple[str, str], Mapping[str, Severity]]
    ]:
        """Return what is undecided, what is not asked, and a finding for each field that would answer a question.

        And what waits for the findings that tell an absence themselves, by their codes and entities. Of two versions
        only the newer one, whose plan is given, can still be written.
        """
        if not decided.undecided:  # most models leave nothing open
            return (), (), [], {}
        from coverage_lint.decisions.questions import open_questions, told_otherwise

        unanswered = decided.unanswered(selection.wants)
        undecided, not_asked = unanswered.policies()

        def grade(policy: Policy) -> Severity:
            return selection.grade(policy.code, policy.name, policy.severity)

        def waits(asked: Asked) -> Sequence[bool]:
            return ignores.waits(asked) if ignores is not None else [True] * len(asked.records)

        questions = open_questions(unanswered, catalogue(), grade, waits, plan)
        told = told_otherwise(unanswered, grade, waits)
        return undecided, not_asked, [*questions, *unanswered.costly()], told

    def _in_part(self, selection: Selection, policy_set: PolicySet) -> bool:
        if not selection.is_narrowed:
            return False
        left_out = policy_set.cannot_ask(changes=self.changes)
        return selection.in_part((code, name) for code, name in policy_set.known() if code not in left_out)

    def _ignores(self, documents: Sequence[Document]) -> Ignores | None:
        """Read what the models' own comments silence; the module is loaded only where there is one."""
        sources = [source for document in documents for source in document.sources]
        if not self.options.ignores or not any(source.remarks or may_ignore(source.text) for source in sources):
            return None
        from coverage_lint.decisions.ignores.ignores import Ignores

        return Ignores(documents)

    def ask_of_change(self, one: Checked, before: Model | None) -> Checked:
        """Return a model that was checked, asked the policies about changes too. Raises Misuse.

        `before` is its older version; without one, or where either could not be read, nothing is asked.
        """
        if one.model is None or before is None:
            return one
        from coverage_lint.entities.changes import ChangeModel

        decided = one.policy_set.runner().run(ChangeModel(before, one.model))
        undecided, not_asked, questions, _ = self._questions(decided, one.selection, one.ignores, one.model.plan)
        asked = {(found.entity, found.field) for found in one.report.findings if found.code == QUESTION}
        questions = [found for found in questions if (found.entity, found.field) not in asked]
        kept = one.selection.kept((*decided.findings, *questions))
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
        return one._replace(report=report)


def _read(loaded: Loaded, shown: str, limits: Limits) -> FileRead:
    """Check the structure of a file's models, and put their records together."""
    return FileRead(shown, limits, tuple(map(_read_model, loaded.documents)), tuple(loaded.problems))


def _read_model(document: Document) -> ModelRead:
    findings = [*document.problems, *check_structure(document)]
    model, problems = build_model(document, catalogue())
    return ModelRead(document, model, (*findings, *problems))
