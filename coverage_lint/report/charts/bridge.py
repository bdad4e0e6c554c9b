"""The bridge: from the goal to what people have as quotas, each layer with its cushion."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from coverage_lint.frozen import NamedTuple
from coverage_lint.report.charts.chart import Chart
from coverage_lint.report.charts.drawing.amounts import percent, scale_of, signed
from coverage_lint.report.charts.drawing.colours import BAD, BAD_HATCH, FIRST, FIRST_HATCH, SECOND, SECOND_HATCH, TEXT
from coverage_lint.report.charts.drawing.frame import Along, Frame, Key, Layer, Legend, Row, rectangles, rules, texts
from coverage_lint.report.charts.drawing.rows import Rows, room_for
from coverage_lint.report.charts.drawing.text import listed, sentences

if TYPE_CHECKING:
    from coverage_lint.report.charts.drawing.amounts import Scale
    from coverage_lint.report.portrait.math import Bridge
    from coverage_lint.report.portrait.math import Layer as Level
    from coverage_lint.report.portrait.portrait import Portrait
    from coverage_lint.report.portrait.refs import Exact

_NAMES = {
    "goal": "Goal", "need": "Need of the team", "target": "Targets of groups", "quota": "Quotas of groups",
    "assigned": "Quotas of people",
}  # fmt: skip
_STEPS = {
    "need": ("above the goal", ""),
    "target": ("targets above the need", "targets below the need"),
    "quota": ("quotas above targets", "quotas below targets"),
    "assigned": ("people above groups", "people below groups"),
}
"""What a step up and a step down is called; that from the goal to the need by what comes without the team."""
_LEVEL = {
    "need": "all by the team", "target": "targets equal the need", "quota": "quotas equal targets",
    "assigned": "people equal groups",
}  # fmt: skip
_LOOKS = {
    "up": ("cushion", FIRST_HATCH, FIRST), "partners": ("", SECOND_HATCH, SECOND),
    "down": ("step down", BAD_HATCH, BAD),
}  # fmt: skip
_LEFT = 176
_STEP = 28
_INDENT = 12
_ROOM = Fraction(13, 10)


class _Bar(NamedTuple):
    name: str
    layer: str
    kind: str
    """total, up, down, partners."""
    low: Exact
    high: Exact
    text: str


def bridge(portrait: Portrait) -> Chart | None:
    """Draw the layers that are known, and the steps between them."""
    known = (layer._replace(amount=None) if layer.left_out else layer for layer in portrait.bridge.layers)
    held = portrait.bridge._replace(layers=tuple(known))
    amounts = [layer.amount for layer in held.layers]
    scale = scale_of(amounts, portrait.head.currency).adding_up([one for one in amounts if one is not None])
    bars = [bar for level in held.layers for bar in _bars(level, held, scale)]
    if not bars:
        return None
    indents = tuple(0 if bar.kind == "total" else _INDENT for bar in bars)
    left = room_for((), least=_LEFT)
    rows = Rows(tuple(bar.name for bar in bars), left, tall=_STEP, indents=indents)
    legend = _legend(bars, held, scale)
    frame = Frame(left, legend.height + 40, rows.height)
    x = Along.upto(scale, [*(bar.high for bar in bars), held.required], _ROOM)
    layers = [*rows.layers(frame.width), *_drawn(bars, rows, x, scale), *_mark(bars, held, rows, x, scale)]
    spec = frame.spec([*layers, *legend.layers(frame)])
    title = "From the goal to people's quotas"
    return Chart("chart-bridge", title, scale.units, _sentence(held, scale), "math", spec)


def _bars(level: Level, held: Bridge, scale: Scale) -> list[_Bar]:
    """Return the step to a layer, then the layer."""
    if level.amount is None:
        return []
    bars = [_Bar(_NAMES[level.name], level.name, "total", 0, level.amount, scale.label(level.amount))]
    if level.step is not None:
        before = level.amount - level.step
        up, down = _STEPS[level.name]
        down = down or _without_the_team(held)
        kind = "up" if level.step >= 0 else "partners" if level.name == "need" else "down"
        share = f" ({signed(percent(level.step / Fraction(before)))})" if before and level.step else ""
        ends = (min(before, level.amount), max(before, level.amount))
        name = up if level.step > 0 else down if level.step else _LEVEL[level.name]
        (label,) = scale.part_labels([before, level.amount])
        bars.insert(0, _Bar(name, level.name, kind, *ends, f"{signed(label)}{share}"))
    return bars


def _without_the_team(held: Bridge) -> str:
    """Say by whom the part of the goal comes that the team need not sell."""
    partners, alone = held.partners != 0, held.self_serve != 0
    return "partners, self-serve" if partners and alone else "self-serve" if alone else "partners"


def _drawn(bars: list[_Bar], rows: Rows, x: Along, scale: Scale) -> list[Layer]:
    """Draw bars, with their figures behind them."""
    drawn: list[Layer] = []
    for kind, (_, fill, stroke) in {"total": ("", FIRST, None), **_LOOKS}.items():
        drawn.append(
            rectangles(
                [
                    {
                        "x": scale.number(bar.low), "x2": scale.number(bar.high), **rows.band(row, 0.62),
                        "layer": bar.layer,
                    }
                    for row, bar in enumerate(bars)
                    if bar.kind == kind and bar.low != bar.high
                ],
                x, fill, **({"stroke": stroke} if stroke else {}),
            )
        )  # fmt: skip
    figures: list[Row] = [
        {"x": scale.number(bar.high), "y": rows.middle(row), "text": bar.text} for row, bar in enumerate(bars)
    ]
    return [*drawn, texts(figures, x, TEXT, dx=6)]


def _mark(bars: list[_Bar], held: Bridge, rows: Rows, x: Along, scale: Scale) -> list[Layer]:
    """Draw the line that quotas must reach, where there are quotas."""
    concerned = [row for row, bar in enumerate(bars) if bar.layer in {"quota", "assigned"}]
    if held.required is None or not concerned:
        return []
    at = scale.number(held.required)
    line: Row = {"x": at, "x2": at, "y": concerned[0] * rows.step, "y2": rows.height}
    return [rules([line], x, TEXT, strokeDash=[4, 3], strokeWidth=2)]


def _legend(bars: list[_Bar], held: Bridge, scale: Scale) -> Legend:
    keys = [Key("layer", "bar", FIRST)]
    kinds = {bar.kind for bar in bars}
    keys += [
        Key(name or _without_the_team(held), "bar", fill, stroke)
        for kind, (name, fill, stroke) in _LOOKS.items()
        if kind in kinds
    ]
    if held.required is not None:
        keys.append(Key(f"what quotas must reach: {scale.label(held.required)}", "dash", TEXT))
    return Legend(tuple(keys))


def _sentence(held: Bridge, scale: Scale) -> str:
    parts = []
    for layer in held.layers:
        if layer.amount is not None:
            share = f" ({signed(percent(layer.cushion_share))} to the need)" if layer.cushion_share is not None else ""
            parts.append(f"{_NAMES[layer.name].lower()} {scale.exact(layer.amount)}{share}")
    known = ", ".join(parts)
    unknown = [_NAMES[layer.name].lower() for layer in held.layers if layer.amount is None]
    margin = percent(held.margin)
    return sentences((
        f"{known[0].upper()}{known[1:]}.",
        f"Quotas must reach {scale.exact(held.required)}: the need plus {margin}, renewals without it."
        if held.required is not None else "",
        f"Not known, and left out: {listed(unknown, 5)}." if unknown else "",
    ))  # fmt: skip
