"""Which territories a person owns, and the usual quota against the potential of these."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from coverage_lint.entities.catalogue import COUNT, RATIO, relation
from coverage_lint.entities.derived.sums import Exact, number, plain, rows
from coverage_lint.entities.forest import Stretches
from coverage_lint.entities.model import Derived

if TYPE_CHECKING:
    from coverage_lint.entities.forest import Forest
    from coverage_lint.entities.model import Model
    from coverage_lint.entities.records import Record


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


def _compute_owned(model: Model) -> None:
    forest = model.forest("territory")
    for person in model.records("person"):
        person.values["owned_territories"] = _owned(person, forest)


POTENTIAL: dict[tuple[str, str], Derived] = {
    ("person", "owned_territories"): Derived(
        relation("territory"), "the territories that the person owns, without those within another one of these",
        _compute_owned,
    ),
    ("role", "usual_quota_to_potential"): Derived(
        RATIO, "the median of quota to potential over the role's full-year sellers who have both", _compute_usual,
        unit="quota of all seats, to the potential of the territories owned",
    ),
    ("role", "measured_sellers"): Derived(
        COUNT, "how many full-year sellers that median is taken of", _compute_usual, unit="people"
    ),
}  # fmt: skip
