"""The figures of an example, worked out from its YAML and CSV alone, with nothing of the program in between.

It knows no more than the two examples need: people come on the first of a month and go on the last, and a role is
in one compensation plan.
"""

from __future__ import annotations

import csv
import datetime as dt
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from ruamel.yaml import YAML

if TYPE_CHECKING:
    from pathlib import Path

    Plain = dict[str, Any]

SELLS = {"sdr", "inside_sales", "account_executive", "account_manager", "partner_manager"}
IN_FULL = {"existing", "renewal"}
SERVED = {"existing": ("existing", "expansion", "renewal"), "expansion": ("expansion", "existing"),
          "renewal": ("renewal", "existing"), "new_business": ("new_business",)}  # fmt: skip
YEAR = 2027


def exact(value: object) -> Fraction:
    return Fraction(Decimal(str(value).replace("_", ""))) if value not in (None, "") else Fraction(0)


def read(folder: Path) -> Plain:
    """Read the plan, and the table of its people where there is one."""
    plan: Plain = YAML(typ="safe").load((folder / "coverage.yaml").read_text(encoding="utf-8"))
    if isinstance(plan["people"], dict):
        with (folder / plan["people"]["from"]).open(encoding="utf-8", newline="") as file:
            plan["people"] = [_person(row) for row in csv.DictReader(file)]
    return plan


def _person(row: dict[str, str]) -> Plain:
    made: Plain = {key: cell for key, cell in row.items() if cell and "." not in key}
    groups = {key.removeprefix("groups."): cell for key, cell in row.items() if key.startswith("groups.") and cell}
    relief = {"quota_relief": {"amount": row["quota_relief.amount"]}} if row.get("quota_relief.amount") else {}
    return {**made, **({"groups": groups} if groups else {}), **relief}


class Figures:
    """Sums over a plan as it is written."""

    def __init__(self, plan: Plain) -> None:
        self.plan = plan
        self.roles = {role["id"]: role for role in plan["roles"]}
        above = {goal.get("parent") for goal in plan["goals"]}
        self.goals = {goal["id"]: goal for goal in plan["goals"] if goal["id"] not in above}
        above = {group.get("parent") for group in plan["groups"]}
        self.groups = [
            group
            for group in plan["groups"]
            if group["id"] not in above and not group.get("overlay") and group.get("quota_type") != "none"
        ]
        self.partners: dict[str, Fraction] = {}
        for partner in plan.get("partners", ()):
            for goal, amount in partner.get("targets", {}).items():
                self.partners[goal] = self.partners.get(goal, Fraction(0)) + exact(amount)

    def all(self) -> dict[str, Fraction]:
        need = {goal["id"]: exact(goal["target"]) - self.partners.get(goal["id"], 0) for goal in self.goals.values()}
        renewals = [amount for goal, amount in need.items() if self.goals[goal].get("motion") == "renewal"]
        people = self.plan["people"]
        return {
            "goal": sum((exact(goal["target"]) for goal in self.goals.values()), Fraction(0)),
            "need": sum(need.values(), Fraction(0)),
            "need_renewal": sum(renewals, Fraction(0)),
            "target": sum((exact(one) for group in self.groups for one in group["targets"].values()), Fraction(0)),
            "quota": sum((exact(group["quota"]) for group in self.groups), Fraction(0)),
            "assigned": sum((self.assigned(one) * share for one, _, share in self.sellers()), Fraction(0)),
            "capacity": sum((self.capacity(one) * share for one, _, share in self.sellers()), Fraction(0)),
            "expected": sum(
                (self.assigned(one) * share * self.attained(one, group) for one, group, share in self.sellers()),
                Fraction(0),
            ),
            "compensation": sum(map(self.pay, people), Fraction(0)) * exact(self.plan["budget"]["loaded_factor"]),
            "headcount": max(self.seats(month, people) for month in range(1, 13)),
            "open_seats": max(
                self.seats(month, [one for one in people if one.get("status") == "open"]) for month in range(1, 13)
            ),
        }

    def sellers(self) -> list[tuple[Plain, Plain, Fraction]]:
        """Return who sells, in which selling group, and with which share."""
        selling = {group["id"]: group for group in self.groups}
        found = []
        for person in self.plan["people"]:
            role = self.roles[person["role"]]
            shares = person.get("groups") or {person.get("group"): 1}
            if role.get("carries_quota", role["family"] in SELLS):
                found += [(person, selling[group], exact(share)) for group, share in shares.items() if group in selling]
        return found

    def assigned(self, person: Plain) -> Fraction:
        return (exact(person.get("quota")) - exact(person.get("quota_relief", {}).get("amount"))) * self.count(person)

    def attained(self, person: Plain, group: Plain) -> Fraction:
        """Return what share of a quota is expected, by the targets of the group that the role serves."""
        motion = self.roles[person["role"]].get("motion")
        weights: dict[str, Fraction] = {}
        for goal, amount in group["targets"].items():
            serves = self.goals[goal]["motion"]
            if motion is None or serves in SERVED[motion]:
                weights[serves] = weights.get(serves, Fraction(0)) + exact(amount)
        share = exact(self.plan["staffing"]["attainment"])
        reached = {serves: Fraction(1) if serves in IN_FULL else share for serves in weights}
        return sum((weight * reached[serves] for serves, weight in weights.items()), Fraction(0)) / sum(
            weights.values()
        )

    def capacity(self, person: Plain) -> Fraction:
        """Return what a person can carry: each month by the ramp, less what turnover takes."""
        role = self.roles[person["role"]]
        ramp = [exact(step) for step in role.get("ramp", ())]
        months = [
            (ramp[month] if 0 <= month < len(ramp) else Fraction(1)) if there else Fraction(0)
            for month, there in self.months(person)
        ]
        staffing = self.plan["staffing"]
        days = exact(staffing["backfill_days"]) / 365
        lost = exact(role.get("attrition", staffing["attrition"])) * (
            days + sum((1 - one for one in ramp), Fraction(0)) / 12
        )
        whole = exact(role["productivity"]) * sum(months, Fraction(0)) / 12 * self.count(person)
        return whole if person.get("end") else whole * (1 - lost)

    def pay(self, person: Plain) -> Fraction:
        plan = next(one for one in self.plan["budget"]["comp_plans"] if person["role"] in one["roles"])
        there = sum(there for _, there in self.months(person))
        return (exact(plan["base"]) + exact(plan["variable"])) * self.count(person) * Fraction(there, 12)

    def seats(self, month: int, people: list[Plain]) -> Fraction:
        return sum((self.count(one) for one in people if self.months(one)[month - 1][1]), Fraction(0))

    def count(self, person: Plain) -> Fraction:
        return exact(person.get("count", 1))

    def months(self, person: Plain) -> list[tuple[int, bool]]:
        """Return for each month of the year how long the person is there by then, and whether."""
        start, end = (day and dt.date.fromisoformat(str(day)) for day in (person.get("start"), person.get("end")))
        assert start is None or start.day == 1
        assert end is None or (end + dt.timedelta(days=1)).day == 1
        begun = -100 if start is None else (start.year - YEAR) * 12 + start.month
        ended = 100 if end is None else (end.year - YEAR) * 12 + end.month
        return [(month - begun if start else 100, begun <= month <= ended) for month in range(1, 13)]
