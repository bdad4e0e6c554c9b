"""Derived fields that hold quotas against the potential of the territories that sellers own."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, cast

from coverage_lint.entities.catalogue import COUNT, RATIO
from coverage_lint.entities.derived.sums import Exact, number, plain, product, rows, total
from coverage_lint.entities.forest import Stretches
from coverage_lint.entities.model import Derived
from coverage_lint.entities.records import UNKNOWN_MEMBER, Record

if TYPE_CHECKING:
    from coverage_lint.entities.forest import Forest
    from coverage_lint.entities.model import Model


def _compute_ratio(model: Model) -> None:
    forest = model.forest("territory")
    for person in model.records("person"):
        quota = product(person.values.get("quota"), person.values.get("count"))
        person.values[_OWNED] = owned = _owned(person, forest)
        potential = None if quota is None else total(one.values.get("potential") for one in owned)
        ratio = None if quota is None or not potential else plain(Fraction(quota) / potential)
        person.values["quota_to_potential"] = ratio


_OWNED = "owned"
"""Where a person keeps what `_owned` found."""


def _owned(person: Record, forest: Forest) -> list[Record]:
    """Return the territories that a person owns, without those within another one of these."""
    held = rows(person, "territories") or []
    if len(held) < 2:  # noqa: PLR2004
        return held
    numbers = [forest.number(one) for one in held]
    topmost = set(Stretches(forest, [number for number in numbers if number is not None]).starts)
    return [one for one, number in zip(held, numbers, strict=True) if number is None or number in topmost]


def _compute_usual(model: Model) -> None:
    """Take the median of each role, over its full-year sellers with a quota and territories."""
    for needed in ("quota_to_potential", "seller", "full_year"):
        model.ensure("person", needed)
    found: dict[int, list[Exact]] = {}
    for person in model.records("person"):
        ratio = number(person.values["quota_to_potential"])
        if ratio and person.values["seller"] is True and person.values["full_year"] is True:
            found.setdefault(id(person.values.get("role")), []).append(ratio)
    for role in model.records("role"):
        ratios = found.get(id(role), [])
        role.values["measured_sellers"] = len(ratios)
        role.values["usual_quota_to_potential"] = _median(ratios) if ratios else None


def _median(values: list[Exact]) -> Exact:
    ordered = sorted(values)
    half = len(ordered) // 2
    return ordered[half] if len(ordered) % 2 else plain(Fraction(ordered[half - 1] + ordered[half]) / 2)


def _sources(person: Record) -> list[tuple[Record, str]]:
    return [
        (person, "quota"),
        *((one, "potential") for one in cast("list[Record]", person.values[_OWNED]) if one is not UNKNOWN_MEMBER),
    ]


POTENTIAL: dict[tuple[str, str], Derived] = {
    ("person", "quota_to_potential"): Derived(
        RATIO, "the quota of all seats over the potential of the territories owned", _compute_ratio, _sources
    ),
    ("role", "usual_quota_to_potential"): Derived(
        RATIO, "the median of that over the role's full-year sellers who have both", _compute_usual
    ),
    ("role", "measured_sellers"): Derived(COUNT, "how many of these the role has", _compute_usual),
}
