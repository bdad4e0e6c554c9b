"""Derived fields of groups: targets, who sells in them, what is assigned and what they can carry."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from coverage_lint.entities.catalogue import COUNT, FLAG, MONEY, RATIO, entity, relation
from coverage_lint.entities.derived.goals import compute_leaves, groups_of
from coverage_lint.entities.derived.people import ramp_of
from coverage_lint.entities.derived.sums import Exact, number, plain, product, record, rows, total
from coverage_lint.entities.model import Derived
from coverage_lint.entities.records import REJECTED, UNKNOWN_MEMBER, Record

if TYPE_CHECKING:
    from coverage_lint.entities.model import Model

MEMBER = {
    "person": entity("person"), "group": entity("group"), "share": RATIO, "assigned": MONEY, "capacity": MONEY,
}  # fmt: skip
"""A person in a group: the row that `people` and `sellers` hold. The share scales quota and capacity."""


def _compute_selling(model: Model) -> None:
    model.ensure("group", "leaf")
    for group in model.records("group"):
        parts = (group.values["leaf"], _not(group, "overlay", on=True), _not(group, "quota_type", on="none"))
        group.values["selling"] = False if False in parts else (None if None in parts else True)


def _not(group: Record, field: str, *, on: object) -> bool | None:
    value = group.values.get(field)
    return None if value is None or value is REJECTED else value != on


def _compute_target(model: Model) -> None:
    for group in model.records("group"):
        targets = rows(group, "targets")
        if targets is None:
            group.values["target"] = group.values["target_renewal"] = None
            continue
        group.values["target"] = total(row.values.get("amount") for row in targets)
        group.values["target_renewal"] = total(_renewal_part(row) for row in targets)


def _renewal_part(row: Record) -> Exact | None:
    goal = record(row.values.get("goal"))
    motion = goal.values.get("motion") if goal is not None else REJECTED
    if motion is REJECTED:
        return None
    return number(row.values.get("amount")) if motion == "renewal" else 0


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


def _compute_memberships(model: Model) -> None:
    """Return each person the rows that the groups have of them."""
    model.ensure("group", "people")
    held: dict[int, list[Record]] = {}
    for row in model.records("member"):
        held.setdefault(id(row.values["person"]), []).append(row)
    for person in model.records("person"):
        person.values["memberships"] = None if groups_of(person) is None else held.get(id(person), [])


def _compute_sellers(model: Model) -> None:
    for needed in (("group", "people"), ("person", "seller"), ("person", "assigned"), ("person", "capacity")):
        model.ensure(*needed)
    known: dict[object, Exact | None] = {}
    for row in model.records("member"):
        _fill_member(row, model, known)
    for group in model.records("group"):
        people = rows(group, "people")
        group.values["sellers"] = None if people is None else [one for one in map(_as_seller, people) if one]


def _as_seller(row: Record) -> Record | None:
    if row is UNKNOWN_MEMBER:
        return row
    person = record(row.values["person"])
    seller = person.values.get("seller") if person is not None else None
    return row if seller is True else (None if seller is False else UNKNOWN_MEMBER)


def _fill_member(row: Record, model: Model, known: dict[object, Exact | None]) -> None:
    """Set what a member is assigned and can carry; `known` holds what those alike can carry."""
    person = record(row.values["person"])
    if person is None:
        return
    values, share = person.values, number(row.values.get("share"))
    row.values["assigned"] = product(values.get("assigned"), share)
    stays = values.get("end") is None
    alike = (id(values.get("role")), stays, share, values.get("count"), values.get("ramped_share"))
    if alike not in known:
        loss = _turnover_loss(person, record(values.get("role")), model.plan) if stays else 0
        kept = None if loss is None else max(0, 1 - loss)
        known[alike] = product(values.get("capacity"), share, kept)
    row.values["capacity"] = known[alike]


def _turnover_loss(person: Record, role: Record | None, plan: Record) -> Exact | None:
    """Return the share of a year's capacity that turnover takes from a seat.

    attrition × (backfill_days / 365 + Σ(1 − ramp of the month) / 12), the role's attrition before
    the staff's (MODEL.md, group).
    """
    staffing = record(plan.values.get("staffing"))
    attrition = role.values.get("attrition") if role is not None else REJECTED
    if attrition is None and staffing is not None:
        attrition = staffing.values.get("attrition")
    rate = number(attrition)
    if rate == 0:
        return 0
    backfill = number(staffing.values.get("backfill_days")) if staffing is not None else None
    ramp = ramp_of(person)
    if rate is None or backfill is None or ramp is None:
        return None
    return plain(rate * (Fraction(backfill, 365) + Fraction(sum((1 - step for step in ramp), Fraction(0)), 12)))


def _compute_sums(model: Model) -> None:
    model.ensure("group", "sellers")
    for group in model.records("group"):
        sellers, people = rows(group, "sellers"), rows(group, "people")
        add = group.values
        pooled = _not(group, "quota_type", on="pooled") is False
        by_sellers = None if group.values.get("quota_type") is REJECTED else _sum(sellers, "assigned")
        add["assigned"] = number(group.values.get("quota")) if pooled else by_sellers
        add["capacity"] = _sum(sellers, "capacity")
        add["headcount"] = None if people is None else total(_seats(row) for row in people)


def _sum(members: list[Record] | None, field: str) -> Exact | None:
    return None if members is None else total(row.values.get(field) for row in members)


def _seats(row: Record) -> Exact | None:
    person = record(row.values.get("person"))
    return number(person.values.get("count")) if person is not None else None


def target_sources(group: Record) -> list[tuple[Record, str]]:
    """Name the targets that a group's target adds up."""
    return [(row, "amount") for row in rows(group, "targets") or () if row is not UNKNOWN_MEMBER]


def assigned_sources(group: Record) -> list[tuple[Record, str]]:
    """Name the quotas that a group's assigned quota adds up."""
    if group.values.get("quota_type") == "pooled":
        return [(group, "quota")]
    return [(person, "quota") for person in _persons(rows(group, "sellers"))]


def _persons(members: list[Record] | None) -> list[Record]:
    held = (record(row.values.get("person")) for row in members or () if row is not UNKNOWN_MEMBER)
    return [person for person in held if person is not None]


def seller_sources(group: Record) -> list[tuple[Record, str]]:
    """Name the sellers whose capacity a group's adds up."""
    return [(person, "capacity") for person in _persons(rows(group, "sellers"))]


GROUPS: dict[tuple[str, str], Derived] = {
    ("group", "leaf"): compute_leaves("group"),
    ("group", "selling"): Derived(FLAG, "whether it is a leaf, no overlay, and has a quota type", _compute_selling),
    ("group", "target"): Derived(MONEY, "the sum of its targets", _compute_target, target_sources),
    ("group", "target_renewal"): Derived(MONEY, "the sum of its targets for renewal goals", _compute_target,
                                         target_sources),
    ("group", "people"): Derived(relation("member"), "its members, each with the share it has", _compute_people),
    ("person", "memberships"): Derived(relation("member"), "the groups that the person is in, each with the share",
                                       _compute_memberships),
    ("group", "sellers"): Derived(relation("member"), "its members who carry a quota of their own", _compute_sellers),
    ("member", "assigned"): Derived(MONEY, "quota less the relief, × seats × share", _compute_sellers,
                                    lambda row: [(person, "quota") for person in _persons([row])]),
    ("member", "capacity"): Derived(MONEY, "capacity × share, less what turnover takes", _compute_sellers),
    ("group", "headcount"): Derived(COUNT, "seats in it, whatever their share", _compute_sums),
    ("group", "assigned"): Derived(MONEY, "its sellers' quotas together; a pooled group's is its quota", _compute_sums,
                                   assigned_sources),
    ("group", "capacity"): Derived(MONEY, "its sellers' capacity together, less what turnover takes", _compute_sums,
                                   seller_sources),
}  # fmt: skip
