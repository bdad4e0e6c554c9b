"""An exact repair for a value or key that was plainly meant otherwise, and values as one writes them in YAML."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

from coverage_lint.document.yaml.scalars import RefusedNumber, resolve
from coverage_lint.findings import Fix

if TYPE_CHECKING:
    from coverage_lint.document.nodes import Value
    from coverage_lint.location import Location


_QUOTES = ("'", '"')


def exact_fix(at: Location, value: Value, meant: str | None, *, is_text: bool) -> Fix | None:
    """Replace a value by what was meant, keeping the quotes of text; numbers and flags stand without.

    None where the source does not say just this value: behind an alias or a tag, over several lines, with escapes.
    """
    if meant is None or isinstance(value, bool) or not isinstance(value, (str, int)):
        return None
    written = at.source.text[at.start : at.end]
    quote = written[0] if len(written) > 1 and written[0] in _QUOTES and written[-1] == written[0] else ""
    if written.removeprefix(quote).removesuffix(quote) != str(value):
        return None
    if not is_text:
        return Fix(at, meant.replace("_", "") if at.path.endswith(".json") else meant)
    if not quote and not at.path.endswith(".csv") and not is_plain_text(meant):
        quote = '"'
    return Fix(at, f"{quote}{meant}{quote}")


def is_plain_text(word: str) -> bool:
    """True if a word without quotes is text, no number or flag."""
    try:
        return isinstance(resolve(word), str)
    except RefusedNumber:
        return False


_PLAIN = re.compile("[A-Za-z0-9][A-Za-z0-9_./@*-]*(?: [A-Za-z0-9_./@*-]+)*")


def flow(value: object) -> str:
    """Return a value of the schema's examples as YAML on one line."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{flow(key)}: {flow(held)}" for key, held in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(flow, value)) + "]"
    if isinstance(value, str) and _PLAIN.fullmatch(value) and is_plain_text(value):
        return value
    return json.dumps(value, ensure_ascii=False)
