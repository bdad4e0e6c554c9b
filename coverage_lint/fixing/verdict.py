"""Whether repairs did what they are for: their findings are gone, and no finding is new."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from coverage_lint.decisions.identity import identity
from coverage_lint.document.splices import origin
from coverage_lint.frozen import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from coverage_lint.decisions.identity import Identity
    from coverage_lint.document.splices import Splice
    from coverage_lint.findings import Finding, ModelReport, Report
    from coverage_lint.fixing.choice import Repair

    Splices: TypeAlias = Mapping[str, Sequence[Splice]]
    """By the path of the file, as shown."""


class Difference(NamedTuple):
    """What a check finds after repairs that it did not find before them."""

    new: tuple[Finding, ...]
    not_gone: tuple[Finding, ...]
    """What is told where a repair was made, by the policy that asked for it."""
    unread: tuple[str, ...]
    """Models that are none any more."""

    @property
    def holds(self) -> bool:
        """True if the repairs can be made."""
        return not (self.new or self.not_gone or self.unread)


_Known: TypeAlias = "tuple[str, Identity]"
_Place: TypeAlias = "tuple[str, str, str, int]"


def difference(before: Report, after: Report, repairs: Sequence[Repair], splices: Splices) -> Difference:
    """Compare what a check found before repairs with what it finds after them.

    A finding is the one of before that has its identity, or, since a repair may give an entity its name, its place.
    """
    own = {id(finding) for repair in repairs for finding in repair.findings}
    old: dict[_Known, list[_Place]] = {}
    asked: set[_Known | _Place] = set()
    for model, one in _all(before, accepted=True):
        place = (model.path, one.code, one.location.path, one.location.start)
        if id(one) in own:
            asked |= {(model.path, identity(one)), place}
        else:
            old.setdefault((model.path, identity(one)), []).append(place)
    unmatched = []
    for model, one in _all(after, accepted=False):
        held = old.get((model.path, identity(one)))
        if held:
            held.pop()
        else:
            unmatched.append((model, one))
    places = {place for held in old.values() for place in held}
    new, not_gone = [], []
    for model, one in unmatched:
        at = one.location
        place = (model.path, one.code, at.path, origin(at.start, splices.get(at.path, ())))
        if place in asked or (model.path, identity(one)) in asked:
            not_gone.append(one)
        elif place not in places:
            new.append(one)
    still = {model.path for model in after.models}
    unread = tuple(model.path for model in before.models if model.path not in still)
    return Difference(tuple(new), tuple(not_gone), unread)


def _all(report: Report, *, accepted: bool) -> Iterator[tuple[ModelReport, Finding]]:
    """Yield the findings of each model, with those that wait, and, if `accepted`, those that somebody accepted."""
    for model in report.models:
        for one in (*model.findings, *model.waiting):
            yield model, one
        if accepted:
            for one in (*(held.finding for held in model.ignored), *model.baselined):
                yield model, one
