"""Plans made at random: sound in their structure, and right or wrong in everything else."""

from __future__ import annotations

import json
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from hypothesis import strategies as st

if TYPE_CHECKING:
    from pathlib import Path

MOTIONS = ("new_business", "expansion", "renewal")
Node = dict[str, Any]


def write(plan: Node, folder: Path) -> Path:
    """Write a plan as a file; JSON is YAML."""
    path = folder / "plan.yaml"
    path.write_text(json.dumps(plan, indent=1), encoding="utf-8")
    return path


def amounts(most: int = 9_000) -> st.SearchStrategy[int | float]:
    """Return amounts in thousands, in odd units, and with cents."""
    return st.one_of(
        st.integers(0, most).map(lambda one: one * 1000), st.integers(0, most * 1000),
        st.integers(0, most * 100).map(lambda one: one + 0.25),
    )  # fmt: skip


@st.composite
def plans(draw: st.DrawFn) -> Node:
    """Return a plan of a few goals, groups, people and territories, with money."""
    first = date(2027, draw(st.sampled_from([1, 2, 4, 7, 10])), 1)
    goals = [draw(_goal(f"goal-{at}", first)) for at in range(draw(st.integers(1, 3)))]
    roles = [draw(_role(f"role-{at}")) for at in range(draw(st.integers(1, 3)))]
    groups = [draw(_group(f"group-{at}", goals)) for at in range(draw(st.integers(1, 3)))]
    people = [draw(_person(f"person-{at}", first, roles, groups)) for at in range(draw(st.integers(1, 7)))]
    lines = [{"id": f"line-{at}", "category": draw(st.sampled_from(["compensation", "travel", "tools"])),
              "amount": draw(amounts())} for at in range(draw(st.integers(1, 4)))]  # fmt: skip
    segments = [draw(_segment(f"segment-{at}", groups)) for at in range(draw(st.integers(0, 3)))]
    partners = [{"id": "partner", "name": "Partner", "targets": {goals[0]["id"]: draw(amounts(3_000))}}]
    return {
        "coverage_model": 1,
        "plan": {"name": "At random", "currency": "EUR", "fiscal_year": {"start": first.isoformat()}},
        "goals": goals,
        "roles": roles,
        "groups": groups,
        "people": people,
        "staffing": {"attrition": draw(st.integers(0, 40)) / 100, "backfill_days": draw(st.integers(0, 120)),
                     "attainment": draw(st.integers(50, 100)) / 100},
        "segments": segments,
        "territories": draw(_territories(people)),
        "partners": partners if draw(st.booleans()) else [],
        "budget": {
            "total": draw(amounts(20_000)), "loaded_factor": draw(st.integers(100, 150)) / 100, "lines": lines,
            "comp_plans": [{"id": f"pay-{role['id']}", "roles": [role["id"]], "base": draw(amounts(200)),
                            "variable": draw(amounts(200))} for role in roles],
        },
    }  # fmt: skip


@st.composite
def _goal(draw: st.DrawFn, name: str, first: date) -> Node:
    by_month = draw(st.booleans())
    names = [_month(first, at) for at in range(12)] if by_month else ["Q1", "Q2", "Q3", "Q4"]
    parts = [draw(amounts(2_000)) for _ in names]
    parts[0] += not sum(parts)
    goal: Node = {"id": name, "motion": draw(st.sampled_from(MOTIONS)), "target": sum(parts),
                  "phasing": dict(zip(names, parts, strict=True))}  # fmt: skip
    if draw(st.booleans()):
        goal["self_serve"] = draw(st.integers(0, int(sum(parts))))
    return goal


def _month(first: date, at: int) -> str:
    number = first.year * 12 + first.month - 1 + at
    return f"{number // 12:04d}-{number % 12 + 1:02d}"


@st.composite
def _role(draw: st.DrawFn, name: str) -> Node:
    role: Node = {"id": name, "family": draw(st.sampled_from(["account_executive", "account_manager", "manager"])),
                  "productivity": draw(amounts(20_000)), "attrition": draw(st.integers(0, 60)) / 100}  # fmt: skip
    if draw(st.booleans()):
        role["motion"] = draw(st.sampled_from(MOTIONS))
    if draw(st.booleans()):
        role["ramp"] = draw(st.sampled_from([[0, 0.5], [0.25, 0.5, 0.75], [0.1]]))
    return role


@st.composite
def _group(draw: st.DrawFn, name: str, goals: list[Node]) -> Node:
    held = draw(st.lists(st.sampled_from([goal["id"] for goal in goals]), min_size=1, unique=True))
    group: Node = {"id": name, "targets": {goal: draw(amounts()) for goal in held}, "quota": draw(amounts())}
    if draw(st.integers(0, 4)) == 0:
        group["overlay"] = True
    if draw(st.integers(0, 4)) == 0:
        group["quota_type"] = "pooled"
    return group


@st.composite
def _person(draw: st.DrawFn, name: str, first: date, roles: list[Node], groups: list[Node]) -> Node:
    role = draw(st.sampled_from(roles))
    person: Node = {"id": name, "role": role["id"], "quota": draw(amounts(2_000))}
    if draw(st.booleans()):
        person["count"] = draw(st.integers(1, 4))
    if len(groups) > 1 and draw(st.integers(0, 3)) == 0:
        person["groups"] = {groups[0]["id"]: 0.4, groups[1]["id"]: 0.6}
    else:
        person["group"] = draw(st.sampled_from(groups))["id"]
    start = first + timedelta(days=draw(st.integers(-500, 364)))
    if draw(st.booleans()):
        person["start"] = (start.replace(day=1) if "ramp" in role else start).isoformat()
    if draw(st.integers(0, 3)) == 0:
        person["end"] = (first + timedelta(days=draw(st.integers(0, 364)))).isoformat()
    if draw(st.integers(0, 3)) == 0:
        person["status"] = draw(st.sampled_from(["open", "leave", "active"]))
    if draw(st.integers(0, 3)) == 0:
        person["seat"] = draw(st.sampled_from(["one", "two"]))
    return person


@st.composite
def _segment(draw: st.DrawFn, name: str, groups: list[Node]) -> Node:
    segment: Node = {"id": name, "motion": draw(st.sampled_from(MOTIONS)), "accounts": draw(st.integers(1, 2_000))}
    how = draw(st.sampled_from(["covered", "by itself", "by whom", "alone", "nobody"]))
    if how == "covered":
        segment["coverage"] = [{"group": draw(st.sampled_from(groups))["id"], "route": "field"}]
    elif how in {"by itself", "by whom"}:
        segment["coverage"] = [{"route": "digital" if how == "by itself" else "field"}]
    elif how == "alone":
        segment["uncovered_reason"] = "Too small this year"
    return segment


@st.composite
def _territories(draw: st.DrawFn, people: list[Node]) -> list[Node]:
    made: list[Node] = []
    who = st.sampled_from([person["id"] for person in people])
    for at in range(draw(st.integers(0, 5))):
        one: Node = {"id": f"territory-{at}", "potential": draw(amounts())}
        if made and draw(st.booleans()):
            one["parent"] = draw(st.sampled_from(made))["id"]
        how = draw(st.sampled_from(["owner", "owners", "nobody"]))
        if how == "owner":
            one["owner"] = draw(who)
        elif how == "owners":
            one["owners"] = [{"person": draw(who), "share": 0.5}, {"person": draw(who), "start": "2027-05-01"}]
        made.append(one)
    return made
