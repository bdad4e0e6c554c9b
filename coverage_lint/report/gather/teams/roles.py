"""The roles of a plan: who holds each, what it earns on target, and the quotas its sellers carry."""

from __future__ import annotations

from fractions import Fraction
from itertools import accumulate
from typing import TYPE_CHECKING

from coverage_lint.entities.derived.sums import Exact, plain, product, rows, total
from coverage_lint.entities.derived.year.headcount import Days, most_at_once, year_days
from coverage_lint.entities.records import UNKNOWN_MEMBER
from coverage_lint.report.gather.fields import exact, flag, known, ratio, text, texts
from coverage_lint.report.portrait.people import QuotaPoint, RoleLine, Spread
from coverage_lint.report.portrait.refs import Ref, ref

if TYPE_CHECKING:
    from coverage_lint.entities.model import Model
    from coverage_lint.entities.records import Record


def roles_of(model: Model) -> tuple[RoleLine, ...]:
    """Gather the roles, in the order of the model."""
    for needed in (("role", "ote"), ("role", "turnover"), ("person", "seller"), ("person", "full_year")):
        model.ensure(*needed)
    revenue, days = model.plan.values.get("measure") == "revenue", year_days(model.plan)
    return tuple(
        _role(role, pointed, days, revenue=revenue)
        for role in model.records("role")
        if (pointed := ref(role)) is not None
    )


def _role(role: Record, pointed: Ref, days: Days | None, *, revenue: bool) -> RoleLine:
    plans = known(role, "comp_plans")
    plan = plans[0] if len(plans) == 1 else None
    ote, mean = exact(role, "ote"), _mean_quota(role)
    points = _points(role)
    return RoleLine(
        role=pointed,
        family=text(role, "family"),
        motion=text(role, "motion"),
        carries_quota=flag(role, "carries_quota"),
        seats=_seats(role, days),
        open_seats=_seats(role, days, status="open"),
        productivity=exact(role, "productivity"),
        ramp=_ramp(role),
        turnover=exact(role, "turnover"),
        certifications=texts(role, "certifications"),
        ote=ote,
        base=exact(plan, "base") if plan is not None else None,
        variable=exact(plan, "variable") if plan is not None else None,
        market_ote=exact(plan, "market_ote") if plan is not None else None,
        mean_quota=mean,
        multiple=ratio(mean, ote),
        banded=not revenue and _hunts(role),
        quotas=points,
        spread=_spread([point for point in points if point.full_year]),
    )


def _hunts(role: Record) -> bool:
    """True if CL502 asks of a role how its quotas stand to its pay."""
    new = role.values.get("motion") in {"new_business", "expansion"}
    return role.values.get("family") == "account_executive" and new


def _ramp(role: Record) -> tuple[Exact, ...] | None:
    if role.values.get("ramp") is None:
        return ()
    steps = rows(role, "ramp")
    shares = [exact(step, "value") for step in steps or (UNKNOWN_MEMBER,)]
    return None if None in shares else tuple(share for share in shares if share is not None)


def _seats(role: Record, days: Days | None, status: str = "") -> Exact | None:
    """Count a role's seats, or those of a status, on the day of the year with most."""
    if rows(role, "people") is None:
        return None
    people = [one for one in known(role, "people") if not status or one.values.get("status") == status]
    return most_at_once(people, days)


def _mean_quota(role: Record) -> Exact | None:
    """Return the mean quota of full-year sellers, each seat counted; None without any, and where one is unknown."""
    counted: list[tuple[Exact | None, Exact | None]] = []
    for person in rows(role, "people") or ():
        flags = [flag(person, "seller"), flag(person, "full_year"), person.values.get("quota") is not None]
        if False in flags:
            continue
        if None in flags:
            return None
        counted.append((exact(person, "quota"), exact(person, "count")))
    return ratio(total(product(*one) for one in counted), total(seats for _, seats in counted))


def _points(role: Record) -> tuple[QuotaPoint, ...]:
    made = []
    for person in known(role, "people"):
        pointed, quota, seats = ref(person), exact(person, "quota"), exact(person, "count")
        if person.values.get("seller") is True and pointed is not None and quota is not None and seats:
            made.append(QuotaPoint(pointed, _group(person), quota, seats, flag(person, "full_year")))
    return tuple(sorted(made, key=lambda point: (point.quota, point.person.id)))


def _group(person: Record) -> Ref | None:
    """Return the group of a person, of several the one with the largest share."""
    if person.values.get("groups") is None:
        return ref(person.values.get("group"))
    shares = [row for row in known(person, "groups") if exact(row, "share") is not None]
    most = max(shares, key=lambda row: exact(row, "share") or 0, default=None)
    return ref(most.values.get("group")) if most is not None else None


def _spread(points: list[QuotaPoint]) -> Spread | None:
    """Return least, quartiles, median and most, each seat counted.

    The quartiles are the first quotas that a quarter and three quarters of all seats reach; of an even number of seats
    the median is the mean of the middle two.
    """
    seats = int(sum(point.seats for point in points))
    if not seats:
        return None
    ranks = [-(-seats // 4), (seats + 1) // 2, seats // 2 + 1, -(-seats * 3 // 4)]
    lower, below, above, upper = (_of_rank(points, rank) for rank in ranks)
    return Spread(points[0].quota, lower, plain(Fraction(below + above) / 2), upper, points[-1].quota, seats)


def _of_rank(points: list[QuotaPoint], rank: int) -> Exact:
    """Return the quota of a seat by its place among all seats, the lowest quota being the first."""
    reached = accumulate(int(point.seats) for point in points)
    return next(point.quota for point, count in zip(points, reached, strict=True) if count >= rank)
