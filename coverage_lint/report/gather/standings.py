"""Groups and people with what is missing of each, last year beside this one, and what territories hold."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, TypeVar

from coverage_lint.entities.derived.people.members import groups_of
from coverage_lint.entities.derived.sums import product, record, rows, total
from coverage_lint.entities.records import UNKNOWN_MEMBER, Record
from coverage_lint.report.gather.fields import exact, flag, known, less, ratio
from coverage_lint.report.portrait.refs import ref, refs
from coverage_lint.report.portrait.standings import Holding, Standing, Standings

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from coverage_lint.entities.model import Model
    from coverage_lint.report.portrait.portrait import Findings
    from coverage_lint.report.portrait.refs import Exact


T = TypeVar("T")


def standings_of(model: Model, findings: Findings) -> Standings:
    """Gather who stands where; those that nothing is known of stand last."""
    for kind, field in _NEEDED:
        model.ensure(kind, field)
    named = Counter(entry.entity.anchor for entry in findings.found if entry.entity is not None)
    concerned = Counter(group for entry in findings.found for group in entry.groups)
    groups, people = model.records("group"), model.records("person")
    return Standings(
        _sorted((_group(one, concerned) for one in groups), lambda one: one.gap, -1),
        _sorted((_person(one, named) for one in people), lambda one: one.gap, -1),
        _sorted(map(_holding, people), lambda one: one.load, 1), _sorted(map(_held, groups), lambda one: one.load, 1),
    )  # fmt: skip


_NEEDED = (
    ("group", "selling"), ("group", "own_quota"), ("group", "own_assigned"), ("group", "capacity"),
    ("person", "seller"), ("person", "assigned"), ("person", "capacity"), ("person", "holdings"),
    ("group", "territories"),
)  # fmt: skip


def _sorted(made: Iterable[T | None], by: Callable[[T], Exact | None], sign: int) -> tuple[T, ...]:
    """Sort by a number, the largest first for a sign of 1, else the smallest; what is unknown comes last."""
    known_ones = [one for one in made if one is not None]
    return tuple(sorted(known_ones, key=lambda one: (by(one) is None, -sign * (by(one) or 0))))


def _group(group: Record, concerned: Counter[str]) -> Standing | None:
    if flag(group, "selling") is False:
        return None
    amounts = exact(group, "own_quota"), exact(group, "own_assigned")
    return _standing(group, group.values.get("parent"), amounts, concerned[group.id or ""])


def _person(person: Record, named: Counter[str]) -> Standing | None:
    if flag(person, "seller") is False:
        return None
    assigned, group = exact(person, "assigned"), next(iter(groups_of(person) or ()), None)
    pointed = ref(person)
    return _standing(person, group, (assigned, assigned), named[pointed.anchor] if pointed is not None else 0)


def _standing(one: Record, group: object, asked: tuple[Exact | None, Exact | None], findings: int) -> Standing | None:
    """Return how a group or a person stands, by its quota and what is assigned."""
    pointed = ref(one)
    if pointed is None:
        return None
    (quota, assigned), capacity = asked, exact(one, "capacity")
    last_quota, last_actual = exact(one, "prior_quota"), exact(one, "prior_actual")
    return Standing(
        of=pointed,
        group=ref(group),
        role=ref(one.values.get("role")),
        quota=quota,
        assigned=assigned,
        capacity=capacity,
        gap=less(capacity, assigned),
        last_quota=last_quota,
        last_actual=last_actual,
        reached=ratio(last_actual, last_quota),
        growth=less(ratio(exact(one, "quota"), last_actual), 1),
        findings=findings,
    )


def _holding(person: Record) -> Holding | None:
    """Return what a person holds; None for nothing, or nothing that is known."""
    pointed, held = ref(person), rows(person, "holdings")
    if pointed is None or not held or UNKNOWN_MEMBER in held:
        return None
    territories = [(record(row.values.get("territory")), row.values.get("part")) for row in held]
    sums = [
        total(product(one.values.get(field) if one is not None else None, part) for one, part in territories)
        for field in ("potential", "accounts")
    ]
    quota = product(person.values.get("quota"), person.values.get("count"))
    group = next(iter(groups_of(person) or ()), None)
    named = tuple(made for one, _ in territories if (made := ref(one)) is not None)
    return Holding(pointed, ref(group), named, sums[0], sums[1], quota, ratio(quota, sums[0]))


def _held(group: Record) -> Holding | None:
    """Return what the territories of a group hold; None where none names it."""
    pointed = ref(group)
    leaves = [one for one in known(group, "territories") if not known(one, "children")]
    if pointed is None or not leaves:
        return None
    potential, accounts = (total(one.values.get(field) for one in leaves) for field in ("potential", "accounts"))
    quota = exact(group, "own_quota")
    above = ref(group.values.get("parent"))
    return Holding(pointed, above, refs(leaves), potential, accounts, quota, ratio(quota, potential))
