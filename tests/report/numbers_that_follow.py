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
    for value in (*_quarters(model), *_goals(model), *_groups(model), *_money(model), *_scenarios(model)):
        known.add(value)
    _counts(model, known)


def _quarters(model: Node) -> Iterable[Fraction | None]:
    quarters = model["quarters"]
    for field in ("need", "quota", "capacity"):
        whole = added(quarters, field)
        yield whole
        yield from (share(quarter[field], whole) for quarter in quarters)
    yield from (less(quarter["need"], quarter["capacity"]) for quarter in quarters)
    yield less(added(quarters, "capacity"), added(quarters, "need"))
    yield less(
        added(quarters, "quota"), next(one["value"] for one in model["gauges"] if one["name"] == "over_assignment")
    )
    leaves = [goal for goal in model["goals"] if goal["leaf"] is not False]
    yield from (added(leaves, "target"), added(leaves, "phased"))
    for at in range(4):
        yield added([{"amount": goal["quarters"][at]} for goal in leaves], "amount")


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
        for field, whole in (("target", row["target"]), ("quota", row["quota"])):
            yield less(whole, added(page["quarters"], field))
        yield from (less(quarter["target"], quarter["quota"]) for quarter in page["quarters"])
        for one, other in (
            ("quota", "required"), ("assigned", "quota"), ("capacity", "target"), ("capacity", "assigned"),
        ):  # fmt: skip
            yield less(row[one], row[other])
        yield less(page["quota_within"], row["required"])


def _money(model: Node) -> Iterable[Fraction | None]:
    yield added(model["priorities"], "cost")
    yield added(model["coverage"]["partners"], "target")
    known = {one["name"]: one["value"] for one in model["gauges"]}
    yield less(known.get("assigned"), known.get("capacity"))
    yield share(known.get("expected"), exact(known.get("assigned")) or Fraction(0))
    people = model["people"]
    yield from (less(person["quota"], person["team"]) for person in people)
    placed = {member["person"] for page in model["groups"] for member in page["members"]}
    yield added([one for one in people if one["seller"] and one["person"]["id"] not in placed], "assigned")
    budget = model["budget"]
    if budget is not None:
        yield from (less(line["priorities"], line["amount"]) for line in budget["lines"])
        yield from (added(budget["lines"], field) for field in ("amount", "priorities"))
        yield share(added(budget["lines"], "amount"), exact(budget["total"]) or Fraction(0))


MOVED = ((0, 0, 0), (10, 0, 0), (0, 10, 0), (0, 0, 6), (10, 10, 6))
"""Scenarios: points of attainment less, points of attrition more, and weeks by which hires are late."""


def _scenarios(model: Node) -> Iterable[Fraction | None]:
    """What a plan is over or short by in each scenario, from the figures that the JSON has for a reader to move."""
    sketch = model["sketch"]
    if sketch is None:
        return
    need, renewal = exact(sketch["need"]), exact(sketch["need_renewal"])
    if need is not None and renewal is not None:
        yield less(sketch["quota"], renewal + (need - renewal) * (1 + Fraction(sketch["margin"])))
    for attainment, attrition, weeks in MOVED:
        yield less(sketch["pay"][weeks], sketch["pay_budget"])
        if sketch["expected"] is not None and sketch["assigned"] is not None:
            expected = Fraction(sketch["expected"]) - Fraction(sketch["assigned"]) * Fraction(attainment, 100)
            yield less(expected, need)
        carried = [
            _carried(role, attrition, weeks) for role in ([None] if sketch["roles"] is None else sketch["roles"])
        ]
        if None not in carried:
            yield less(sum(one for one in carried if one is not None), need)


def _carried(role: Node | None, attrition: int, weeks: int) -> Fraction | None:
    """What the sellers of a role carry; turnover takes nothing of those whose end is known."""
    if role is None or role["leaving"][weeks] is None or role["staying"][weeks] is None:
        return None
    leaving, staying = Fraction(role["leaving"][weeks]), Fraction(role["staying"][weeks])
    turnover = exact(role["turnover"])
    if turnover is None and staying:
        return None
    turnover = (turnover or Fraction(0)) + Fraction(attrition, 100)
    if not staying or not turnover:
        return leaving + staying
    exposure = exact(role["exposure"])
    return None if exposure is None else leaving + staying * max(Fraction(0), 1 - turnover * exposure)


def _counts(model: Node, known: Known) -> None:
    """Allow how many there are of whatever is listed, also without the first three, and numbers in words."""
    listed = [model[part] for part in ("goals", "groups", "people", "roles", "priorities", "figures", "files")]
    listed += [*model["coverage"].values(), *(model["findings"][part] for part in ("found", "undecided", "ignored"))]
    for one in listed:
        known.add(len(one))
        known.add(max(0, len(one) - 3))
    known.texts.update(str(number) for number in range(13))
    known.texts.add("120")  # compensation at 120 %
