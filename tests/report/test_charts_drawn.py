"""Drawn charts: well-formed, closed in themselves, readable, the same each time."""

from __future__ import annotations

import hashlib
import itertools
import os
import re
import subprocess
import sys

import pytest
from drawn_charts import DRAWN, KEYS, SVG, TOP, charts, drawn, example, generated, parsed, portrait_of, size_of, texts

from coverage_lint.errors import Misuse
from coverage_lint.report.charts import charts_of, narrow_charts_of
from coverage_lint.report.charts.drawing.colours import HATCHED, PALETTE
from coverage_lint.report.charts.drawing.frame import PHONE, WIDTH
from coverage_lint.report.charts.svg import draw
from coverage_lint.report.portrait.portrait import ELEMENTS

ALLOWED = {"svg", "title", "desc", "defs", "pattern", "rect", "g", "path", "line", "text", "clipPath"}
ATTRIBUTES = {
    "class", "viewBox", "width", "height", "role", "aria-labelledby", "aria-hidden", "id", "patternUnits",
    "patternTransform", "fill", "stroke", "stroke-width", "stroke-dasharray", "stroke-miterlimit", "transform", "d",
    "x", "y", "x2", "y2", "text-anchor", "font-size", "font-weight", "font-family", "opacity", "fill-opacity",
    "clip-path",
}  # fmt: skip
FEWEST_MARKS = {
    "chart-bridge": 8, "chart-periods": 12, "chart-capacity": 12, "chart-seats": 24,
    "chart-people": 60, "chart-quotas": 12, "chart-groups": 12, "chart-coverage": 6, "chart-budget": 8,
    "chart-multiple": 7, "chart-organization": 12, "chart-priorities": 8,
}  # fmt: skip
EVERY = [(name, key) for name in DRAWN for key in charts(name)]


def test_acme_has_every_chart_in_the_order_of_the_page():
    assert tuple(charts("acme")) == KEYS


@pytest.mark.parametrize(("name", "key"), EVERY)
def test_a_drawn_chart_holds_nothing_but_shapes_and_text(name, key):
    root = parsed(drawn(name, key))
    for element in root.iter():
        assert element.tag.removeprefix(SVG) in ALLOWED
        assert set(element.attrib) <= ATTRIBUTES, element.attrib
    assert "xlink" not in drawn(name, key)
    assert "://" not in drawn(name, key).replace('xmlns="http://www.w3.org/2000/svg"', "")


@pytest.mark.parametrize(("name", "key"), EVERY)
def test_a_drawn_chart_says_what_it_shows_to_who_cannot_see_it(name, key):
    chart = charts(name)[key]
    root = parsed(drawn(name, key))
    assert root.get("role") == "img"
    assert root.get("aria-labelledby") == f"{key}-title {key}-desc"
    title, desc, *rest = list(root)
    assert (title.tag, title.get("id"), title.text) == (f"{SVG}title", f"{key}-title", chart.title)
    assert (desc.tag, desc.get("id"), desc.text) == (f"{SVG}desc", f"{key}-desc", chart.sentence)
    assert [part.get("aria-hidden") for part in rest if part.tag != f"{SVG}defs"] == ["true"]
    assert chart.element in {*ELEMENTS, "math"}
    assert chart.sentence.endswith(".")


@pytest.mark.parametrize("name", DRAWN)
def test_ids_on_one_page_do_not_meet_and_all_that_is_referred_to_is_there(name):
    found: list[str] = []
    for key in charts(name):
        svg = drawn(name, key)
        own = re.findall(r' id="([^"]*)"', svg)
        assert all(one.startswith(f"{key}-") for one in own)
        assert set(re.findall(r"url\(#([^)]*)\)", svg)) <= set(own)
        found += own
    assert len(found) == len(set(found))


@pytest.mark.parametrize(("name", "key"), EVERY)
def test_all_colours_are_those_that_a_page_can_set(name, key):
    properties = {f"var({colour.variable}, {colour.light})" for colour in PALETTE}
    hatches = {f"url(#{key}-hatch-{stripes[1:]})" for stripes in HATCHED.values()}
    for element in parsed(drawn(name, key)).iter():
        for paint in ("fill", "stroke"):
            assert element.get(paint, "none") in {"none", *properties, *hatches}


@pytest.mark.parametrize(("name", "key"), EVERY)
def test_no_text_leaves_the_picture(name, key):
    wide, high = size_of(drawn(name, key))
    for written in texts(drawn(name, key)):
        assert written.left >= -1, written
        assert written.top >= -1, written
        assert written.right <= wide + 1, written
        assert written.bottom <= high + 1, written


@pytest.mark.parametrize(("name", "key"), EVERY)
def test_no_text_lies_on_another(name, key):
    for one, other in itertools.combinations(texts(drawn(name, key)), 2):
        apart = (
            one.right <= other.left + 1 or other.right <= one.left + 1
            or one.bottom <= other.top + 2 or other.bottom <= one.top + 2
        )  # fmt: skip
        assert apart, (one, other)


@pytest.mark.parametrize("name", DRAWN)
def test_on_a_phone_no_text_leaves_the_picture_nor_lies_on_another(name):
    for chart in narrow_charts_of(example(name)):
        svg = draw(chart)
        wide, _ = size_of(svg)
        assert wide == PHONE
        held = texts(svg)
        for written in held:
            assert written.left >= -1, (chart.key, written)
            assert written.right <= wide + 1, (chart.key, written)
        for one, other in itertools.combinations(held, 2):
            apart = (
                one.right <= other.left + 1 or other.right <= one.left + 1
                or one.bottom <= other.top + 2 or other.bottom <= one.top + 2
            )  # fmt: skip
            assert apart, (chart.key, one, other)


@pytest.mark.parametrize("key", KEYS)
def test_every_chart_of_acme_has_marks_of_some_size(key):
    root = parsed(drawn("acme", key))
    marks = [
        element
        for element in root.iter()
        if element.tag in {f"{SVG}path", f"{SVG}line"}
        and ("--chart-grid" not in element.get("stroke", "") or element.get("fill", "none") != "none")
    ]
    assert len(marks) >= FEWEST_MARKS[key]


def test_two_processes_draw_the_same_bytes():
    program = (
        "import hashlib, sys; sys.path.insert(0, 'tests/report'); from drawn_charts import charts, drawn\n"
        "print(hashlib.sha256(''.join(drawn('acme', key) for key in charts('acme')).encode()).hexdigest())"
    )
    told = {
        subprocess.run(
            [sys.executable, "-c", program],
            cwd=TOP, env={**os.environ, "PYTHONPATH": str(TOP), "PYTHONHASHSEED": seed}, capture_output=True,
            check=True,
        ).stdout.decode().strip()
        for seed in ("1", "2")
    }  # fmt: skip
    mine = hashlib.sha256("".join(drawn("acme", key) for key in charts("acme")).encode()).hexdigest()
    assert told == {mine}


@pytest.mark.usefixtures("anew")
def test_a_chart_does_not_depend_on_what_was_drawn_before():
    chart = charts("acme")["chart-priorities"]
    first = draw(chart)
    draw(charts("acme")["chart-groups"])
    assert draw(chart) == first


def test_without_the_extra_the_user_is_told_what_to_install(monkeypatch):
    monkeypatch.setitem(sys.modules, "vl_convert", None)
    with pytest.raises(Misuse, match=r"coverage-lint\[report\]"):
        draw(charts("acme")["chart-bridge"])


def test_recipes_are_made_without_the_program_that_draws():
    program = (
        "import sys; from coverage_lint.report.charts import charts_of, narrow_charts_of; assert charts_of;"
        "assert 'vl_convert' not in sys.modules; assert 'xml' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", program], check=True, cwd=TOP, env={**os.environ, "PYTHONPATH": str(TOP)})


@pytest.mark.parametrize("people", [500, 2000])
def test_charts_of_a_large_plan_stay_small_and_say_what_they_left_out(people):
    large = {chart.key: chart for chart in charts_of(generated(people))}
    assert set(large) == set(KEYS)
    for chart in large.values():
        svg = draw(chart)
        assert len(svg) < 100_000
        wide, high = size_of(svg)
        assert wide <= 1200
        assert high <= 2000
        assert chart.wide == (wide > WIDTH)


def test_what_has_no_room_is_counted_in_the_sentence():
    large = {chart.key: chart for chart in charts_of(generated(2000))}
    groups = sum(page.money.counts is not False for page in generated(2000).groups)
    segments = len(generated(2000).coverage.segments)
    assert f"60 of {groups} groups are drawn" in large["chart-groups"].sentence
    assert any(written.text == f"and {groups - 60} more groups" for written in texts(draw(large["chart-groups"])))
    assert f"of {segments} segments are covered" in large["chart-coverage"].sentence
    assert "segments are drawn" in large["chart-coverage"].sentence
    assert "each row is a role" in large["chart-people"].sentence
    assert "Groups are many and left out." in large["chart-organization"].sentence


def test_an_example_without_today_has_no_mark_of_today():
    (chart,) = (
        chart
        for chart in charts_of(portrait_of(str(TOP / "examples" / "acme"), None))
        if chart.key == "chart-priorities"
    )
    assert all(written.text != "today" for written in texts(draw(chart)))
    assert any(written.text == "today" for written in texts(drawn("acme", "chart-priorities")))
    assert example("acme").head.today == "2027-03-15"
