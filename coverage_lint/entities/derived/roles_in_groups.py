"""The kind `role_in_group`: people of one role in one group, who can be held against each other."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from coverage_lint.entities.catalogue import COUNT, TEXT, entity
from coverage_lint.entities.derived.sums import Exact, number, record, rows
from coverage_lint.entities.records import UNKNOWN_MEMBER, Record

if TYPE_CHECKING:
    from coverage_lint.entities.model import Model

ROLE_IN_GROUP_FIELDS = {
    "id": TEXT, "role": entity("role"), "group": entity("group"), "highest": entity("person"),
    "lowest": entity("person"), "full_year_sellers": COUNT,
}  # fmt: skip
"""`highest` and `lowest` hold the largest and the smallest quota."""


def make_roles_in_groups(model: Model) -> None:
    """Make a record for each role of which a group has two full-year sellers or more with a quota above 0.

    Who may be one of them, and who joined or leaves, is left out: a comparison needs no stranger.
    """
    model.ensure("group", "sellers")
    model.ensure("person", "full_year")
    made: list[Record] = []
    for group in model.records("group"):
        alike: dict[int, list[Record]] = {}
        for row in rows(group, "sellers") or ():
            person = record(row.values["person"]) if row is not UNKNOWN_MEMBER else None
            if person is not None and person.values.get("full_year") is True and _quota(person) > 0:
                alike.setdefault(id(person.values["role"]), []).append(person)
        made += [_row(group, people) for people in alike.values() if len(people) > 1]
    model.by_kind["role_in_group"] = made


def _quota(person: Record) -> Exact:
    return number(person.values.get("quota")) or 0


def _row(group: Record, people: list[Record]) -> Record:
    role = cast("Record", people[0].values["role"])
    row = Record("role_in_group", f"{role.id} in {group.id}", group.node, None, group.owner)
    row.values.update(
        id=row.id, role=role, group=group, highest=max(people, key=_quota), lowest=min(people, key=_quota),
        full_year_sellers=len(people),
    )  # fmt: skip
    return row
