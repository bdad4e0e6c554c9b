"""What a value written in the wrong way was probably meant to be, where that is plain."""

from __future__ import annotations

import re
from decimal import Decimal

_SCALES = {
    "": 1,
    "k": 1_000,
    "tsd": 1_000,
    "thousand": 1_000,
    "m": 1_000_000,
    "mm": 1_000_000,
    "mn": 1_000_000,
    "mio": 1_000_000,
    "million": 1_000_000,
    "b": 1_000_000_000,
    "bn": 1_000_000_000,
    "mrd": 1_000_000_000,
}
"""What a word behind a number multiplies it by. Not a billion: in German it is a million million."""
_CURRENCY = r"(?:[A-Z]{3}|(?:US|CA|AU)?[$]|[€£¥₹])"
_AMOUNT = re.compile(
    rf"([-+]?) ?(?:{_CURRENCY} ?)?([-+]?)([0-9][0-9.,' _]*|[.,][0-9]+) ?"
    rf"((?i:{'|'.join(_SCALES)}))[.]? ?(?:{_CURRENCY})?(-?)"
)
_EXPONENT = re.compile(r"[-+]?[0-9]{1,9}(?:[.][0-9]{1,6})?[eE][+]?[0-9]{1,2}")
_GROUPED = re.compile(r"[1-9][0-9]{0,2}(?:([., '_])[0-9]{3})(?:\1[0-9]{3})*")
_SPACES = {ord(mark): " " for mark in "\u00a0\u2007\u2009\u202f"} | {0x2212: "-", 0x2019: "'"}
_YEAR_FIRST = re.compile(r"([0-9]{4})([-/. ])([0-9]{1,2})\2([0-9]{1,2})|([0-9]{4})([0-9]{2})([0-9]{2})")
_YEAR_LAST = re.compile(r"([0-9]{1,2})([-/. ])([0-9]{1,2})\2([0-9]{4})")
_SERIALS = range(36_526, 73_051)
"""What spreadsheets count days by: from 2000 to 2099."""
_MONTH = re.compile(r"([0-9]{4})[-/. ]?(?:M ?)?([0-9]{1,2})")
_QUARTER = re.compile(r"(?:[0-9]{4}[-/ ]?)?(?:FY)?Q ?([1-4])(?:[-/ ]?[0-9]{4})?", re.IGNORECASE)
_HALF = re.compile(r"(?:[0-9]{4}[-/ ]?)?(?:FY)?(?:HY? ?([12])|([12])H)(?:[-/ ]?[0-9]{4})?", re.IGNORECASE)
_LONGEST = 40
_LARGEST_PERCENT = 1_000_000
_LATIN = {
    "ß": "ss", "ẞ": "SS", "æ": "ae", "Æ": "Ae", "œ": "oe", "Œ": "Oe", "ø": "o", "Ø": "O", "ł": "l", "Ł": "L",
    "đ": "d", "Đ": "D", "ð": "d", "Ð": "D", "þ": "th", "Þ": "Th", "\u0131": "i",
}  # fmt: skip
"""Latin letters that are no letter with a mark, as they are written without them."""
_YES, _NO = {"yes", "y", "on", "1"}, {"no", "n", "off", "0"}


def amounts(text: str) -> tuple[str, ...]:
    """Read '12m', '$12,000,000', '1.5 bn' as 12_000_000 and so on: each number that the text can mean.

    A dot or a comma before three digits separates thousands in one country, and decimals in another: '780.000' is
    780_000 or 780.
    """
    plain = _ascii(text)
    if _EXPONENT.fullmatch(plain):
        return (_written(Decimal(plain)),)
    in_brackets = plain.startswith("(") and plain.endswith(")")
    match = _AMOUNT.fullmatch(plain[1:-1].strip() if in_brackets else plain)
    if match is None:
        return ()
    scale = _SCALES[match[4].lower()]
    signs = match[1] + match[2] + match[5] + ("-" if in_brackets else "")
    if len(signs) > 1:
        return ()
    sign = -1 if signs == "-" else 1
    return tuple(dict.fromkeys(_written(number * scale * sign) for number in _numbers(match[3].rstrip())))


def amount(text: str) -> str | None:
    """Return the one number that a text means as an amount; None where it means none, or several."""
    return _only(amounts(text))


def _only(readings: tuple[str, ...]) -> str | None:
    return readings[0] if len(readings) == 1 else None


def _ascii(text: str) -> str:
    """Write a text's digits, spaces, signs and apostrophes as those of ASCII."""
    if len(text) > _LONGEST:
        return ""
    if not text.isascii():
        from unicodedata import decimal, normalize

        text = normalize("NFKC", text.translate(_SPACES)).translate(_SPACES)
        text = "".join(str(decimal(letter, letter)) for letter in text)
    return text.strip()


def _numbers(text: str) -> list[Decimal]:
    """Read digits with dots, commas, spaces, apostrophes or underscores between them."""
    read = []
    grouped = _GROUPED.match(text)
    if grouped is not None:
        rest = text[grouped.end() :]
        whole = re.sub("[^0-9]", "", grouped[0])
        if not rest:
            read.append(Decimal(whole))
        elif rest[0] in ".," and rest[0] != grouped[1] and rest[1:].isdigit():
            read.append(Decimal(f"{whole}.{rest[1:]}"))
    if re.fullmatch("[0-9_]*(?:[.,][0-9]+)?", text):
        read.append(Decimal(text.replace("_", "").replace(",", ".")))
    return read


def _written(number: Decimal) -> str:
    whole = int(number)
    return f"{whole:_}" if number == whole else f"{number.normalize():f}"


def ratio(text: str) -> Decimal | None:
    """Read '10%' and '0.1' in quotes as 0.1; None where it is not plain."""
    match = re.fullmatch(r"\s*(-?[0-9]{1,9}(?:[.,][0-9]{1,9})?)\s*(%?)\s*", text)
    if match is None:
        return None
    return Decimal(match[1].replace(",", ".")) / (100 if match[2] else 1)


def digits(number: Decimal | int) -> str:
    """Write a number plainly: 0.9, never 9E-1 or 0.90."""
    return f"{Decimal(number).normalize():f}"


def within(number: Decimal | int, least: int, most: int) -> str | None:
    """Return what a number outside its bounds was probably meant to be, and how it was read.

    25 is 25 %; where at least all is expected, 0.3 and 30 are what comes on top; a minus may be a slip.
    """
    number = Decimal(number)
    if abs(number) >= _LARGEST_PERCENT:
        return None
    percent = number if number >= 2 * most else number * 100
    readings = [(number / 100, f", if {digits(percent)} % is meant")] if number >= 2 * most else []
    if least == 1 and number > 0:
        on_top = number if number < 1 else number / 100
        readings.append((1 + on_top, f", if {digits(on_top * 100)} % on top is meant"))
    readings.append((-number, ", if the minus is a slip"))
    return next((f"{digits(one)}{reading}" for one, reading in readings if least <= one <= most), None)


def counts(text: str) -> tuple[str, ...]:
    """Read '3' in quotes, and '1,200', as whole numbers: each that the text can mean."""
    if re.search(_CURRENCY, text):
        return ()
    whole = (reading.replace("_", "") for reading in amounts(text) if "." not in reading)
    return tuple(one for one in whole if not one.startswith("-"))


def count(text: str) -> str | None:
    """Return the one whole number that a text means; None where it means none, or several."""
    return _only(counts(text))


def days(text: str) -> tuple[str, ...]:
    """Read '2027/1/5', '20270105' and '31.12.2027': each day that the text can mean.

    '03/04/2027' is the fourth of March in one country, and the third of April in another.
    """
    plain = _ascii(text)
    first, last = _YEAR_FIRST.fullmatch(plain), _YEAR_LAST.fullmatch(plain)
    if first:
        found = [(first[1] or first[5], first[3] or first[6], first[4] or first[7])]
    elif last:
        found = [(last[4], last[3], last[1]), (last[4], last[1], last[3])]
    else:
        return ()
    read = (_day(int(year), int(month), int(number)) for year, month, number in found)
    return tuple(dict.fromkeys(one for one in read if one))


def day(text: str) -> str | None:
    """Return the one day that a text means; None where it means none, or several."""
    return _only(days(text))


def day_of_serial(text: str) -> str | None:
    """Return the day that a spreadsheet means by a number such as 46387, None for other numbers."""
    if not text.isascii() or not text.isdigit() or len(text) != len("46387") or int(text) not in _SERIALS:
        return None
    from datetime import date

    return date.fromordinal(date(1899, 12, 30).toordinal() + int(text)).isoformat()


def _day(year: int, month: int, number: int) -> str | None:
    from datetime import date

    try:
        return date(year, month, number).isoformat()
    except ValueError:
        return None


def period(text: str) -> str | None:
    """Read 'q1' and '2027-Q1' as Q1, '1H' as H1, '2027-1' and a day of it as 2027-01; None where it is not plain."""
    if len(text) > _LONGEST:
        return None
    quarter, month = _QUARTER.fullmatch(text.strip()), _MONTH.fullmatch(text.strip())
    half, read = _HALF.fullmatch(text.strip()), day(text)
    if quarter:
        return f"Q{quarter[1]}"
    if half:
        return f"H{half[1] or half[2]}"
    if read is not None:
        return read[:7]
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
    """Write a text as an id: 'Ada Lovelace' as ada-lovelace, 'José' as jose.

    None where nothing is left of it, and where letters are none of the Latin ones, which an id would lose.
    """
    latin = text[:100]
    if not latin.isascii():
        from unicodedata import combining, normalize

        apart = normalize("NFKD", "".join(_LATIN.get(letter, letter) for letter in latin))
        latin = "".join(letter for letter in apart if not combining(letter))
        if any(letter.isalnum() and not letter.isascii() for letter in latin):
            return None
    spaced = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "-", latin)
    made = re.sub(r"[^a-z0-9]+", "-", spaced.lower()).strip("-")
    return made.removeprefix("x-") or None if made != "x" else None
