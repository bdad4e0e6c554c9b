"""Tables: CSV as spreadsheets of several countries write it, and as nobody should."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from coverage_lint.document.table.form import DATES, DECIMALS, DELIMITERS, ENCODINGS, THOUSANDS
from fuzzing import oddities, seeds, spelling, words
from fuzzing.garble import garbled
from fuzzing.spelling import Fields, Raw
from fuzzing.trial import Input

if TYPE_CHECKING:
    from random import Random

_COLUMNS = ("id", "name", "role", "group", "manager", "status", "count", "start", "end", "certifications", "quota")
_ODD_COLUMNS = (
    "Team", "Id", " id", "id ", "groups.hunters", "groups.hunters.x", "phasing.Q1", "phasing.Q9", "quota_relief.amount",
    "coverage_lint", "coverage-lint", "", "a.b.c.d.e.f.g.h.i.j", ".", "x-own", "phasing", "Quota", "group ", "Rolle", "id;name",
)  # fmt: skip
_POINTER = b"version https://git-lfs.github.com/spec/v1\noid sha256:" + b"a" * 64 + b"\nsize 12345\n"
_SECTIONS = {
    "people": _COLUMNS,
    "goals": ("id", "motion", "target", "parent", "phasing.Q1", "phasing.Q2", "prior_actual"),
    "groups": ("id", "parent", "leader", "quota", "targets.new-business", "targets.renewals", "quota_type", "overlay"),
    "territories": ("id", "parent", "group", "owner", "potential", "name"),
    "segments": ("id", "motion", "size", "tier", "accounts", "value", "name"),
    "roles": ("id", "family", "motion", "productivity", "attrition", "certifications", "ramp"),
}
_ODD_CELLS = (*oddities.NUMBERS, *oddities.TEXTS, *oddities.DATES, "ignore[CL205] known", "[a, b]", "{a: 1}")
_TARGETS = (
    "people.csv",
    "../outside/secret.csv",
    "../outside/fifo",
    "nowhere",
    ".",
    "/dev/zero",
    "/dev/stdin",
    "linked.csv",
)
_ENDINGS = ("CSV", "tsv", "txt", "yaml")
_WITH_OPTIONS = 0.3
_OPTIONS = {"delimiter": DELIMITERS, "encoding": ENCODINGS, "decimal": DECIMALS, "thousands": THOUSANDS, "dates": DATES}
_LESS_OFTEN = frozenset(("budget", "organization", "priorities", "process"))
"""Sections that have little to do with tables, and take time to check."""
_ENCODINGS = ("utf-8", "utf-8", "utf-8", "utf-8-sig", "utf-16", "latin-1", "cp1252", "utf-16-le")


def table_input(rng: Random) -> Input:
    """Draw a model whose sections are read from tables, and a check of it."""
    model = spelling.clone(_base())
    if rng.random() < 0.8:
        model[:] = [pair for pair in model if pair[0] not in _LESS_OFTEN]
    files: dict[str, bytes] = {}
    for section in {"people", rng.choice(list(_SECTIONS))} if rng.random() < 0.5 else {"people"}:
        name = f"{oddities.pick(rng, ('',), ('tables/',), 0.1)}{section}.{oddities.pick(rng, ('csv',), _ENDINGS, 0.1)}"
        files[name] = table(rng, section)
        usual = (name, name, f"[{name}]", f"[{name}, {name}]", "'*.csv'", "'**/*.csv'", f"[{name}, nowhere.csv]")
        named = Raw(rng.choice(usual)) if rng.random() < 0.9 else rng.choice(oddities.PATHS)
        for pair in model:
            if pair[0] == section:
                pair[1] = Fields([["from", named], *(_options(rng) if rng.random() < _WITH_OPTIONS else ())])
    if rng.random() < 0.1:
        files["more.csv"] = table(rng, "people")
    text = spelling.write(model, spelling.Style(), rng).encode("utf-8", "replace")
    links = {"linked.csv": rng.choice(_TARGETS)} if rng.random() < 0.03 else {}
    files = {"coverage.yaml": text, **dict(sorted(files.items()))}
    asked = words.check(rng, "coverage.yaml", structure=0.6)
    return Input("tables", files, asked, links=links, encoding=words.encoding(rng))


def _options(rng: Random) -> list[list[object]]:
    """Draw what may stand beside `from`: mostly what is allowed, now and then anything."""
    drawn: list[list[object]] = [
        [key, Raw(repr(rng.choice(choices))) if rng.random() < 0.9 else rng.choice(oddities.PATHS)]
        for key, choices in _OPTIONS.items()
        if rng.random() < 0.4
    ]
    if rng.random() < 0.4:
        words = ("id", "name", "Rep", "Job title", "quota", "", "start", "no such column")
        fields = ("id", "name", "role", "quota", "start", "phasing.Q1", "roel", "x-own", "quota.a.b")
        drawn.append(["columns", Fields([[rng.choice(fields), rng.choice(words)] for _ in range(rng.randrange(4))])])
    return drawn


@cache
def _base() -> Fields:
    return spelling.read(seeds.text(seeds.PLAN))


def people(rng: Random) -> bytes:
    """Draw a table of people."""
    return table(rng, "people")


def table(rng: Random, section: str) -> bytes:
    """Draw the table of a section."""
    if rng.random() < 0.02:
        return rng.choice((b"", b"\n", _POINTER, b"id\n", b"\xff\xfe", b"id,id\na,a\n"))
    separator = rng.choice(",,,,;\t|:") if rng.random() < 0.5 else ","
    header = _header(rng, section)
    rows = [[_cell(rng, column, number) for column in header] for number in range(_length(rng))]
    for row in rows:
        if rng.random() < 0.02:
            row.append("x")
        elif rng.random() < 0.02:
            row.pop()
    end = rng.choice(("\n", "\n", "\n", "\r\n", "\r", "\n\r"))
    text = end.join(separator.join(_quoted(cell, separator, rng) for cell in row) for row in [header, *rows])
    data = (text + (end if rng.random() < 0.8 else "")).encode(rng.choice(_ENCODINGS), "replace")
    return garbled(data, rng, 3) if rng.random() < 0.2 else data


def _header(rng: Random, section: str) -> list[str]:
    header = [column for column in _SECTIONS[section] if column == "id" or rng.random() < 0.8]
    for _ in range(rng.choice((0, 0, 0, 1, 3))):
        header.insert(rng.randrange(len(header) + 1), rng.choice(_ODD_COLUMNS))
    if rng.random() < 0.1:
        header[rng.randrange(len(header))] = rng.choice((*oddities.KEYS, *_COLUMNS))
    if rng.random() < 0.01:
        header += [f"x-{number}" for number in range(rng.choice((100, 400)))] + [""] * 50
    return header


def _length(rng: Random) -> int:
    return rng.choice((0, 1, 5, 5, 10, 20)) if rng.random() < 0.97 else 150


def _cell(rng: Random, column: str, number: int) -> str:
    if rng.random() < 0.06:
        return rng.choice(_ODD_CELLS)
    if column == "id":
        return rng.choice(("vera", "maya", "omar")) if rng.random() < 0.1 else f"row-{number}"
    if not column or rng.random() < 0.1:
        return ""
    return rng.choice(_usual(column))


def _usual(column: str) -> tuple[str, ...]:
    if column in {"start", "end"}:
        return ("2022-01-01", "2027-03-01", "2027-06-30")
    if column in {"quota", "target", "productivity", "value", "potential"} or "." in column:
        return ("1_000_000", "1100000", "0", "250_000.50", "1.000.000", "1,000")
    return {
        "role": ("hunter", "farmer", "sales-manager"), "group": ("hunters", "farmers", "sales"), "manager": ("vera", "maya"),
        "status": ("active", "open", "leave"), "certifications": ("product", "product;x", "product|y", "product, z"),
        "motion": ("new_business", "renewal"), "family": ("account_executive", "manager"), "count": ("1", "2", "0"),
        "leader": ("vera", "maya"), "parent": ("sales", "world", ""), "owner": ("vera",), "attrition": ("0.1", "10 %", "10"),
    }.get(column, ("x", "a-b", "true", "3"))  # fmt: skip


def _quoted(cell: str, separator: str, rng: Random) -> str:
    needed = any(sign in cell for sign in (separator, '"', "\n", "\r"))
    if (needed and rng.random() < 0.9) or rng.random() < 0.05:
        return f'"{cell.replace(chr(34), chr(34) * 2)}"'
    return cell
