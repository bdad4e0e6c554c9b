"""Charts as Mermaid, which GitHub, GitLab and most wikis draw from text.

Names in a chart are hostile like everywhere: whatever Mermaid could read as its own is written by its number. Axes
show thousands or millions; exact amounts stand in the tables beside the charts.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from coverage_lint.frozen import NamedTuple
from coverage_lint.language.format import shown
from coverage_lint.render.terminal.cells import visible
from coverage_lint.report.portrait.refs import magnitude

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from coverage_lint.report.portrait.refs import Exact, Ref

LONGEST = 36
"""Characters of a name in a chart; the tables have it whole."""
AXIS = 84
"""Characters that the names below an axis have together."""
_PLAIN = frozenset(" .,-+/()'")
"""Signs besides letters and digits that mean nothing to any of the charts used here."""
_UNITS = ((1_000_000, "millions"), (1_000, "thousands"), (1, ""))


class Task(NamedTuple):
    """A bar of a time line."""

    name: str
    start: str
    end: str
    """The last day."""


class Node(NamedTuple):
    """A box of a tree."""

    name: str
    parent: int | None
    """The position of the one above it."""
    round: bool = False


def label(text: str, longest: int = LONGEST) -> str:
    """Write a name so that Mermaid shows it as it is: cut where it is long, its own signs by their number."""
    cut = visible(text)
    cut = cut if len(cut) <= longest else f"{cut[: longest - 1].rstrip()}…"
    return "".join(sign if sign.isalnum() or sign in _PLAIN else f"#{ord(sign)};" for sign in cut).strip() or "-"


def named(pointed: Ref) -> str:
    """Return the name of an entity in a chart."""
    return label(pointed.name)


def block(lines: Iterable[str]) -> list[str]:
    """Fence a chart."""
    return ["```mermaid", *lines, "```", ""]


def unit(amounts: Iterable[Exact | None]) -> tuple[int, str]:
    """Choose what an axis counts in: the divisor, and its name ('' for ones)."""
    most: Exact = max((magnitude(amount) for amount in amounts if amount is not None), default=0)
    return next(((size, name) for size, name in _UNITS if most >= 2 * size or size == 1))


def axis(name: str, currency: str | None) -> str:
    """Return the title of an axis of money."""
    return " ".join(part for part in (label(currency) if currency else "amount", f"in {name}" if name else "") if part)


def bars(
    title: str,
    names: Sequence[str],
    rows: Sequence[tuple[str, Sequence[Exact | None]]],
    currency: str | None,
) -> list[str]:
    """Draw bars, and lines over them: each row is 'bar' or 'line' and an amount for each name; unknown ones are 0.

    Names are as the model has them; they are cut to what has room below the axis.
    """
    size, word = unit(amount for _, amounts in rows for amount in amounts)
    held = [0, *(amount for _, amounts in rows for amount in amounts if amount is not None)]
    lowest, highest = (_number(edge(held), size) for edge in (min, max))
    room = min(LONGEST, max(6, AXIS // len(names)))
    lines = [
        "xychart-beta",
        f'    title "{title}"',
        f"    x-axis [{', '.join(_quoted(label(name, room)) for name in names)}]",
        f'    y-axis "{axis(word, currency)}" {lowest} --> {highest if highest != lowest else 1}',
    ]
    for kind, amounts in rows:
        lines.append(f"    {kind} [{', '.join(_number(amount or 0, size) for amount in amounts)}]")
    return block(lines)


def pie(title: str, slices: Sequence[tuple[str, Exact]]) -> list[str]:
    """Draw a pie of amounts above 0. Names are as the model has them; where they are cut alike, they are numbered."""
    lines = [f"pie title {title}"]
    seen: dict[str, int] = {}
    for name, amount in slices:
        said = label(name)
        seen[said] = seen.get(said, 0) + 1
        lines.append(f"    {_quoted(f'{said} ({seen[said]})' if seen[said] > 1 else said)} : {_number(amount, 1)}")
    return block(lines)


def time_line(title: str, tasks: Sequence[Task]) -> list[str]:
    """Draw tasks over the months of a year, numbered: a name alone could be a word of the language."""
    lines = ["gantt", f"    title {title}", "    dateFormat YYYY-MM-DD", "    axisFormat %b", "    inclusiveEndDates"]
    lines += [f"    {at}. {task.name} :{task.start}, {task.end}" for at, task in enumerate(tasks, start=1)]
    return block(lines)


def tree(nodes: Sequence[Node]) -> list[str]:
    """Draw boxes below each other."""
    lines = ["flowchart TD"]
    for at, node in enumerate(nodes):
        opening, closing = ('(["', '"])') if node.round else ('["', '"]')
        lines.append(f"    n{at}{opening}{node.name}{closing}")
    lines += [f"    n{node.parent} --> n{at}" for at, node in enumerate(nodes) if node.parent is not None]
    return block(lines)


def _quoted(name: str) -> str:
    return f'"{name}"'


def _number(amount: Exact, size: int) -> str:
    """Write an amount in a unit, with two decimals at most."""
    from fractions import Fraction

    return shown(Fraction(amount) / size, "number").replace(",", "")
