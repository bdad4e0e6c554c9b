"""What a report works out of the numbers of its JSON: sums of columns, differences, shares, how many there are."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable

    from shown_numbers import Known

Node = dict[str, Any]


def exact(value: Any) -> Fraction | None:  # noqa: ANN401 - a value of JSON
    """Read a number of the JSON."""
    return None if value is None else Fraction(value)


def added(rows: Iterable[Node], field: str) -> Fraction:
    """Add up what is known of a column."""
    return sum((Fraction(row[field]) for row in rows if row[field] is not None), Fraction(0))


def less(value: object, other: object) -> Fraction | None:
    """Subtract, where both are known."""
    return None if value is None or other is None else Fraction(str(value)) - Fraction(str(other))


def share(part: object, whole: Fraction) -> Fraction | None:
    """Divide, where both are known."""
    return None if part is None or not whole else Fraction(str(part)) / whole


def allow_what_follows(model: Node, known: Known) -> None:
    """Allow it all."""
    for value in (*_quarters(model), *_goals(model), *_groups(model), *_money(model)):
        known.add(value)
    _counts(model, known)


def _quarters(model: Node) -> Iterable[Fraction | None]:
    quarters = model["quarters"]
    for field in ("need", "quota", "capacity"):
        whole = added(quarters, field)
        yield whole
        yield from (share(quarter[field], whole) for quarter in quarters)
    yield from (less(quarter["need"], quarter["capacity"]) for quarter in quarters)


def _goals(model: Node) -> Iterable[Fraction | None]:
    for field in ("target", "need", "targeted", "gap", "partners", "self_serve"):
        yield added(model["bridge"]["goals"], field)
    yield added(model["bridge"]["goals"], "targeted") + (exact(model["bridge"]["targeted_elsewhere"]) or 0)
    quota = next(one["amount"] for one in model["bridge"]["layers"] if one["name"] == "quota")
    yield less(quota, model["bridge"]["required"])


def _groups(model: Node) -> Iterable[Fraction | None]:
    counting = [one for one in model["bridge"]["groups"] if one["counts"]]
    for field in ("target", "required", "quota", "cushion", "assigned", "capacity"):
        yield added(counting, field)
    yield share(added(counting, "cushion"), added(counting, "target"))
    for page in model["groups"]:
        row = page["money"]
        for one, other in (("quota", "required"), ("assigned", "quota"), ("capacity", "target")):
            yield less(row[one], row[other])
        yield less(page["quota_within"], row["required"])


def _money(model: Node) -> Iterable[Fraction | None]:
    yield added(model["priorities"], "cost")
    yield added(model["coverage"]["partners"], "target")
    budget = model["budget"]
    if budget is not None:
        yield from (added(budget["lines"], field) for field in ("amount", "priorities"))
        yield share(added(budget["lines"], "amount"), exact(budget["total"]) or Fraction(0))


def _counts(model: Node, known: Known) -> None:
    """Allow how many there are of whatever is listed, also without the first three, and numbers in words."""
    listed = [model[part] for part in ("goals", "groups", "people", "roles", "priorities", "figures", "files")]
    listed += [*model["coverage"].values(), *(model["findings"][part] for part in ("found", "undecided", "ignored"))]
    for one in listed:
        known.add(len(one))
        known.add(max(0, len(one) - 3))
    known.texts.update(str(number) for number in range(13))
    known.texts.add("120")  # compensation at 120 %
