"""What others of a role carry: the quota, or the part of it for one goal, that is furthest from theirs."""

from __future__ import annotations

from bisect import bisect_left
from fractions import Fraction
from typing import TYPE_CHECKING

from coverage_lint.entities.catalogue import MONEY, TEXT, entity
from coverage_lint.entities.derived.sums import Exact, number, plain, record, rows
from coverage_lint.entities.model import Derived
from coverage_lint.entities.records import UNKNOWN_MEMBER, Record
from coverage_lint.frozen import NamedTuple

if TYPE_CHECKING:
    from coverage_lint.entities.model import Model, Place


class _Part(NamedTuple):
    """A quota, or what of one is for a goal."""

    amount: Exact
    goal: Record | None = None
    """None for a whole quota."""


def _compute_likes(model: Model) -> None:
    for needed in ("seller", "full_year"):
        model.ensure("person", needed)
    parts: list[tuple[Record, list[_Part]]] = []
    alike: dict[tuple[int, int], list[Exact]] = {}
    for person in model.records("person"):
        held = _parts(person)
        parts.append((person, held))
        for part in held:
            alike.setdefault((id(record(person.values.get("role"))), id(part.goal)), []).append(part.amount)
    for amounts in alike.values():
        amounts.sort()
    for person, held in parts:
        role = id(record(person.values.get("role")))
        others = [(one, others_median(alike[role, id(one.goal)], one.amount)) for one in held]
        found = [(one, usual) for one, usual in others if usual is not None]
        part, usual = max(found, key=_apart) if found else (_Part(0), 0)
        unsure = None in (person.values.get("seller"), person.values.get("full_year"))
        person.values.update(
            part_quota=None if unsure else part.amount, others_quota=None if unsure else usual,
            part_goal=part.goal, part_words=f" for {part.goal.id}" if part.goal else "",
        )  # fmt: skip


def _parts(person: Record) -> list[_Part]:
    """Return what of a full-year seller's quota can be held against others': by goals, else as a whole."""
    if person.values.get("seller") is not True or person.values.get("full_year") is not True:
        return []
    if not isinstance(person.values.get("role"), Record):
        return []
    given = rows(person, "quotas")
    whole = number(person.values.get("quota")) if given is None else None
    made = [_Part(whole)] if whole and whole > 0 else []
    for row in given or ():
        goal = None if row is UNKNOWN_MEMBER else record(row.values.get("goal"))
        amount = None if row is UNKNOWN_MEMBER else number(row.values.get("amount"))
        if goal is not None and goal.id and amount and amount > 0:
            made.append(_Part(amount, goal))
    return made


def others_median(ordered: list[Exact], own: Exact) -> Exact | None:
    """Return the median of amounts in their order but for one's own; None without another."""
    others = len(ordered) - 1
    if others < 1:
        return None
    left_out = bisect_left(ordered, own)

    def at(index: int) -> Exact:
        return ordered[index if index < left_out else index + 1]

    half = others // 2
    return at(half) if others % 2 else plain(Fraction(at(half - 1) + at(half)) / 2)


def _apart(found: tuple[_Part, Exact]) -> Fraction:
    part, usual = found
    return Fraction(max(part.amount, usual)) / min(part.amount, usual)


def _sources(_model: Model, person: Record) -> list[Place]:
    return [(person, "quota")]


LIKES: dict[tuple[str, str], Derived] = {
    ("person", "part_quota"): Derived(
        MONEY, "of a full-year seller's quotas by goals, or of the whole, the one furthest from what others of the "
        "role have for it", _compute_likes, _sources, unit="a seat",
    ),
    ("person", "others_quota"): Derived(
        MONEY, "the median of what other full-year sellers of the role have for the same; 0 without any",
        _compute_likes, unit="a seat",
    ),
    ("person", "part_goal"): Derived(
        entity("goal"), "the goal that this quota is for; none for a whole quota", _compute_likes
    ),
    ("person", "part_words"): Derived(
        TEXT, "which goal that quota is for, as ' for renewal'; '' for a whole quota", _compute_likes
    ),
}  # fmt: skip
