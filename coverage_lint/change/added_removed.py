"""Sentences about what came or went, with what tells most about it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coverage_lint.change.amounts import written
from coverage_lint.change.edits import placement
from coverage_lint.change.labels import shortened
from coverage_lint.change.rows import covers
from coverage_lint.change.sections import noun
from coverage_lint.change.versions import read_scalar
from coverage_lint.entities.catalogue import MONEY
from coverage_lint.entities.records import REJECTED
from coverage_lint.schemas import single_kinds

if TYPE_CHECKING:
    from coverage_lint.change.sections import Subject
    from coverage_lint.change.versions import Side

_MONEY = frozenset(
    ("target", "quota", "value", "amount", "total", "base", "variable", "potential", "cost", "productivity")
)
_TELLING: dict[str, tuple[tuple[str, str], ...]] = {
    "plan": (("name", "{}"), ("status", "{}")),
    "goal": (("target", "{}"), ("motion", "{}")),
    "role": (("family", "{}"), ("productivity", "productivity {}")),
    "group": (("quota", "quota {}"), ("leader", "led by {}")),
    "segment": (("accounts", "{} accounts"), ("value", "worth {}")),
    "territory": (("owner", "owned by {}"), ("group", "covered by {}"), ("potential", "potential {}")),
    "partner": (("manager", "managed by {}"),),
    "budget": (("total", "total {}"),),
    "line": (("category", "{}"), ("amount", "{}")),
    "comp_plan": (("base", "base {}"), ("variable", "variable {}")),
    "organization": (("organized_by", "{}"),),
    "priority": (("title", "{}"), ("rank", "rank {}"), ("owner", "owned by {}")),
    "play": (("stage", "in {}"), ("owner", "owned by {}")),
    "crm": (("system", "{}"),),
    "review": (("subject", "of each {}"), ("cadence", "{}"), ("owner", "by {}")),
}
"""Of each kind, the fields that are named with it, and how."""


def came_or_went(subject: Subject, side: Side, *, came: bool) -> str:
    """Return the sentence for an added or removed entity; `side` is the version that has it."""
    if subject.kind == "person" and subject.id:
        return _person(subject, side, came=came)
    name = subject.named() if subject.id or subject.kind in single_kinds() else f"a {noun(subject.kind)} without an id"
    details = ", ".join(_telling(subject.kind, side))
    if came:
        return f"{name} added" + (f" ({details})" if details else "")
    return f"{name} removed" + (f" (was {details})" if details else "")


def _telling(kind: str, side: Side) -> list[str]:
    said = [
        how.format(shortened(text))
        for name, how in _TELLING.get(kind, ())
        if (text := _written(side, name)) is not None
    ]
    if kind == "segment":
        by = covers(side.node.get("coverage"))
        said.append(f"covered by {' and '.join(by)}" if by else "covered by nobody")
    return said


def _written(side: Side, name: str) -> str | None:
    raw = side.node.get(name)
    if raw is None:
        return None
    value = read_scalar(raw, MONEY) if name in _MONEY else raw
    return None if value is REJECTED else written(value, "money")


def _person(subject: Subject, side: Side, *, came: bool) -> str:
    who = subject.id + subject.number()
    seats = side.node.get("count")
    several = isinstance(seats, int) and seats > 1
    details = [_position(side)]
    if several:
        details.append(f"{seats:,} seats")
    if came:
        details += [
            f"{word} {day}" for word, day in (("from", side.node.get("start")), ("until", side.node.get("end"))) if day
        ]
    said = ", ".join(one for one in details if one)
    shown = f" ({said})" if said else ""
    if side.node.get("status") == "open":
        return f"open {'seats' if several else 'seat'} {who} {'added' if came else 'removed'}{shown}"
    return f"{who} {'joined' if came else 'left'}{shown}"


def _position(side: Side) -> str:
    """Write role and group: 'account-executive in smb'."""
    role, group = side.node.get("role"), placement(side)
    said = role if isinstance(role, str) else ""
    return f"{said} in {group}".strip() if isinstance(group, str) else said
