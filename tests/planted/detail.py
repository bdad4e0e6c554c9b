"""A plan in more detail that says the same: figures split over periods, owners, groups, goals, kinds of business.

Each way of splitting takes a plan as read from its text, and writes down more of what the plan says already.
"""

from __future__ import annotations

import io
import tempfile
from copy import deepcopy
from pathlib import Path
from typing import TYPE_CHECKING, Any

from planting import plant, read_defects, read_plans
from ruamel.yaml import YAML

from coverage_lint import check

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from planting import Defect

    from coverage_lint import Finding

Data = dict[str, Any]
PLANS = {name: plan for name, plan in read_plans().items() if len(plan.texts) == 1}
DEFECTS = [one for one in read_defects() if one.plan in PLANS]
QUARTERS = ("Q1", "Q2", "Q3", "Q4")


def read(text: str) -> Data:
    """Return a plan as plain values."""
    return dict(YAML(typ="safe").load(text))


def write(data: Data) -> str:
    """Return a plan's text."""
    stream = io.StringIO()
    yaml = YAML(typ="safe")
    yaml.default_flow_style = False
    yaml.dump(data, stream)
    return stream.getvalue()


def detailed(data: Data, chosen: Callable[[str], bool]) -> Data:
    """Return a plan with details added wherever they are chosen, by a name of the way and the entry."""
    made = deepcopy(data)
    for way, entries in WAYS.items():
        for number, add in enumerate(entries(made)):
            if chosen(f"{way} {number}"):
                add()
    return made


def _phase_people(data: Data) -> Iterator[Callable[[], None]]:
    """Spread quotas evenly over the quarters in which people are there."""
    for person in _entries(data, "people"):
        if _amount(person, "quota") and "phasing" not in person:
            there = [one for number, one in enumerate(QUARTERS) if _is_there(data, person, number)]
            if there:
                yield lambda person=person, there=there: person.update(phasing=_split(person["quota"], there))


def _phase_groups(data: Data) -> Iterator[Callable[[], None]]:
    """Spread groups' quotas as their goals are spread, so that no quarter has more or less of it than it needs."""
    for group in _entries(data, "groups"):
        if _amount(group, "quota") and "quota_phasing" not in group:
            goals = [_of(data, "goals", goal) for goal in group.get("targets") or {}]
            spread = [goal["phasing"] for goal in goals if goal and set(goal.get("phasing") or ()) == set(QUARTERS)]
            if len(goals) == len(spread) == 1 and all(_amount(spread[0], one) is not None for one in QUARTERS):
                yield lambda group=group, by=spread[0]: group.update(quota_phasing=_split(group["quota"], QUARTERS, by))


def _name_shares(data: Data) -> Iterator[Callable[[], None]]:
    """Say that who is in a group is in it with all of the time."""
    for person in _entries(data, "people"):
        if isinstance(person.get("group"), str):
            yield lambda person=person: person.update(groups={person.pop("group"): 1})


def _list_owners(data: Data) -> Iterator[Callable[[], None]]:
    """Say that a territory's owner has all of it."""
    for territory in _entries(data, "territories"):
        if isinstance(territory.get("owner"), str):
            yield lambda one=territory: one.update(owners=[{"person": one.pop("owner"), "share": 1}])


def _split_quotas(data: Data) -> Iterator[Callable[[], None]]:
    """Say which goal a quota is for, where the role and the targets of the group leave one."""
    for person in _entries(data, "people"):
        group = _of(data, "groups", person.get("group"))
        role = _of(data, "roles", person.get("role"))
        goals = list((group or {}).get("targets") or ())
        goal = _of(data, "goals", goals[0]) if len(goals) == 1 else None
        if _amount(person, "quota") and role and goal and role.get("motion") in (None, goal.get("motion")):
            yield lambda person=person, goal=goal: person.update(quota={goal["id"]: person["quota"]})


def _name_motions(data: Data) -> Iterator[Callable[[], None]]:
    """Say in each row of coverage which kind of business it is for, as its segment does."""
    for segment in _entries(data, "segments"):
        for row in segment.get("coverage") or ():
            if isinstance(row, dict) and "motion" not in row and isinstance(segment.get("motion"), str):
                yield lambda row=row, segment=segment: row.update(motion=segment["motion"])


def _split_attainment(data: Data) -> Iterator[Callable[[], None]]:
    """Say of each kind of business what a single figure says of both."""
    staffing = data.get("staffing")
    if isinstance(staffing, dict) and isinstance(staffing.get("attainment"), int | float):
        both = dict.fromkeys(("new_business", "expansion"), staffing["attainment"])
        yield lambda: staffing.update(attainment=both)


WAYS: dict[str, Callable[[Data], Iterator[Callable[[], None]]]] = {
    "quotas by goal": _split_quotas,
    "people's phasing": _phase_people,
    "groups' phasing": _phase_groups,
    "shares": _name_shares,
    "owners": _list_owners,
    "motions": _name_motions,
    "attainment": _split_attainment,
}


def _entries(data: Data, section: str) -> list[Data]:
    held = data.get(section)
    return [one for one in held if isinstance(one, dict)] if isinstance(held, list) else []


def _of(data: Data, section: str, name: object) -> Data | None:
    return next((one for one in _entries(data, section) if one.get("id") == name), None)


def _amount(entry: Data, field: str) -> int | None:
    """Return an amount that can be split, None for any other."""
    value = entry.get(field)
    return value if isinstance(value, int) and not isinstance(value, bool) and value > 0 else None


def _is_there(data: Data, person: Data, quarter: int) -> bool:
    """True if somebody is there at the end of a quarter, and at its beginning or in it."""
    begins = str((data.get("plan") or {}).get("fiscal_year", {}).get("start", ""))
    if len(begins) != len("2027-01-01"):
        return False
    year, month = int(begins[:4]), int(begins[5:7])
    first, after = (
        f"{year + (month - 1 + 3 * at) // 12}-{(month - 1 + 3 * at) % 12 + 1:02}-01" for at in (quarter, quarter + 1)
    )
    start, end = str(person.get("start") or ""), str(person.get("end") or "9999")
    return start < after and end > first


def _split(amount: int, names: tuple[str, ...] | list[str], by: Data | None = None) -> Data:
    """Split an amount over names, evenly or as other amounts are, to the last unit."""
    weights = [1 if by is None else by[name] for name in names]
    parts = [amount * weight // sum(weights) for weight in weights]
    parts[-1] += amount - sum(parts)
    return dict(zip(names, parts, strict=True))


def told(text: str) -> list[Finding]:
    """Return all that is found in a plan, what waits for other findings too."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "coverage.yaml")
        path.write_text(text, encoding="utf-8")
        (report,) = check(path).models
        return [*report.findings, *report.waiting]


def lost(before: str, after: str) -> list[str]:
    """Return the findings of one plan that the other has no more, by policy and entity."""
    left = {(one.code, one.entity) for one in told(after)}
    return [f"{one.code} {one.entity}: {one.message}" for one in told(before) if (one.code, one.entity) not in left]


def readable(defect: Defect) -> str | None:
    """Return the plan with the defect, read and written again; None where its text cannot be read."""
    text = plant(PLANS[defect.plan], defect).texts["coverage.yaml"]
    try:
        return write(read(text))
    except Exception:  # noqa: BLE001 - whatever a defect breaks
        return None
