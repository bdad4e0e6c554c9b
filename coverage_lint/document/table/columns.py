"""Which column of a table holds which field: by the header itself, or by what `columns` says beside `from`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from coverage_lint.codes import finding
from coverage_lint.findings import Related
from coverage_lint.location import Location

if TYPE_CHECKING:
    from collections.abc import Set as AbstractSet

    from coverage_lint.document.table.csv_reader import Cell
    from coverage_lint.document.table.form import Form
    from coverage_lint.findings import Finding
    from coverage_lint.location import Source


_PLAIN = re.compile(r"[A-Za-z](?:[\w. -]*\w)?")
"""A word of a header that YAML takes without quotes."""


def named_columns(
    source: Source, header: list[Cell], fields: AbstractSet[str], form: Form
) -> tuple[list[tuple[int, str]], dict[str, Finding]]:
    """Return the columns that are read with the dotted fields they hold, and a finding for each field without one.

    With `columns`, what it does not name is read where the header names a field, or nearly does, so that a slip is
    told; every other column is the export's own.
    """
    if form.columns is None:
        return [(index, cell.text) for index, cell in enumerate(header)], {}
    from coverage_lint.nearness import plain

    at = {cell.text: index for index, cell in reversed(list(enumerate(header)))}
    named: list[tuple[int, str]] = []
    absent: dict[str, Finding] = {}
    for field, word in form.columns.items():
        if word in at:
            named.append((at[word], field))
        else:
            absent[field] = _no_column(source, header, field, word, form)
    taken = set(form.columns.values())
    given = {field.partition(".")[0] for field in form.columns}
    known = {plain(name) for name in fields}
    for index, cell in enumerate(header):
        name = cell.text.partition(".")[0].strip()
        if cell.text not in taken and name not in given and (name in fields or plain(name) in known):
            named.append((index, cell.text))
    return named, absent


def _no_column(source: Source, header: list[Cell], field: str, word: str, form: Form) -> Finding:
    from coverage_lint.document.exact_fix import exact_fix
    from coverage_lint.nearness import did_you_mean, help_with, nearest, only

    near = nearest(word, dict.fromkeys(cell.text for cell in header if cell.text))
    place = Location(source, header[0].start, header[-1].end)
    label = did_you_mean(near)
    advice = help_with(near) or "Write its name as the first line of the table has it."
    meant = only(near)
    fix = exact_fix(form.places[field], word, meant if meant and _PLAIN.fullmatch(meant) else None, is_text=True)
    return finding(
        "CL006",
        form.places[field],
        f"{source.path} has no column '{word}' for {field}",
        label=label,
        help=advice,
        field=field,
        related=(Related(place, "the names of its columns"),),
        fix=fix,
    )
