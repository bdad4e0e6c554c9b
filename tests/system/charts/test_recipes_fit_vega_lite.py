"""Recipes of charts, held against the JSON Schema that Vega-Lite publishes."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

import jsonschema_rs
import pytest
from drawn_charts import DRAWN, charts, generated
from npm_packages import install

from coverage_lint.report.charts import charts_of
from coverage_lint.report.charts.svg import VEGA_LITE

if TYPE_CHECKING:
    from coverage_lint.report.charts import Chart

FOLDER = Path(__file__).parent / "vega_lite"
SCHEMA = FOLDER / "node_modules" / "vega-lite" / "build" / "vega-lite-schema.json"


@pytest.fixture(scope="module")
def schema() -> jsonschema_rs.Draft7Validator:
    install(FOLDER, "require('fs').accessSync('node_modules/vega-lite/build/vega-lite-schema.json')")
    return jsonschema_rs.Draft7Validator(json.loads(SCHEMA.read_text(encoding="utf-8"), object_hook=escaped))


def escaped(held: dict[str, object]) -> dict[str, object]:
    """Escape what stands in references: names such as 'Axis<ExprRef>', which a strict reader refuses."""
    pointed = held.get("$ref")
    return {**held, "$ref": quote(pointed, safe="#/")} if isinstance(pointed, str) else held


def faults(schema: jsonschema_rs.Draft7Validator, chart: Chart) -> list[str]:
    return [error.message for error in schema.iter_errors(dict(chart.spec))]


@pytest.mark.parametrize(("name", "key"), [(name, key) for name in DRAWN for key in charts(name)])
def test_a_recipe_fits_the_schema(schema, name, key):
    assert faults(schema, charts(name)[key]) == []


def test_recipes_of_a_large_plan_fit_the_schema(schema):
    for chart in charts_of(generated(2000)):
        assert faults(schema, chart) == []


def test_the_schema_refuses_what_is_no_recipe(schema):
    chart = charts("acme")["chart-bridge"]
    assert faults(schema, chart._replace(spec={**chart.spec, "layer": [{"mark": "pie chart"}]}))


def test_the_schema_is_of_the_version_that_draws():
    wanted = json.loads((FOLDER / "package.json").read_text(encoding="utf-8"))["dependencies"]["vega-lite"]
    assert wanted.rpartition(".")[0] == VEGA_LITE
