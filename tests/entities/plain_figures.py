"""The figures of an example, worked out from its YAML and CSV alone, with nothing of the program in between."""

from __future__ import annotations

import os
import sys
from fractions import Fraction
from typing import TYPE_CHECKING, Any

sys.path.append(os.path.join(os.path.dirname(__file__), os.pardir, "report"))

from plain_sums import Plain, amount

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path


def figures_of(path: Path) -> dict[str, Fraction]:
    """Add up what a plan says; its people come on the first of a month and go on the last."""
    plain = Plain(path)
    goals, groups = plain.leaf_goals(), plain.selling()
    return {
        "goal": _sum(amount(goal["target"]) for goal in goals),
        "need": _sum(map(plain.need, goals)),
        "need_renewal": _sum(plain.need(goal) for goal in goals if goal.get("motion") == "renewal"),
        "target": _sum(map(plain.target, groups)),
        "quota": _sum(amount(group["quota"]) for group in groups),
        "assigned": _sum(map(plain.assigned, groups)),
        "capacity": _sum(
            _capacity(plain, one) * _selling_share(one, groups) for one in plain.people if plain.sells(one)
        ),
        "expected": plain.expected(),
        "compensation": plain.compensation(),
        "headcount": Fraction(plain.seats()),
        "open_seats": Fraction(plain.seats("open")),
    }


def _sum(amounts: Iterable[Fraction]) -> Fraction:
    return sum(amounts, Fraction(0))


def _selling_share(person: dict[str, Any], groups: list[dict[str, Any]]) -> Fraction:
    shares = person.get("groups") or {person.get("group"): 1}
    return _sum(amount(shares[group["id"]]) for group in groups if group["id"] in shares)


def _capacity(plain: Plain, person: dict[str, Any]) -> Fraction:
    """Return what somebody can carry: each month by the ramp, less what turnover takes of who has no end."""
    role, staffing = plain.roles[person["role"]], plain.root["staffing"]
    ramp = [amount(step) for step in role.get("ramp") or ()]
    start, end = (str(person.get(day) or "") for day in ("start", "end"))
    assert start[8:] in {"", "01"}
    assert end[8:] in {"", "30", "31"}
    begun = int(start[:4]) * 12 + int(start[5:7]) - 1 if start else 0
    ended = int(end[:4]) * 12 + int(end[5:7]) - 1 if end else 10**6
    months = [
        (ramp[month - begun] if month - begun < len(ramp) else Fraction(1))
        for month in range(plain.first, plain.first + 12)
        if begun <= month <= ended
    ]
    whole = amount(role["productivity"]) * _sum(months) / 12 * int(person.get("count") or 1)
    open_part = amount(staffing["backfill_days"]) / 365 + _sum(1 - step for step in ramp) / 12
    return whole if end else whole * (1 - amount(role.get("attrition", staffing["attrition"])) * open_part)
