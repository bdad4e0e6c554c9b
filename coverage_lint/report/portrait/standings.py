"""Who stands where: groups and people with what is missing, last year beside this one, and balance of territories."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coverage_lint.frozen import NamedTuple

if TYPE_CHECKING:
    from coverage_lint.report.portrait.refs import Exact, Ref


class Standing(NamedTuple):
    """A group or a person, this year and last year."""

    of: Ref
    group: Ref | None
    """Of a person the first group, of a group the one above it."""
    role: Ref | None
    """Of a person."""
    quota: Exact | None
    """A group's quota; what is assigned to a person, all seats."""
    assigned: Exact | None
    """What a group's sellers are assigned together; of a person the same as `quota`."""
    capacity: Exact | None
    """What can be carried: a group's less what turnover takes, a person's before that."""
    gap: Exact | None
    """Capacity less what is assigned: below 0 more is asked than can be carried."""
    last_quota: Exact | None
    last_actual: Exact | None
    reached: Exact | None
    """last_actual / last_quota."""
    growth: Exact | None
    """Quota of a seat over the last result, less 1."""
    findings: int
    """How many findings concern it: of a group also those of its people, segments and territories."""


class Holding(NamedTuple):
    """What somebody holds of the territories, or what those of a group hold, owned or not."""

    of: Ref
    group: Ref | None
    """Of a person the first group, of a group the one above it."""
    territories: tuple[Ref, ...]
    potential: Exact | None
    """Of the territories; of a person by the part of each that is held."""
    accounts: Exact | None
    quota: Exact | None
    """Of a person all seats."""
    load: Exact | None
    """Quota / potential."""


class Standings(NamedTuple):
    """Groups and people, those of whom most is asked beyond what they can carry first; and who holds what."""

    groups: tuple[Standing, ...]
    people: tuple[Standing, ...]
    holders: tuple[Holding, ...]
    """People who hold territories, the heaviest load first."""
    regions: tuple[Holding, ...]
    """Groups that territories name, likewise."""
