"""The bridge from the goal to people's quotas, the table behind it, and figures compared with what they must reach."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from coverage_lint.entities.derived.sums import number, plain, rows, total
from coverage_lint.frozen import NamedTuple
from coverage_lint.report.gather.fields import exact, flag, less, pairs, part, ratio
from coverage_lint.report.portrait.math import Bridge, BridgeGoal, BridgeGroup, Gauge, Layer
from coverage_lint.report.portrait.refs import Exact, Ref, ref

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from coverage_lint.entities.model import Model
    from coverage_lint.entities.records import Record
    from coverage_lint.findings import Figure
    from coverage_lint.report.asked import Asked

LAYERS: tuple[tuple[Literal["goal", "need", "target", "quota", "assigned"], str], ...] = (
    ("goal", "Goal"),
    ("need", "Need of the team"),
    ("target", "Group targets"),
    ("quota", "Group quotas"),
    ("assigned", "Assigned to sellers"),
)
"""From the top down. Titles are those of figures.yaml."""


class Partial(NamedTuple):
    """A figure as far as it is known."""

    value: Exact | None
    left_out: int = 0

    def whole(self) -> Exact | None:
        """Return the value where nothing is left out of it: what can be held against others."""
        return None if self.left_out else self.value


def partials_of(figures: Iterable[Figure]) -> dict[str, Partial]:
    """Return the figures of a plan, by name."""
    return {one.name: Partial(number(one.value), one.left_out) for one in figures}  # type: ignore[arg-type]


def bridge_of(model: Model, figures: Mapping[str, Partial], asked: Asked) -> Bridge:
    """Gather the layers, and the goals and groups that they are the sums of."""
    for field in ("goal", "need", "need_in_full", "target", "quota", "assigned", "capacity"):
        model.ensure("plan", field)
    plan = model.plan
    margin, group_margin = asked.parameter("CL301", "over_assignment"), asked.parameter("CL302", "over_assignment")
    goals = _goals(model)
    return Bridge(
        layers=tuple(_layers(plan, figures)),
        margin=margin,
        group_margin=group_margin,
        required=with_margin(exact(plan, "need"), exact(plan, "need_in_full"), margin),
        goals=goals,
        groups=_groups(model, group_margin),
        partners=total(one.partners for one in goals),
        self_serve=total(one.self_serve for one in goals),
        targeted_elsewhere=less(exact(plan, "target"), total(one.targeted for one in goals)),
    )


def with_margin(amount: Exact | None, renewal: Exact | None, margin: Exact) -> Exact | None:
    """Add a margin to an amount, to its renewals none: nobody can renew more than there is (CL301, CL302)."""
    if amount is None or renewal is None:
        return None
    return plain(renewal + (amount - renewal) * (1 + margin))


def _layers(plan: Record, figures: Mapping[str, Partial]) -> list[Layer]:
    need = exact(plan, "need")
    layers: list[Layer] = []
    above: Exact | None = None
    for name, title in LAYERS:
        known = figures.get(name) or Partial(exact(plan, name))
        amount = known.whole()
        cushion = None if name in {"goal", "need"} else less(amount, need)
        step = less(amount, above) if layers else None
        layers.append(Layer(name, title, known.value, step, cushion, ratio(cushion, need), known.left_out))
        above = amount
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
        alone = _without_sellers(goal, target)
        partners = less(less(target, need), alone)
        made.append(BridgeGoal(pointed, said, target, partners, alone, need, targeted, less(targeted, need)))
    return tuple(made)


def _without_sellers(goal: Record, target: Exact | None) -> Exact | None:
    """Return what of a target comes without sellers; nothing where the goal does not say it."""
    if goal.values.get("self_serve") is None:
        return None if target is None else 0
    given = exact(goal, "self_serve")
    return None if given is None or target is None else min(given, target)


def _groups(model: Model, margin: Exact) -> tuple[BridgeGroup, ...]:
    for field in ("selling", "own_target", "own_target_in_full", "own_quota", "own_assigned", "capacity"):
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
        required=with_margin(target, exact(group, "own_target_in_full"), margin),
        quota=quota,
        cushion=cushion,
        cushion_share=ratio(cushion, target),
        assigned=exact(group, "own_assigned"),
        capacity=exact(group, "capacity"),
    )


def gauges_of(model: Model, figures: Mapping[str, Partial], bridge: Bridge) -> tuple[Gauge, ...]:
    """Compare figures with what they must reach or may cost, as the named policies do."""
    for field in ("expected", "compensation", "compensation_at_120", "headcount", "open_seats"):
        model.ensure("plan", field)
    model.ensure("budget", "for_compensation")
    plan, budget = model.plan, part(model.plan, "budget")
    need, quota = exact(plan, "need"), exact(plan, "quota")
    pay = exact(budget, "for_compensation") if budget is not None else None
    of_need, of_pay = "the need of the team", "the budget for compensation"
    of = {name: figures.get(name) or Partial(exact(plan, name)) for name in _GAUGED}
    lines = figures.get("budget_lines") or Partial(planned_of(budget))
    gauges = [
        _gauge("targets", "Group targets", of["target"], need, of_need, "CL309"),
        _gauge("over_assignment", "Group quotas", of["quota"], bridge.required, "the need with its margin", "CL301"),
        _gauge("assigned", "Assigned to sellers", of["assigned"], quota, "the groups' quotas", "CL308"),
        _gauge("capacity", "Capacity", of["capacity"], need, of_need, "CL204"),
        _gauge("expected", "Expected result", of["expected"], need, of_need, "CL216"),
        _gauge("compensation", "Compensation", of["compensation"], pay, of_pay, "CL504", cost=True),
        _gauge("compensation_at_120", "Compensation at 120 %", of["compensation_at_120"], pay, of_pay,
               "CL505", cost=True),
        _gauge("budget", "Budget lines", lines, exact(budget, "total") if budget is not None else None,
               "the budget's total", "CL503", cost=True),
    ]  # fmt: skip
    seats, of_all = of["open_seats"], of["headcount"].whole()
    open_seats = Gauge(
        "open_seats", "Open seats", "count", seats.value, of_all, "all seats", "of", None, None,
        ratio(seats.whole(), of_all), (), seats.left_out,
    )  # fmt: skip
    return (*gauges, open_seats)


_GAUGED = (
    "target", "quota", "assigned", "capacity", "expected", "compensation", "compensation_at_120", "open_seats",
    "headcount",
)  # fmt: skip
"""Figures that are held against others."""


def planned_of(budget: Record | None) -> Exact | None:
    """Add up the lines of a budget; unknown where it states none."""
    lines = rows(budget, "lines") if budget is not None else None
    return None if lines is None else total(exact(line, "amount") for line in lines)


def _gauge(
    name: str, title: str, known: Partial, against: Exact | None, what: str, code: str, *, cost: bool = False
) -> Gauge:
    value = known.whole()
    gap = less(value, against)
    holds = None if gap is None else (gap <= 0 if cost else gap >= 0)
    sense: Literal["at_least", "at_most"] = "at_most" if cost else "at_least"
    return Gauge(
        name, title, "money", known.value, against, what, sense, holds, gap, ratio(value, against), (code,),
        known.left_out,
    )  # fmt: skip
