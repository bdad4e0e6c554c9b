"""Amounts and counts with a dot before three digits, which separates thousands in half of Europe."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from coverage_lint.codes import finding
from coverage_lint.document.exact_fix import exact_fix
from coverage_lint.document.nodes import Map, Seq, Value
from coverage_lint.nearness import only
from coverage_lint.schemas import TYPE, Schema, flat_schema
from coverage_lint.structure import guesses
from coverage_lint.structure.model_paths import Place
from coverage_lint.structure.wording import either

if TYPE_CHECKING:
    from collections.abc import Iterator

    from coverage_lint.document.documents import Rejections
    from coverage_lint.findings import Finding
    from coverage_lint.structure.model_paths import Path

_THREE_DECIMALS = frozenset(("BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND"))
"""The currencies whose smallest unit is a thousandth, by ISO 4217."""
_THOUSAND = 1_000
_WRITTEN = re.compile(r"(?:&[^\s]+\s+)?([\"']?)([-+]?[1-9][0-9]{0,2}[.][0-9]{3})\1")


def check_thousands(root: Map, rejected: Rejections) -> list[Finding]:
    """Return CL010 for each number that can be meant a thousand times larger, and refuse it."""
    plan = root.get("plan")
    currency = plan.get("currency") if isinstance(plan, Map) else None
    exempt = isinstance(currency, str) and currency in _THREE_DECIMALS
    kinds = ("count",) if exempt else ("amount", "count")
    findings = []
    for path, kind in _numbers(root, flat_schema(), kinds):
        place = Place(root, path)
        at = place.location()
        match = _WRITTEN.fullmatch(at.source.text, at.start, at.end)
        told = at.source.header is not None and at.source.header.says_numbers
        if match is None or told or place.refused(rejected):
            continue
        place.refuse(rejected)
        message = f"{place.subject()} is {match[2]}: a dot before three digits separates thousands, or decimals"
        readings = tuple(one for one in guesses.amounts(match[2]) if kind == "amount" or "." not in one)
        fix = exact_fix(at, match[2], only(readings), is_text=False)
        findings.append(
            finding(
                "CL010",
                at,
                message,
                label="thousands?",
                help=either(readings),
                entity=place.entity(),
                field=place.field(),
                fix=fix,
            )
        )
    return findings


def _numbers(value: Value, schema: Schema, kinds: tuple[str, ...]) -> Iterator[tuple[Path, str]]:
    """Find the numbers that the schema takes as such a kind, below a value, each with its kind."""
    if isinstance(value, Map):
        any_key = next((part for part in schema.get("patternProperties", {}).values() if isinstance(part, dict)), None)
        fields = schema.get("properties", {})
        for key, held in value.items():
            part = fields.get(key, None if key.startswith("x-") else any_key)
            if part is not None and held is not None:
                for path, kind in _numbers(held, part, kinds):
                    yield (key, *path), kind
    elif isinstance(value, Seq):
        item = schema.get("items", {})
        for index, held in enumerate(value):
            for path, kind in _numbers(held, item, kinds):
                yield (index, *path), kind
    elif schema.get(TYPE) in kinds and (_is_small(value) or (isinstance(value, str) and schema[TYPE] == "amount")):
        yield (), schema[TYPE]


def _is_small(value: Value) -> bool:
    """True if a number has one to three digits before the point, so that its text is worth looking at."""
    if value is None or isinstance(value, (bool, str, Map, Seq)):
        return False
    return 1 <= value < _THOUSAND or -_THOUSAND < value <= -1
