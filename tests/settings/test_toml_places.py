"""The places of TOML: held against tomllib, over documents of every form that its grammar allows."""

from __future__ import annotations

import tomllib
from contextlib import suppress

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from coverage_lint.document.nodes import Map, Seq
from coverage_lint.location import Source
from coverage_lint.settings.toml_places import BeyondBounds, NotToml, scan


def check(text: str) -> None:
    """Hold every place against tomllib: a leaf's text is its value, a key's text its name."""
    _check_map(scan(Source("x.toml", text)), _loaded(text), text)


def _loaded(text: str) -> dict:
    return tomllib.loads(text, parse_float=str)  # nan is not equal to itself


def _check_map(node: Map, values: dict, text: str) -> None:
    assert list(node) == list(values) or sorted(node) == sorted(values)
    for key, inner in node.items():
        named, held = node.key_location(key), node.value_location(key)
        assert tomllib.loads(f"{text[named.start : named.end]} = 1") == {key: 1}
        _check(inner, values[key], text, text[held.start : held.end])


def _check(node: object, value: object, text: str, written: str) -> None:
    if isinstance(node, Map):
        assert isinstance(value, dict)
        if written[:1] == "{":
            assert _loaded(f"k = {written}") == {"k": value}
        _check_map(node, value, text)
    elif isinstance(node, Seq):
        assert isinstance(value, list)
        assert len(node) == len(value)
        if written[:1] == "[":
            assert _loaded(f"k = {written}") == {"k": value}
        for index, inner in enumerate(node):
            place = node.item_location(index)
            _check(inner, value[index], text, text[place.start : place.end])
    else:
        assert node is None
        assert _loaded(f"k = {written}") == {"k": value}


SPACE = st.sampled_from(["", " ", "\t", "  "])
BREAK = st.sampled_from(["\n", "\r\n", " # a ] = \" ' }\n", "\n\n# [x]\n"])
SCALARS = st.sampled_from(
    [
        "1", "-0.5", "+1_000", "0xAf", "0b1", "1e6", "true", "inf", "-nan", "1979-05-27", "1979-05-27 07:32:00",
        "1979-05-27T07:32:00.5+01:00", "07:32:00", '""', "''", '"a # b"', "'a ] b'", '"a\\"b\\\\"', "'\\'",
        '"""a"""', '"""\n"a" ""b"""""', '"""a\\"""b"""', "'''a''b'''''", "'''\n'x\n'''", '"\\u00e9, }"', "'é ü'",
        '"""\\\n   a"""', '""""a"""', "''''a'''", '"]"', "'{'",
    ]
)  # fmt: skip
PARTS = st.sampled_from(["a", "b", "c-d", "1", "_", '"a"', "'b'", '"x.y"', "'[z]'", '"\\u0061"', '"q # ="', '""', "é"])


@st.composite
def keys(draw: st.DrawFn) -> str:
    parts = draw(st.lists(PARTS, min_size=1, max_size=3))
    dots = [f"{draw(SPACE)}.{draw(SPACE)}" for _ in parts]
    return "".join(part + (dot if index < len(parts) - 1 else "") for index, (part, dot) in enumerate(zip(parts, dots)))  # noqa: B905


@st.composite
def values(draw: st.DrawFn, depth: int = 0) -> str:
    kind = draw(st.integers(0, 3 if depth < 3 else 1))
    if kind < 2:
        return draw(SCALARS)
    inner = draw(st.lists(values(depth + 1), max_size=3))
    if kind == 2:
        gap = st.one_of(SPACE, BREAK)
        items = ",".join(f"{draw(gap)}{one}{draw(gap)}" for one in inner)
        return f"[{draw(gap)}{items}{',' if inner and draw(st.booleans()) else ''}{draw(gap)}]"
    pairs = ",".join(f"{draw(SPACE)}{draw(keys())}{draw(SPACE)}={draw(SPACE)}{one}{draw(SPACE)}" for one in inner)
    return f"{{{pairs}}}"


@st.composite
def statements(draw: st.DrawFn) -> str:
    kind = draw(st.integers(0, 4))
    key = draw(keys())
    if kind == 0:
        return f"{draw(SPACE)}[{draw(SPACE)}{key}{draw(SPACE)}]{draw(SPACE)}{draw(BREAK)}"
    if kind == 1:
        return f"{draw(SPACE)}[[{draw(SPACE)}{key}{draw(SPACE)}]]{draw(SPACE)}{draw(BREAK)}"
    return f"{draw(SPACE)}{key}{draw(SPACE)}={draw(SPACE)}{draw(values())}{draw(SPACE)}{draw(BREAK)}"


@given(st.lists(statements(), max_size=6).map("".join))
def test_every_place_is_where_tomllib_reads_it(text: str):
    try:
        tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        assume(False)  # noqa: FBT003
    check(text)


@given(st.lists(statements(), max_size=4).map("".join), st.integers(0, 200), st.sampled_from("[]{}\"'=.,#\n\\a"))
def test_what_is_not_toml_never_goes_through_as_something_else(text: str, at: int, mark: str):
    broken = text[:at] + mark + text[at + 1 :]
    try:
        tomllib.loads(broken)
    except tomllib.TOMLDecodeError:
        with suppress(NotToml, BeyondBounds):
            scan(Source("x.toml", broken))
    else:
        check(broken)


@pytest.mark.parametrize(
    "text",
    [
        "[a.b]\nx = 1\n[a]\ny = 2\n",
        "[[a]]\nx = 1\n[a.b]\ny = 1\n[[a]]\n[a.b]\nz = [{q = 1}, {}]\n",
        "a.b.c = 1\na.b.d = 2\n[e]\na.b = {c.d = 1}\n",
        "x = [ # one ]\n  1, # two\n  [ '''\n]''' ],\n]",
        "a = 1979-05-27 07:32:00 # a day\nb = { t = 07:32:00, d = 1979-05-27 }",
        'k = """\\"""" # """\n',
    ],
)
def test_forms_that_are_easily_misread(text: str):
    check(text)


def test_line_and_column_count_characters():
    written = scan(Source("x.toml", "[ é ]\n".replace("é", '"é"') + "\tü = 1\n".replace("ü", "'ü'")))
    inner = written["é"]
    assert isinstance(inner, Map)
    assert (written.key_location("é").line, written.key_location("é").column) == (1, 3)
    assert (inner.value_location("ü").line, inner.value_location("ü").column) == (2, 8)


@pytest.mark.parametrize("text", ["a = " + "[" * 51, ".".join("a" * 51) + " = 1", "a = " + "1" * 101])
def test_what_is_beyond_the_bounds_is_refused_before_it_costs_time(text: str):
    with pytest.raises(BeyondBounds):
        scan(Source("x.toml", text))
