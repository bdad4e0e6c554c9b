"""Whose plan it is, and for when."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coverage_lint.entities.derived.calendar import MONTHS, first_day, fiscal_year, last_day
from coverage_lint.report.gather.fields import agreed, part, text
from coverage_lint.report.portrait.portrait import Head
from coverage_lint.report.portrait.refs import ref

if TYPE_CHECKING:
    from coverage_lint.entities.model import Model
    from coverage_lint.report.asked import Asked


def head_of(model: Model, path: str, asked: Asked) -> Head:
    """Read the section `plan`."""
    plan, year = model.plan, fiscal_year(model.plan)
    stated = part(plan, "fiscal_year")
    starts = first_day(year.first) if year is not None else (text(stated, "start") if stated is not None else None)
    ends = last_day(year.first + MONTHS - 1) if year is not None else (text(stated, "end") if stated else None)
    name = text(plan, "name")
    return Head(
        name=name if name and name.strip() else path,
        owner=ref(plan.values.get("owner")),
        status=text(plan, "status"),
        currency=text(plan, "currency"),
        measure=text(plan, "measure"),
        starts=starts,
        ends=ends,
        effective=text(plan, "effective"),
        published=text(plan, "published"),
        approvals=agreed(plan, "approvals"),
        today=asked.today,
    )


def unread_head(path: str, asked: Asked) -> Head:
    """Return what is known of a file that could not be read: its path."""
    return Head(path, None, None, None, None, None, None, None, None, (), asked.today)
