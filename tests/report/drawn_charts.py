"""Charts of plans, and drawn charts taken apart."""

from __future__ import annotations

import functools
import re
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple
from xml.etree import ElementTree as ET

from coverage_lint.checking.options import Options
from coverage_lint.report.build_portraits import portraits
from coverage_lint.report.charts import charts_of
from coverage_lint.report.charts.drawing.text import width
from coverage_lint.report.charts.svg import draw
from coverage_lint.report.portrait.refs import Ref

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from coverage_lint.report.charts import Chart
    from coverage_lint.report.portrait.portrait import Portrait

TOP = Path(__file__).parents[2]
DRAWN = ("acme", "acme-broken", "startup", "software", "device-field-force", "distributors")
"""Examples whose charts are tested."""
KEYS = (
    "chart-bridge", "chart-periods", "chart-capacity", "chart-seats", "chart-people", "chart-quotas",
    "chart-groups", "chart-coverage", "chart-budget", "chart-multiple", "chart-organization", "chart-priorities",
)  # fmt: skip
SVG = "{http://www.w3.org/2000/svg}"
HOSTILE = (
    "<script>alert(1)</script>",
    "</text></svg><img src=x onerror=alert(1)>",
    "\"'`&amp;&#x3c; ]]> <!-- -->",
    "\u202eright to left\u2066 \u200f\u05d0\u05d1\u05d2",
    "line\nbreak\ttab\r\x00\x07\x1b[31m",
    "datum.x + signal('y')",
    "#005fa3 url(#chart-bridge-1) var(--chart-1)",
    "👩‍👩‍👧‍👦" * 40,
    "e" + "\u0301" * 200,
    "Long " * 59 + "names",
    "\ud800 half a pair, and \ufffe\uffff",
    " ",
    "{{ 7 * 7 }} {% raw %}",
    "http://example.com/a.png",
)
"""Names that a plan can hold."""


@functools.cache
def portrait_of(path: str, today: str | None = "2027-03-15") -> Portrait:
    (portrait,) = portraits([path], Options(on=today), str(TOP)).portraits
    return portrait


def example(name: str) -> Portrait:
    return portrait_of(str(TOP / "examples" / name))


@functools.cache
def generated(people: int) -> Portrait:
    import tempfile

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "model.yaml"
        arguments = ("--people", str(people), "--defects", "0.05", "-o", str(path))
        subprocess.run([sys.executable, TOP / "benchmarks" / "generate.py", *arguments], check=True)
        return portrait_of(str(path))


@functools.cache
def charts(name: str) -> dict[str, Chart]:
    return {chart.key: chart for chart in charts_of(example(name))}


@functools.cache
def drawn(name: str, key: str) -> str:
    return draw(charts(name)[key])


def renamed(value: object, name: Callable[[Ref], str]) -> object:
    """Return a portrait, or a part of one, whose entities have other names."""
    if isinstance(value, Ref):
        return value._replace(name=name(value))
    if isinstance(value, tuple) and hasattr(value, "_fields"):
        return type(value)(*(renamed(part, name) for part in value))
    if isinstance(value, tuple):
        return tuple(renamed(part, name) for part in value)
    return value


def rows(chart: Chart) -> Iterator[dict[str, object]]:
    """Return the data of all layers."""
    layers = chart.spec["layer"]
    assert isinstance(layers, list)
    for layer in layers:
        yield from layer["data"]["values"]


def rows_with(chart: Chart, field: str) -> list[dict[str, object]]:
    return [row for row in rows(chart) if field in row]


class Written(NamedTuple):
    """A text of a drawn chart, and the box that it takes at most, in units of the chart."""

    text: str
    left: float
    top: float
    right: float
    bottom: float


def parsed(svg: str) -> ET.Element:
    return ET.fromstring(svg)  # noqa: S314 -- the tests drew it


def texts(svg: str) -> list[Written]:
    """Return the texts of a drawn chart."""
    return list(_texts(parsed(svg), 0, 0))


def _texts(element: ET.Element, x: float, y: float) -> Iterator[Written]:
    turned = 0.0
    for name, numbers in re.findall(r"(\w+)\(([^)]*)\)", element.get("transform", "")):
        values = [float(number) for number in numbers.split(",")]
        if name == "translate":
            x, y = x + values[0], y + values[1]
        else:
            assert name == "rotate", name
            turned = values[0]
    if element.tag == f"{SVG}text":
        text = "".join(element.itertext())
        size = int(element.get("font-size", "0").removesuffix("px"))
        assert size >= 11
        wide = width(text, size)
        start = {"start": 0, "middle": -wide / 2, "end": -wide}[element.get("text-anchor", "start")]
        if turned % 360 == 270:
            yield Written(text, x - size, y - start - wide, x, y - start)
        else:
            assert turned == 0
            yield Written(text, x + start, y - size, x + start + wide, y + 1)
    for child in element:
        yield from _texts(child, x, y)


def size_of(svg: str) -> tuple[int, int]:
    found = re.search(r'viewBox="0 0 (\d+) (\d+)"', svg)
    assert found
    return int(found[1]), int(found[2])
