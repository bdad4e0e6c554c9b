"""A run held against a baseline: what is new, what is old, and what no longer occurs."""

from __future__ import annotations

import os
from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from coverage_lint.decisions.baseline import file_key, is_there
from coverage_lint.decisions.identity import identity, known_entity
from coverage_lint.decisions.select import hideable

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from coverage_lint.decisions.baseline import Baseline, Key
    from coverage_lint.findings import Finding, ModelReport


class Compared(NamedTuple):
    """Findings held against a baseline."""

    new: list[Finding]
    old: list[Finding]


class Comparison:
    """Holds the models of a run against one baseline."""

    def __init__(self, baseline: Baseline, cwd: str) -> None:
        """Take the baseline, and the folder that the paths of reports are shown from."""
        self.baseline = baseline
        self._cwd = cwd
        self._met: Counter[Key] = Counter()
        self._looked_at: dict[str, bool] = {}
        """The files of the models, each with whether all of it could be judged."""
        self._undecided: set[Key] = set()
        """Entries of which it is not known whether they still occur; their fields are left empty."""

    def file(self, path: str) -> str:
        """Give a model's file, by its path as shown, as the baseline names it."""
        return file_key(os.path.join(self._cwd, path), self.baseline.path)

    def compare(self, model: ModelReport, findings: Iterable[Finding]) -> Compared:
        """Tell old findings of a model from new ones; of several alike, as many are old as were counted."""
        file = self.file(model.path)
        compared = Compared([], [])
        for one in findings:
            key = (file, *identity(one))
            if hideable(one.code) and self._met[key] < self.baseline.counts.get(key, 0):
                self._met[key] += 1
                compared.old.append(one)
            else:
                compared.new.append(one)
        # A key that is misspelt, or a table that is broken, can keep a whole section from the policies.
        whole = not any(one.code.startswith(("CL00", "CL01")) for one in compared.new)
        self._looked_at[file] = whole and self._looked_at.get(file, True)
        self._undecided.update((file, one.code, known_entity(one), "") for one in model.undecided)
        return compared

    def gone(self, asked: Callable[[str], bool] = lambda _: True) -> dict[Key, int]:
        """Give the entries that no longer occur, and how often they do not.

        Nothing is said of models that were not looked at, as long as their files are there, or that could not be
        judged whole; nor of policies that were not asked, or could not be answered.
        """
        left = {key: count - self._met[key] for key, count in sorted(self.baseline.counts.items())}
        there: dict[str, bool] = {}

        def is_gone(key: Key) -> bool:
            file, code, entity, _ = key
            if file not in self._looked_at:
                if file not in there:
                    there[file] = is_there(key, self.baseline.path)
                return not there[file]
            return self._looked_at[file] and asked(code) and (file, code, entity, "") not in self._undecided

        return {key: count for key, count in left.items() if count > 0 and is_gone(key)}

    def kept(self) -> Baseline:
        """Give the baseline without what no longer occurs; nothing is added."""
        gone = self.gone()
        counts = {key: count - gone.get(key, 0) for key, count in self.baseline.counts.items()}
        return self.baseline._replace(counts={key: count for key, count in counts.items() if count > 0})


def record(models: Iterable[ModelReport], path: str, cwd: str, before: Baseline | None = None) -> Baseline:
    """Make the baseline of the findings of models. What kept a file from being read is never part of one.

    Of the baseline before, what is about other models stays, and about those that could not be read.
    """
    from coverage_lint.decisions.baseline import Baseline

    counts: Counter[Key] = Counter()
    read: dict[str, bool] = {}
    for model in models:
        file = file_key(os.path.join(cwd, model.path), path)
        counts.update((file, *identity(one)) for one in model.findings if hideable(one.code))
        read[file] = read.get(file, True) and all(hideable(one.code) for one in model.findings)
    stays: Mapping[Key, int] = before.counts if before is not None else {}
    for key, count in stays.items():
        if not read.get(key[0], False) and is_there(key, path):
            counts[key] = max(count, counts[key])
    return Baseline(path, counts)
