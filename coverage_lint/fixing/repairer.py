"""Repairs tried in memory: each time all models are checked again, and what does harm is left out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coverage_lint.checking.run import examine
from coverage_lint.document.splices import composed
from coverage_lint.fixing.choice import OTHERWISE, Choice, choose, of_report
from coverage_lint.fixing.texts import with_repairs
from coverage_lint.fixing.verdict import difference
from coverage_lint.frozen import NamedTuple
from coverage_lint.system.files import ReadingInstead

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from coverage_lint.checking.options import Options
    from coverage_lint.document.splices import Splice
    from coverage_lint.findings import Finding, Fix, Report
    from coverage_lint.fixing.choice import Repair
    from coverage_lint.fixing.texts import Texts
    from coverage_lint.fixing.verdict import Difference

MOST_CHECKS = 60
"""Checks of all models in a run: where many repairs do harm, finding out which takes one for each."""
_MOST_AFTER = 4
"""How often what repairs uncover is repaired in turn, before they are judged."""
_TOO_MANY = f"too many repairs do harm: after {MOST_CHECKS} checks no more are tried"


class State(NamedTuple):
    """The files with the repairs made so far, what a check finds in them, and what was repaired."""

    splices: Mapping[str, Sequence[Splice]]
    report: Report
    made: tuple[Finding, ...] = ()


class _Attempt(NamedTuple):
    state: State
    difference: Difference


class Repairer:
    """Makes the repairs of the models that paths lead to, in memory."""

    def __init__(
        self, paths: Sequence[str], options: Options, texts: Texts, wanted: Callable[[Finding, Fix], bool]
    ) -> None:
        """Take what is checked, the files, and which repairs are wanted."""
        self.paths = paths
        self.options = options
        self.texts = texts
        self.wanted = wanted
        self.checks = 0
        self.refused: dict[int, tuple[Finding, str]] = {}

    def check(self, splices: Mapping[str, Sequence[Splice]]) -> Report:
        """Return what a check finds once splices are made. Raises Misuse."""
        with ReadingInstead(self.texts.contents(splices)):
            return examine(self.paths, self.options, self.texts.cwd, keep=False).report

    def repaired(self, report: Report) -> State:
        """Return the state with every repair that does no harm; `refused` then has the others. Raises Misuse."""
        state = State({}, report)
        while True:
            choice = of_report(state.report, self.wanted)
            self.refused = {id(one): (one, OTHERWISE) for one in choice.disputed}
            after = self._with_group(state, state, (), choice.repairs)
            if len(after.made) == len(state.made):
                return state
            state = after

    def _with_group(self, base: State, so_far: State, kept: tuple[Repair, ...], group: Sequence[Repair]) -> State:
        """Return the state with those of a group that do no harm, added to `kept`, which `so_far` has.

        The places of all repairs are those of the texts of `base`.
        """
        waiting = [list(group)] if group else []
        while waiting:
            part = waiting.pop()
            if self.checks >= MOST_CHECKS:
                self._refuse(part, _TOO_MANY)
                continue
            attempt = self._attempt(base, (*kept, *part))
            if attempt.difference.holds:
                so_far, kept = attempt.state, (*kept, *part)
            elif len(part) == 1:
                self._refuse(part, _why(attempt.difference))
            else:
                waiting += reversed(_parts(part, attempt.difference))
        return so_far

    def _attempt(self, base: State, repairs: tuple[Repair, ...]) -> _Attempt:
        """Make repairs, and those of what they uncover; return the state, and what is new in it."""
        here = with_repairs({}, repairs)
        made = list(repairs)
        for turn in range(_MOST_AFTER):
            self.checks += 1
            splices = dict(base.splices)
            for shown, more in here.items():
                splices[shown] = composed(splices.get(shown, ()), more)
            report = self.check(splices)
            found = difference(base.report, report, repairs, here)
            after = self._after(found)
            if not after.repairs or turn == _MOST_AFTER - 1 or self.checks >= MOST_CHECKS:
                break
            here = with_repairs(here, after.repairs)
            made += after.repairs
        told = (finding for repair in made for finding in repair.findings)
        return _Attempt(State(splices, report, (*base.made, *told)), found)

    def _after(self, found: Difference) -> Choice:
        """Return the repairs of what is new, if all of that can be repaired, and nothing else is wrong."""
        repairable = [one for one in found.new if one.fix is not None and self.wanted(one, one.fix)]
        can_be = len(repairable) == len(found.new) and not (found.not_gone or found.unread)
        return choose(repairable if can_be else ())

    def _refuse(self, repairs: Sequence[Repair], why: str) -> None:
        self.refused.update((id(one), (one, why)) for repair in repairs for one in repair.findings)


def _parts(group: list[Repair], found: Difference) -> list[list[Repair]]:
    """Divide a group that does harm: those of an entity that is blamed, last and one by one, else two halves."""
    entities = {(one.location.path, one.entity) for one in (*found.new, *found.not_gone)}
    blamed = [repair for repair in group if any((one.location.path, one.entity) in entities for one in repair.findings)]
    if blamed and len(blamed) < len(group):
        return [[one for one in group if one not in blamed], *([one] for one in blamed)]
    half = len(group) // 2
    return [group[:half], group[half:]]


def _why(found: Difference) -> str:
    """Return why a repair is not made."""
    if found.unread:
        return f"{found.unread[0]} would be no model any more"
    if found.not_gone:
        return "it would not remove its own finding"
    first, *more = found.new
    others = f", and {len(more):,} more" if more else ""
    place = f"{first.location.path}:{first.location.line}"
    return f"it would bring {first.code} {first.name} ({place}: {first.message}){others}"
