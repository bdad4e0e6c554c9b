"""Derived fields along the reporting lines: how many report at once, what a team carries, whether leaders belong."""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING

from coverage_lint.entities.catalogue import COUNT, FLAG, MONEY
from coverage_lint.entities.derived.people.members import groups_of
from coverage_lint.entities.derived.sums import Exact, number, product, record, rejected, rows, total
from coverage_lint.entities.derived.trees.spans import Span, points_within
from coverage_lint.entities.derived.year.headcount import most_at_once, year_days
from coverage_lint.entities.model import Derived
from coverage_lint.entities.records import REJECTED, UNKNOWN_MEMBER, Record

if TYPE_CHECKING:
    from coverage_lint.entities.model import Model, Place


def _compute_reports(model: Model) -> None:
    year = year_days(model.plan)
    for person in model.records("person"):
        reports = rows(person, "reports")
        days = [report.values.get(field) for report in reports or () for field in ("start", "end")]
        known = REJECTED not in days and (year is not None or set(days) <= {None})
        person.values["direct_reports"] = most_at_once(reports, year) if known else None


def _compute_team_quota(model: Model) -> None:
    """Add quotas up the reporting lines, the lowest first; lines have no circles."""
    model.ensure("person", "ramped_share")
    people = model.records("person")
    order = [person for person in people if record(person.values.get("manager")) is None]
    for person in order:  # grows while it is read: each person comes after the manager
        order += [report for report in rows(person, "reports") or () if report is not UNKNOWN_MEMBER]
    for person in people:
        person.values["team_quota"] = None
    for person in reversed(order):
        person.values["team_quota"] = _team_quota(person)


def _team_quota(person: Record) -> Exact | None:
    reports, led = rows(person, "reports"), rows(person, "led_groups")
    if reports is None:
        return None
    if not reports and not led:
        return 0
    below = [report.values.get("team_quota") for report in reports]
    return total([*below, *map(_own_quota, reports), *map(_pooled, led or ())])


def _own_quota(person: Record) -> Exact | None:
    """Return what a person holds alone; who shares a pooled quota needs none.

    A roll-up is the quota of those below, and stands for them where they name no manager.
    """
    values = person.values
    kind, quota = values.get("quota_kind"), values.get("quota")
    if kind == "rollup" and (quota is None or values.get("reports") != []):
        return 0
    if kind is None or kind is REJECTED:
        return None
    return _without_quota(person) if quota is None else product(quota, values.get("count"))


def _without_quota(person: Record) -> Exact | None:
    role = record(person.values.get("role"))
    if role is not None and role.values.get("carries_quota") is False:
        return 0
    may_lack = person.values.get("status") == "open" or person.values.get("ramped_share") == 0
    if may_lack and person.values.get("phasing") is None:
        return 0
    groups = groups_of(person)
    known = groups is not None and all(group.values.get("quota_type") != "individual" for group in groups)
    return 0 if known else None


def _pooled(group: Record) -> Exact | None:
    """Return the quota of a led group that is one for all its people."""
    if group is UNKNOWN_MEMBER or rejected(group, "quota_type"):
        return None
    return number(group.values.get("quota")) if group.values.get("quota_type") == "pooled" else 0


def _team_sources(_model: Model, person: Record) -> list[Place]:
    places: list[Place] = []
    waiting = [person]
    for at in waiting:  # grows while it is read
        places += [(group, "quota") for group in rows(at, "led_groups") or () if _pooled(group)]
        reports = [report for report in rows(at, "reports") or () if report is not UNKNOWN_MEMBER]
        places += [(report, "quota") for report in reports if _own_quota(report)]
        waiting += reports
    return places


def _compute_belongs(model: Model) -> None:
    """True if each group's leader sits in it, in one below it, or above its people in the reporting line."""
    groups, lines = model.forest("group"), model.forest("person")
    homes: dict[int, list[int]] = {}
    """Where each person's groups stand."""
    peopled: list[int] = []
    managed: list[tuple[int, int]] = []
    """Where a group stands, and where the manager of one of its people does in the reporting line."""
    unknown = UNKNOWN_MEMBER in (rows(model.plan, "people") or ())
    for person in model.records("person"):
        held, manager = groups_of(person), person.values.get("manager")
        unknown = unknown or held is None or manager is REJECTED
        stand = homes[id(person)] = sorted(groups.numbers[id(group)] for group in held or ())
        peopled += stand
        if isinstance(manager, Record):
            managed += [(home, lines.numbers[id(manager)]) for home in stand]
    peopled.sort()
    managed.sort()
    asked: list[tuple[int, Record, Record]] = []
    for at, group in enumerate(groups.order):
        leader, last = record(group.values.get("leader")), groups.last[at]
        if not _any_between(peopled, at, last):
            group.values["leader_belongs"] = True
        elif leader is None:
            group.values["leader_belongs"] = None
        elif _any_between(homes[id(leader)], at, last):
            group.values["leader_belongs"] = True
        else:
            asked.append((at, group, leader))
    spans = [
        Span(at, groups.last[at], lines.numbers[id(leader)], lines.last[lines.numbers[id(leader)]])
        for at, _, leader in asked
    ]
    managers = [one for one, _ in managed]
    for (at, group, _), above in zip(asked, points_within(managed, spans), strict=True):
        belongs = True if above else (False if _any_between(managers, at, groups.last[at]) else None)
        group.values["leader_belongs"] = None if belongs is False and unknown else belongs
    for group in groups.order:
        group.values["leader_outside"] = group.values["leader_belongs"] is False


def _any_between(numbers: list[int], first: int, last: int) -> bool:
    """True if one of some sorted numbers is among the first to the last one."""
    at = bisect_left(numbers, first)
    return at < len(numbers) and numbers[at] <= last


LINES: dict[tuple[str, str], Derived] = {
    ("person", "direct_reports"): Derived(
        COUNT, "seats that report to the person on the day of the fiscal year with most", _compute_reports,
        lambda _, person: [(one, "manager") for one in rows(person, "reports") or () if one is not UNKNOWN_MEMBER],
    ),
    ("person", "team_quota"): Derived(
        MONEY, "quotas of all below in the reporting line, roll-ups apart, and of the pooled groups led there",
        _compute_team_quota, _team_sources,
    ),
    ("group", "leader_belongs"): Derived(
        FLAG, "whether the leader is in it, in a group below it, or above its people; unknown without managers",
        _compute_belongs,
    ),
    ("group", "leader_outside"): Derived(
        FLAG, "whether it is known that the leader neither is in it nor has its people below", _compute_belongs
    ),
}  # fmt: skip
