"""People in Markdown: roles with quota against pay, and who joins, ramps and leaves over the year."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coverage_lint.language.format import shown
from coverage_lint.report.markdown.math import MOST_ROWS
from coverage_lint.report.markdown.mermaid import bars
from coverage_lint.report.markdown.tables import UNKNOWN, Amount, Cell, Column, name, table, word

if TYPE_CHECKING:
    from coverage_lint.report.portrait.business import Budget
    from coverage_lint.report.portrait.people import PersonLine, RoleLine
    from coverage_lint.report.portrait.portrait import Portrait

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def roles(portrait: Portrait) -> list[str]:
    """Show what each role earns and carries."""
    if not portrait.roles:
        return []
    budget = portrait.budget
    columns = [
        Column("role"), Column("seats", number=True, adds=True), Column("open", number=True, adds=True),
        Column("pay on target", number=True), Column("mean quota", number=True), Column("times pay", number=True),
        Column("usual"), Column("quotas from", number=True), Column("median", number=True), Column("to", number=True),
    ]  # fmt: skip
    rows = [_role(one, budget) for one in portrait.roles]
    said = "Quotas are those of sellers who are ramped all year, each seat counted."
    if budget is not None:
        least, most = (shown(bound, "ratio") for bound in budget.band)
        said += f" Of account executives, {least} to {most} times pay on target is usual."
    return ["## Roles", "", said, "", *table(columns, rows, MOST_ROWS, "roles")]


def _role(role: RoleLine, budget: Budget | None) -> list[Cell]:
    spread = role.spread
    quotas = (spread.least, spread.median, spread.most) if spread is not None else (None, None, None)
    counts = [Amount(role.seats, "count"), Amount(role.open_seats, "count")]
    pay = [Amount(role.ote), Amount(role.mean_quota), Amount(role.multiple, "ratio")]
    return [name(role.role), *counts, *pay, _usual(role, budget), *(Amount(one) for one in quotas)]


def _usual(role: RoleLine, budget: Budget | None) -> str:
    """Return how a role's multiple compares with the usual band; most roles have none."""
    if budget is None or not role.banded or role.multiple is None:
        return ""
    least, most = budget.band
    lowest, highest = budget.limits
    if not lowest <= role.multiple <= highest:
        return "**far off**"
    return "yes" if least <= role.multiple <= most else ("below" if role.multiple < least else "above")


def people(portrait: Portrait) -> list[str]:
    """Show what sellers can carry month by month, and who is not there, or not ramped, all year."""
    year = portrait.year
    if not year.months:
        return []
    lines = ["## People over the year", ""]
    if all(month.capacity is not None for month in year.months):
        lines += ["Bars are what sellers can carry each month, starts, ramps and turnover taken off.", ""]
        names = [MONTHS[int(month.name[5:]) - 1] for month in year.months]
        capacity = [month.capacity for month in year.months]
        lines += bars("Capacity by month", names, [("bar", capacity)], portrait.head.currency)
    by_id = {one.person.id: one for one in portrait.people}
    rows = [_changing(by_id[one]) for one in year.changing if one in by_id]
    steady = Amount(year.steady, "count")
    if rows:
        columns = [Column("who"), Column("role"), Column("status"), Column("seats", number=True, adds=True),
                   Column("start"), Column("end"), Column("ramped share of the year", number=True)]  # fmt: skip
        lines += table(columns, rows, MOST_ROWS, "people")
    count = shown(steady.value, "count") if steady.value is not None else UNKNOWN
    return [*lines, f"Seats that are held and ramped all year: {count}.", ""]


def _changing(person: PersonLine) -> list[Cell]:
    days = [word(person.start), word(person.end)]
    share = Amount(person.ramped_share, "percent")
    return [name(person.person), name(person.role), word(person.status), Amount(person.seats, "count"), *days, share]
