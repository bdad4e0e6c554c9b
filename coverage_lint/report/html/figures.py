"""The figures at the top of a page, each with what it is compared with, and what stands beside the first matters."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coverage_lint.frozen import NamedTuple
from coverage_lint.report.gather.fields import less, ratio
from coverage_lint.report.portrait.top import KINDS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from coverage_lint.findings import Figure
    from coverage_lint.report.portrait.math import Gauge
    from coverage_lint.report.portrait.portrait import Portrait
    from coverage_lint.report.portrait.refs import Exact
    from coverage_lint.report.portrait.top import Matter


class Card(NamedTuple):
    """A figure, alone or compared with another."""

    name: str
    title: str
    type: str
    value: object
    gauge: Gauge | None = None
    kind: str = "gauge"
    """Of `Changes.of`: figure or gauge."""
    left_out: int = 0
    """How many records the value is known without."""


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
            yield Card(gauge.name, gauge.title, gauge.type, gauge.value, gauge, left_out=gauge.left_out)
    yield from _plain(figures, "headcount")
    if not turnover:
        yield from _plain(figures, "turnover")
    yield from (
        Card(gauge.name, gauge.title, gauge.type, gauge.value, gauge, left_out=gauge.left_out) for gauge in turnover
    )


def _plain(figures: dict[str, Figure], name: str) -> Iterator[Card]:
    figure = figures.get(name)
    if figure is not None:
        yield Card(figure.name, figure.title, figure.type, figure.value, kind="figure", left_out=figure.left_out)


def by_kind(matters: Iterable[Matter]) -> tuple[tuple[str, tuple[Matter, ...]], ...]:
    """Return matters by what they are about, each kind with its title, the largest amount first."""
    listed = list(matters)
    made = [
        (title, tuple(sorted((one for one in listed if one.kind == kind), key=lambda one: -one.amount)))
        for kind, title in KINDS
    ]
    return tuple((title, held) for title, held in made if held)


def attainment(portrait: Portrait) -> Exact | None:
    """Return what the plan expects of the quotas that are assigned, as a share of them."""
    known = _whole(portrait)
    return ratio(known.get("expected"), known.get("assigned"))


def over_capacity(portrait: Portrait) -> Exact | None:
    """Return by how much more is assigned than can be carried; below 0 for less."""
    known = _whole(portrait)
    return less(known.get("assigned"), known.get("capacity"))


def _whole(portrait: Portrait) -> dict[str, Exact | None]:
    return {one.name: None if one.left_out else one.value for one in portrait.gauges}
