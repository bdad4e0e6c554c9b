"""The kind `role_in_group`: people of one role, in one group or in several, who can be compared with each other."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, cast

from coverage_lint.entities.catalogue import COUNT, RATIO, TEXT, entity
from coverage_lint.entities.derived.sums import Exact, number, plain, record, rows
from coverage_lint.entities.records import UNKNOWN_MEMBER, Record

if TYPE_CHECKING:
    from coverage_lint.entities.model import Model

ROLE_IN_GROUP_FIELDS = {
    "id": TEXT, "role": entity("role"), "group": entity("group"), "where": TEXT, "highest": entity("person"),
    "lowest": entity("person"), "full_year_sellers": COUNT, "widest_inside": RATIO,
}  # fmt: skip
"""`highest` and `lowest` hold the largest and the smallest quota. The people of a role in all groups together are a row
too, without a group, whose `widest_inside` is the largest quota over the smallest in one of its groups."""


def make_roles_in_groups(model: Model) -> None:
    """Make a record for each role with at least two full-year sellers with a quota above 0 in a group.

    One more holds those of several groups against each other. Who may be one of them, and who joined or leaves, is left
    out: a comparison needs no stranger.
    """
    model.ensure("group", "sellers")
    model.ensure("person", "full_year")
    made: list[Record] = []
    by_role: dict[int, list[list[Record]]] = {}
    for group in model.records("group"):
        alike: dict[int, list[Record]] = {}
        for row in rows(group, "sellers") or ():
            person = record(row.values["person"]) if row is not UNKNOWN_MEMBER else None
            if person is not None and person.values.get("full_year") is True and _quota(person) > 0:
                alike.setdefault(id(person.values["role"]), []).append(person)
        for role, people in alike.items():
            by_role.setdefault(role, []).append(people)
        made += [_row(group, people, 1) for people in alike.values() if len(people) > 1]
    for groups in by_role.values():
        if len(groups) > 1:
            widest = max(_ratio(max(map(_quota, people)), min(map(_quota, people))) for people in groups)
            made.append(_row(None, [person for people in groups for person in people], widest))
    model.by_kind["role_in_group"] = made


def _quota(person: Record) -> Exact:
    return number(person.values.get("quota")) or 0


def _ratio(over: Exact, under: Exact) -> Exact:
    return plain(Fraction(over) / under)


def _row(group: Record | None, people: list[Record], widest: Exact) -> Record:
    role = cast("Record", people[0].values["role"])
    where = f"in {group.id}" if group is not None else "across groups"
    node, owner = (group.node, group.owner) if group is not None else (role.node, role.owner)
    row = Record("role_in_group", f"{role.id} {where}", node, None, owner)
    row.values.update(
        id=row.id, role=role, group=group, where=where, highest=max(people, key=_quota),
        lowest=min(people, key=_quota), full_year_sellers=len({id(person) for person in people}), widest_inside=widest,
    )  # fmt: skip
    return row
