"""Values by the core schema, each with the place it was written at."""

from __future__ import annotations

import gc
import io
import json
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from random_examples import examples
from reading import every_finding, only_document, places, read, root_of
from ruamel.yaml import YAML

from coverage_lint.document.model_file import read_documents
from coverage_lint.document.nodes import Map, Seq

SCALARS = [
    ("٣", "٣"), ("1.٣", "1.٣"), ("²", "²"), ("0o18", "0o18"),
    ("12", 12), ("-12", -12), ("+12", 12), ("0012", 12), ("0x1F", 31), ("0o17", 15), ("-0x1F", "-0x1F"),
    ("0x", "0x"), ("1.50", Decimal("1.5")), ("1.0", 1), ("-0.0", 0), (".5", Decimal("0.5")), ("5.", 5), ("1e3", 1000),
    ("12e-1", Decimal("1.2")), ("1E+2", 100), ("1e40", 10**40), ("1e", "1e"), (".", "."), ("-.", "-."), (".e1", ".e1"),
    ("12_000_000", "12_000_000"), ("2027-01-01", "2027-01-01"), ("1:30", "1:30"),
    ("true", True), ("True", True), ("TRUE", True), ("false", False), ("tRUE", "tRUE"), ("yes", "yes"), ("on", "on"),
    ("null", None), ("~", None), ("", None), ("Null", None), ("nUll", "nUll"), ("inf", "inf"), ("nan", "nan"),
    ("'12'", "12"), ('"true"', "true"), ("''", ""), ("!!str 12", "12"), ("! 12", "12"), ("!!int '3'", 3),
    ("!!float 3", 3), ("!!bool 'true'", True), ("!!null ''", None), ("!!str", ""),
]  # fmt: skip


@pytest.mark.parametrize(("written", "meant"), SCALARS, ids=[written or "nothing" for written, _ in SCALARS])
def test_scalars_by_the_core_schema(written, meant):
    (value,) = root_of(f"a: {written}\n").values()
    assert value == meant
    assert type(value) is type(meant)


def test_at_most_forty_digits():
    assert root_of(f"a: {'9' * 40}\n") == {"a": int("9" * 40)}
    assert places(read(f"a: {'9' * 41}\n")) == [("CL004", "model.yaml", 2, 4)]


def test_keys_are_text_as_written():
    body = "1: a\n0x10: b\ntrue: c\n~: d\n'q': e\n? f\n&k g: &v h\n!!int 7: 1\n*v : 2\n"
    assert list(root_of(body)) == ["1", "0x10", "true", "~", "q", "f", "g", "7", "h"]


def test_collections_may_carry_their_own_tag():
    assert root_of("a: !!map {b: !!seq [1]}\n") == {"a": {"b": [1]}}


def test_an_alias_is_the_very_object():
    root = root_of("a: &x {b: 1}\nc: *x\nd: [*x]\n")
    assert root["a"] is root["c"] is root["d"][0]


def test_an_anchor_may_be_used_again():
    assert root_of("a: &x 1\nb: *x\nc: &x 2\nd: *x\n") == {"a": 1, "b": 1, "c": 2, "d": 2}


PLACES = """\
a: plain # comment
b:
  c: 'quoted'
  d: [1, {e: 2}] # more

  # a comment behind
f:
  - x
  - g: |
      text
      more

h:
"""


def test_places_leave_comments_and_blank_lines_out():
    root = only_document(read(PLACES)).root
    text = root.source.text

    def written(location):
        return text[location.start : location.end]

    assert written(root.key_location("a")) == "a"
    assert written(root.value_location("a")) == "plain"
    assert written(root.value_location("b")) == "c: 'quoted'\n  d: [1, {e: 2}]"
    assert written(root["b"].value_location("d")) == "[1, {e: 2}]"
    assert written(root["b"]["d"].item_location(1)) == "{e: 2}"
    assert written(root["f"].item_location(0)) == "x"
    assert written(root["f"][1].value_location("g")) == "|\n      text\n      more"
    assert root["f"][1]["g"] == "text\nmore\n"
    assert root.value_location("h").line == 14
    assert root.end == len(text) - 1


def test_columns_count_characters_whatever_their_width_and_line_breaks():
    root = only_document(read("é😀: 'ü' \r\nb: x\rc: y\n")).root
    found = [root.value_location(key) for key in ("é😀", "b", "c")]
    assert [(place.line, place.column, place.end_column) for place in found] == [(2, 5, 8), (3, 4, 5), (4, 4, 5)]


def test_documents_of_a_stream_stand_apart():
    text = "coverage_model: 1\na: 1\n---\nb: 1\n---\ncoverage_model: 1\na: &x 2\na: 3\n"
    first, second = read_documents(text.encode(), "m.yaml").documents
    assert first.root["a"] == 1
    assert first.problems == []
    assert second.root["a"] == 2
    assert [found.location.line for found in second.problems] == [8]


def test_what_was_read_before_a_break_is_kept():
    loaded = read("a: 1\n---\nb: [\n")
    assert loaded.documents[0].root["a"] == 1
    assert places(loaded) == [("CL001", "model.yaml", 5, 1)]


def test_json_escapes_beyond_the_first_plane():
    assert root_of('"\\ud83d\\ude00": ["\\\\ud83d\\\\ude00 \\ud83d\\ude00", \'\\ud83d\\ude00\']\n') == {
        "😀": ["\\ud83d\\ude00 😀", "\\ud83d\\ude00"]
    }


def test_places_stand_behind_such_escapes():
    root = only_document(read('x: {"a": "\\ud83d\\ude00", "b": 1}\n')).root["x"]
    assert root.value_location("a").end - root.value_location("a").start == 14
    assert root.source.text[root.value_location("b").start] == "1"


def test_the_collector_is_left_as_it_was():
    assert gc.isenabled()
    read("a: [\n")
    assert gc.isenabled()
    gc.disable()
    try:
        read("a: 1\n")
        assert not gc.isenabled()
    finally:
        gc.enable()


TEXT = st.text(
    st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\x85\u2028\u2029\ufeff\ufffe\uffff"), max_size=20
)
LEAVES = st.none() | st.booleans() | st.integers(-(10**18), 10**18) | TEXT
VALUES = st.recursive(
    LEAVES, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(TEXT, inner, max_size=4), max_leaves=20
)


def check_places(value):
    """Every number and flag stands at its place as written, and every place is within its parent's."""
    text = value.source.text
    inner = (
        [(item, value.value_location(key)) for key, item in value.items()]
        if isinstance(value, Map)
        else [(item, value.item_location(at)) for at, item in enumerate(value)]
    )
    for item, place in inner:
        assert value.start <= place.start <= place.end <= value.end
        written = text[place.start : place.end]
        if isinstance(item, Map | Seq):
            assert (place.start, place.end) == (item.start, item.end)
            check_places(item)
        elif isinstance(item, bool):
            assert written == str(item).lower()
        elif isinstance(item, int):
            assert written == str(item)
        elif isinstance(item, str) and item.isalnum() and item.isascii():
            assert written.strip("'\"") == item


@settings(max_examples=examples(150), deadline=None)
@given(VALUES)
def test_json_reads_back_equal(value):
    for ascii_only in (True, False):
        for indent in (None, 2, "\t"):
            text = json.dumps({"coverage_model": 1, "v": value}, ensure_ascii=ascii_only, indent=indent)
            document = only_document(read_documents(text.encode(), "m.json"))
            assert document.problems == []
            assert document.root["v"] == value
            check_places(document.root)


@settings(max_examples=examples(150), deadline=None)
@given(VALUES)
def test_yaml_reads_back_equal(value):
    yaml = YAML(typ="safe", pure=True)
    yaml.version = (1, 2)
    yaml.default_flow_style = False  # libyaml wants quotes around some text in brackets where the dumper writes none
    stream = io.StringIO()
    yaml.dump({"coverage_model": 1, "v": value}, stream)
    loaded = read_documents(stream.getvalue().encode(), "m.yaml")
    assert every_finding(loaded) == []
    assert only_document(loaded).root["v"] == value
    check_places(only_document(loaded).root)
