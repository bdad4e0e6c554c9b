"""Tables of Markdown, bounded: what is left out is counted, and its amounts are added up."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coverage_lint.entities.derived.sums import total
from coverage_lint.frozen import NamedTuple
from coverage_lint.language.format import shown
from coverage_lint.render.findings.markdown import escaped

if TYPE_CHECKING:
    from collections.abc import Sequence

    from coverage_lint.findings import Figure
    from coverage_lint.report.portrait.refs import Exact, Ref

UNKNOWN = "–"


class Amount(NamedTuple):
    """A cell that is a number, and can be added up."""

    value: Exact | None
    how: str = "money"
    """money, percent, count, ratio: as messages of policies show it."""
    signed: bool = False


Cell = str | Amount
"""Text in a cell is Markdown already: what comes from a model has been escaped."""


class Column(NamedTuple):
    """A column: its heading, and whether its numbers may be added up."""

    heading: str
    number: bool = False
    adds: bool = False


def table(
    columns: Sequence[Column], rows: Sequence[Sequence[Cell]], most: int, noun: str, end: Sequence[Cell] = ()
) -> list[str]:
    """Write rows, so many at most; then how many more there are, with their sums; then a last row of totals."""
    lines = [_row([column.heading for column in columns]), _row(["---:" if one.number else "---" for one in columns])]
    shown_rows = rows if len(rows) <= most else rows[: most - 1]
    lines += [_row([written(cell) for cell in row]) for row in shown_rows]
    rest = rows[len(shown_rows) :]
    if rest:
        added = [written(_sum(rest, at)) if column.adds else "" for at, column in enumerate(columns)]
        lines.append(_row([f"and {len(rest):,} more {noun}", *added[1:]]))
    if end:
        lines.append(_row([f"**{cell}**" if (cell := written(one)) else "" for one in end]))
    return [*lines, ""]


def _sum(rows: Sequence[Sequence[Cell]], at: int) -> Amount:
    held = [row[at] for row in rows]
    numbers = [cell for cell in held if isinstance(cell, Amount)]
    return Amount(total(cell.value for cell in numbers), numbers[0].how if numbers else "money")


def written(cell: Cell) -> str:
    """Write a cell."""
    if isinstance(cell, str):
        return cell
    if cell.value is None:
        return UNKNOWN
    sign = "+" if cell.signed and cell.value > 0 else ""
    return sign + shown(cell.value, cell.how)


def _row(cells: Sequence[str]) -> str:
    return f"| {' | '.join(cells)} |"


def name(pointed: Ref | None) -> str:
    """Return the name of an entity."""
    return UNKNOWN if pointed is None else escaped(pointed.name)


def names(pointed: Sequence[Ref | None], most: int = 6) -> str:
    """Return the names of entities; further ones are counted."""
    said = [name(one) for one in pointed[:most]]
    if len(pointed) > most:
        said.append(f"{len(pointed) - most:,} more")
    return ", ".join(said) or UNKNOWN


def word(text: str | None) -> str:
    """Write a date, or a word of the format without its underscores."""
    return UNKNOWN if not text else escaped(text.replace("_", " "))


def said(text: str | None) -> str:
    """Write a sentence of the model."""
    return UNKNOWN if not text else escaped(text)


def figure(figures: Sequence[Figure], wanted: str) -> str:
    """Write a figure of figures.yaml as findings do."""
    return next((one.shown if one.value is not None else UNKNOWN for one in figures if one.name == wanted), UNKNOWN)
