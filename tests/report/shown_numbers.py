"""Every number that a report shows as text, and every form in which a number of its JSON may be shown."""

from __future__ import annotations

import html
import re
from fractions import Fraction
from typing import NamedTuple

from coverage_lint.language.format import money, shown

NUMBER = re.compile(r"\d(?:[\d,]*\d)?(?:\.\d+)?")
_SHORT = re.compile(r"^\s?(k|M|bn|tn)\b")
_SIZES = {"k": 10**3, "M": 10**6, "bn": 10**9, "tn": 10**12}
_FORMS = ("percent", "count", "ratio", "number")


class Known(NamedTuple):
    """What a report may show."""

    texts: set[str]
    """Numbers as they are written."""
    values: set[Fraction]
    """Numbers as they are, for those that are shown short: 22.8 M."""

    def add(self, value: Fraction | int | None) -> None:
        """Allow a number, in each of its forms."""
        if value is None:
            return
        exact = Fraction(abs(value))
        held = exact.numerator if exact.denominator == 1 else exact
        self.values.add(exact)
        written = [money(held), f"{float(round(held)):,.0f}", *(shown(held, how) for how in _FORMS)]
        for text in (*written, shown(held * 100, "number")):
            self.texts.update(NUMBER.findall(text))

    def fits(self, text: str, after: str) -> bool:
        """True if a number that is written, and what stands behind it, is one of them."""
        if text in self.texts or text.replace(",", "") in self.texts:
            return True
        unit = _SHORT.match(after)
        if unit is None:
            return False
        size = _SIZES[unit[1]]
        said, places = Fraction(text.replace(",", "")) * size, len(text.partition(".")[2])
        return any(abs(value - said) * 2 * 10**places <= size for value in self.values)


def known_of(document: object) -> Known:
    """Return the numbers of a JSON document, those in its texts too."""
    known = Known(set(), set())
    _take(document, known)
    return known


def _take(node: object, known: Known) -> None:
    if isinstance(node, dict):
        node = list(node.values())
    if isinstance(node, list):
        for one in node:
            _take(one, known)
    elif isinstance(node, int) and not isinstance(node, bool):
        known.add(node)
        known.texts.add(str(node))
    elif isinstance(node, str):
        if re.fullmatch(r"-?\d+(\.\d+)?(/\d+)?", node):
            known.add(Fraction(node))
        known.texts.update(NUMBER.findall(node))


def words(page: str) -> str:
    """Return what a page says, without what its charts draw: an amount that is shown short as the exact one."""
    text = re.sub(r"<(style|script)\b.*?</\1>|<svg\b.*?</svg>", " ", page, flags=re.DOTALL)
    text = re.sub(r'<data value="([^"]*)"[^>]*>.*?</data>', r"\1", text, flags=re.DOTALL)
    text = re.sub(r'<span class="cents">(.*?)</span>', r"\1", text)
    return html.unescape(re.sub(r"<[^>]*>", " ", text))


def strange(text: str, known: Known) -> list[str]:
    """Return the numbers of a text that are not known, each with what stands around it."""
    return [
        re.sub(r"\s+", " ", text[max(0, found.start() - 50) : found.end() + 20])
        for found in NUMBER.finditer(text)
        if not known.fits(found[0], text[found.end() : found.end() + 4])
    ]
