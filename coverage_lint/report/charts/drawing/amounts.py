"""Amounts as charts show them: in thousands or millions, so that labels stay short.

Exact until the last step, where a number becomes what JSON and a drawing can hold.
"""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise
from typing import TYPE_CHECKING

from coverage_lint.frozen import NamedTuple
from coverage_lint.language.format import money_in_sentence, rounded, shown
from coverage_lint.report.charts.drawing.text import clean

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from coverage_lint.report.portrait.refs import Exact

_NAMES = {0: "", 3: "thousand", 6: "million", 9: "billion", 12: "trillion"}
_LONGEST_CURRENCY = 8
_MORE = 2
"""Decimals that labels may have beyond three digits so that they add up."""
_FINEST = 6
"""Decimals that a drawing can tell apart."""


class Scale(NamedTuple):
    """By which power of ten amounts are divided, and what they then count."""

    power: int
    units: str
    """'USD million'."""
    currency: str
    places: int | None = None
    """Decimals of every label; None for about three digits each."""

    def scaled(self, value: Exact) -> Fraction:
        """Return an amount in the units of the scale."""
        return Fraction(value) / Fraction(10**self.power)

    def number(self, value: Exact) -> float:
        """Return what a drawing takes; nothing is computed with it any more."""
        return plain(self.scaled(value))

    def label(self, value: Exact) -> str:
        """Write an amount as a label beside a mark."""
        scaled = self.scaled(value)
        return _written(scaled, _three_digits(scaled) if self.places is None else self.places)

    def adding_up(self, *chains: Sequence[Exact]) -> Scale:
        """Return a scale whose labels add up: a chain has where its parts begin and end, one after the other.

        Labels have the fewest decimals with which the parts, each rounded for itself, add up, and at most two more
        than the largest end needs for three digits.
        """
        scaled = [[self.scaled(end) for end in chain] for chain in chains]
        fewest = min((_three_digits(end) for chain in scaled for end in chain if end), default=0)
        tried = range(fewest, fewest + _MORE + 1)
        return self._replace(places=next((places for places in tried if _add_up(scaled, places)), tried[-1]))

    def part_labels(self, ends: Sequence[Exact]) -> list[str]:
        """Write the parts between ends, so that they add up to what `label` writes of the ends."""
        places = self.places or 0
        whole = [_at(self.scaled(end), places) for end in ends]
        parts = [self.scaled(after - before) for before, after in pairwise(ends)]
        return [
            _written(part, places, after - before) for part, (before, after) in zip(parts, pairwise(whole), strict=True)
        ]

    def exact(self, value: Exact) -> str:
        """Write an amount for a sentence, as findings do; a chart's units say in which currency it is."""
        return money_in_sentence(value).replace("-", "−")


def _three_digits(scaled: Fraction) -> int:
    """Return with how many decimals a number has three digits."""
    size = abs(scaled)
    return 0 if size >= 100 or size == 0 else 1 if size >= 10 else 2  # noqa: PLR2004 -- three digits


def _at(scaled: Fraction, places: int) -> Fraction:
    return Fraction(rounded(scaled, places))


def _add_up(chains: Sequence[Sequence[Fraction]], places: int) -> bool:
    return all(
        _at(after, places) - _at(before, places) == _at(after - before, places)
        for chain in chains
        for before, after in pairwise(chain)
    )


def _written(scaled: Fraction, places: int, in_its_stead: Fraction | None = None) -> str:
    """Write a number with so many decimals, or another one where a sum decides the last digit."""
    text = f"{rounded(scaled if in_its_stead is None else in_its_stead, places):,f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    if text in {"0", "-0"} and scaled:
        least = f"{rounded(Fraction(1, 10**places), places):f}"
        return f"<{least}" if scaled > 0 else f">−{least}"
    return text.replace("-", "−")


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
