"""Rows of the page's tables that are put together from several parts of a portrait, and what columns add up to."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, Literal

from markupsafe import Markup

from coverage_lint.frozen import NamedTuple
from coverage_lint.report.html.words import money
from coverage_lint.report.portrait.sums import added

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from coverage_lint.report.portrait.people import GroupPage, Member, PersonLine
    from coverage_lint.report.portrait.portrait import Portrait
    from coverage_lint.report.portrait.refs import Exact


class Row(NamedTuple):
    """A person in a group's table."""

    member: Member
    person: PersonLine


def total(amounts: Iterable[Exact | None]) -> Exact | None:
    """Add up what is known of a column."""
    return added(amounts).known


def added_up(amounts: Iterable[Exact | None]) -> Markup:
    """Write what a column of amounts adds up to, and how many rows it lacks."""
    made = added(amounts)
    more = Markup(' <span class="quiet">{} left out</span>').format(f"{made.left_out:,}")
    return money(made.known) + more if made.left_out else money(made.known)


def of_sellers(page: GroupPage, field: Literal["assigned", "capacity"]) -> Markup:
    """Write what the sellers of a group are assigned or can carry; where one is not known, what is of the others."""
    whole: Exact | None = getattr(page.money, field)
    if whole is not None or (field == "assigned" and page.quota_type == "pooled"):
        return money(whole)
    return added_up(getattr(member, field) for member in page.members if member.seller)


def people_by_id(portrait: Portrait) -> dict[str, PersonLine]:
    """Return the people by their ids."""
    return {line.person.id: line for line in portrait.people}


def rows_of(page: GroupPage, people: Mapping[str, PersonLine]) -> tuple[Row, ...]:
    """Return the people of a group, its leader first."""
    rows = [Row(member, people[member.person]) for member in page.members if member.person in people]
    leader = page.leader.id if page.leader is not None else None
    return tuple(sorted(rows, key=lambda row: row.person.person.id != leader))


def in_no_group(portrait: Portrait) -> tuple[PersonLine, ...]:
    """Return the people who are in no group's table."""
    placed = {member.person for page in portrait.groups for member in page.members}
    return tuple(line for line in portrait.people if line.person.id not in placed)


def share(part: Exact | None, whole: Exact | None) -> Exact | None:
    """Return a part as a share of a whole; unknown where either is, or the whole is 0."""
    return Fraction(part) / whole if part is not None and whole else None
