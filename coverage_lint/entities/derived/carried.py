"""The derived field of people that says how much of the plan's assigned quota is theirs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coverage_lint.entities.catalogue import MONEY
from coverage_lint.entities.derived.sums import Exact, number, product, record, total
from coverage_lint.entities.model import Derived
from coverage_lint.entities.records import REJECTED, UNKNOWN_MEMBER, Record

if TYPE_CHECKING:
    from coverage_lint.entities.model import Model


def _compute_carried(model: Model) -> None:
    for needed in (("person", "assigned"), ("person", "seller"), ("group", "selling")):
        model.ensure(*needed)
    for person in model.records("person"):
        person.values["carried"] = _carried(person)


def _carried(person: Record) -> Exact | None:
    """Add up assigned × share over the selling groups with individual quotas.

    A pooled group's quota is nobody's own, and those of overlays and layers are in no plan sum.
    """
    values = person.values
    if values.get("seller") is not True:
        return 0 if values.get("seller") is False else None
    shares = values.get("groups")
    if shares is None:
        return _part(values.get("group"), number(values.get("assigned")), 1)
    if not isinstance(shares, list):
        return None
    assigned = number(values.get("assigned"))
    return total(
        None if row is UNKNOWN_MEMBER else _part(row.values.get("group"), assigned, number(row.values.get("share")))
        for row in shares
    )


def _part(held: object, assigned: Exact | None, share: Exact | None) -> Exact | None:
    group = record(held)  # type: ignore[arg-type]
    if group is None:
        return None if held is REJECTED else 0
    selling, quota_type = group.values.get("selling"), group.values.get("quota_type")
    if selling is False or quota_type == "pooled":
        return 0
    return None if selling is None or quota_type is REJECTED else product(assigned, share)


CARRIED: dict[tuple[str, str], Derived] = {
    ("person", "carried"): Derived(
        MONEY, "what of the plan's assigned quota is the person's: in selling groups with individual quotas",
        _compute_carried, lambda person: [(person, "quota")],
    ),
}  # fmt: skip
