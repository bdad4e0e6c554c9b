"""The people of a plan, each with the months in which they are there and ramped."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from coverage_lint.entities.derived.calendar import fiscal_year
from coverage_lint.entities.derived.sums import record
from coverage_lint.entities.derived.year.ramp import RampedMonths, ramp_of
from coverage_lint.entities.records import REJECTED
from coverage_lint.report.gather.fields import exact, flag, known, pairs, part, text, texts
from coverage_lint.report.portrait.people import Certification, PersonLine
from coverage_lint.report.portrait.refs import Part, Ref, ref, refs

if TYPE_CHECKING:
    from coverage_lint.entities.model import Model
    from coverage_lint.entities.records import Record

DERIVED = ("seller", "team_quota", "ramped_share", "full_year", "assigned", "capacity", "joins", "leaves", "ramping")


def people_of(model: Model) -> tuple[PersonLine, ...]:
    """Gather everybody, in the order of the model."""
    for field in DERIVED:
        model.ensure("person", field)
    months = RampedMonths(fiscal_year(model.plan))
    return tuple(
        _person(person, pointed, months) for person in model.records("person") if (pointed := ref(person)) is not None
    )


def _person(person: Record, pointed: Ref, months: RampedMonths) -> PersonLine:
    relief = part(person, "quota_relief")
    ramp = ramp_of(person)
    return PersonLine(
        person=pointed,
        role=ref(person.values.get("role")),
        groups=_shares(person),
        leads=refs(person.values.get("led_groups")),
        manager=ref(person.values.get("manager")),
        status=text(person, "status"),
        seats=exact(person, "count"),
        seller=flag(person, "seller"),
        start=text(person, "start"),
        end=text(person, "end"),
        joins=flag(person, "joins"),
        leaves=flag(person, "leaves"),
        ramping=flag(person, "ramping"),
        ramp=None if ramp is None else tuple(ramp),
        ramped_share=exact(person, "ramped_share"),
        months=months.of(person),
        quota=exact(person, "quota"),
        quota_kind=text(person, "quota_kind"),
        team=exact(person, "team_quota") if person.values.get("quota_kind") == "rollup" else None,
        relief=exact(relief, "amount") if relief is not None else None,
        relief_reason=text(relief, "reason") if relief is not None else None,
        assigned=exact(person, "assigned"),
        capacity=exact(person, "capacity"),
        certifications=_certifications(person),
    )


def _shares(person: Record) -> tuple[Part, ...]:
    """Return the groups that a person is in, by `groups` with a share each, else by `group` whole."""
    if person.values.get("groups") is not None:
        return tuple(one for one in pairs(person, "groups", "group", "share") if one.of is not None)
    group = ref(person.values.get("group"))
    return () if group is None else (Part(group, 1),)


def _certifications(person: Record) -> tuple[Certification, ...]:
    """Return what is held, in the order of the model, and behind it what is required and lacking."""
    role = record(person.values.get("role"))
    required = texts(role, "certifications") if role is not None else ()
    made = []
    for row in known(person, "certifications"):
        name = text(row, "name")
        if name is not None:
            state: Literal["held", "extra"] = "held" if name in required else "extra"
            made.append(Certification(name, state, text(row, "earned"), text(row, "expires")))
    if person.values.get("certifications") is REJECTED:
        return tuple(made)
    held = {one.name for one in made}
    return (*made, *(Certification(name, "lacking", None, None) for name in required if name not in held))
