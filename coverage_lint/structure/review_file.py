"""What no schema can say of a file of reviews: what stands in it twice, and whose meeting it is."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from coverage_lint.codes import finding
from coverage_lint.document.nodes import Map, Seq
from coverage_lint.findings import Related
from coverage_lint.structure.wording import shown

if TYPE_CHECKING:
    from collections.abc import Iterator

    from coverage_lint.document.nodes import Value
    from coverage_lint.findings import Finding
    from coverage_lint.location import Location

_MONTH = re.compile("(?!0000)[0-9]{4}-(?:0[1-9]|1[0-2])")


def check_review_file(root: Map) -> list[Finding]:
    """Return the findings in the order of the text; of values that the schema refuses, none."""
    meetings = list(_maps(root.get("meetings")))
    totals = root.get("totals")
    rows = list(_maps(totals.get("rows"))) if isinstance(totals, Map) else []
    decisions = [one for meeting in meetings for one in _maps(meeting.get("decisions"))]
    findings = [
        *_subjects(meetings, "a meeting"),
        *_subjects(rows, "a total"),
        *_twice(decisions),
        *(found for row in rows for found in _months(row)),
    ]
    return sorted(findings, key=lambda one: one.location.start)


def _maps(listed: Value) -> Iterator[Map]:
    return (one for one in listed if isinstance(one, Map)) if isinstance(listed, Seq) else iter(())


def _subjects(nodes: list[Map], what: str) -> Iterator[Finding]:
    """Report whose id is missing or too much, and who has two."""
    known: dict[tuple[object, object], Location] = {}
    for node in nodes:
        kind, identity = node.get("subject"), node.get("id")
        if kind not in ("model", "group", "person") or not isinstance(identity, str | None):
            continue
        place = node.value_location("subject" if identity is None else "id")
        if kind == "model" and identity is not None:
            message = f"{what} about the model has an id, {shown(identity)}; there is one model"
            yield finding("CL010", place, message, label="of a group or a person?", help="Remove it, or write "
                          "subject: group or subject: person.", field="id")  # fmt: skip
        elif kind != "model" and identity is None:
            message = f"{what} about a {kind} does not say which"
            yield finding("CL010", place, message, label=f"which {kind}?", help=f"Add id, the id of the {kind}.",
                          field="id")  # fmt: skip
        elif (kind, identity) in known:
            about = "the model" if kind == "model" else f"{kind} {identity}"
            message = f"{what} about {about} stands here twice"
            yield _again(place, message, known[kind, identity], "subject", about)
        else:
            known[kind, identity] = place


def _twice(decisions: list[Map]) -> Iterator[Finding]:
    known: dict[str, Location] = {}
    for node in decisions:
        identity = node.get("id")
        if not isinstance(identity, str):
            continue
        place = node.value_location("id")
        if identity in known:
            yield _again(place, f"two decisions have the id {identity}", known[identity], "decisions", identity)
        else:
            known[identity] = place


def _again(place: Location, message: str, first: Location, field: str, subject: str) -> Finding:
    related = (Related(first, "first here"),)
    return finding("CL021", place, message, label="again", related=related, field=field, subject=subject,
                   help="Keep one of the two.")  # fmt: skip


def _months(row: Map) -> Iterator[Finding]:
    months = row.get("months")
    for key in months if isinstance(months, Map) else ():
        if not _MONTH.fullmatch(key):
            message = f"{shown(key)} stands where a month, written YYYY-MM, is expected"
            yield finding(
                "CL010",
                months.key_location(key),  # type: ignore[union-attr]  # it has keys
                message,
                label="no month",
                help="Write, for example, 2027-05.",
                field="totals.rows.months",
                subject=key,
            )
