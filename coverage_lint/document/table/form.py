"""How a table is written: what separates its cells, how its numbers and dates read, which column holds which field."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from coverage_lint.codes import finding
from coverage_lint.document.nodes import Map, Value
from coverage_lint.document.yaml.scalars import RefusedNumber
from coverage_lint.frozen import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping

    from coverage_lint.findings import Finding
    from coverage_lint.location import Location

FROM = "from"
"""The key that names the files."""
DELIMITERS = (",", ";", "\t", "|")
ENCODINGS = (
    "utf-8", "utf-16", "windows-1250", "windows-1251", "windows-1252", "windows-1253", "windows-1254", "windows-1257",
    "iso-8859-1", "iso-8859-2", "iso-8859-15", "macintosh", "shift_jis", "euc-kr", "gb18030", "big5",
)  # fmt: skip
DECIMALS = (".", ",")
THOUSANDS = (",", ".", "'", " ")
DATES = ("dmy", "mdy", "ymd")
_CHOICES: Mapping[str, tuple[str, ...]] = {
    "delimiter": DELIMITERS,
    "encoding": ENCODINGS,
    "decimal": DECIMALS,
    "thousands": THOUSANDS,
    "dates": DATES,
}
COLUMNS = "columns"
OPTIONS = (*_CHOICES, COLUMNS)
"""The keys that may stand beside `from`."""
_SPACES = {ord(mark): " " for mark in "\u00a0\u2007\u2009\u202f"} | {0x2019: "'"}
_DAY = re.compile(r"([0-9]{1,4})([-./ ])([0-9]{1,2})\2([0-9]{1,4})[.]?")
_FIGURE = re.compile(r"[-+]?[0-9][0-9., ']*")
"""What begins like a number and goes on like one. Underscores part thousands wherever a model is read."""
_ISO = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


class Form(NamedTuple):
    """How a CSV file is written, as its options beside `from` say."""

    delimiter: str = ","
    encoding: str = "utf-8"
    decimal: str = "."
    thousands: str = ""
    dates: str = "ymd"
    columns: Mapping[str, str] | None = None
    """The header's word for each dotted field; None where the header names the fields."""
    places: Mapping[str, Location] = {}
    """Where `columns` names each field's header."""
    given: frozenset[str] = frozenset()
    """The options that were written."""

    @property
    def says_numbers(self) -> bool:
        """Whether it says what stands before decimals, or between thousands."""
        return bool(self.given & {"decimal", "thousands"})

    def number(self, text: str) -> str:
        """Return a number as YAML writes it: 1.234,50 as 1234.50. What is no figure stays as it is.

        Raises RefusedNumber for figures that this form writes otherwise: 12.5 is none where decimals follow a comma.
        """
        if not self.says_numbers:
            return text
        plain = text if text.isascii() else text.translate(_SPACES)
        if not _FIGURE.fullmatch(plain):
            return text
        mark, point = re.escape(self.thousands or "_"), re.escape(self.decimal)
        found = re.fullmatch(rf"([-+]?)([0-9]+|[0-9]{{1,3}}(?:{mark}[0-9]{{3}})+)(?:{point}([0-9]+))?", plain)
        if found is None:
            parted = f", and '{self.thousands}' parts thousands" if self.thousands else ", and nothing parts thousands"
            words = f"{text} is no number of this table, whose decimals follow '{self.decimal}'{parted}"
            advice = "Correct the cell, or `decimal` and `thousands` beside `from`."
            raise RefusedNumber("CL010", words, advice)
        whole = found[2].replace(self.thousands or "_", "")
        return f"{found[1]}{whole}" + (f".{found[3]}" if found[3] else "")

    def day(self, text: str) -> str:
        """Return a day as YYYY-MM-DD; what is no day in this form stays as it is."""
        found = None if "dates" not in self.given or _ISO.fullmatch(text) else _DAY.fullmatch(text)
        if found is None:
            return text
        parts = dict(zip(self.dates, (found[1], found[3], found[4]), strict=True))
        year, month, day = parts["y"], parts["m"], parts["d"]
        if len(year) != 4 or len(month) > 2 or len(day) > 2:  # noqa: PLR2004 - a year of two digits can be of any century
            return text
        return f"{year}-{int(month):02}-{int(day):02}"


PLAIN = Form()


def read_form(value: Map, section: str, fields: frozenset[str]) -> tuple[Form, list[Finding]]:
    """Return what stands beside `from`, and a finding for each option that says nothing usable."""
    given: dict[str, object] = {}
    problems: list[Finding] = []
    for key, choices in _CHOICES.items():
        held = value.get(key)
        if held is None:
            continue
        if held in choices and isinstance(held, str):
            given[key] = held
        else:
            problems.append(_no_choice(value, key, choices, section))
    if value.get(COLUMNS) is not None:
        columns, places, wrong = _columns(value, section, fields)
        given |= {COLUMNS: columns, "places": places}
        problems += wrong
    if given.get("thousands") == "." and "decimal" not in given:
        given["decimal"] = ","  # as it is wherever a dot parts thousands
    form = Form(**given, given=frozenset(given))  # type: ignore[arg-type]  # each was held against its choices
    numbers = next((key for key in ("thousands", "decimal") if value.get(key) is not None), FROM)
    place = value.value_location(numbers)
    if form.thousands == form.decimal:
        words = f"'{form.decimal}' stands for the decimals and for the thousands of one table"
        advice = "Write `decimal` and `thousands` as the table has them, each another character."
        problems.append(finding("CL010", place, words, help=advice, field=numbers, subject=section))
    if form.delimiter == form.decimal and "delimiter" not in given:
        words = "a decimal comma in a table whose cells are separated by commas"
        advice = 'Write what separates its cells as well, such as delimiter: ";".'
        problems.append(finding("CL010", place, words, help=advice, field=numbers, subject=section))
    return form, problems


def _no_choice(value: Map, key: str, choices: tuple[str, ...], section: str) -> Finding:
    from coverage_lint.document.exact_fix import exact_fix
    from coverage_lint.nearness import did_you_mean, nearest, only

    held = value[key]
    near = nearest(held, choices) if isinstance(held, str) else ()
    shown = ", ".join(_shown(one) for one in choices)
    words = f"{key} is {_shown(held)}; it must be one of {shown}"
    label = did_you_mean(near)
    advice = f"Write {key}: {_shown(near[0] if len(near) == 1 else choices[0])}."
    at = value.value_location(key)
    fix = exact_fix(at, held, only(near), is_text=True)
    return finding("CL010", at, words, label=label, help=advice, field=key, subject=section, fix=fix)


def _shown(held: Value) -> str:
    """Return a choice as YAML takes it."""
    if isinstance(held, str):
        return (
            '"\\t"' if held == "\t" else held if held.replace("-", "").replace("_", "").isalnum() else f'"{held[:60]}"'
        )
    return "no text"


def _columns(
    value: Map, section: str, fields: frozenset[str]
) -> tuple[dict[str, str], dict[str, Location], list[Finding]]:
    """Return the header's word for each field that `columns` names, where it stands, and what is wrong with them."""
    held = value[COLUMNS]
    if not isinstance(held, Map) or not held:
        words = f"{COLUMNS} is {'empty' if isinstance(held, Map) else 'no mapping'}; it names the column of each field"
        advice = "Write, for example, columns: {id: Employee ID, role: Job title}."
        place = value.value_location(COLUMNS)
        return {}, {}, [finding("CL010", place, words, help=advice, field=COLUMNS, subject=section)]
    columns: dict[str, str] = {}
    places: dict[str, Location] = {}
    problems: list[Finding] = []
    for key, header in held.items():
        name = key.partition(".")[0]
        if name not in fields and not name.startswith("x-"):
            problems.append(_no_field(held, key, section, fields))
        elif not isinstance(header, str) or not header.strip():
            words = f"the column of {key} is no text; it is a word of the table's first line"
            advice = f'Write the header\'s word in quotes, such as {key}: "2027".'
            place = held.value_location(key)
            problems.append(finding("CL010", place, words, help=advice, field=key, subject=section))
        else:
            columns[key], places[key] = header.strip(), held.value_location(key)
    return columns, places, problems


def _no_field(held: Map, key: str, section: str, fields: frozenset[str]) -> Finding:
    from coverage_lint.document.exact_fix import exact_fix
    from coverage_lint.nearness import did_you_mean, nearest

    swapped = held[key] if isinstance(held[key], str) and held[key] in fields else None
    near = nearest(key.partition(".")[0], sorted(fields))
    label = did_you_mean(near)
    if swapped is not None:
        label, advice = "the field stands first", f"Write the field first, and the column behind it: {swapped}: {key}."
    else:
        advice = f"Write {near[0]}." if len(near) == 1 else f"Write a field of {section} before the name of its column."
    words = f"{COLUMNS} names {key}, which is no field of {section}"
    at, rest = held.key_location(key), key.partition(".")[1:]
    meant = "".join((near[0], *rest)) if len(near) == 1 and swapped is None else None
    fix = exact_fix(at, key, meant if meant not in held else None, is_text=True)
    return finding("CL011", at, words, label=label, help=advice, field=key, subject=section, fix=fix)
