"""Whatever a model holds, its charts stay text and pictures."""

from __future__ import annotations

import functools
import itertools

import pytest
from drawn_charts import HOSTILE, KEYS, charts, example, parsed, renamed, size_of, texts

from coverage_lint.report.charts import charts_of
from coverage_lint.report.charts.drawing.text import clean
from coverage_lint.report.charts.svg import draw
from coverage_lint.report.portrait.portrait import Portrait


def hostile_portrait(*names: str) -> Portrait:
    held = itertools.cycle(names)
    portrait = renamed(example("acme"), lambda _: next(held))
    assert isinstance(portrait, Portrait)
    head = portrait.head._replace(name=names[0], currency=names[0])
    return portrait._replace(head=head, organization=portrait.organization._replace(organized_by=names[0]))


@functools.cache
def drawn_plain() -> dict[str, str]:
    return {chart.key: draw(chart) for chart in charts_of(hostile_portrait("Plain"))}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_name_is_drawn_as_text_and_changes_nothing_else(name):
    portrait = hostile_portrait(name)
    plain = drawn_plain()
    hostile = charts_of(portrait)
    assert [chart.key for chart in hostile] == list(KEYS)
    for chart in hostile:
        svg = draw(chart)
        tags = {element.tag for element in parsed(svg).iter()}
        assert tags == {element.tag for element in parsed(plain[chart.key]).iter()}
        assert len(svg) < 2 * len(plain[chart.key]) + 20_000
        wide, high = size_of(svg)
        assert all(one.left >= -1 and one.right <= wide + 1 for one in texts(svg))
        assert all(one.top >= -1 and one.bottom <= high + 1 for one in texts(svg))


def test_all_hostile_names_in_one_plan_are_drawn():
    for chart in charts_of(hostile_portrait(*HOSTILE)):
        parsed(draw(chart))


def test_a_short_hostile_name_stands_in_the_picture_as_it_is():
    written = {one.text for chart in charts_of(hostile_portrait('<b onx="1">&amp;\'')) for one in texts(draw(chart))}
    assert '<b onx="1">&amp;\'' in written


@pytest.mark.parametrize("name", HOSTILE)
def test_what_charts_say_has_no_control_characters_and_no_open_direction(name):
    for chart in charts_of(hostile_portrait(name)):
        for said in (chart.title, chart.units, chart.sentence):
            assert clean(said.replace("\u2068", "").replace("\u2069", "")) == said.replace("\u2068", "").replace(
                "\u2069", ""
            )
            assert said.count("\u2068") == said.count("\u2069")
            assert len(said) < 2_000


def test_a_colour_in_a_name_stays_a_name():
    portrait = renamed(example("acme"), lambda _: "#005fa3")
    assert isinstance(portrait, Portrait)
    for chart in charts_of(portrait):
        assert all("var(" not in one.text for one in texts(draw(chart)))


def test_names_alike_keep_a_row_each():
    portrait = renamed(example("acme"), lambda _: "The same")
    assert isinstance(portrait, Portrait)
    for chart in charts_of(portrait):
        names = [one.text for one in texts(draw(chart))].count("The same")
        if chart.key == "chart-coverage":
            assert names == len(portrait.coverage.segments) + len(portrait.coverage.columns)
        else:
            assert size_of(draw(chart))[1] == size_of(draw(charts("acme")[chart.key]))[1]


@pytest.mark.parametrize(
    ("start", "due"),
    [
        ("0001-01-01", "9999-12-31"), ("2027-06-01", "2027-01-01"), ("not a day", "2027-03-01"), ("2027-02-30", None),
        (None, "1999-01-01"), ("2400-01-01", None), ("", ""), ("2027-05-05", "2027-05-05"),
    ],
)  # fmt: skip
def test_days_out_of_range_stay_in_the_picture(start, due):
    portrait = example("acme")
    lines = (
        portrait.priorities[0]._replace(start=start, due=due), *portrait.priorities[1:]
    )  # fmt: skip
    for head in (
        portrait.head,
        portrait.head._replace(starts=None, ends=None),
        portrait.head._replace(today="9999-12-31"),
    ):
        (chart,) = (
            chart
            for chart in charts_of(portrait._replace(priorities=lines, head=head))
            if chart.key == "chart-priorities"
        )
        svg = draw(chart)
        wide, _ = size_of(svg)
        assert all(one.left >= 0 and one.right <= wide + 1 for one in texts(svg))
        for row in (row for layer in chart.spec["layer"] for row in layer["data"]["values"]):
            assert all(-wide <= value <= 3_000_000 for value in row.values() if not isinstance(value, str))


@pytest.mark.parametrize("factor", [10**9, 10**30])
def test_huge_amounts_are_scaled_down(factor):
    portrait = example("acme")
    layers = tuple(
        layer._replace(amount=layer.amount * factor, step=None if layer.step is None else layer.step * factor)
        for layer in portrait.bridge.layers
    )
    bridge = portrait.bridge._replace(layers=layers, required=portrait.bridge.required * factor)
    chart = charts_of(portrait._replace(bridge=bridge))[0]
    assert chart.units in {"USD × 10^15", "USD × 10^36"}
    assert all(len(one.text) < 60 for one in texts(draw(chart)))
