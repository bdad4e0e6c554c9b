"""An exact repair for a value or key that was plainly meant otherwise."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from coverage_lint.document.nodes import Map, Seq
from coverage_lint.document.yaml.scalars import RefusedNumber, resolve
from coverage_lint.findings import Fix
from coverage_lint.location import Location

if TYPE_CHECKING:
    from coverage_lint.document.nodes import Value

_QUOTES = ("'", '"')


def exact_fix(at: Location, value: Value, meant: str | None, *, is_text: bool, safe: bool = True) -> Fix | None:
    """Replace a value by what was meant, keeping the quotes of text; numbers and flags stand without.

    Without `safe` it needs judgement.

    None where the source does not say just this value: behind an alias or a tag, over several lines, with escapes.
    """
    if meant is None or isinstance(value, (Map, Seq)):
        return None
    written = at.source.text[at.start : at.end]
    if is_text and meant == written and not isinstance(value, str):  # a number or a flag that lacks its quotes
        return Fix(at, f'"{written}"', safe)
    if isinstance(value, bool) or not isinstance(value, (str, int)):
        return None
    quote = written[0] if len(written) > 1 and written[0] in _QUOTES and written[-1] == written[0] else ""
    if written.removeprefix(quote).removesuffix(quote) != str(value):
        return None
    if not is_text:
        header = at.source.header
        if header is not None and header.says_numbers and "." in meant:
            return None  # this table writes decimals, or thousands, in a way of its own
        return Fix(at, meant.replace("_", "") if at.path.endswith(".json") else meant, safe)
    if not quote and (at.path.endswith(".json") or not (at.path.endswith(".csv") or is_plain_text(meant))):
        quote = '"'
    return Fix(at, f"{quote}{meant}{quote}", safe)


def header_fix(cell: Location, part: str, index: int, meant: str | None) -> Fix | None:
    """Replace a part of a column's dotted name, by its index, in this column and in those behind it that begin so.

    None where the cell has quotes within, or where the model says what the header names.
    """
    source, header = cell.source, cell.source.header
    written = source.text[cell.start : cell.end].strip('"')
    if meant is None or header is None or header.is_mapped or '"' in written:
        return None
    before = written.split(".")[:index]
    name = r"\s*[.]\s*".join(re.escape(one.strip()) for one in (*before, part))
    found = re.compile(rf'(?:^|(?<=[,;\t]))(\s*"?\s*)({name})(?=\s*(?:[.,;"\t]|$))')
    line = source.text[cell.start : header.end]
    new = found.sub(lambda one: one[1] + one[2].removesuffix(part) + meant, line)
    last = max((one.end() for one in found.finditer(line)), default=0)
    if not last:
        return None
    changed = len(new) - len(line)
    return Fix(Location(source, cell.start, cell.start + last), new[: last + changed])


def is_plain_text(word: str) -> bool:
    """True if a word without quotes is text, no number or flag."""
    try:
        return isinstance(resolve(word), str)
    except RefusedNumber:
        return False
