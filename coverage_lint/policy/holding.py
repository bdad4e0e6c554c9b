"""Whose findings wait for whose: what `holds` and `holds_here` of all policies say together."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coverage_lint.errors import PolicyError
from coverage_lint.frozen import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from collections.abc import Set as AbstractSet

    from coverage_lint.location import Location
    from coverage_lint.policy.policy import Policy


class Holding(NamedTuple):
    """By the code of a policy: the codes of those whose findings wait while one of its own is told."""

    anywhere: dict[str, tuple[str, ...]]
    """Wherever they are in the plan."""
    here: dict[str, tuple[str, ...]]
    """Only those about the same entity."""

    def holders(self, codes: AbstractSet[str]) -> frozenset[str]:
        """Return the codes of which a finding can hold one of some others."""
        tables = (self.anywhere, self.here)
        return frozenset(code for table in tables for code, waiting in table.items() if not codes.isdisjoint(waiting))


def holding_of(policies: Iterable[Policy]) -> Holding:
    """Return what policies say of whose findings wait."""
    holding = Holding({}, {})
    for one in policies:
        if one.holds:
            holding.anywhere[one.code] = tuple(one.holds)
        if one.holds_here:
            holding.here[one.code] = tuple(one.holds_here)
    return holding


def check_holding(policies: Iterable[Policy], others: Iterable[Policy] = ()) -> None:
    """Check that policies hold only policies that there are, `others` among them, and none that holds them in turn.

    Raises PolicyError at the code that is wrong.
    """
    own = {one.code: one for one in policies}
    known = {**{one.code: one for one in others}, **own}
    for policy in own.values():
        for code, place in (*policy.holds.items(), *policy.holds_here.items()):
            if code not in known:
                raise PolicyError(*_unknown(code, place, known))
    done: set[str] = set()
    for code in own:
        _follow(code, known, done)


def _unknown(code: str, place: Location, known: Mapping[str, Policy]) -> tuple[str, Location]:
    from coverage_lint.codes import CODES

    if code in CODES:
        return f"{code} is found while a model is read, before any policy, so it waits for none", place
    from coverage_lint.nearness import did_you_mean, nearest

    return f"no policy has the code {code}{did_you_mean(nearest(code, known), after='; ')}", place


def _follow(start: str, known: Mapping[str, Policy], done: set[str]) -> None:
    """Go from a policy to all that wait for it. Raises PolicyError where one of these is held by what it holds."""
    path: dict[str, None] = {}
    waiting = [(start, True)]
    while waiting:
        code, first = waiting.pop()
        if not first:
            del path[code]
            done.add(code)
            continue
        if code in done:
            continue
        path[code] = None
        waiting.append((code, False))
        policy = known[code]
        for held, place in (*policy.holds.items(), *policy.holds_here.items()):
            if held in path:
                circle = [*list(path)[list(path).index(held) :], held]
                words = "itself" if len(circle) == 2 else ", which holds ".join(circle[1:])  # noqa: PLR2004 - one code
                told = "it would never be told" if len(circle) == 2 else "none of them would be told"  # noqa: PLR2004
                raise PolicyError(f"{circle[0]} holds {words}: {told}", place, help_text="Take one of the codes out.")
            waiting.append((held, True))
