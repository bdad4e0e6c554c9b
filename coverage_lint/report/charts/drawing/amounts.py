"""Amounts as charts show them: in thousands or millions, so that labels stay short.

Exact until the last step, where a number becomes what JSON and a drawing can hold.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from coverage_lint.frozen import NamedTuple
from coverage_lint.language.format import money, rounded, shown
from coverage_lint.report.charts.drawing.text import clean

if TYPE_CHECKING:
    from collections.abc import Iterable

    from coverage_lint.report.portrait.refs import Exact

_NAMES = {0: "", 3: "thousand", 6: "million", 9: "billion", 12: "trillion"}
_LONGEST_CURRENCY = 8
_FINEST = 6
"""Decimals that a drawing can tell apart."""


class Scale(NamedTuple):
    """By which power of ten amounts are divided, and what they then count."""

    power: int
    units: str
    """'USD million'."""
    currency: str

    def scaled(self, value: Exact) -> Fraction:
        """Return an amount in the units of the scale."""
        return Fraction(value) / Fraction(10**self.power)

    def number(self, value: Exact) -> float:
        """Return what a drawing takes; nothing is computed with it any more."""
        return plain(self.scaled(value))

    def label(self, value: Exact) -> str:
        """Write an amount with about three digits, as a label beside a mark."""
        scaled = self.scaled(value)
        size = abs(scaled)
        places = 0 if size >= 100 or size == 0 else 1 if size >= 10 else 2  # noqa: PLR2004 -- three digits
        text = f"{rounded(scaled, places):,f}"
        text = text.rstrip("0").rstrip(".") if "." in text else text
        if text in {"0", "-0"} and scaled:
            return "<0.01" if scaled > 0 else ">−0.01"
        return text.replace("-", "−")

    def exact(self, value: Exact) -> str:
        """Write an amount for a sentence, as findings do."""
        return f"{money(value)} {self.currency}".strip()


def scale_of(amounts: Iterable[Exact | None], currency: str | None) -> Scale:
    """Choose the scale that suits the largest of amounts."""
    largest = max((abs(Fraction(amount)) for amount in amounts if amount is not None), default=Fraction(0))
    digits = len(str(int(largest)))
    power = (digits - 1) // 3 * 3
    name = _NAMES.get(power, f"× 10^{power}")
    held = clean(currency or "")[:_LONGEST_CURRENCY].rstrip()
    return Scale(power, f"{held} {name}".strip() or "amount", held)


def plain(value: Exact) -> float:
    """Make a number of JSON from an exact one, to as many decimals as a drawing needs."""
    return float(rounded(Fraction(value), _FINEST))


def percent(value: Exact) -> str:
    """Write a ratio in percent, as findings do."""
    return shown(value, "percent").replace("-", "−")


def signed(text: str) -> str:
    """Return the text with a plus sign unless it has a minus sign."""
    return text if text.startswith(("−", ">−")) or text == "0" else f"+{text}"
