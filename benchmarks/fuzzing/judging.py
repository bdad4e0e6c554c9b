"""Runs an input in one way after another, and compares the ways that must agree."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, NamedTuple

from fuzzing.promises import Fault, counted, ends_well, reads_well
from fuzzing.trial import Input, Run, lay_out, run

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from random import Random

_WRITES = ("baseline", "--output", "-o")
_CHANGES = ("added", "removed", "changed", "errors", "warnings", "infos", "fixed")
_UNSHUFFLED = frozenset(("CL001", "CL002", "CL003", "CL004"))
"""Where the text itself is at fault, reading stops at a line, so that the order of sections matters."""


class Judged(NamedTuple):
    """What came of an input."""

    faults: list[Fault]
    runs: int
    code: int
    seconds: float
    findings: int
    comparisons: dict[str, int]


class _Judge:
    """Runs an input in one way after the other; `draws` says which, so that the same are asked each time."""

    def __init__(self, one: Input, folder: str, draws: Random, *, thorough: bool = False) -> None:
        self.one, self.folder, self.draws, self.thorough = one, folder, draws, thorough
        self.runs, self.comparisons = 0, dict.fromkeys(COMPARISONS, 0)
        self.slowest = 0.0
        self.faults: list[Fault] = []
        self.writes = any(word in one.words for word in _WRITES)
        lay_out(one, folder)
        self.first = self.run(one.words)

    def run(self, words: tuple[str, ...], *, anew: bool = True) -> Run:
        """Run words; `anew` lays out again what the run before may have written over."""
        if anew and self.runs and self.writes:
            lay_out(self.one, self.folder)
        self.runs += 1
        ended = run(self.one, words, self.folder)
        self.slowest = max(self.slowest, ended.seconds)
        self.faults += ends_well(ended)
        return ended

    def compare(self, name: str, share: float, broken: Callable[[_Judge], Iterator[str]]) -> None:
        chosen = self.draws.random() < share or self.thorough
        if not chosen or self.faults:
            return
        before = self.runs
        self.faults += [Fault(name, text[:80], text) for text in broken(self)]
        self.comparisons[name] += self.runs > before


def judge(one: Input, folder: str, draws: Random, *, thorough: bool = False) -> Judged:
    """Run an input, hold it to every promise, and some of the comparisons; `thorough` makes all of them."""
    judging = _Judge(one, folder, draws, thorough=thorough)
    judging.faults += reads_well(one, judging.first)
    for name, (share, broken) in COMPARISONS.items():
        judging.compare(name, share, broken)
    first = judging.first
    code, findings = first.code, sum(counted(first) or (0,))
    return Judged(judging.faults, judging.runs, code, judging.slowest, findings, judging.comparisons)


def _without_formats(words: tuple[str, ...]) -> tuple[str, ...]:
    kept = list(words)
    for option in ("--format", "--output", "--color"):
        if option in kept:
            at = kept.index(option)
            del kept[at : at + 2]
    return tuple(kept)


def _engines(judging: _Judge) -> Iterator[str]:
    """Yield where the interpreter says something else than durable-rules."""
    words = judging.one.words
    if words[0] in {"check", "diff", "report", "baseline"} or words[:2] == ("policies", "test"):
        at = 2 if words[0] == "policies" else 1
        other = judging.run((*words[:at], "--engine", "interpreter", *words[at:]))
        if _same(judging.first) != _same(other):
            yield _difference(judging.first, other)


def _again(judging: _Judge) -> Iterator[str]:
    """Yield where the same call says something else."""
    other = judging.run(judging.one.words)
    if _same(judging.first) != _same(other):
        yield _difference(judging.first, other)


def _text_and_json(judging: _Judge) -> Iterator[str]:
    """Yield where text and JSON count, or end, in different ways."""
    words = _without_formats(judging.one.words)
    if words[0] != "check":
        return
    first, second = (judging.run((words[0], "--format", form, *words[1:])) for form in ("text", "json"))
    counts = counted(first) or (0, 0, 0), counted(second) or (0, 0, 0)
    if counts[0] != counts[1] or first.code != second.code:
        yield f"text {counts[0]} and {first.code}, json {counts[1]} and {second.code}"


def _shuffled(judging: _Judge) -> Iterator[str]:
    """Yield the findings that come in one order of the sections alone."""
    one = judging.one
    if one.shuffled is None:
        return
    words = ("check", "--format", "json", "--no-baseline", "coverage.yaml")
    first = judging.run(words)
    lay_out(one._replace(files={**one.files, "coverage.yaml": one.shuffled}), judging.folder)
    second = judging.run(words, anew=False)
    lay_out(one, judging.folder)
    told = [_told(ended) for ended in (first, second)]
    if any(entry[0] in _UNSHUFFLED for entries in told for entry in entries):
        return
    if told[0] != told[1]:
        more = [str(entry) for entry in (*told[0], *told[1]) if entry not in told[0] or entry not in told[1]]
        yield f"{more[0] if more else 'other numbers of'} ({len(more)}): {'; '.join(more)[:1500]}"


def _told(ended: Run) -> list[tuple[str, ...]]:
    try:
        models = json.loads(ended.out)["models"]
    except (ValueError, KeyError):
        return []
    found = [one for model in models for one in model["findings"]]
    return sorted((one["code"], one["entity"], one["field"], one["severity"]) for one in found)


def _of_itself(judging: _Judge) -> Iterator[str]:
    """Yield what a model is said to differ in from itself."""
    if judging.one.words[0] != "diff" or judging.one.history:
        return
    path = judging.one.words[-1]
    ended = judging.run(("diff", "--format", "json", path, path))
    if ended.code in {0, 1}:
        summary = json.loads(ended.out)["summary"]
        wrong = {name: summary[name] for name in _CHANGES if summary[name]}
        if wrong:
            yield f"{wrong}"


def _recorded(judging: _Judge) -> Iterator[str]:
    """Yield what is new though a baseline has just recorded it."""
    model = "plans/coverage.yaml"
    if judging.one.kind != "baselines" or model not in judging.one.files:
        return
    lay_out(judging.one._replace(files={model: judging.one.files[model]}, links={}), judging.folder)
    wrote = judging.run(("baseline", "plans"), anew=False)
    ended = judging.run(("check", "--fail-on", "info", "--strict", "--format", "json", "plans"), anew=False)
    lay_out(judging.one, judging.folder)
    if wrote.code == 0 and ended.code != 0 and b"not recorded" not in wrote.out:
        yield f"exit {ended.code}: {_told(ended)[:5]}"


def _same(ended: Run) -> tuple[int, bytes, bytes]:
    return ended.code, ended.out, ended.err


def _difference(first: Run, second: Run) -> str:
    if first.code != second.code:
        return f"exit {first.code} and {second.code}"
    for one, other in ((first.out, second.out), (first.err, second.err)):
        for left, right in zip(one.splitlines(), other.splitlines(), strict=False):
            if left != right:
                return f"{left!r} and {right!r}"
    return f"{len(first.out)} and {len(second.out)} bytes"


COMPARISONS: dict[str, tuple[float, Callable[[_Judge], Iterator[str]]]] = {
    "both engines": (0.2, _engines),
    "run again": (0.1, _again),
    "text and JSON": (0.08, _text_and_json),
    "sections shuffled": (0.15, _shuffled),
    "diff of itself": (0.2, _of_itself),
    "baseline of today": (0.2, _recorded),
}
"""What compares two ways to ask, and how often."""
