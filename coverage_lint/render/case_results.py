"""How a pack's cases went: those that failed, at their place, and a count."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coverage_lint.render.excerpt import Mark, excerpt
from coverage_lint.render.segments import Segment
from coverage_lint.render.sentences import sentence
from coverage_lint.render.summary import counted

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from coverage_lint.policy.cases import CaseResult
    from coverage_lint.policy.mutation import Mutated
    from coverage_lint.render.segments import Line, View


def lay_out(results: Sequence[CaseResult], view: View) -> Iterator[Line]:
    """Lay out the failed cases and the count of all."""
    failed = [result for result in results if result.problem]
    for result in failed:
        head = [Segment("error", f"failed[{result.code}]"), Segment("", ": ")]
        yield from sentence(head, result.problem, view, "message", indent=2)
        yield from excerpt([Mark(result.location, "this case", "error")], view)
        yield []
    policies = len({result.code for result in results})
    said = f"{counted(len(results), 'case')} of {counted(policies, 'policy', 'policies')}: "
    yield [Segment("summary" if failed else "clean", said + (f"{len(failed):,} failed" if failed else "all passed"))]


def lay_out_mutants(mutated: Mutated, view: View) -> Iterator[Line]:
    """Lay out the mutants that no case notices, and the count of all."""
    for one in mutated.survivors:
        what = (
            "is marked equivalent, and is not among the mutants that survive" if one.stale else "is noticed by no case"
        )
        head = [Segment("error", f"mutant[{one.code}]"), Segment("", ": ")]
        yield from sentence(head, f"{one.mutant} {what}", view, "message", indent=2)
        yield from excerpt([Mark(one.location, "", "error")], view)
        yield []
    survived = len(mutated.survivors)
    said = f"{counted(mutated.made, 'mutant')}, {mutated.equivalent:,} of them marked equivalent: "
    yield [
        Segment("summary" if survived else "clean", said + (f"{survived:,} unnoticed" if survived else "all noticed"))
    ]
