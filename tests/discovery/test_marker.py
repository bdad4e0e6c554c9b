"""Which texts are models: `coverage_model` is a top-level key, in whatever way YAML lets it be written."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from random_examples import examples
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
        " coverage_model: 1",
        "# c\n  coverage_model: 1\n  plan: {}\n",
        "? coverage_model\n: 1\n",
        '? "coverage_model"\n: 1\n',
        "?\n  coverage_model\n: 1\n",
        "!!str coverage_model: 1\n",
        "!<tag:yaml.org,2002:str> coverage_model: 1\n",
        "&a coverage_model: 1\n",
        "&a !!str 'coverage_model': 1\n",
        "plan: &a coverage_model\n*a : 1\n",
        "!!map\ncoverage_model: 1\n",
        '"coverage\\x5fmodel": 1\n',
        '"\\x63overage_model": 1\n',
        '"\\u0063\\u006fver\\U00000061ge\\x5Fmodel": 1\n',
        '{"\\u0063overage_model": 1}',
        '? "cover\\\n   age_\\\r\n   mo\\\r   del"\n: 1\n',
        "# c\rcoverage_model: 1\rgoals: []\r",
        "a: 1\r---\r{coverage_model: 1}\r",
        "%YAML 1.2\r---\rcoverage_model: 1\r",
        "%TAG !e! tag:example.com,2000:\n---\ncoverage_model: 1\n",
        "a: 1\n...\n# c\ncoverage_model: 1\n",
        "[a, b]\n---\ntext\n---\n? coverage_model\n: 1\n",
        "? [a, {b: c}]\n: {coverage: d}\n? {e: f}\n: [coverage]\ncoverage_model : 1\n",
        "{a: 1,\n 'coverage_model': 1}",
        "a: \u2028\n? coverage_model\n: 1\n",
        "? coverage-model\n: 1\n",
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
        "a:\n  coverage_model: 1",
        "a: coverage_model",
        "a: &a coverage_model\nb: *a\n",
        "&coverage_model a: 1",
        "!coverage_model a: 1",
        "--- |\n coverage_model: 1\n",
        '"\n coverage_model: 1"',
        "? {coverage_model: 1}\n: 1\n",
        "{{ helm }}\na:\n  coverage_model: 1\n",
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
        "a: [\ncoverage_model: 1\n",
        "@a\n? coverage_model\n: 1\n",
        "@a\n!!str coverage_model: 1\n",
        '@a\n"coverage_\\x6dodel": 1\n',
        "@a\r&a coverage_model: 1\r",
        "  a: 'x\n  coverage_model: 1\n",
        "plan:\n  a: 1\n coverage_model: 1\n",
        "a: 1\n\ufeff---\n\ufeffcoverage_model: 1\n",
        "a: \0\ncoverage_model : 1\n",
        "%WHAT\n---\n{coverage_model: 1}",
        "a: 'x\n--- {coverage_model: 1}",
        '{"a: 1, "coverage_model": 1}',
        '{"a": {"b": 1, "coverage_model": 1}',
        '{"a": 1,, "coverage_model": 1}',
        '{"a": http://b#c "d", "coverage_model": 1}',
        "{a: " + "[" * 100 + "]" * 100 + ", coverage_model: 1}",
        "%TAG !a! x\n" * 200 + "---\n{coverage_model: 1}",
        "{" * 300_000 + "coverage_model:",
    ],
)
def test_a_text_that_breaks_before_its_marker_is_a_model_with_a_finding(text):
    assert has_marker(text)
    loaded = read_documents(text.encode(), "m.yaml")
    assert loaded.is_model
    assert {code for code, *_ in places(loaded)} <= {"CL001", "CL004"}
    assert loaded.problems


@pytest.mark.parametrize("name", ["utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-le", "utf-32-be"])
@pytest.mark.parametrize("mark", ["", "\ufeff"], ids=["without a mark", "with a mark"])
@pytest.mark.parametrize("text", ["coverage_model: 1\n", "\u00e9: 1\ncoverage_model: 1\n", "# c\n? coverage_modle\n"])
def test_a_model_in_another_encoding_is_told(name, mark, text):
    if text[0] == "\u00e9" and not mark:
        text += "# coverage_model\n"
    loaded = read_documents((mark + text).encode(name), "m.yaml")
    assert places(loaded) == [("CL002", "m.yaml", 1, 1)]
    assert f"encoded as {name[:6].upper()}" in loaded.problems[0].message


def test_a_nul_makes_no_other_encoding():
    for data in (b"c\0verage_model: 1\n", b"coverage_model: 1\0\n", b"coverage_model: 1\na: \0\0\0\n"):
        assert [code for code, *_ in places(read_documents(data, "m.yaml"))] == ["CL001"]


NEAR = "coverage_modex"
"""Is looked at closely wherever it stands."""
GROWING = {
    "starts of no document": lambda count: f"\n---{{a: {NEAR} " * count + "coverage_modelx:",
    "documents in braces": lambda count: f"\n--- {{a: {NEAR} " * count,
    "unclosed quotes": lambda count: f"\n--- {{a: '{NEAR} \"" * count,
    "escaped quotes": lambda count: '{"' + '\\"' * count + NEAR,
    "doubled quotes": lambda count: "{a: '" + "''" * count + NEAR,
    "spaces": lambda count: f"{{{NEAR}" + " " * count + "x\x07",
    "keys in a broken text": lambda count: "\x07{" + f"{NEAR} \n" * count,
    "lone carriage returns": lambda count: f"{NEAR}\r" * count + "\x07",
    "wide indentation": lambda count: " " * count + "a: b\n" + f" {NEAR}\n" * count + "\x07",
    "tags and anchors": lambda count: "\x07\n" + "!a & " * count + NEAR,
    "one long tag": lambda count: "\x07\n!" + "a" * count + f" {NEAR}",
    "one long word": lambda count: "coverag" * count,
    "many words": lambda count: "".join(f"cover{number:08} " for number in range(count)),
    "words of its letters": lambda count: "".join(f"cover{'goade'[number % 5]}_loemad " for number in range(count)),
    "anchors": lambda count: (
        f"{NEAR}: 1\n"[1:] + "".join(f"a{number}: &a{number} x\n" for number in range(count)) + NEAR
    ),
    "tag lines": lambda count: f"{NEAR}\n---\n" + "%TAG !a! x\r" * count,
    "documents": lambda count: "--- a\n" * count + NEAR,
    "nested lists": lambda count: "- " * count + NEAR,
    "nested keys": lambda count: "? " * count + NEAR,
    "brackets": lambda count: "[" * count + NEAR,
    "escapes": lambda count: '"\\x63\\x6f"' * count + NEAR,
    "comments": lambda count: f"# {NEAR}\n" * count + "\x07",
    "byte-order marks": lambda count: "\ufeff---\n" * count + NEAR,
    "separators": lambda count: "a: \u2028\n" * count + NEAR,
    "blank lines": lambda count: f"- {NEAR}:\n" + "\n" * count + "x: y: z",
    "directives": lambda count: f"%a {NEAR}\n" * count,
}


@pytest.mark.parametrize("name", GROWING)
def test_the_search_for_the_marker_grows_with_the_text(name):
    def seconds(count):
        text = GROWING[name](count)
        started = time.perf_counter()
        has_marker(text)
        return time.perf_counter() - started

    seconds(10)
    assert seconds(40_000) < 0.3 + 8 * seconds(10_000)


@pytest.mark.parametrize("text", ['"' * 300_001 + "coverage_model:", "#\n" * 300_000, "{" + "model," * 200_000])
def test_odd_texts_are_told_soon(text):
    started = time.monotonic()
    assert not has_marker(text)
    assert time.monotonic() - started < 2


KEYS = st.lists(
    st.sampled_from(["a", "plan", "coverage_model", "coverage", "model: x", "b-c"]), unique=True, min_size=1
)


def document(keys, nested):
    lines = [f'? !!str "{key.replace("_", chr(92) + "x5f")}"\n: 1\n' for key in keys]
    if nested:
        lines = ["deeper:\n", *(f"  {line}\n" for line in "".join(lines).splitlines())]
    return "---\n" + "".join(lines)


@settings(max_examples=examples(200), deadline=None)
@given(st.lists(st.tuples(KEYS, st.booleans()), min_size=1, max_size=3), st.sampled_from(["\n", "\r", "\r\n"]))
def test_a_marker_is_found_exactly_where_it_is_a_key_at_the_top(documents, end):
    text = "".join(document(keys, nested) for keys, nested in documents).replace("\n", end)
    assert has_marker(text) == any("coverage_model" in keys and not nested for keys, nested in documents)
