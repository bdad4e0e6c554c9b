"""Numbers with commas between { and }, where a comma begins the next entry: {productivity: 2,285,004}."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from coverage_lint.codes import finding
from coverage_lint.document.exact_fix import exact_fix
from coverage_lint.document.nodes import Map
from coverage_lint.frozen import NamedTuple
from coverage_lint.location import Location

if TYPE_CHECKING:
    from coverage_lint.document.documents import Rejections
    from coverage_lint.findings import Finding
    from coverage_lint.structure.model_paths import Place
    from coverage_lint.structure.unknown_keys import Unknown

_THREE = re.compile("[0-9]{3}")
_MOST_DIGITS = 3


class TornNumber(NamedTuple):
    """A field, the digits of its number, and the keys that the rest of it was taken for."""

    field: str
    digits: tuple[str, ...]
    keys: tuple[str, ...]


def torn_numbers(node: Map, unknown: list[Unknown]) -> list[TornNumber]:
    """Find the numbers whose groups of three digits became keys of their own."""
    strange = {one.key for one in unknown if _THREE.fullmatch(one.key) and node[one.key] is None}
    found: list[TornNumber] = []
    field, parts = "", []
    for key, value in (*node.items(), ("", None)) if strange else ():
        if key in strange and field:
            parts.append(key)
            continue
        if parts:
            found.append(TornNumber(field, (str(node[field]), *parts), tuple(parts)))
        begins = isinstance(value, int) and not isinstance(value, bool) and 0 < value < 10**_MOST_DIGITS
        field, parts = (key if begins else ""), []
    return found


def report_torn(place: Place, torn: TornNumber, rejected: Rejections) -> Finding:
    """Return the finding for a number that commas parted, and refuse what is left of it."""
    node = place.value()
    if not isinstance(node, Map):
        raise TypeError("only a mapping has keys")
    rejected.reject(node, torn.field)
    start, end = node.value_location(torn.field).start, node.key_location(torn.keys[-1]).end
    at, whole = Location(node.source, start, end), "_".join(torn.digits)
    as_written = re.sub(r"[,\s]+", "_", node.source.text[start:end]) == whole
    return finding(
        "CL010",
        at,
        f"{place.child(torn.field).subject()} is {','.join(torn.digits)}, "
        "and between { and } a comma begins the next entry",
        label="commas part entries",
        help=f"Write {whole}.",
        entity=place.child(torn.field).entity(),
        field=place.child(torn.field).field(),
        fix=exact_fix(at, node.source.text[start:end], whole, is_text=False) if as_written else None,
        subject=place.rows(),
    )
