"""Which day an instant falls on in a zone: Python computes where the offset changes, SQL only compares with that."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from coverage_lint.frozen import NamedTuple
from coverage_lint.system.data_files import DataFault

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

_FIRST, _LAST = datetime(2000, 1, 1, tzinfo=UTC), datetime(2040, 1, 1, tzinfo=UTC)


class Offsets(NamedTuple):
    """The minutes that a zone is ahead of UTC, each from an instant on."""

    changes: tuple[tuple[str, int], ...]

    def shifted(self, instant: str) -> str:
        """Return an instant in UTC, as SQL, as the clock in the zone shows it."""
        if [minutes for _, minutes in self.changes] == [0]:
            return instant
        (_, first), *later = self.changes
        cases = "".join(f" WHEN {instant} >= TIMESTAMP '{at}' THEN {minutes}" for at, minutes in reversed(later))
        ahead = f"CASE{cases} ELSE {first} END" if later else str(first)
        return f"({instant} + to_minutes({ahead}))"


def offsets_of(name: str) -> Offsets:
    """Return the offsets of a zone. Raises DataFault for one that nobody knows."""
    if name == "UTC":
        return Offsets((("", 0),))
    from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

    try:
        zone = ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise DataFault(f"time_zone is {name!r}, which is no time zone; write, for example, Europe/Oslo") from None
    changes = [("", _minutes(zone, _FIRST))]
    at, step = _FIRST, timedelta(days=7)
    while at < _LAST:
        if _minutes(zone, at + step) != _minutes(zone, at):
            changes.append(_change(zone, at, at + step))
        at += step
    return Offsets(tuple(changes))


def _change(zone: ZoneInfo, before: datetime, after: datetime) -> tuple[str, int]:
    """Return the minute in which the offset changes, between two instants."""
    known = _minutes(zone, before)
    while after - before > timedelta(minutes=1):
        middle = before + (after - before) // 2
        middle = middle.replace(second=0, microsecond=0)
        if middle in (before, after):
            break
        before, after = (middle, after) if _minutes(zone, middle) == known else (before, middle)
    return after.strftime("%Y-%m-%d %H:%M:%S"), _minutes(zone, after)


def _minutes(zone: ZoneInfo, at: datetime) -> int:
    ahead = at.astimezone(zone).utcoffset()
    return int(ahead.total_seconds()) // 60 if ahead is not None else 0
