"""Which findings that the older version's settings ask for are not shown as gravely by the newer one's."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from coverage_lint.decisions.identity import identity
from coverage_lint.entities.names import entity_name
from coverage_lint.entities.places import locate
from coverage_lint.findings import SEVERITIES
from coverage_lint.location import Location

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from coverage_lint.decisions.identity import Identity
    from coverage_lint.decisions.ignores.ignores import Ignores
    from coverage_lint.entities.model import Model
    from coverage_lint.entities.records import Record
    from coverage_lint.findings import Finding


def lost(required: Iterable[Finding], shown: Iterable[Finding]) -> list[Finding]:
    """Return the findings required that are not among those shown; one that is shown lighter is lost."""
    held: dict[Identity, list[int]] = defaultdict(list)
    for one in sorted(shown, key=_gravity, reverse=True):
        held[identity(one)].append(_gravity(one))
    missing: list[Finding] = []
    for one in sorted(required, key=_gravity):
        graver = held[identity(one)]
        if graver and graver[-1] <= _gravity(one):
            graver.pop()
        else:
            missing.append(one)
    return missing


def _gravity(finding: Finding) -> int:
    return SEVERITIES.index(finding.severity)


def not_covered(findings: Sequence[Finding], ignores: Ignores | None, before: Model | None) -> list[Finding]:
    """Return the findings that the ignores of the older version do not reach, at the place that they would have there.

    An ignore of the older version holds on: for the field or entity that it stands at, or for the file.
    """
    if ignores is None or before is None or not findings:
        return list(findings)
    known = {entity_name(one): one for held in before.by_kind.values() for one in held if one.id is not None}
    known["plan"] = before.plan
    placed = [one._replace(location=_place(one, known, before)) for one in findings]
    reached = ignores.reach(placed)
    return [one for one, is_reached in zip(findings, reached, strict=True) if not is_reached]


def _place(finding: Finding, known: dict[str, Record], before: Model) -> Location:
    """Return where a finding would stand in the older version: behind its text where the entity is not in it."""
    record = known.get(finding.entity)
    if record is not None:
        return locate(record, finding.field.partition(".")[0])
    node = before.plan.node
    assert node is not None  # noqa: S101 - the plan is the document's root
    end = len(node.source.text)
    return Location(node.source, end, end)
