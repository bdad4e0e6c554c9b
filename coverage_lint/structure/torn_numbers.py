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
_WRITTEN = re.compile(r"[0-9]{1,3}(?:\s*+,\s*+[0-9]{3}(?![0-9.:]))+")
_DIGITS = re.compile("[0-9]+")
_MOST = 1_000


class TornNumber(NamedTuple):
    """A field, where its number stands, and the digits between the commas: all but the first were taken for keys."""

    field: str
    at: Location
    digits: tuple[str, ...]

    @property
    def keys(self) -> tuple[str, ...]:
        """Return the keys that the rest of the number was taken for; equal ones are one key."""
        return self.digits[1:]


def torn_numbers(node: Map, unknown: list[Unknown]) -> list[TornNumber]:
    """Find the numbers whose groups of three digits became keys of their own."""
    found: list[TornNumber] = []
    torn = any(_THREE.fullmatch(one.key) and node[one.key] is None for one in unknown)
    for key, value in node.items() if torn else ():
        if isinstance(value, int) and not isinstance(value, bool) and 0 < value < _MOST:
            at = node.value_location(key)
            written = _WRITTEN.match(at.source.text, at.start)
            if written is not None:
                digits = tuple(_DIGITS.findall(written[0]))
                found.append(TornNumber(key, Location(at.source, at.start, written.end()), digits))
    return found


def report_torn(place: Place, torn: TornNumber, rejected: Rejections) -> Finding:
    """Return the finding for a number that commas parted, and refuse what is left of it."""
    node = place.value()
    if not isinstance(node, Map):
        raise TypeError("only a mapping has keys")
    rejected.reject(node, torn.field)
    at, whole = torn.at, "_".join(torn.digits)
    text = at.source.text[at.start : at.end]
    as_written = re.sub(r"[,\s]+", "_", text) == whole
    return finding(
        "CL010",
        at,
        f"{place.child(torn.field).subject()} is {','.join(torn.digits)}, "
        "and between { and } a comma begins the next entry",
        label="commas part entries",
        help=f"Write {whole}.",
        entity=place.child(torn.field).entity(),
        field=place.child(torn.field).field(),
        fix=exact_fix(at, text, whole, is_text=False) if as_written else None,
        subject=place.rows(),
    )
