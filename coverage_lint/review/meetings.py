"""What a file of reviews says: meetings, decisions, assumptions, and the totals as they were known.

Values that the schema refuses are left out; their findings say why.
"""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

from coverage_lint.document.nodes import Map, Seq
from coverage_lint.frozen import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from coverage_lint.document.nodes import Value
    from coverage_lint.location import Location

MODEL, GROUP, PERSON = "model", "group", "person"
_AMOUNT = re.compile(r"-?[0-9](?:_?[0-9]){0,17}(?:\.[0-9]{1,6})?")
_MONTH = re.compile("[0-9]{4}-(?:0[1-9]|1[0-2])")


class Subject(NamedTuple):
    """What a meeting or a total is about."""

    kind: str
    """model, group or person."""
    id: str = ""
    """'' for the model."""

    @property
    def entity(self) -> str:
        """What findings call it: 'group enterprise', 'plan'."""
        return f"{self.kind} {self.id}" if self.id else "plan"


class Decision(NamedTuple):
    """Something to be done."""

    id: str
    what: str
    owner: str
    """A person's id, '' where none is named."""
    due: date | None
    done: date | None
    since: str
    """The month of the review that decided it."""
    subject: Subject
    node: Map

    @property
    def location(self) -> Location:
        """The line that names it."""
        return self.node.value_location("id")


class Assumption(NamedTuple):
    """A figure of the plan that is seen otherwise now."""

    what: str
    was: Value
    now: Value
    why: str
    subject: Subject
    location: Location


class Meeting(NamedTuple):
    """One review, held or still to be held."""

    subject: Subject
    held: date | None
    present: tuple[str, ...]
    notes: str
    decisions: tuple[Decision, ...]
    assumptions: tuple[Assumption, ...]
    node: Map

    @property
    def location(self) -> Location:
        """The line that says what it is about."""
        return self.node.value_location("id" if "id" in self.node else "subject")


class Total(NamedTuple):
    """Figures of the model or a group as they were known; None for what the file leaves out."""

    subject: Subject
    target_to_date: Fraction | None
    won: Fraction | None
    open: Fraction | None
    months: Mapping[str, Fraction]
    node: Map


class Review(NamedTuple):
    """One month's file."""

    path: str
    """As shown to people."""
    month: str
    meetings: tuple[Meeting, ...]
    as_of: date | None
    """The day of the totals."""
    totals: tuple[Total, ...]
    root: Map


def review_of(root: Map) -> Review | None:
    """Return what a file's mapping says; None where it does not say its month."""
    month = _text(root, "month")
    if not _MONTH.fullmatch(month):
        return None
    meetings = tuple(_meeting(node, subject, month) for node, subject in _about(root.get("meetings")))
    held = root.get("totals")
    totals = held if isinstance(held, Map) else Map(root.source, root.start)
    rows = tuple(_total(node, subject) for node, subject in _about(totals.get("rows")))
    return Review(root.source.path, month, meetings, _day(totals.get("as_of")), rows, root)


def subject_of(node: Map) -> Subject | None:
    """Return what a meeting or a total is about; None where it does not say."""
    kind, identity = _text(node, "subject"), _text(node, "id")
    if kind == MODEL:
        return Subject(MODEL)
    return Subject(kind, identity) if kind in {GROUP, PERSON} and identity else None


def _about(listed: Value) -> Iterator[tuple[Map, Subject]]:
    for node in listed if isinstance(listed, Seq) else ():
        subject = subject_of(node) if isinstance(node, Map) else None
        if isinstance(node, Map) and subject is not None:
            yield node, subject


def _meeting(node: Map, subject: Subject, month: str) -> Meeting:
    present = node.get("present")
    decisions = tuple(_decision(one, subject, month) for one in _maps(node.get("decisions")) if _text(one, "id"))
    assumptions = tuple(_assumption(one, subject) for one in _maps(node.get("assumptions")) if _text(one, "what"))
    return Meeting(
        subject,
        _day(node.get("held")),
        tuple(one for one in present if isinstance(one, str)) if isinstance(present, Seq) else (),
        _text(node, "notes"),
        decisions,
        assumptions,
        node,
    )


def _decision(node: Map, subject: Subject, month: str) -> Decision:
    since = _text(node, "since")
    return Decision(
        _text(node, "id"),
        _text(node, "what"),
        _text(node, "owner"),
        _day(node.get("due")),
        _day(node.get("done")),
        since if _MONTH.fullmatch(since) else month,
        subject,
        node,
    )


def _assumption(node: Map, subject: Subject) -> Assumption:
    return Assumption(
        _text(node, "what"), node.get("from"), node.get("to"), _text(node, "why"), subject, node.value_location("what")
    )


def _total(node: Map, subject: Subject) -> Total:
    held = node.get("months")
    months = {month: _amount(value) for month, value in held.items()} if isinstance(held, Map) else {}
    known = {month: amount for month, amount in months.items() if amount is not None and _MONTH.fullmatch(month)}
    target, won, pipeline = (_amount(node.get(name)) for name in ("target_to_date", "won", "open"))
    return Total(subject, target, won, pipeline, known, node)


def _maps(listed: Value) -> list[Map]:
    return [one for one in listed if isinstance(one, Map)] if isinstance(listed, Seq) else []


def _text(node: Map, key: str) -> str:
    value = node.get(key)
    return value if isinstance(value, str) else ""


def _day(value: Value) -> date | None:
    try:
        return date.fromisoformat(value) if isinstance(value, str) and len(value) == len("2027-01-31") else None
    except ValueError:
        return None


def _amount(value: Value) -> Fraction | None:
    if isinstance(value, str) and _AMOUNT.fullmatch(value):
        return Fraction(value.replace("_", ""))
    return Fraction(value) if isinstance(value, (int, Decimal)) and not isinstance(value, bool) else None
