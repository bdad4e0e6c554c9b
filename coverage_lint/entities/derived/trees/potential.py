"""The usual quota of a role against the potential of territories."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from coverage_lint.entities.catalogue import COUNT, RATIO
from coverage_lint.entities.derived.sums import Exact, number, plain
from coverage_lint.entities.model import Derived

if TYPE_CHECKING:
    from coverage_lint.entities.model import Model


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


POTENTIAL: dict[tuple[str, str], Derived] = {
    ("role", "usual_quota_to_potential"): Derived(
        RATIO, "the median of quota to potential over the role's full-year sellers who have both", _compute_usual,
        unit="quota of all seats, to the potential of the territories owned",
    ),
    ("role", "measured_sellers"): Derived(
        COUNT, "how many full-year sellers that median is taken of", _compute_usual, unit="people"
    ),
}  # fmt: skip
