"""Which texts are models is told from their words."""

from __future__ import annotations

import time

import pytest
from reading import places

from coverage_lint.document.marker import has_marker, is_near
from coverage_lint.document.model_file import read_documents


@pytest.mark.parametrize(
    "text",
    [
        "coverage_model: 1",
        "a: 1\ncoverage_model: 1\n",
        "a: 1\r\ncoverage_model : 1\r\n",
        "'coverage_model': 1",
        '"coverage_model":\n  1',
        "--- \n# c\ncoverage_model: 1",
        '{"coverage_model": 1}',
        '\n{\n  "a": {"b": [1, "}"]},\n  "coverage_model"  : 1}',
        '{"a":1,"coverage_model":1}',
        "# { comment\n--- {a: 'it''s {', coverage_model: 1}",
        "%YAML 1.2\n---\n{ coverage_model: 1 }",
        "a: 1\n---\n{coverage_model: 1}",
        "coverage_model: [",
        '{"coverage_model": [',
        "coverage-model: 1",
        "coverage_modle: 1",
        "Coverage_Model: 1",
        "coveragemodel: 1",
        "{coverage_mode: 1}",
    ],
)
def test_the_marker_at_the_top_makes_a_model(text):
    assert has_marker(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "coverage_model",
        "coverage_model:1",
        "# coverage_model: 1",
        " coverage_model: 1",
        "a:\n  coverage_model: 1",
        "- coverage_model: 1",
        '[{"coverage_model": 1}]',
        '{"a": {"coverage_model": 1}}',
        '{"a": "coverage_model: 1"}',
        '{"a": 1} {"coverage_model": 1}',
        "coverage: 1",
        "data_model: 1",
        "coverage_report: 1",
        '"coverage_model: 1"',
    ],
)
def test_elsewhere_it_makes_none(text):
    assert not has_marker(text)


@pytest.mark.parametrize("key", ["coverage_model", "coverag_modl", "coverage__models", "COVERAGE-MODEL"])
def test_two_edits_are_near(key):
    assert is_near(key)


@pytest.mark.parametrize("key", ["coverag_modls", "cvrge_model", "coverage", "coverage_modeling", ""])
def test_three_edits_are_not(key):
    assert not is_near(key)


@pytest.mark.parametrize(
    ("text", "line", "column"), [("a: 1\ncoverage-model: 1\nb: .inf\n", 2, 1), ('{"Coverage_Model": 1}', 1, 2)]
)
def test_a_near_miss_is_all_that_is_said(text, line, column):
    loaded = read_documents(text.encode(), "m.yaml")
    assert loaded.documents == ()
    assert [(code, at, to - (text[0] == "{")) for code, _, at, to in places(loaded)] == [
        ("CL011", line, column - (text[0] == "{"))
    ]
    assert "did you mean 'coverage_model'?" in loaded.problems[0].message


def test_a_marker_within_quotes_over_several_lines_makes_no_model():
    text = "a: '\ncoverage_model: 1\n'\n"
    assert has_marker(text)
    assert not read_documents(text.encode(), "m.yaml").is_model


@pytest.mark.parametrize(
    "text",
    [
        "{" * 300_000 + "coverage_model:",
        '"' * 300_001 + "coverage_model:",
        "#\n" * 300_000,
        "{" + "model," * 200_000,
        "\n---" * 200_000 + "model",
    ],
)
def test_odd_texts_are_told_soon(text):
    started = time.monotonic()
    assert not has_marker(text)
    assert time.monotonic() - started < 2
