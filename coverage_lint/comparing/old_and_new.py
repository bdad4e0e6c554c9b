"""The findings of two versions of a model: which are new, which are old, which were repaired."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING

from coverage_lint.decisions.identity import identity, known_entity
from coverage_lint.decisions.verdict import QUESTION, counts_in_draft
from coverage_lint.findings import SEVERITIES, in_order
from coverage_lint.frozen import NamedTuple
from coverage_lint.policy.select import hideable

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from coverage_lint.decisions.identity import Identity
    from coverage_lint.findings import Finding, ModelReport


class Apart(NamedTuple):
    """Findings of the newer version that are new and old, and those of the older one that occur no more."""

    new: tuple[Finding, ...]
    old: tuple[Finding, ...]
    fixed: tuple[Finding, ...]


def tell_apart(older: ModelReport, newer: ModelReport, was_lacking: Callable[[Finding], bool] | None = None) -> Apart:
    """Separate new from old findings by policy, entity and field; of equal ones, as many are old as there were before.

    A finding that became graver is new, and so is one that did not count in a draft and does now; the lighter one is
    not called repaired. Nor is what can no longer be judged.

    `was_lacking` says of an open question whether the older version lacked the field too: then it is old, whatever was
    asked of it, unless the plan was a draft and is none any more.
    """
    left: dict[Identity, list[Finding]] = defaultdict(list)
    for one in (*older.findings, *older.waiting):
        left[identity(one)].append(one)
    _drop(left, newer.baselined)
    asked: dict[Identity, list[Finding]] = defaultdict(list)
    new: list[Finding] = []
    old: list[Finding] = []
    graver = older.draft and not newer.draft
    for one in newer.findings:
        if one.code == QUESTION and not graver and was_lacking is not None and was_lacking(one):
            old.append(one)
            _drop(left, [one])
        else:
            asked[identity(one)].append(one)
    for key, alike in asked.items():
        known, fresh = _matched(alike, left.get(key, []), older, newer)
        old += known
        new += fresh
        _drop(left, fresh)
    _drop(left, (one.finding for one in newer.ignored))
    _drop(left, newer.waiting)
    _drop(left, older.waiting)
    return Apart(tuple(in_order(new)), tuple(in_order(old)), tuple(in_order(_fixed(left, newer))))


def _matched(
    newer: list[Finding], older: list[Finding], before: ModelReport, after: ModelReport
) -> tuple[list[Finding], list[Finding]]:
    """Match findings alike, and take those matched out of the older ones: first what says the same, then the gravest.

    Gives those that are old, and those that are new.
    """
    said = Counter((one.message, _gravity(one, before)) for one in older)
    known: list[Finding] = []
    rest: list[Finding] = []
    for one in newer:
        words = (one.message, _gravity(one, after))
        if said[words]:
            said[words] -= 1
            known.append(one)
            older.remove(next(other for other in older if (other.message, _gravity(other, before)) == words))
        else:
            rest.append(one)
    fresh: list[Finding] = []
    older.sort(key=lambda one: _gravity(one, before))
    for one in sorted(rest, key=lambda one: _gravity(one, after)):
        if older and _gravity(older[0], before) <= _gravity(one, after):
            older.pop(0)
            known.append(one)
        else:
            fresh.append(one)
    return known, fresh


def _gravity(finding: Finding, model: ModelReport) -> int:
    """Rank a finding, the gravest 0; what a draft is forgiven comes last."""
    forgiven = model.draft and not counts_in_draft(finding)
    return len(SEVERITIES) if forgiven else SEVERITIES.index(finding.severity)


def _drop(left: dict[Identity, list[Finding]], known: Iterable[Finding]) -> None:
    """Take out older findings that still occur in another standing: in the baseline, ignored, or graver now."""
    for one in known:
        alike = left.get(identity(one))
        if alike:
            alike.remove(next((other for other in alike if other.message == one.message), alike[-1]))


def _fixed(left: dict[Identity, list[Finding]], newer: ModelReport) -> list[Finding]:
    """Return the older findings that are left, without those that can no longer be judged."""
    unread = any(not hideable(one.code) for one in newer.findings)
    unknown = {(one.code, known_entity(one)) for one in newer.undecided}
    return [
        one
        for (code, entity, *_), alike in left.items()
        for one in alike
        if not unread and (code, entity) not in unknown
    ]
