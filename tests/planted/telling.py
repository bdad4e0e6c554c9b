"""What a check says of a plan in a folder of its own, and whether that is what a defect must be told by."""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Decimal
from typing import TYPE_CHECKING

from planting import SEVERITIES, Defect, Planted

from coverage_lint import check

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from coverage_lint import Finding

A_THOUSAND = 1000
FIGURE = re.compile(r"(?<![\d.])-?\d+(?:\.\d+)?%?")
BETWEEN_DIGITS = re.compile(r"(?<=\d)[_,](?=\d)")


def findings(folder: Path, texts: Mapping[str, str], main: str = "coverage.yaml") -> tuple[Finding, ...]:
    """Return what a check of the texts says when they stand in the folder."""
    for name, text in texts.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode("utf-8"))
    return check(folder / main).findings()


def grave(found: Finding) -> bool:
    """True if it is an error or a warning."""
    return str(found.severity) != "info"


def place(found: Finding, folder: Path) -> tuple[str, int]:
    """Return file and line of a finding, the file from the plan's folder."""
    path = (folder / found.location.path).resolve()
    root = folder.resolve()
    return (path.relative_to(root).as_posix() if path.is_relative_to(root) else str(path)), found.location.line


def untold(defect: Defect, planted: Planted, found: tuple[Finding, ...], folder: Path) -> str:
    """Return why a defect is not told as it must be; nothing where it is."""
    there = [one for one in found if place(one, folder) in planted.expected]
    told = [one for one in there if _grave_enough(one, defect) and not _lacking(one, defect)]
    if told:
        others = [one for one in found if grave(one) and one is not told[0]]
        return (
            ""
            if len(others) <= defect.others
            else f"{len(others)} others, {defect.others} allowed\n{_shown(others, folder)}"
        )
    wanted = f"{defect.severity} at {sorted(planted.expected)} with {list(defect.says)}"
    if there:
        return f"told there, but not as {wanted}\n{_shown(there, folder)}"
    if any(grave(one) for one in found):
        return f"told elsewhere, not as {wanted}\n{_shown([one for one in found if grave(one)], folder)}"
    return f"not told: no {wanted}"


def _grave_enough(found: Finding, defect: Defect) -> bool:
    return SEVERITIES.index(str(found.severity)) >= SEVERITIES.index(defect.severity)


def _lacking(found: Finding, defect: Defect) -> list[str]:
    """Return which of the words and figures neither the message nor its help holds."""
    said = _plain(f"{found.message} {found.label} {found.help}")
    return [one for one in defect.says if not any(_holds(said, _plain(word)) for word in one.split(" | "))]


def _plain(text: str) -> str:
    """Return a text in lower case, its numbers without marks between digits, a percent sign close to its number."""
    return BETWEEN_DIGITS.sub("", text).replace(" %", "%").lower()


def _holds(said: str, word: str) -> bool:
    """True if the words hold a word, or a figure: as it is, or with cents that it leaves out."""
    if not FIGURE.fullmatch(word):
        return word in said
    return any(one == word or _rounded(one) == word for one in FIGURE.findall(said))


def _rounded(figure: str) -> str:
    """Return an amount of a thousand or more in whole units, any other figure as it is."""
    amount = Decimal(figure.removesuffix("%"))
    return figure if abs(amount) < A_THOUSAND else str(amount.quantize(Decimal(1), ROUND_HALF_UP))


def _shown(found: list[Finding], folder: Path) -> str:
    return "\n".join(f"  {place(one, folder)} {one.severity} {one.code}: {one.message}" for one in found)
