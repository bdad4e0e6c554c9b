"""A run compared with a baseline: what is new, what is old, and what no longer occurs."""

from __future__ import annotations

import os
from collections import Counter
from typing import TYPE_CHECKING, TypeAlias

from coverage_lint.decisions.baseline.file import Baseline, file_key, is_there
from coverage_lint.decisions.identity import has_one_of, identity, known_entity
from coverage_lint.frozen import NamedTuple
from coverage_lint.policy.select import hideable

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from coverage_lint.decisions.baseline.file import Key
    from coverage_lint.decisions.identity import Identity
    from coverage_lint.findings import Finding, ModelReport

    Judged: TypeAlias = Callable[[str], bool]
    """Says of a code whether the run asked it, so that it can tell what no longer occurs."""


class Split(NamedTuple):
    """Findings compared with a baseline."""

    new: list[Finding]
    old: list[Finding]
    waiting: list[Finding]
    """What waits for findings of which none is old."""


class Ledger:
    """Holds the models of a run against one baseline."""

    def __init__(self, baseline: Baseline, cwd: str) -> None:
        """Take the baseline, and the folder that the paths of reports are shown from."""
        self.baseline = baseline
        self._cwd = cwd
        self._there: dict[str, bool] = {}
        self._met: Counter[Key] = Counter()
        self._looked_at: dict[str, bool] = {}
        """The files of the models, each with whether all of it could be judged."""
        self._judged: dict[str, Judged] = {}
        self._undecided: set[tuple[str, str, str]] = set()
        """File, code and entity of which it is not known whether they still occur."""
        self.moved: dict[str, str] = {}
        """Files that were moved since, by the name that the baseline has for each."""

    def file(self, path: str) -> str:
        """Return a model's file, by its path as shown, as the baseline names it now."""
        return file_key(os.path.join(self._cwd, path), self.baseline.path)

    def find_moved(self, models: Iterable[tuple[ModelReport, Iterable[Finding], Judged]]) -> None:
        """Find out which models were moved or renamed: those without entries, like ones that are no more.

        Takes every model of the run with its findings, and what was asked, before the first is compared.
        """
        named = {file for file, *_ in self.baseline.counts}
        come: dict[str, Counter[Identity]] = {}
        asked: dict[str, Judged] = {}
        for model, findings, judged in models:
            file = self.file(model.path)
            if file not in named:
                asked[file] = judged
                come.setdefault(file, Counter()).update(identity(one) for one in findings if hideable(one.code))
        gone: dict[str, Counter[Identity]] = {}
        if any(come.values()):
            for (file, *known), count in self.baseline.counts.items():
                if not self._is_there(file):
                    gone.setdefault(file, Counter())[tuple(known)] = count  # type: ignore[index]  # a key's last four
        if gone:
            from coverage_lint.decisions.baseline.moved import moved

            self.moved = moved(gone, come, asked)

    def _is_there(self, file: str) -> bool:
        if file not in self._there:
            self._there[file] = is_there(file, self.baseline.path)
        return self._there[file]

    def compare(self, model: ModelReport, findings: Iterable[Finding], judged: Judged = lambda _: True) -> Split:
        """Separate old from new findings of a model; of equal ones, as many are old as the baseline counts.

        What waits for an error that is old is told, so that to accept one never hides another.
        """
        now = self.file(model.path)
        file = self.moved.get(now, now)
        old: list[Finding] = []
        new: list[Finding] = []
        for one in findings:
            (old if self._meet(file, one) else new).append(one)
        waiting: list[Finding] = []
        value_accepted = has_one_of(old, model.refuting)
        for one in model.waiting:
            accepted = self._meet(file, one)
            (waiting if not value_accepted else old if accepted else new).append(one)
        # A key that is misspelt, or a table that is broken, can keep a whole section from the policies.
        whole = not any(one.code.startswith(("CL00", "CL01")) for one in new)
        self._looked_at[file] = whole and self._looked_at.get(file, True)
        self._judged[file] = judged
        self._undecided.update((file, one.code, known_entity(one)) for one in model.undecided)
        return Split(new, old, waiting)

    def _meet(self, file: str, one: Finding) -> bool:
        """True if the baseline has an entry left for a finding, which counts as met."""
        key = (file, *identity(one))
        meets = hideable(one.code) and self._met[key] < self.baseline.counts.get(key, 0)
        self._met[key] += meets
        return meets

    def gone(self) -> dict[Key, int]:
        """Return the entries that no longer occur, and how often they do not.

        Nothing is said of models that were not looked at, as long as their files are there, or that could not be
        judged whole; nor of policies that were not asked, or could not be answered.
        """
        left = {key: count - self._met[key] for key, count in sorted(self.baseline.counts.items())}
        return {key: count for key, count in left.items() if count > 0 and self._is_gone(key)}

    def _is_gone(self, key: Key) -> bool:
        file, code, entity, *_ = key
        if file not in self._looked_at:
            return not self._is_there(file)
        return self._looked_at[file] and self._judged[file](code) and (file, code, entity) not in self._undecided

    def kept(self) -> Baseline:
        """Return the baseline without what no longer occurs, each model by the name it has now; nothing is added."""
        gone, names = self.gone(), {old: new for new, old in self.moved.items()}
        counts: Counter[Key] = Counter()
        for key, count in self.baseline.counts.items():
            if count > gone.get(key, 0):
                counts[names.get(key[0], key[0]), *key[1:]] = count - gone.get(key, 0)
        return self.baseline._replace(counts=counts)


def record(
    models: Sequence[ModelReport],
    path: str,
    cwd: str,
    before: Mapping[Key, int] | None = None,
    judged: Sequence[Judged] = (),
) -> Baseline:
    """Make the baseline of the findings of models. What kept a file from being read is never part of one.

    Of the entries before, what is about other models stays, about those that could not be read, and about policies
    that were not asked, as `judged` has it of each model.
    """
    counts: Counter[Key] = Counter()
    read: dict[str, bool] = {}
    asked: dict[str, Judged] = {}
    for model, judge in zip(models, judged or [lambda _: True] * len(models), strict=True):
        file = file_key(os.path.join(cwd, model.path), path)
        counts.update((file, *identity(one)) for one in (*model.findings, *model.waiting) if hideable(one.code))
        read[file] = read.get(file, True) and all(hideable(one.code) for one in model.findings)
        asked[file] = judge
    for key, count in (before or {}).items():
        judged_whole = read.get(key[0], False) and asked[key[0]](key[1])
        if not judged_whole and is_there(key[0], path):
            counts[key] = max(count, counts[key])
    return Baseline(path, counts)
