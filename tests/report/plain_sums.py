"""A plan's sums from its YAML and CSV alone: no code of the package, only what MODEL says in words."""

from __future__ import annotations

import csv
from calendar import monthrange
from datetime import date, timedelta
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from ruamel.yaml import YAML

if TYPE_CHECKING:
    from pathlib import Path

SELLING = {"sdr", "inside_sales", "account_executive", "account_manager", "partner_manager"}
ROLLUP = {"manager", "director", "vp"}
SERVED = {
    "new_business": {"new_business"}, "existing": {"existing", "expansion", "renewal"},
    "expansion": {"expansion", "existing"}, "renewal": {"renewal", "existing"},
}  # fmt: skip
"""The motions of goals that a role of each motion sells for; a role without one sells for all."""


class Plain:
    """One model, read plainly."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.root: dict[str, Any] = YAML(typ="safe").load(path)
        self.goals = self.section(self.root.get("goals"))
        self.groups = self.section(self.root.get("groups"))
        self.people = self.section(self.root.get("people"))
        self.partners = self.section(self.root.get("partners"))
        self.territories = self.section(self.root.get("territories"))
        self.roles = {one["id"]: one for one in self.section(self.root.get("roles"))}
        self.budget = self.root.get("budget") or {}
        year = self.root["plan"]["fiscal_year"]["start"]
        self.first = int(str(year)[:4]) * 12 + int(str(year)[5:7]) - 1

    def section(self, held: object) -> list[dict[str, Any]]:
        """Return the entries of a list, whether they stand in the model or in files of their own."""
        if not isinstance(held, dict):
            assert held is None or isinstance(held, list)
            return list(held or [])
        named = held["from"]
        found: list[dict[str, Any]] = []
        for pattern in [named] if isinstance(named, str) else named:
            for file in sorted(self.path.parent.glob(pattern)):
                found += _table(file) if file.suffix == ".csv" else YAML(typ="safe").load(file)
        return found

    def leaf_goals(self) -> list[dict[str, Any]]:
        parents = {goal.get("parent") for goal in self.goals}
        return [goal for goal in self.goals if goal["id"] not in parents]

    def by_partners(self, goal: str) -> Fraction:
        """Add up the partners' targets for a goal, but of those who sell through a group that has it as a target."""
        through = {group["id"] for group in self.groups if goal in (group.get("targets") or {})}
        led = {group["leader"] for group in self.groups if group["id"] in through and group.get("leader")}
        inside = {one["id"] for one in self.people if through & set(_shares(one))} | led
        return sum(
            (amount((one.get("targets") or {}).get(goal)) for one in self.partners if one.get("manager") not in inside),
            Fraction(0),
        )

    def need(self, goal: dict[str, Any]) -> Fraction:
        return max(Fraction(0), amount(goal["target"]) - amount(goal.get("self_serve")) - self.by_partners(goal["id"]))

    def need_by_month(self) -> list[Fraction]:
        """Spread the need of each leaf goal as its phasing is: a quarter as its months are, else evenly."""
        added = [Fraction(0)] * 12
        for goal in self.leaf_goals():
            months = self.phased(goal["phasing"])
            whole = sum(months)
            if self.need(goal):
                added = [so_far + self.need(goal) * month / whole for so_far, month in zip(added, months, strict=True)]
        return added

    def phased(self, phasing: dict[str, Any]) -> list[Fraction]:
        """Return what a phasing gives each month."""
        names = [month_name(self.first + at) for at in range(12)]
        months: list[Fraction] = []
        for at in range(4):
            given = [phasing.get(name) for name in names[at * 3 : at * 3 + 3]]
            parts = [amount(one) for one in given]
            if f"Q{at + 1}" in phasing:
                whole, added = amount(phasing[f"Q{at + 1}"]), sum(parts)
                parts = [whole * part / added for part in parts] if None not in given and added else [whole / 3] * 3
            months += parts
        return months

    def presence(self, person: dict[str, Any]) -> list[Fraction]:
        """Return the share of a ramped seller in each month, counted day by day; a ramp begins on a first."""
        if person.get("status") == "leave":
            return [Fraction(0)] * 12
        ramp = list(map(amount, self.roles[person["role"]].get("ramp") or []))
        start, end = _day(person.get("start"), date.min), _day(person.get("end"), date.max)
        assert not ramp or start in {date.min, start.replace(day=1)}
        made = []
        for month in range(self.first, self.first + 12):
            step = month - (start.year * 12 + start.month - 1)
            worth = ramp[step] if start > date.min and 0 <= step < len(ramp) else Fraction(1)
            days = [date(month // 12, month % 12 + 1, 1) + timedelta(days=at) for at in range(_days_of(month))]
            made.append(worth * Fraction(sum(start <= day <= end for day in days), len(days)))
        return made

    def capacity_by_month(self) -> list[Fraction]:
        """Add up what the sellers of selling groups can carry in each month."""
        added = [Fraction(0)] * 12
        staffing = self.root["staffing"]
        for group in self.selling():
            for one in self.people:
                share, role = _shares(one).get(group["id"], Fraction(0)), self.roles[one["role"]]
                if not share or not self.sells(one):
                    continue
                turnover = amount(role.get("attrition", staffing.get("attrition")))
                ramping = sum((1 - amount(step) for step in role.get("ramp") or []), Fraction(0))
                lost = turnover * (amount(staffing["backfill_days"]) / 365 + ramping / 12)
                kept = Fraction(1) if one.get("end") else max(Fraction(0), 1 - lost)
                each = amount(role["productivity"]) * int(one.get("count") or 1) * share * kept / 12
                added = [so_far + each * part for so_far, part in zip(added, self.presence(one), strict=True)]
        return added

    def seats_at_ends(self, status: str) -> list[int]:
        """Count the seats of a status on the last day of each month, and before them of the month before the year."""
        made = []
        for month in range(self.first - 1, self.first + 12):
            day = date(month // 12, month % 12 + 1, _days_of(month))
            seats: dict[str, int] = {}
            for one in self.people:
                there = _day(one.get("start"), date.min) <= day <= _day(one.get("end"), date.max)
                if there and one.get("status", "active") == status:
                    seat = f"seat {one['seat']}" if one.get("seat") else f"person {one['id']}"
                    seats[seat] = max(seats.get(seat, 0), int(one.get("count") or 1))
            made.append(sum(seats.values()))
        return made

    def covered(self, territory: str) -> bool:
        """True if a leaf, or each leaf below, has an owner, or one above it has: no groups are asked here."""
        below = [one["id"] for one in self.territories if one.get("parent") == territory]
        if below:
            return all(map(self.covered, below))
        by_id = {one["id"]: one for one in self.territories}
        at: dict[str, Any] | None = by_id[territory]
        while at is not None:
            if at.get("owner") or at.get("owners"):
                return True
            at = by_id.get(at.get("parent", ""))
        return False

    def selling(self) -> list[dict[str, Any]]:
        parents = {group.get("parent") for group in self.groups}
        return [
            group
            for group in self.groups
            if group["id"] not in parents and not group.get("overlay") and group.get("quota_type") != "none"
        ]

    def target(self, group: dict[str, Any]) -> Fraction:
        return sum(map(amount, (group.get("targets") or {}).values()), Fraction(0))

    def sells(self, person: dict[str, Any]) -> bool:
        role = self.roles[person["role"]]
        family = role.get("family")
        carries = role.get("carries_quota", family in SELLING)
        return carries and person.get("quota_kind", "rollup" if family in ROLLUP else "own") == "own"

    def assigned_to(self, person: dict[str, Any]) -> Fraction:
        relief = amount((person.get("quota_relief") or {}).get("amount"))
        quota = person.get("quota")
        quota = sum(map(amount, quota.values())) if isinstance(quota, dict) else amount(quota)
        return (quota - relief) * int(person.get("count") or 1)

    def assigned(self, group: dict[str, Any]) -> Fraction:
        if group.get("quota_type") == "pooled":
            return amount(group["quota"])
        shares = [(one, _shares(one).get(group["id"], Fraction(0))) for one in self.people if self.sells(one)]
        return sum((self.assigned_to(one) * share for one, share in shares), Fraction(0))

    def seats(self, status: str = "") -> int:
        return self.most_at_once([one for one in self.people if not status or one.get("status") == status])

    def seats_in(self, group: dict[str, Any]) -> int:
        return self.most_at_once([one for one in self.people if group["id"] in _shares(one)])

    def most_at_once(self, people: list[dict[str, Any]]) -> int:
        """Return the most seats that are held on one day of the fiscal year; those who share a seat hold one."""
        first, last = date(self.first // 12, self.first % 12 + 1, 1), date(self.first // 12 + 1, self.first % 12 + 1, 1)
        held = [(one, _day(one.get("start"), date.min), _day(one.get("end"), date.max)) for one in people]
        days = {first} | {start for _, start, _ in held}
        days |= {end + timedelta(days=1) for _, _, end in held if end < date.max}
        most = 0
        for day in days:
            if first <= day < last:
                seats: dict[str, int] = {}
                for one, start, end in held:
                    if start <= day <= end:
                        seat = f"seat {one['seat']}" if one.get("seat") else f"person {one['id']}"
                        seats[seat] = max(seats.get(seat, 0), int(one.get("count") or 1))
                most = max(most, sum(seats.values()))
        return most

    def expected(self) -> Fraction:
        """Add up what is expected of the quota of each selling group, each motion by its own attainment."""
        added = Fraction(0)
        for group in self.selling():
            if group.get("quota_type") == "pooled":
                added += self.assigned(group) * self.mean_attainment(group.get("targets") or {}, "")
                continue
            for one in self.people:
                share = _shares(one).get(group["id"], Fraction(0))
                if self.sells(one) and share:
                    quota, role = one.get("quota"), str(self.roles[one["role"]].get("motion") or "")
                    by_goal = isinstance(quota, dict)
                    goals = quota if by_goal else group.get("targets") or {}
                    reached = self.mean_attainment(goals, "" if by_goal else role)
                    added += self.assigned_to(one) * share * reached
        return added

    def mean_attainment(self, goals: dict[str, Any], role: str) -> Fraction:
        """Return the attainment of goals, weighed by their amounts; those alone that a role of a motion serves."""
        motions = {goal["id"]: str(goal.get("motion") or "") for goal in self.goals}
        held = [(motions[goal], amount(target)) for goal, target in goals.items()]
        held = [(motion, target) for motion, target in held if motion in SERVED.get(role, {motion})]
        whole = sum(target for _, target in held)
        if not whole:
            return self.attainment(role)
        return sum((self.attainment(motion) * target for motion, target in held), Fraction(0)) / whole

    def attainment(self, motion: str) -> Fraction:
        given = self.root["staffing"]["attainment"]
        if isinstance(given, dict):
            if motion in given:
                return amount(given[motion])
        elif motion not in {"existing", "renewal"}:
            return amount(given)
        assert motion in {"existing", "renewal"}
        return Fraction(1)

    def compensation(self) -> Fraction:
        """Add up seat-years of base and variable pay, times the loaded factor."""
        pay = {
            role: amount(plan["base"]) + amount(plan["variable"])
            for plan in self.section(self.budget["comp_plans"])
            for role in plan["roles"]
        }
        paid = (pay[one["role"]] * self.seat_year(one) * int(one.get("count") or 1) for one in self.people)
        return sum(paid, Fraction(0)) * amount(self.budget["loaded_factor"])

    def seat_year(self, person: dict[str, Any]) -> Fraction:
        """Return the mean over the twelve months of the share of days between start and end."""
        added = Fraction(0)
        for month in range(self.first, self.first + 12):
            days = monthrange(month // 12, month % 12 + 1)[1]
            first, last = f"{month // 12:04d}-{month % 12 + 1:02d}-01", f"{month // 12:04d}-{month % 12 + 1:02d}-{days}"
            start, end = max(first, str(person.get("start") or first)), min(last, str(person.get("end") or last))
            if start <= end:
                added += Fraction(int(end[8:]) - int(start[8:]) + 1, days)
        return added / 12


def amount(held: object) -> Fraction:
    """Read an amount exactly; nothing is 0."""
    return Fraction(str(held).replace("_", "")) if held is not None else Fraction(0)


def month_name(number: int) -> str:
    """Name a month, counted as year × 12 + month - 1."""
    return f"{number // 12:04d}-{number % 12 + 1:02d}"


def _days_of(month: int) -> int:
    return monthrange(month // 12, month % 12 + 1)[1]


def _day(held: object, absent: date) -> date:
    return date.fromisoformat(str(held)) if held else absent


def _shares(person: dict[str, Any]) -> dict[str, Fraction]:
    if person.get("groups"):
        return {group: amount(share) for group, share in person["groups"].items()}
    return {person["group"]: Fraction(1)} if person.get("group") else {}


def _table(file: Path) -> list[dict[str, Any]]:
    """Read a table; a heading with dots is a nested field, an empty cell is nothing."""
    with file.open(encoding="utf-8", newline="") as opened:
        return [_nested(row) for row in csv.DictReader(opened)]


def _nested(row: dict[str, str]) -> dict[str, Any]:
    made: dict[str, Any] = {}
    for heading, cell in row.items():
        if cell:
            outer, _, inner = heading.partition(".")
            if inner:
                made.setdefault(outer, {})[inner] = cell
            else:
                made[outer] = cell
    return made
