"""What the territories beside one are worth, brought last year and carry: a digit too many stands out of that."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coverage_lint.entities.catalogue import MONEY
from coverage_lint.entities.derived.people.likes import others_median
from coverage_lint.entities.derived.sums import Exact, number, product, record, rows, total
from coverage_lint.entities.model import Derived
from coverage_lint.entities.records import REJECTED, UNKNOWN_MEMBER, Record

if TYPE_CHECKING:
    from coverage_lint.entities.model import Model, Place

FIGURES = ("potential", "prior_actual", "quota_carried")
LEAST_OTHERS = 3
"""Fewer beside one say nothing of what is usual."""


def _compute_usual(model: Model) -> None:
    """Set for each leaf the medians of the other leaves below the same territory that have the same group."""
    for kind, needed in (("territory", "given_group"), ("territory", "quota_carried")):
        model.ensure(kind, needed)
    forest = model.forest("territory")
    beside: dict[tuple[int, int], list[Record]] = {}
    for at, territory in enumerate(forest.order):
        territory.values.update({f"usual_{figure}": 0 for figure in FIGURES})
        if forest.last[at] == at:
            beside.setdefault((forest.parents[at], id(territory.values["given_group"])), []).append(territory)
    for alike in beside.values():
        if len(alike) > LEAST_OTHERS:
            for figure in FIGURES:
                _set_median(alike, figure)


def _set_median(alike: list[Record], figure: str) -> None:
    held = [(one, amount) for one in alike if (amount := number(one.values.get(figure))) and amount > 0]
    unknown = any(one.values.get(figure) is REJECTED for one in alike)
    ordered = sorted(amount for _, amount in held)
    for one, amount in held:
        if len(ordered) > LEAST_OTHERS:
            one.values[f"usual_{figure}"] = None if unknown else others_median(ordered, amount)


def _compute_carried(model: Model) -> None:
    model.ensure("territory", "holders")
    for needed in ("holdings", "seller", "full_year"):
        model.ensure("person", needed)
    for territory in model.records("territory"):
        territory.values["quota_carried"] = _carried(territory)


def _carried(territory: Record) -> Exact | None:
    """Return the quotas of those who have a territory and no other one; 0 where one of them has, or joins or leaves."""
    holders = rows(territory, "holders")
    if holders is None or UNKNOWN_MEMBER in holders:
        return None
    people = {id(one.values["person"]): person for one in holders if (person := record(one.values["person"]))}
    for person in people.values():
        held = rows(person, "holdings")
        if held is None or len(held) != 1 or person.values.get("seller") is not True:
            return 0
        if person.values.get("full_year") is not True or number(person.values.get("quota")) is None:
            return 0
    return total(product(person.values["quota"], person.values.get("count")) for person in people.values())


def _sources(_model: Model, territory: Record) -> list[Place]:
    holders = rows(territory, "holders") or []
    people = [record(one.values.get("person")) for one in holders if one is not UNKNOWN_MEMBER]
    return [(person, "quota") for person in people if person is not None]


_BESIDE = "the median of the other leaf territories beside it that have the same group; 0 for fewer than three"

LIKE_TERRITORIES: dict[tuple[str, str], Derived] = {
    ("territory", "quota_carried"): Derived(
        MONEY, "quotas of those who have it, all year and nothing else; else 0", _compute_carried, _sources,
        unit="plan currency, all seats",
    ),
    ("territory", "usual_potential"): Derived(MONEY, f"potential: {_BESIDE}", _compute_usual),
    ("territory", "usual_prior_actual"): Derived(MONEY, f"prior_actual: {_BESIDE}", _compute_usual),
    ("territory", "usual_quota_carried"): Derived(MONEY, f"quota_carried: {_BESIDE}", _compute_usual),
}  # fmt: skip
