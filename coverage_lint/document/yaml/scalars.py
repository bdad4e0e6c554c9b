"""Plain scalars by the core schema of YAML 1.2, without floats."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from decimal import Decimal

    from coverage_lint.document.nodes import Value


MOST_DIGITS = 40
"""Digits of a number, and places it may be shifted by its exponent; an amount has 18 and 6."""

WORDS: dict[str, bool | None] = {
    "": None,
    "~": None,
    "null": None,
    "Null": None,
    "NULL": None,
    "true": True,
    "True": True,
    "TRUE": True,
    "false": False,
    "False": False,
    "FALSE": False,
}
"""The scalars that are neither number nor text."""

_NUMBERS_BEGIN_WITH = frozenset("0123456789+-.")
_NOT_FINITE = frozenset(
    [sign + word for sign in ("", "+", "-") for word in (".inf", ".Inf", ".INF")] + [".nan", ".NaN", ".NAN"]
)


class RefusedNumber(ValueError):  # noqa: N818 - it says what it is, and never leaves the package
    """A number that is none or too large to reckon with; its words say which."""

    def __init__(self, code: str, words: str, advice: str = "") -> None:
        """Take the finding's code, its message and its help."""
        super().__init__(words)
        self.code = code
        self.help = advice


def resolve(text: str) -> str | int | Decimal | bool | None:
    """Return what a plain scalar means. Raises RefusedNumber."""
    if text[:1] in _NUMBERS_BEGIN_WITH and text:
        number = read_number(text)
        return text if number is None else number
    return WORDS.get(text, text)


def read_number(text: str) -> int | Decimal | None:
    """Return the number a text stands for, None where it stands for none. Raises RefusedNumber."""
    body = text[1:] if text[:1] in ("+", "-") else text
    if not body.isascii():
        return None
    if body.isdigit():
        _bound_digits(len(body))
        return int(text)
    if body[:2] in ("0x", "0o"):
        return _based(text)
    if text in _NOT_FINITE:
        raise RefusedNumber("CL001", f"{text} is no number that a plan can hold")
    return _decimal(text, body)


def _bound_digits(count: int) -> None:
    if count > MOST_DIGITS:
        raise RefusedNumber("CL004", f"a number of {count:,} digits; at most {MOST_DIGITS} are read")


def _based(text: str) -> int | None:
    """Read 0x1F and 0o17; the core schema gives them no sign."""
    digits = text[2:]
    allowed = "0123456789abcdefABCDEF" if text[:2] == "0x" else "01234567"
    if text[:1] != "0" or not digits or digits.strip(allowed):
        return None
    _bound_digits(len(digits))
    return int(digits, 16 if text[1] == "x" else 8)


def _decimal(text: str, body: str) -> int | Decimal | None:
    mantissa, e, exponent = body.replace("E", "e", 1).partition("e")
    whole, _, fraction = mantissa.partition(".")
    digits = whole + fraction
    if not digits.isdigit() or (whole and not whole.isdigit()) or (fraction and not fraction.isdigit()):
        return None
    if e:
        power = exponent[1:] if exponent[:1] in ("+", "-") else exponent
        if not power.isdigit():
            return None
        if len(power.lstrip("0")) > 2 or int(power[-2:]) > MOST_DIGITS:  # noqa: PLR2004 - digits of MOST_DIGITS
            raise RefusedNumber("CL004", f"an exponent beyond {MOST_DIGITS}")
    _bound_digits(len(digits))
    from decimal import Decimal

    number = Decimal(text)
    integral = int(number)
    return integral if number == integral else number


def as_tagged(tag: str, text: str) -> Value:
    """Return a scalar's value under a tag. Raises KeyError for an unknown tag, RefusedNumber for a wrong value."""
    if tag in ("str", "!"):
        return text
    if tag in ("int", "float"):
        number = read_number(text)
        if number is None or (tag == "int" and not isinstance(number, int)):
            raise RefusedNumber("CL001", f"tagged !!{tag}, and is no {'whole number' if tag == 'int' else 'number'}")
        return number
    if tag in ("bool", "null"):
        value = resolve(text)
        if not isinstance(value, bool if tag == "bool" else type(None)):
            raise RefusedNumber("CL001", f"tagged !!{tag}, and is not {'true or false' if tag == 'bool' else 'null'}")
        return value
    raise KeyError(tag)
