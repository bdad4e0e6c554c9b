"""Messages of policies: text with names in braces, and how values are written for people.

Rounding happens here and nowhere else.
"""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

from coverage_lint.entities.records import Record
from coverage_lint.errors import ExpressionError
from coverage_lint.frozen import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from coverage_lint.entities.catalogue import Type

FORMATS = {
    "money": ("money", "number"), "percent": ("ratio", "number"), "ratio": ("ratio", "number", "count"),
    "count": ("count", "number"), "number": ("ratio", "count", "number"), "date": ("date",), "text": ("text",),
}  # fmt: skip
"""Each format, and the types of values that it shows."""
_USUAL = {"money": "money", "ratio": "ratio", "count": "count", "number": "number", "date": "date", "text": "text"}


_LONGEST = 40
"""Digits that a number is written out with; nobody reads longer ones, and Python refuses to write very long ones."""
_BEYOND = 10**_LONGEST
_FEW = 100
"""Amounts below this are shown with their cents."""


class Hole(NamedTuple):
    """A name in a message, and how its value is shown."""

    name: str
    format: str


class Message(NamedTuple):
    """A message: plain text and holes, in order."""

    parts: tuple[str | Hole, ...]

    def fill(self, values: Mapping[str, object]) -> str:
        """Fill values into the placeholders."""
        return "".join(part if isinstance(part, str) else _said(values[part.name], part.format) for part in self.parts)

    def names(self) -> tuple[str, ...]:
        """Return the names of the holes, each once."""
        return tuple(dict.fromkeys(part.name for part in self.parts if isinstance(part, Hole)))


def read_message(text: str, type_of: Callable[[str], Type]) -> Message:
    """Read a message; `type_of` gives a name's type, or raises ExpressionError. Raises ExpressionError."""
    parts: list[str | Hole] = []
    at = 0
    while True:
        start = text.find("{", at)
        if start < 0:
            parts.append(text[at:])
            return Message(tuple(part for part in parts if part))
        parts.append(text[at:start])
        end = text.find("}", start)
        if end < 0:
            raise ExpressionError("a brace is not closed", start, start + 1)
        name, _, given = text[start + 1 : end].partition(":")
        if not name.isidentifier():
            raise ExpressionError("only names stand in braces; compute under `let`", start, end + 1)
        try:
            held = type_of(name)
        except ExpressionError as error:
            raise ExpressionError(error.message, start + 1, start + 1 + len(name), error.help) from None
        parts.append(Hole(name, _format(given, held, start, end)))
        at = end + 1


def _format(given: str, held: Type, start: int, end: int) -> str:
    if held.name == "entity":
        return "text"
    usual = _USUAL.get(held.name)
    if usual is None:
        raise ExpressionError(f"{held} cannot stand in a message", start, end + 1)
    if "|" in given:
        if held.name not in FORMATS["number"] or given.count("|") != 1:
            words = "one word for one and one for several, such as {seats:seat|seats}, go by a number"
            raise ExpressionError(words, start, end + 1)
        return given
    if given and given not in FORMATS:
        raise ExpressionError(f"{given} is no format; the formats are {', '.join(FORMATS)}", start, end + 1)
    if given and held.name not in FORMATS[given]:
        raise ExpressionError(f"{held} cannot be shown as {given}", start, end + 1)
    return given or usual


def _said(value: object, how: str) -> str:
    """Write a value within a sentence."""
    if how == "money" and isinstance(value, int | Fraction) and abs(value) < _BEYOND:
        return money_in_sentence(value)
    return shown(value, how)


def shown(value: object, how: str) -> str:
    """Write a value for people; '?' when it is unknown."""
    if value is None:
        return how.partition("|")[2] or "?"
    if isinstance(value, Record):
        return value.id or value.kind
    if isinstance(value, bool) or not isinstance(value, int | Fraction):
        return str(value)
    if "|" in how:
        one, _, several = how.partition("|")
        return one if value == 1 else several
    if abs(value) >= _BEYOND:
        return f"{'less than -' if value < 0 else 'more than '}10^{_LONGEST}"
    if how == "money":
        return money(value)
    if how == "percent":
        return f"{_decimals(value * 100, 1)} %"
    return _decimals(value, 2)


def money(value: int | Fraction) -> str:
    """Write an amount with thousands marked, with cents where it has any, and finer where it must."""
    if value.denominator == 1:
        return f"{value.numerator:,}"
    for places in (2, 4, 6):
        if value * 10**places == int(value * 10**places):
            return f"{rounded(value, places):,.{places}f}"
    return f"{rounded(value, 2):,.2f}"


_LARGE = ((12, "T"), (9, "bn"), (6, "M"), (3, "k"))
"""Powers of ten, and the letters by which people call them."""


def money_short(value: int | Fraction) -> str:
    """Write an amount with about three digits, as people say it: 22.8 M; below a thousand, without cents."""
    if not -_BEYOND < value < _BEYOND:
        return shown(value, "money")
    size = Fraction(value if value >= 0 else -value)
    said = f"{rounded(size, 0):f}"
    if rounded(size, 0) >= 1_000:  # noqa: PLR2004 - a thousand
        power, letter = next((power, letter) for power, letter in _LARGE if rounded(size / 10**power, 3) >= 1)
        scaled = size / 10**power
        places = next((places for places, least in _PLACES if rounded(scaled, places) < least), 0)
        text = f"{rounded(scaled, places):,f}"
        said = f"{text.rstrip('0').rstrip('.') if '.' in text else text} {letter}"
    return f"-{said}" if value < 0 and said != "0" else said


_PLACES = ((2, 10), (1, 100))
"""Decimals below a number."""


def money_in_sentence(value: int | Fraction) -> str:
    """Return an amount without idle decimals: from 100 on, one that is not exact to the cent is rounded to the unit.

    Such amounts come from a division or a ratio. Not used in tables, whose figures people add up.
    """
    idle = isinstance(value, Fraction) and abs(value) >= _FEW and value * 100 != int(value * 100)
    return f"{rounded(value, 0):,.0f}" if idle else money(value)


def _decimals(value: int | Fraction, places: int) -> str:
    short = rounded(value, places)
    return f"{int(short):,}" if short == int(short) else f"{short:,.{places}f}".rstrip("0")


def rounded(value: int | Fraction, places: int) -> Decimal:
    """Return a number rounded to so many decimals, half away from zero: 0.125 is 0.13.

    Exactly: the digits are counted before Decimal sees them. Nothing else in the project rounds.
    """
    scaled = value * 10**places
    whole = int(abs(scaled) + Fraction(1, 2))
    return Decimal(whole if scaled >= 0 else -whole).scaleb(-places) if whole else Decimal(0)
