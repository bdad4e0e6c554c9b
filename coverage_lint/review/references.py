"""The groups and people that reviews name, held against the plan."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coverage_lint.codes import finding
from coverage_lint.document.nodes import Seq
from coverage_lint.review.meetings import GROUP, MODEL

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from coverage_lint.document.nodes import Map
    from coverage_lint.findings import Finding
    from coverage_lint.location import Location
    from coverage_lint.review.log import Log
    from coverage_lint.review.meetings import Subject


def check_references(log: Log, groups: Collection[str], people: Collection[str]) -> list[Finding]:
    """Return a finding for each group or person that reviews name and the plan does not have."""
    return [
        _dangling(kind, identity, place, field, known)
        for kind, identity, place, field in _named(log)
        if identity not in (known := groups if kind == GROUP else people)
    ]


def _named(log: Log) -> Iterator[tuple[str, str, Location, str]]:
    """Yield each reference: its kind, the id, where it stands, and its field."""
    for review in log.reviews:
        for meeting in review.meetings:
            yield from _of_subject(meeting.subject, meeting.node, "meetings.id")
            present = meeting.node.get("present")
            if isinstance(present, Seq):
                for at, identity in enumerate(present):
                    if isinstance(identity, str):
                        yield "person", identity, present.item_location(at), "meetings.present"
            for one in meeting.decisions:
                if one.owner:
                    yield "person", one.owner, one.node.value_location("owner"), "meetings.decisions.owner"
        for total in review.totals:
            yield from _of_subject(total.subject, total.node, "totals.rows.id")


def _of_subject(subject: Subject, node: Map, field: str) -> Iterator[tuple[str, str, Location, str]]:
    if subject.kind != MODEL:
        yield subject.kind, subject.id, node.value_location("id"), field


def _dangling(kind: str, identity: str, place: Location, field: str, known: Collection[str]) -> Finding:
    from coverage_lint.nearness import did_you_mean, nearest_id

    guess = did_you_mean(nearest_id(identity, known))
    message = f"there is no {kind} {identity} in the plan" + (f"; {guess}" if guess else "")
    return finding("CL020", place, message, label=guess or f"no such {kind}", field=field, subject=identity)
