"""One cause, one finding: what only follows from another finding waits until that is settled.

Policies say what follows from them, by `holds` and `holds_here` (policy/holding.py). A goal that lost what comes
without sellers needs more of everything that is built on it; a seller without a group counts in no sum by groups.
Whoever reads five findings of one slip looks for five. So the first is told, as grave as the gravest that waits for
it, and names those: when it is settled, they are told if they are still true.

Only what is told holds back. A finding that is ignored, in the baseline, or not asked for holds nothing, so that to
accept one never hides another. What follows from a value that an error refutes is not found at all, since the policies
are asked again without it (checking/rounds.py); there too a finding that waits for another one decides nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from coverage_lint.decisions.identity import identity
from coverage_lint.decisions.verdict import QUESTION
from coverage_lint.findings import SEVERITIES
from coverage_lint.frozen import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from coverage_lint.findings import Finding, ModelReport, Severity
    from coverage_lint.policy.holding import Holding

MOST_NAMED = 3
"""Policies that a help names; those after are counted."""

_At: TypeAlias = "tuple[str, str]"
"""A code and an entity that it is told of; of '' all that it is told of."""
_EVERYWHERE = ""


class HeldBack(NamedTuple):
    """What is told, and what waits for it."""

    told: list[Finding]
    waiting: list[Finding]


class _Graph:
    """Which of some findings hold which."""

    def __init__(self, found: Sequence[Finding], holding: Holding, never: frozenset[object]) -> None:
        there = {(one.code, one.entity) for one in found}
        codes = {code for code, _ in there}
        self.anywhere: dict[str, list[str]] = {code: [] for code in codes}
        """By code, the codes of which one that is there holds it."""
        for holder in sorted(codes & holding.anywhere.keys()):
            for code in holding.anywhere[holder]:
                if code in codes:
                    self.anywhere[code].append(holder)
        self.here: dict[_At, list[str]] = {}
        """The same of one entity, and then of all."""
        for holder, entity in sorted(one for one in there if one[0] in holding.here):
            for code in holding.here[holder]:
                if (code, entity) in there:
                    for at in {(code, entity), (code, _EVERYWHERE)}:
                        self.here.setdefault(at, []).append(holder)
        self.told: list[Finding] = []
        self.waiting: list[Finding] = []
        for one in found:
            held = self.anywhere[one.code] or (one.code, one.entity) in self.here
            waits = held and not (never and _known(one) in never)
            (self.waiting if waits else self.told).append(one)
        self._tells = {(one.code, entity) for one in self.told for entity in (one.entity, _EVERYWHERE)}
        self._ends: dict[str, frozenset[_At]] = {}
        self._anywhere_ends: dict[str, frozenset[_At]] = {}

    def ends(self, one: Finding) -> frozenset[_At]:
        """Return what a finding waits for in the end: that of which something is told."""
        code = one.code
        if code not in self._anywhere_ends:
            every = (self._ends_of(holder, itself=True) for holder in self.anywhere[code])
            self._anywhere_ends[code] = frozenset().union(*every)
        found = self._anywhere_ends[code]
        for holder in self.here.get((code, one.entity), ()):
            at = holder, one.entity
            found = found | ({at} if at in self._tells else self._ends_of(holder))
        return found

    def _ends_of(self, code: str, *, itself: bool = False) -> frozenset[_At]:
        """Return what those of a code wait for in the end, wherever they are; `itself` if they may be told too."""
        if code not in self._ends:
            seen, waiting = {code}, [code]
            for at in waiting:  # grows while it is read
                fresh = {*self.anywhere[at], *self.here.get((at, _EVERYWHERE), ())} - seen
                waiting += fresh
                seen |= fresh
            self._ends[code] = frozenset((one, _EVERYWHERE) for one in waiting[1:] if (one, _EVERYWHERE) in self._tells)
        own = (code, _EVERYWHERE)
        return self._ends[code] | {own} if itself and own in self._tells else self._ends[code]


def hold_back(findings: Iterable[Finding], holding: Holding, refuting: Iterable[Finding] = ()) -> HeldBack:
    """Return what is told of the findings of one plan, and what waits until that is settled.

    Errors that refute a value are told always: other policies are silent because of them.
    """
    found = list(findings)
    codes = {one.code for one in found}
    if codes.isdisjoint(holding.anywhere) and codes.isdisjoint(holding.here):  # most plans
        return HeldBack(found, [])
    graph = _Graph(found, holding, frozenset(map(_known, refuting)))
    waits: dict[_At, dict[str, Severity]] = {}
    gravest: dict[tuple[str, frozenset[_At]], Finding] = {}
    for one in graph.waiting:
        key = one.code, graph.ends(one)
        held = gravest.setdefault(key, one)
        if held.severity != one.severity and _gravity(one) < _gravity(held):
            gravest[key] = one
    for (code, ends), one in gravest.items():
        for end in ends:
            codes_held = waits.setdefault(end, {})
            codes_held[code] = min(codes_held.get(code, one.severity), one.severity, key=SEVERITIES.index)
    told = [
        raised(raised(one, waits.get((one.code, one.entity), {})), waits.get((one.code, _EVERYWHERE), {}))
        for one in graph.told
    ]
    return HeldBack(told, graph.waiting)


def _known(one: Finding) -> object:
    return identity(one), one.location


def _gravity(one: Finding) -> int:
    return SEVERITIES.index(one.severity)


def raised(finding: Finding, waiting: Mapping[str, Severity]) -> Finding:
    """Return a finding at least as grave as the gravest that waits for it, which it has the codes of."""
    if not waiting:
        return finding
    gravest = min((finding.severity, *waiting.values()), key=SEVERITIES.index)
    return finding._replace(severity=gravest, waits=tuple(sorted({*finding.waits, *waiting})))


def named(report: ModelReport, names: Mapping[str, str]) -> ModelReport:
    """Return a report in which the help of each finding names the policies that wait for it, by their names."""
    return report._replace(
        findings=name_waiting(report.findings, names),
        baselined=name_waiting(report.baselined, names),
        ignored=tuple(one._replace(finding=_named(one.finding, names)) for one in report.ignored),
        waiting=name_waiting(report.waiting, names),
    )


def name_waiting(findings: Iterable[Finding], names: Mapping[str, str]) -> tuple[Finding, ...]:
    """Return findings whose help names the policies that wait for them; a question has them in its message."""
    return tuple(_named(one, names) for one in findings)


def _named(finding: Finding, names: Mapping[str, str]) -> Finding:
    if not finding.waits or finding.code == QUESTION:
        return finding
    listed = [f"{code} {names.get(code, '')}".rstrip() for code in finding.waits]
    shown = listed if len(listed) <= MOST_NAMED else [*listed[:MOST_NAMED], f"{len(listed) - MOST_NAMED:,} more"]
    words = " and ".join([", ".join(shown[:-1]), shown[-1]] if len(shown) > 1 else shown)
    verb = "waits" if len(listed) == 1 else "wait"
    return finding._replace(help=f"{finding.help} Until then {words} {verb}.".lstrip())
