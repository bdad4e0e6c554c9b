"""How a pack's cases and mutants went: those that are not as they must be, at their place, and a count."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coverage_lint.render.findings.excerpt import Mark, excerpt
from coverage_lint.render.findings.summary import counted
from coverage_lint.render.terminal.segments import Segment, remark, sentence

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from coverage_lint.authoring.cases import CaseResult
    from coverage_lint.authoring.mutation import Mutated, Survivor
    from coverage_lint.policy.policy import Policy
    from coverage_lint.render.terminal.segments import Line, View

LONG = 100
"""A mutant whose name is longer is shown by the words that differ."""


def lay_out(results: Sequence[CaseResult], untested: Sequence[Policy], view: View) -> Iterator[Line]:
    """Format the failed cases, the policies without cases, and the count of all."""
    failed = [result for result in results if result.problem]
    for result in failed:
        head = [Segment("error", f"failed[{result.code}]"), Segment("", f": {result.name}: ")]
        yield from sentence(head, result.problem, view, "message", indent=2)
        yield from excerpt([Mark(result.location, "", "error")], view)
        if result.help:
            yield from remark("help", result.help, len(str(result.location.line)), view)
        yield []
    for policy in untested:
        head = [Segment("error", f"untested[{policy.code}]"), Segment("", ": ")]
        yield from sentence(head, f"{policy.name} has no case", view, "message", indent=2)
        yield from excerpt([Mark(policy.location, "", "error")], view)
        beside = policy.location.path.removesuffix(".yaml") + ".cases.yaml"
        yield from remark("help", f"Write its cases into {beside}.", len(str(policy.location.line)), view)
        yield []
    yield from _count(results, len(failed), len(untested))


def _count(results: Sequence[CaseResult], failed: int, untested: int) -> Iterator[Line]:
    policies = len({result.code for result in results})
    said = f"{counted(len(results), 'case')} of {counted(policies, 'policy', 'policies')}: "
    said += f"{failed:,} failed" if failed else "all passed"
    if untested:
        said += f"; {counted(untested, 'policy has', 'policies have')} no case"
    yield [Segment("summary" if failed or untested else "clean", said)]


def lay_out_mutants(mutated: Mutated, view: View) -> Iterator[Line]:
    """Format the mutants that no case notices, the marks without a mutant, and the count of all."""
    for one in mutated.survivors:
        yield from _lay_out_survivor(one, view)
        yield []
    stale = sum(one.stale for one in mutated.survivors)
    unnoticed = len(mutated.survivors) - stale
    said = f"{counted(mutated.made, 'mutant')}: " + (f"{unnoticed:,} unnoticed" if unnoticed else "all noticed")
    if mutated.equivalent:
        said += f", but for {mutated.equivalent:,} marked equivalent" if not unnoticed else (
            f", {mutated.equivalent:,} marked equivalent")  # fmt: skip
    if stale:
        said += f"; {counted(stale, 'mark means', 'marks mean')} no such mutant"
    yield [Segment("summary" if mutated.survivors else "clean", said)]


def _lay_out_survivor(one: Survivor, view: View) -> Iterator[Line]:
    gutter = len(str(one.location.line))
    head = [Segment("error", f"{'stale' if one.stale else 'mutant'}[{one.code}]"), Segment("", ": ")]
    if one.stale:
        words = "no mutant of this name goes unnoticed"
        yield from sentence(head, words, view, "message", indent=2)
        yield from excerpt([Mark(one.location, "", "error")], view)
        yield from remark("help", "Remove the mark, or correct the name; --mutate shows the names.", gutter, view)
        return
    name = f"{one.where}: {one.before} → {one.after}"
    short = name if len(name) <= LONG else f"{one.where}: {difference(one.before, one.after)}"
    yield from sentence(head, f"no case notices {short}", view, "message", indent=2)
    yield from excerpt([Mark(one.location, "", "error")], view)
    if short != name:
        yield from remark("note", f"the mutant's name is {name}", gutter, view)


def difference(before: str, after: str) -> str:
    """Return the words that differ between two long expressions."""
    old, new = before.split(" "), after.split(" ")
    head = 0
    while head < min(len(old), len(new)) and old[head] == new[head]:
        head += 1
    tail = 0
    while tail < min(len(old), len(new)) - head and old[-1 - tail] == new[-1 - tail]:
        tail += 1
    gone, come = (" ".join(words[head : len(words) - tail]) for words in (old, new))
    if gone and come:
        return f"… {gone} … → … {come} …"
    return f"… without {gone} …" if gone else f"… with {come} …"
