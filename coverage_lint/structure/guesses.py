"""What a value written in the wrong way was probably meant to be, where that is plain."""

from __future__ import annotations

import re
from decimal import Decimal

_SCALES = {
    "": 1,
    "k": 1_000,
    "m": 1_000_000,
    "mn": 1_000_000,
    "mio": 1_000_000,
    "b": 1_000_000_000,
    "bn": 1_000_000_000,
}
_AMOUNT = re.compile(
    r"(-?)(?:[A-Z]{3} ?|[$€£¥] ?)?([0-9][0-9_]*|[0-9]{1,3}(?:,[0-9]{3})+)([.][0-9]+)?\s*([a-z]*)(?: ?[€£]| ?[A-Z]{3})?"
)
_DAY = re.compile(r"([0-9]{4})[-/. ]?([0-9]{1,2})[-/. ]?([0-9]{1,2})")
_MONTH = re.compile(r"([0-9]{4})[-/. ]?(?:M ?)?([0-9]{1,2})")
_QUARTER = re.compile(r"(?:[0-9]{4}[-/ ]?)?(?:FY)?Q ?([1-4])(?:[-/ ]?[0-9]{4})?", re.IGNORECASE)
_LONGEST = 40
_YES, _NO = {"yes", "y", "on", "1"}, {"no", "n", "off", "0"}


def amount(text: str) -> str | None:
    """Read '12m', '$12,000,000', '1.5 bn' as 12_000_000 and so on; None where it is not plain."""
    match = _AMOUNT.fullmatch(text.strip()) if len(text) <= _LONGEST else None
    scale = _SCALES.get(match[4]) if match else None
    if match is None or scale is None:
        return None
    number = Decimal(match[2].replace(",", "").replace("_", "") + (match[3] or "")) * scale
    whole = int(number)
    return match[1] + (f"{whole:_}" if number == whole else f"{number.normalize():f}")


def ratio(text: str) -> str | None:
    """Read '10%' and '0.1' in quotes as 0.1; None where it is not plain."""
    match = re.fullmatch(r"\s*(-?[0-9]{1,9}(?:[.,][0-9]{1,9})?)\s*(%?)\s*", text)
    if match is None:
        return None
    number = Decimal(match[1].replace(",", ".")) / (100 if match[2] else 1)
    return f"{number.normalize():f}"


def count(text: str) -> str | None:
    """Read '3' in quotes, and '1,200', as a whole number; None where it is not plain."""
    match = re.fullmatch(r"\s*([0-9]{1,9}|[0-9]{1,3}(?:[,_][0-9]{3}){1,2})\s*", text)
    return str(int(re.sub("[,_]", "", match[1]))) if match else None


def day(text: str) -> str | None:
    """Read '2027/1/5' and '20270105' as 2027-01-05; where day and month could be mixed up, None."""
    match = _DAY.fullmatch(text.strip()) if len(text) <= _LONGEST else None
    if match is None:
        return None
    from datetime import date

    try:
        return date(int(match[1]), int(match[2]), int(match[3])).isoformat()
    except ValueError:
        return None


def period(text: str) -> str | None:
    """Read 'q1' and '2027-Q1' as Q1, '2027-1' as 2027-01; None where it is not plain."""
    if len(text) > _LONGEST:
        return None
    quarter, month = _QUARTER.fullmatch(text.strip()), _MONTH.fullmatch(text.strip())
    if quarter:
        return f"Q{quarter[1]}"
    if month and 1 <= int(month[2]) <= 12:  # noqa: PLR2004 - months
        return f"{month[1]}-{int(month[2]):02}"
    return None


def flag(value: object) -> str | None:
    """Read yes, no, on, off, 1 and 0 as true or false; None for the rest."""
    word = str(value).lower()
    if word in _YES | {"true"}:
        return "true"
    return "false" if word in _NO | {"false"} else None


def kebab(text: str) -> str | None:
    """Write a text as an id: 'Ada Lovelace' as ada-lovelace; None where nothing is left of it."""
    spaced = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "-", text[:100])
    made = re.sub(r"[^a-z0-9]+", "-", spaced.lower()).strip("-")
    return made.removeprefix("x-") or None if made != "x" else None
