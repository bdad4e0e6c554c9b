"""Where a year lands: three figures, each on its own ground, and what the way there needs."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from coverage_lint.entities.derived.sums import plain
from coverage_lint.frozen import NamedTuple

if TYPE_CHECKING:
    from coverage_lint.entities.derived.sums import Exact


class Standing(NamedTuple):
    """How a plan, a goal, a group or a person stands on a day. None is unknown."""

    target: Exact | None
    """Of the year."""
    target_to_date: Exact | None
    """The part of it that its phasing puts up to the day."""
    won: Exact
    won_deals: Exact
    open: Exact | None
    """Open deals that are to be closed within the year."""
    open_deals: Exact | None
    weighted: Exact | None
    """These, each by the win rate of its stage."""
    left: Exact | None
    """What the seats that are really there can still carry."""

    @property
    def remaining(self) -> Exact | None:
        """What is still to be won; 0 once the target is reached."""
        return None if self.target is None else max(0, plain(Fraction(self.target - self.won)))

    @property
    def gap(self) -> Exact | None:
        """What is lacking of the target to date; 0 where nothing is."""
        return None if self.target_to_date is None else max(0, plain(Fraction(self.target_to_date - self.won)))

    @property
    def landing_run_rate(self) -> Exact | None:
        """Won over the plan's share of the year that is over; unknown while that is 0."""
        if not self.target_to_date or self.target is None:
            return None
        return plain(Fraction(self.won) * self.target / self.target_to_date)

    @property
    def landing_pipeline(self) -> Exact | None:
        """Won and what the open deals bring."""
        return None if self.weighted is None else plain(Fraction(self.won + self.weighted))

    @property
    def landing_capacity(self) -> Exact | None:
        """Won and what the real seats can still carry."""
        return None if self.left is None else plain(Fraction(self.won + self.left))

    def landings(self) -> list[Exact]:
        """Return the figures that are known."""
        figures = (self.landing_run_rate, self.landing_pipeline, self.landing_capacity)
        return [figure for figure in figures if figure is not None]


def pipeline_needed(standing: Standing, win_rate: Exact | None) -> Exact | None:
    """Return the open pipeline that the rest of the target takes at a win rate; 0 once it is reached."""
    remaining = standing.remaining
    if remaining == 0:
        return 0
    return None if remaining is None or not win_rate else plain(Fraction(remaining) / Fraction(win_rate))
