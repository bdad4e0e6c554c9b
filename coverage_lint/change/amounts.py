"""Values of two versions as people read them, and the difference between them. All is exact until it is written."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING, TypeAlias

from coverage_lint.entities.records import REJECTED
from coverage_lint.language.exact_text import exact_text
from coverage_lint.language.format import shown

if TYPE_CHECKING:
    from coverage_lint.entities.catalogue import Type

Exact: TypeAlias = "int | Fraction"

UNREADABLE = "not readable"
"""Stands for a value that was refused."""
_FACTORS = frozenset(("loaded_factor", "rate"))
"""Ratios that something is multiplied by: nobody calls them percent."""
_UNITS = {
    "count": "seat",
    "headcount": "seat",
    "open_seats": "seat",
    "accounts": "account",
    "backfill_days": "day",
    "cycle_days": "day",
}
"""What some counts count."""
_NO_DIFFERENCE = frozenset(("rank",))
"""Numbers that only put in order."""


def how_shown(held: Type, field: str) -> str:
    """Return the format of a field's value: money, percent, number, count, date, flag or text."""
    if held.name == "ratio":
        return "number" if field in _FACTORS else "percent"
    return held.name if held.name in {"money", "number", "count", "date", "flag"} else "text"


def written(value: object, how: str) -> str:
    """Write a value; '' where it is absent."""
    if value is None:
        return ""
    if value is REJECTED:
        return UNREADABLE
    if isinstance(value, tuple):
        return ", ".join(written(one, how) for one in value)
    if isinstance(value, bool):
        return "yes" if value else "no"
    return shown(value, how)


def both_written(before: object, after: object, how: str) -> tuple[str, str]:
    """Write two different values so that they look different, with all their digits where rounding hides it."""
    old, new = written(before, how), written(after, how)
    if old == new:
        return _in_full(before, how), _in_full(after, how)
    return old, new


def _in_full(value: object, how: str) -> str:
    if isinstance(value, tuple):
        return ", ".join(_in_full(one, how) for one in value)
    if isinstance(value, bool) or not isinstance(value, int | Fraction):
        return written(value, how)
    return f"{exact_text(value * 100)} %" if how == "percent" else exact_text(value)


def difference(before: object, after: object, how: str, field: str = "") -> str:
    """Return the difference: of money in percent, of ratios in points, of dates in days; '' where it has no meaning."""
    if field in _NO_DIFFERENCE or before is None or after is None or before == after:
        return ""
    if how == "date":
        days = _days(before, after)
        return "" if days is None else _with_unit(days, _signed(days, "number"), "day")
    if not (_is_number(before) and _is_number(after)):
        return ""
    by: Exact = after - before  # type: ignore[operator]
    if how == "money":
        share = Fraction(by) / before if before > 0 else 0  # type: ignore[operator]
        percent = _signed(share, "percent")
        return _signed(by, "money") if percent == "+0 %" else percent
    if how == "percent":
        return _with_unit(by * 100, _signed(by, "percent").removesuffix(" %"), "point")
    return _with_unit(by, _signed(by, "number"), _UNITS.get(field, ""))


def _is_number(value: object) -> bool:
    return isinstance(value, int | Fraction) and not isinstance(value, bool)


def _with_unit(by: Exact, number: str, unit: str) -> str:
    if number == "+0":  # rounding leaves nothing of it
        number = ("+" if by > 0 else "") + exact_text(by)
    if not unit:
        return number
    return f"{number} {unit}" if by in {1, -1} else f"{number} {unit}s"


def _signed(by: Exact, how: str) -> str:
    text = shown(by, how)
    return text if text.startswith("-") else f"+{text}"


def _days(before: object, after: object) -> int | None:
    from coverage_lint.entities.derived.calendar import days_between

    try:
        return days_between(str(before), str(after))
    except ValueError:
        return None
