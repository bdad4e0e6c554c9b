"""One cause, one finding: what only follows from another finding waits until that is settled.

A goal that lost what comes without sellers needs more of everything that is built on it; a seller without a group
counts in no sum by groups. Whoever reads five findings of one slip looks for five. So the first is told, as grave as
the gravest that waits for it, and names those: when it is settled, they are told if they are still true.

Only what is told holds back. A finding that is ignored, in the baseline, or not asked for holds nothing, so that to
accept one never hides another.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from coverage_lint.findings import SEVERITIES
from coverage_lint.frozen import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable

    from coverage_lint.findings import Finding, Severity

MOST_NAMED = 3
"""Policies that a help names; those after are counted."""

_SUMS = (
    "CL204", "CL216", "CL217", "CL218", "CL219", "CL220", "CL231", "CL248", "CL301", "CL303", "CL308", "CL315", "CL319",
    "CL320", "CL325", "CL328",
)  # fmt: skip
"""What is added up over sellers and groups."""
_ASSIGNED = (
    "CL204", "CL216", "CL217", "CL218", "CL220", "CL231", "CL248", "CL313", "CL319", "CL320", "CL325", "CL328", "CL416",
    "CL422",
)  # fmt: skip
"""What follows from quotas that are not handed on, or from seats that are not there to carry them."""

ANYWHERE: dict[str, tuple[str, ...]] = {
    # From the goal down: targets, quotas, what sellers are assigned, what is expected of it and can be carried.
    "CL106": ("CL817",),
    "CL110": ("CL237", "CL238", "CL343"),
    "CL309": ("CL204", "CL216", "CL217", "CL218", "CL231", "CL238", "CL248", "CL301", "CL303", "CL319", "CL817"),
    "CL301": ("CL216", "CL231", "CL248"),
    "CL308": _ASSIGNED,
    "CL320": ("CL313", "CL321"),
    "CL238": ("CL351",),
    "CL351": ("CL216", "CL231", "CL248"),
    "CL326": ("CL319",),
    # Partners and groups that say nothing of what they are to bring.
    "CL409": ("CL309", "CL115", "CL817", *_SUMS),
    "CL408": ("CL115",),
    "CL306": ("CL110", "CL309", "CL220"),
    "CL304": ("CL320", "CL328"),
    "CL307": ("CL220",),
    # People who are not placed, or say nothing of their number.
    "CL213": ("CL115", "CL215", "CL305", "CL406", "CL411", "CL414", "CL416", "CL422", *_SUMS),
    "CL241": _SUMS,
    "CL214": ("CL310", "CL320", "CL325", "CL328"),
    "CL311": ("CL320", "CL328"),
    "CL339": ("CL311", "CL320", "CL328"),
    "CL212": ("CL215", "CL313", "CL504", "CL505"),
    "CL201": ("CL224",),
    # Segments, units and territories that nobody has.
    "CL401": ("CL411", "CL412"),
    "CL511": ("CL501",),
    "CL605": ("CL602",),
    "CL413": ("CL321", "CL411"),
    "CL417": ("CL321",),
}
"""By the code that is told: those that are not, wherever they are in the plan."""

AT_THE_SAME: dict[str, tuple[str, ...]] = {
    "CL306": ("CL307", "CL411"),
    "CL308": ("CL315",),
    "CL326": ("CL308",),
    "CL422": ("CL416",),
    "CL801": ("CL802", "CL804", "CL806", "CL808", "CL819"),
}
"""The same for one and the same entity."""


class HeldBack(NamedTuple):
    """What is told, and what waits for it."""

    told: list[Finding]
    waiting: list[Finding]


def hold_back(findings: Iterable[Finding]) -> HeldBack:
    """Return what is told of the findings of one plan, and what waits until that is settled."""
    found = list(findings)
    present = {one.code for one in found}
    if present.isdisjoint(_HOLDING):  # most plans
        return HeldBack(found, [])
    holders = {code: [one for one in sorted(present) if code in ANYWHERE.get(one, ())] for code in present}
    there = {(one.code, one.entity) for one in found if one.code in AT_THE_SAME}
    beside = {
        (code, entity): [one for one in AT_THE_SAME if (one, entity) in there and code in AT_THE_SAME[one]]
        for code, entity in {(one.code, one.entity) for one in found}
    }
    told = [one for one in found if not holders[one.code] and not beside[one.code, one.entity]]
    waiting = [one for one in found if holders[one.code] or beside[one.code, one.entity]]
    tell = {one.code for one in told}
    graver: dict[tuple[str, str], dict[str, Finding]] = {}
    for one in waiting:
        for code in beside[one.code, one.entity]:
            graver.setdefault((code, one.entity), {})[one.code] = one
    for one in _gravest_by_code(waiting):
        for first in _first(one.code, holders, tell):
            graver.setdefault((first, ""), {})[one.code] = one
    return HeldBack([_told(one, graver) for one in told], waiting)


def _gravest_by_code(findings: Iterable[Finding]) -> Iterable[Finding]:
    gravest: dict[str, Finding] = {}
    for one in findings:
        held = gravest.setdefault(one.code, one)
        if SEVERITIES.index(one.severity) < SEVERITIES.index(held.severity):
            gravest[one.code] = one
    return gravest.values()


def _first(code: str, holders: dict[str, list[str]], tell: set[str]) -> set[str]:
    """Return the codes that one waits for in the end: those of which something is told."""
    ends: set[str] = set()
    seen = {code}
    waiting = [*holders[code]]
    while waiting:
        one = waiting.pop()
        if one in seen:
            continue
        seen.add(one)
        if one in tell:
            ends.add(one)
        waiting += [*holders[one], *(by for by in AT_THE_SAME if by in tell and one in AT_THE_SAME[by])]
    return ends


def _told(finding: Finding, graver: dict[tuple[str, str], dict[str, Finding]]) -> Finding:
    """Return a finding as grave as the gravest that waits for it, with the names of those."""
    waiting = {**graver.get((finding.code, ""), {}), **graver.get((finding.code, finding.entity), {})}
    if not waiting:
        return finding
    gravest = min((one.severity for one in waiting.values()), key=SEVERITIES.index)
    return raised(finding, gravest, {code: one.name for code, one in waiting.items()})


def raised(finding: Finding, severity: Severity, waiting: dict[str, str]) -> Finding:
    """Return a finding at least as grave as said, whose help names what waits for it, by codes and names."""
    if not waiting:
        return finding
    names = [f"{code} {name}" for code, name in sorted(waiting.items())]
    shown = names if len(names) <= MOST_NAMED else [*names[:MOST_NAMED], f"{len(names) - MOST_NAMED:,} more"]
    words = " and ".join([", ".join(shown[:-1]), shown[-1]] if len(shown) > 1 else shown)
    verb = "waits" if len(names) == 1 else "wait"
    gravest = min((finding.severity, severity), key=SEVERITIES.index)
    help_text = f"{finding.help} Until then {words} {verb}.".lstrip()
    return finding._replace(severity=gravest, help=help_text, waits=tuple(sorted(waiting)))


_HOLDING = frozenset((*ANYWHERE, *AT_THE_SAME))
