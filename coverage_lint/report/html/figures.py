"""The figures at the top of a page, each with what it is compared with."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coverage_lint.frozen import NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

    from coverage_lint.findings import Figure
    from coverage_lint.report.portrait.math import Gauge
    from coverage_lint.report.portrait.portrait import Portrait


class Card(NamedTuple):
    """A figure, alone or compared with another."""

    name: str
    title: str
    type: str
    value: object
    gauge: Gauge | None = None
    kind: str = "gauge"
    """Of `Changes.of`: figure or gauge."""


_BESIDE = frozenset(("open_seats",))
"""Gauges that are told beside another figure: seats, beside the headcount."""


def cards(portrait: Portrait) -> tuple[Card, ...]:
    """Return the goal, every gauge, the headcount and the turnover."""
    return tuple(_cards(portrait))


def _cards(portrait: Portrait) -> Iterator[Card]:
    figures = {figure.name: figure for figure in portrait.figures}
    yield from _plain(figures, "goal")
    turnover = [gauge for gauge in portrait.gauges if gauge.name == "turnover"]
    for gauge in portrait.gauges:
        if gauge.name not in _BESIDE and gauge not in turnover:
            yield Card(gauge.name, gauge.title, gauge.type, gauge.value, gauge)
    yield from _plain(figures, "headcount")
    if not turnover:
        yield from _plain(figures, "turnover")
    yield from (Card(gauge.name, gauge.title, gauge.type, gauge.value, gauge) for gauge in turnover)


def _plain(figures: dict[str, Figure], name: str) -> Iterator[Card]:
    figure = figures.get(name)
    if figure is not None:
        yield Card(figure.name, figure.title, figure.type, figure.value, kind="figure")
