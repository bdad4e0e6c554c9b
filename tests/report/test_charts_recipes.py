"""Recipes of charts, which Vega-Lite draws."""

from __future__ import annotations

import json

import pytest
from drawn_charts import charts


@pytest.mark.parametrize("key", charts("acme"))
def test_no_recipe_has_an_expression(key):
    """Names of the model could get into one; so there is none."""
    text = json.dumps(charts("acme")[key].spec)
    for word in ('"expr"', '"signal"', '"transform"', '"labelExpr"', '"href"', '"url"', '"calculate"', '"params"'):
        assert word not in text
