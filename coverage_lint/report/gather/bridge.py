"""The bridge from the goal to people's quotas, the table behind it, and figures compared with what they must reach."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from coverage_lint.entities.derived.sums import plain, rows, total
from coverage_lint.report.gather.fields import exact, flag, less, pairs, part, ratio
from coverage_lint.report.portrait.math import Bridge, BridgeGoal, BridgeGroup, Gauge, Layer
from coverage_lint.report.portrait.refs import Exact, Ref, ref

if TYPE_CHECKING:
    from coverage_lint.entities.model import Model
    from coverage_lint.entities.records import Record
    from coverage_lint.report.asked import Asked

LAYERS: tuple[tuple[Literal["goal", "need", "target", "quota", "assigned"], str], ...] = (
    ("goal", "Goal"),
    ("need", "Need of the team"),
    ("target", "Group targets"),
    ("quota", "Group quotas"),
    ("assigned", "Assigned to sellers"),
)
"""From the top down. Titles are those of figures.yaml."""


def bridge_of(model: Model, asked: Asked) -> Bridge:
    """Gather the layers, and the goals and groups that they are the sums of."""
    for field in ("goal", "need", "need_renewal", "target", "quota", "assigned", "capacity"):
        model.ensure("plan", field)
    plan = model.plan
    margin, group_margin = asked.parameter("CL301", "over_assignment"), asked.parameter("CL302", "over_assignment")
    goals = _goals(model)
    return Bridge(
        layers=tuple(_layers(plan)),
        margin=margin,
        group_margin=group_margin,
        required=with_margin(exact(plan, "need"), exact(plan, "need_renewal"), margin),
        goals=goals,
        groups=_groups(model, group_margin),
        targeted_elsewhere=less(exact(plan, "target"), total(one.targeted for one in goals)),
    )


def with_margin(amount: Exact | None, renewal: Exact | None, margin: Exact) -> Exact | None:
    """Add a margin to an amount, to its renewals none: nobody can renew more than there is (CL301, CL302)."""
    if amount is None or renewal is None:
        return None
    return plain(renewal + (amount - renewal) * (1 + margin))


def _layers(plan: Record) -> list[Layer]:
    need = exact(plan, "need")
    layers: list[Layer] = []
    for name, title in LAYERS:
        amount = exact(plan, name)
        cushion = None if name in {"goal", "need"} else less(amount, need)
        step = less(amount, layers[-1].amount) if layers else None
        layers.append(Layer(name, title, amount, step, cushion, ratio(cushion, need)))
    return layers


def _goals(model: Model) -> tuple[BridgeGoal, ...]:
    model.ensure("goal", "targeted")
    made = []
    for goal in model.records("goal"):
        pointed = ref(goal)
        if pointed is None or goal.values.get("leaf") is False:
            continue
        written, need, targeted = exact(goal, "target"), exact(goal, "need"), exact(goal, "targeted")
        target = None if written is None else max(0, written)
        motion = goal.values.get("motion")
        said = motion if isinstance(motion, str) else None
        made.append(BridgeGoal(pointed, said, target, less(target, need), need, targeted, less(targeted, need)))
    return tuple(made)


def _groups(model: Model, margin: Exact) -> tuple[BridgeGroup, ...]:
    for field in ("selling", "own_target", "own_target_renewal", "own_quota", "assigned", "capacity"):
        model.ensure("group", field)
    return tuple(
        _group(group, pointed, margin) for group in model.records("group") if (pointed := ref(group)) is not None
    )


def _group(group: Record, pointed: Ref, margin: Exact) -> BridgeGroup:
    target, quota = exact(group, "own_target"), exact(group, "own_quota")
    cushion = less(quota, target)
    return BridgeGroup(
        group=pointed,
        counts=flag(group, "selling"),
        targets=pairs(group, "targets", "goal", "amount"),
        target=target,
        required=with_margin(target, exact(group, "own_target_renewal"), margin),
        quota=quota,
        cushion=cushion,
        cushion_share=ratio(cushion, target),
        assigned=exact(group, "assigned"),
        capacity=exact(group, "capacity"),
    )


def gauges_of(model: Model, bridge: Bridge) -> tuple[Gauge, ...]:
    """Compare figures with what they must reach or may cost, as the named policies do."""
    for field in ("expected", "compensation", "compensation_at_120", "headcount", "open_seats"):
        model.ensure("plan", field)
    model.ensure("budget", "for_compensation")
    plan, budget = model.plan, part(model.plan, "budget")
    need, quota = exact(plan, "need"), exact(plan, "quota")
    pay = exact(budget, "for_compensation") if budget is not None else None
    lines = planned_of(budget)
    of_need, of_pay = "the need of the team", "the budget for compensation"
    gauges = [
        _gauge("targets", "Group targets", exact(plan, "target"), need, of_need, "CL309"),
        _gauge("over_assignment", "Group quotas", quota, bridge.required, "the need with its margin", "CL301"),
        _gauge("assigned", "Assigned to sellers", exact(plan, "assigned"), quota, "the groups' quotas", "CL308"),
        _gauge("capacity", "Capacity", exact(plan, "capacity"), need, of_need, "CL204"),
        _gauge("expected", "Expected result", exact(plan, "expected"), need, of_need, "CL216"),
        _gauge("compensation", "Compensation", exact(plan, "compensation"), pay, of_pay, "CL504", cost=True),
        _gauge("compensation_at_120", "Compensation at 120 %", exact(plan, "compensation_at_120"), pay, of_pay,
               "CL505", cost=True),
        _gauge("budget", "Budget lines", lines, exact(budget, "total") if budget is not None else None,
               "the budget's total", "CL503", cost=True),
    ]  # fmt: skip
    seats, of_all = exact(plan, "open_seats"), exact(plan, "headcount")
    open_seats = Gauge(
        "open_seats", "Open seats", "count", seats, of_all, "all seats", "of", None, None, ratio(seats, of_all), (),
    )  # fmt: skip
    return (*gauges, open_seats)


def planned_of(budget: Record | None) -> Exact | None:
    """Add up the lines of a budget; unknown where it states none."""
    lines = rows(budget, "lines") if budget is not None else None
    return None if lines is None else total(exact(line, "amount") for line in lines)


def _gauge(
    name: str, title: str, value: Exact | None, against: Exact | None, what: str, code: str, *, cost: bool = False
) -> Gauge:
    gap = less(value, against)
    holds = None if gap is None else (gap <= 0 if cost else gap >= 0)
    sense: Literal["at_least", "at_most"] = "at_most" if cost else "at_least"
    return Gauge(name, title, "money", value, against, what, sense, holds, gap, ratio(value, against), (code,))
