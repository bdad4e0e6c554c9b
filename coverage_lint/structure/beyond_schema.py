"""What JSON Schema cannot say: decimals of amounts, the length of a fiscal year, one group or several."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from coverage_lint.codes import finding
from coverage_lint.document.nodes import Map, Seq, Value
from coverage_lint.frozen import NamedTuple
from coverage_lint.schemas import Schema, load_schema, phasings, resolve
from coverage_lint.system.cache import kept

if TYPE_CHECKING:
    from collections.abc import Iterable
    from decimal import Decimal
    from typing import TypeGuard

    from coverage_lint.document.documents import Rejections
    from coverage_lint.findings import Finding
    from coverage_lint.location import Source
    from coverage_lint.structure.model_paths import Path

MOST_DECIMALS = 6
_DOT_BEFORE_THREE = re.compile("[.][0-9]{3}(?![0-9])")


def check_beyond_schema(root: Map, rejected: Rejections, sources: Iterable[Source]) -> list[Finding]:
    """Return CL010 for what is wrong though the schema allows it, and refuse it."""
    told = [
        WrongValue(
            path,
            "a number has too many decimals",
            f"an amount has at most {MOST_DECIMALS} decimals",
            "Round it; to whole units is usual.",
        )
        for path in _fine_amounts(root, _amount_paths())
    ]
    told += _fiscal_year(root)
    told += _one_or_several(root, "people", "group", "groups", "a person has one group, or groups with a share each")
    told += _one_or_several(root, "territories", "owner", "owners", "a territory has one owner, or a list of owners")
    told += _slow_accelerators(root)
    told += _torn_halves(root)
    findings = _findings(root, told, rejected) if told else []
    if any(_DOT_BEFORE_THREE.search(source.text) for source in sources):
        from coverage_lint.structure.thousands import check_thousands

        findings += check_thousands(root, rejected)
    return findings


class WrongValue(NamedTuple):
    """A value that is wrong: where it is, the label of the place, the rule that it breaks, how to repair it."""

    path: Path
    label: str
    rule: str
    help: str
    also: tuple[Path, ...] = ()
    """What is refused with it, and not told."""


def _findings(root: Map, told: list[WrongValue], rejected: Rejections) -> list[Finding]:
    from coverage_lint.structure.model_paths import Place

    findings = []
    for path, label, rule, advice, also in told:
        place = Place(root, path)
        if place.refused(rejected):
            continue
        place.refuse(rejected)
        for other in also:
            Place(root, other).refuse(rejected)
        message = f"{place.subject()} is {place.value()}; {rule}"
        findings.append(
            finding(
                "CL010",
                place.location(),
                message,
                label=label,
                help=advice,
                entity=place.entity(),
                field=place.field(),
                subject=place.rows(),
            )
        )
    return findings


class AmountPaths(NamedTuple):
    """Where amounts are below a value."""

    fields: tuple[tuple[str, AmountPaths | None], ...]
    """Keys, with the amounts below them; None where the field is an amount itself."""
    items: AmountPaths | None
    any_key: bool
    """Whether every value of the mapping is an amount, whatever its key."""


@cache
def _amount_paths() -> AmountPaths:
    return kept("amounts", AmountPaths, _find_amount_paths)


def _find_amount_paths() -> AmountPaths:
    schema = load_schema()
    return _paths_below(schema, schema["$defs"]) or AmountPaths((), None, any_key=False)


def _paths_below(schema: Schema, definitions: Schema) -> AmountPaths | None:
    schema = resolve(schema, definitions)
    fields: list[tuple[str, AmountPaths | None]] = []
    for key, part in schema.get("properties", {}).items():
        below = _paths_below(part, definitions)
        if _is_amount(part):
            fields.append((key, None))
        if below:  # beside the amount where a map of amounts may stand in its place
            fields.append((key, below))
    items = _paths_below(schema["items"], definitions) if "items" in schema else None
    any_key = any(_is_amount(part) for part in schema.get("patternProperties", {}).values())
    return AmountPaths(tuple(fields), items, any_key) if fields or items or any_key else None


def _is_amount(schema: object) -> bool:
    return isinstance(schema, dict) and "amount" in (
        schema.get("$ref", "").removeprefix("#/$defs/"),
        schema.get("x-type"),
    )


def _fine_amounts(value: Value, paths: AmountPaths) -> list[Path]:
    """Find the numbers with too many decimals. Amounts written as text are bounded by the schema's pattern."""
    if isinstance(value, Map):
        return _fine_in_map(value, paths)
    found: list[Path] = []
    if paths.items is not None and isinstance(value, Seq):
        for index, item in enumerate(value):
            within = _fine_amounts(item, paths.items)
            if within:
                found += [(index, *rest) for rest in within]
    return found


def _fine_in_map(value: Map, paths: AmountPaths) -> list[Path]:
    found: list[Path] = []
    for key, below in paths.fields:
        held = value.get(key)
        if held is None or type(held) is int:
            continue
        if below is not None:
            found += [(key, *rest) for rest in _fine_amounts(held, below)]
        elif _is_fine(held):
            found.append((key,))
    if paths.any_key:
        for key, held in value.items():
            if type(held) is not int and _is_fine(held) and not key.startswith("x-"):
                found.append((key,))
    return found


def _is_fine(value: Value) -> bool:
    if value is None or isinstance(value, (int, str, Map, Seq)):
        return False
    _, digits, exponent = value.as_tuple()
    if not isinstance(exponent, int) or -exponent <= MOST_DECIMALS:
        return False
    return any(digits[exponent + MOST_DECIMALS :])


def _one_or_several(root: Map, section: str, one: str, several: str, rule: str) -> list[WrongValue]:
    """Find the entries that have a field for one and that for several."""
    listed = root.get(section)
    return [
        WrongValue(
            (section, index, one),
            f"besides {several}",
            f"{several} is given as well, and {rule}",
            f"Remove {one}, or {several}.",
        )
        for index, entry in enumerate(listed if isinstance(listed, Seq) else ())
        if isinstance(entry, Map) and entry.get(one) is not None and entry.get(several) is not None
    ]


def _slow_accelerators(root: Map) -> list[WrongValue]:
    """Find the accelerators that pay less above the quota than below it."""
    budget = root.get("budget")
    plans = budget.get("comp_plans") if isinstance(budget, Map) else None
    found = []
    for index, plan in enumerate(plans if isinstance(plans, Seq) else ()):
        held = plan.get("accelerators") if isinstance(plan, Map) else None
        for at, one in enumerate(held if isinstance(held, Seq) else ()):
            above, rate = (one.get("above"), one.get("rate")) if isinstance(one, Map) else (None, None)
            if _is_number(above) and _is_number(rate) and above >= 1 and 0 <= rate < 1:
                rule = "above the quota an accelerator pays more than the usual rate, so it is 1 or more"
                advice = f"Write {1 + rate}, if {rate} more than the usual rate is meant."
                path = ("budget", "comp_plans", index, "accelerators", at, "rate")
                found.append(WrongValue(path, "less than the usual rate", rule, advice))
    return found


def _is_number(value: Value) -> TypeGuard[int | Decimal]:
    return value is not None and not isinstance(value, (bool, str, Map, Seq))


def _torn_halves(root: Map) -> list[WrongValue]:
    """Find the halves of phasings that are not the sum of their quarters."""
    found = []
    for (section,), field in phasings():
        listed = root.get(section)
        for index, entry in enumerate(listed if isinstance(listed, Seq) else ()):
            phasing = entry.get(field) if isinstance(entry, Map) else None
            if isinstance(phasing, Map) and ("H1" in phasing or "H2" in phasing):
                from coverage_lint.structure.torn_halves import torn_halves

                found += [
                    WrongValue((section, index, field, half), "not its quarters", rule, advice)
                    for half, rule, advice in torn_halves(phasing)
                ]
    return found


def _fiscal_year(root: Map) -> list[WrongValue]:
    plan = root.get("plan")
    year = plan.get("fiscal_year") if isinstance(plan, Map) else None
    if not isinstance(year, Map):
        return []
    start, end = year.get("start"), year.get("end")
    if not isinstance(start, str) or not _is_day(start):
        return []
    if isinstance(end, str) and _is_day(end) and end < start and end[8:] == "01" and start == _year_later(end):
        rule = f"that is after its end, {end}, so the two have changed places"
        advice = f"Write {end} as the start, and {start} as the end."
        place = ("plan", "fiscal_year", "start")
        return [WrongValue(place, "after its end", rule, advice, (("plan", "fiscal_year", "end"),))]
    version = "years of another length and 4-4-5 calendars are not in version 1 of the format"
    if start[8:] != "01":
        rule = f"a fiscal year begins on the first of a month; {version}"
        return [WrongValue(("plan", "fiscal_year", "start"), "not the first of a month", rule, f"Write {start[:8]}01.")]
    last = _year_later(start)
    if isinstance(end, str) and _is_day(end) and end != last:
        rule = f"a fiscal year is twelve whole months, so one that begins on {start} ends on {last}; {version}"
        return [WrongValue(("plan", "fiscal_year", "end"), f"not {last}", rule, f"Write {last}.")]
    return []


def _is_day(text: str) -> bool:
    """True if a text is a day, as for the policy language, which comes after this room and cannot be asked."""
    from datetime import date

    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def _year_later(start: str) -> str:
    """Return the last day of the twelve months that begin on a first, also where it is beyond Python's calendar."""
    year, month = int(start[:4]), int(start[5:7])
    if month == 1:
        return f"{year:04}-12-31"
    year, month = year + 1, month - 1
    leap = year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
    days = (31, 29 if leap else 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)[month - 1]
    return f"{year:04}-{month:02}-{days}"
