"""Who is in which group, with which share, and who of them sells: the relations that other fields go over."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coverage_lint.entities.catalogue import RATIO, entity, relation
from coverage_lint.entities.derived.sums import Exact, number, record, rows
from coverage_lint.entities.model import Derived
from coverage_lint.entities.records import REJECTED, UNKNOWN_MEMBER, Record

if TYPE_CHECKING:
    from coverage_lint.entities.model import Model

MEMBER = {
    "person": entity("person"), "group": entity("group"), "share": RATIO,
}  # fmt: skip
"""A person in a group: the row that `people` and `sellers` hold. The share scales quota and capacity."""


def groups_of(person: Record) -> list[Record] | None:
    """Return the groups that a person is in, by `group` or by `groups`; None when unknown."""
    shares = person.values.get("groups")
    if shares is REJECTED:
        return None
    if not isinstance(shares, list):
        only = person.values.get("group")
        return [only] if isinstance(only, Record) else ([] if only is None else None)
    groups = []
    for value in [row.values.get("group") for row in shares]:
        group = record(value)
        if group is None and value is not None:
            return None
        if group is not None:
            groups.append(group)
    return groups


def selling_groups(plan: Record) -> list[Record]:
    """Return the groups that plan sums take."""
    groups = rows(plan, "groups") or []
    return [group for group in groups if group is not UNKNOWN_MEMBER and group.values.get("selling") is True]


def _compute_people(model: Model) -> None:
    """Make the membership rows of each group, in the order of the people."""
    for group in model.records("group"):
        members, shares = rows(group, "members"), rows(group, "member_shares")
        if members is None or shares is None:
            group.values["people"] = None
            continue
        made: list[Record] = []
        for person in members:
            if person is UNKNOWN_MEMBER:
                made.append(person)
            elif person.values.get("groups") is None:
                made.append(_member(person, group, 1))
            elif person.values.get("groups") is REJECTED:
                made.append(UNKNOWN_MEMBER)
        for row in shares:
            person_of = record(row.values.get("person")) if row is not UNKNOWN_MEMBER else None
            made.append(_member(person_of, group, number(row.values.get("share"))) if person_of else UNKNOWN_MEMBER)
        model.by_kind.setdefault("member", []).extend(row for row in made if row is not UNKNOWN_MEMBER)
        group.values["people"] = made


def _member(person: Record, group: Record, share: Exact | None) -> Record:
    row = Record("member", None, person.node, person.key, person.owner)
    row.id = person.id
    row.values.update(person=person, group=group, share=share)
    return row


def make_members(model: Model) -> None:
    """Make the rows that the groups' people are."""
    model.ensure("group", "people")


def _compute_memberships(model: Model) -> None:
    """Return each person the rows that the groups have of them."""
    model.ensure("group", "people")
    held: dict[int, list[Record]] = {}
    for row in model.records("member"):
        held.setdefault(id(row.values["person"]), []).append(row)
    for person in model.records("person"):
        person.values["memberships"] = None if groups_of(person) is None else held.get(id(person), [])


def _compute_sellers(model: Model) -> None:
    model.ensure("group", "people")
    model.ensure("person", "seller")
    for group in model.records("group"):
        people = rows(group, "people")
        group.values["sellers"] = None if people is None else [one for one in map(_as_seller, people) if one]


def _as_seller(row: Record) -> Record | None:
    if row is UNKNOWN_MEMBER:
        return row
    person = record(row.values["person"])
    seller = person.values.get("seller") if person is not None else None
    return row if seller is True else (None if seller is False else UNKNOWN_MEMBER)


MEMBERS: dict[tuple[str, str], Derived] = {
    ("group", "people"): Derived(relation("member"), "its members, each with the share it has", _compute_people),
    ("person", "memberships"): Derived(
        relation("member"), "the groups that the person is in, each with the share", _compute_memberships
    ),
    ("group", "sellers"): Derived(relation("member"), "its members who carry a quota of their own", _compute_sellers),
}
