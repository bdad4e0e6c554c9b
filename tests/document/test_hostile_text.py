"""Everything hostile gives one finding at its exact place, soon, and never a traceback."""

from __future__ import annotations

import os
import time
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from random_examples import examples
from reading import MARKER, every_finding, places, read

from coverage_lint.document.limits import Limits
from coverage_lint.document.model_file import load_documents, read_documents

if TYPE_CHECKING:
    from pathlib import Path

BOMB = "a: &a [x, x, x, x, x, x, x, x, x, x]\n" + "".join(
    f"{name}: &{name} [{', '.join([f'*{before}'] * 10)}]\n" for before, name in zip("abcdef", "bcdefg", strict=True)
)

CASES = [
    ("an unclosed list", "a: [1,\n", "CL001", 3, 1, "closing bracket"),
    ("an unclosed mapping", "a: {b: 1\n", "CL001", 2, 4, "'}' or ',' is missing"),
    ("unclosed quotes", "a: 'x\nb: 1\n", "CL001", 2, 4, "quotes are never closed"),
    ("two colons in a line", "a: b: c\n", "CL001", 2, 5, "in quotes"),
    ("wrong indentation", "a:\n  b: 1\n c: 2\n", "CL001", 4, 2, "indentation"),
    ("a list among keys", "- a\n", "CL001", 2, 1, "indentation"),
    ("a missing value", "a: ]\n", "CL001", 2, 4, "missing before ']'"),
    ("a colon first", "a: [:b]\n", "CL001", 2, 5, "cannot begin with :"),
    ("a reserved character", "a: @x\n", "CL001", 2, 4, "cannot begin with @"),
    ("an unknown escape", 'a: "\\q"\n', "CL001", 2, 5, "unknown escape"),
    ("a tab as indentation", "a:\n\tb: 1\n", "CL001", 3, 1, "a tab can't indent; use spaces"),
    ("a tab behind spaces", "a:\n  b: 1\n  \tc: 1\n", "CL001", 4, 3, "a tab can't indent; use spaces"),
    ("a tab in a text block", "a: |\n\tx\n", "CL001", 3, 1, "a tab can't indent; use spaces"),
    ("NUL", "é: \0\n", "CL001", 2, 4, "NUL"),
    ("a control character", "é: x\x07\n", "CL001", 2, 5, "U+0007"),
    ("a lone surrogate", 'a: "\\ud800"\n', "CL001", 2, 7, "surrogate"),
    ("a lone low surrogate", 'a: "\\ude00"\n', "CL001", 2, 7, "surrogate"),
    ("not UTF-8", b"a: caf\xe9\n", "CL002", 2, 7, "0xe9 is not UTF-8"),
    ("a repeated key", "a: 1\nb:\n  c: 1\n  c: 2\n", "CL003", 5, 3, "'c' is written twice"),
    ("an unknown tag", "a: !team x\n", "CL001", 2, 4, "!team"),
    ("an unknown tag on a mapping", "a:\n  - !team {b: 1}\n", "CL001", 3, 5, "!team"),
    ("a Python tag", "a: !!python/object:os.system x\n", "CL001", 2, 4, "!!python/object:os.system"),
    ("a binary", "a: !!binary aGk=\n", "CL001", 2, 4, "!!binary"),
    ("a set", "a: !!set {x}\n", "CL001", 2, 4, "!!set"),
    ("a tag that does not fit", "a: !!int x\n", "CL001", 2, 4, "no whole number"),
    ("a mapping tagged as text", "a: !!str {b: 1}\n", "CL001", 2, 4, "!!str"),
    ("an undefined tag handle", "a: !x!y z\n", "CL001", 2, 4, "'!' in quotes"),
    ("a list as a key", "? [a]\n: 1\n", "CL001", 2, 3, "key must be text"),
    ("a mapping as a key", "{a: 1}: 1\n", "CL001", 2, 1, "key must be text"),
    ("a recursive alias", "a: &x\n  - *x\n", "CL001", 3, 5, "inside of what it stands for"),
    ("a recursive mapping", "a: &x {b: *x}\n", "CL001", 2, 11, "inside of what it stands for"),
    ("an alias without anchor", "a: *x\n", "CL001", 2, 4, "no anchor &x"),
    ("an alias bomb", BOMB, "CL004", 7, 36, "more than 1,000,000 values"),
    ("80,000 open brackets", "a: " + "[" * 80_000, "CL004", 2, 67, "more than 64 deep"),
    ("80,000 open braces", "a: " + "{b: " * 80_000, "CL004", 2, 256, "more than 64 deep"),
    ("80,000 nested lists", "a:\n  " + "- " * 80_000, "CL004", 3, 129, "more than 64 deep"),
    (
        "depth through aliases",
        "a: &a " + "[" * 40 + "]" * 40 + "\nb: " + "[" * 40 + "*a" + "]" * 40,
        "CL004",
        3,
        44,
        "deep",
    ),
    ("an exponent", "a: 1e999999\n", "CL004", 2, 4, "exponent"),
    ("a long exponent", "a: 1e-0000000000999999\n", "CL004", 2, 4, "exponent"),
    ("200,000 digits", "a: " + "7" * 200_000, "CL004", 2, 4, "200,000 digits"),
    ("200,000 decimals", "a: 0." + "7" * 200_000, "CL004", 2, 4, "200,001 digits"),
    ("200,000 hexadecimal digits", "a: 0x" + "f" * 200_000, "CL004", 2, 4, "200,000 digits"),
    ("infinity", "a: -.INF\n", "CL001", 2, 4, "-.INF is no number"),
    ("not a number", "a: [.nan]\n", "CL001", 2, 5, ".nan is no number"),
    ("100,000 tag directives", "...\n" + "%TAG !a! tag:x,2000:\n" * 100_000, "CL004", 1, 1, "%TAG"),
]


@pytest.mark.parametrize(
    ("body", "code", "line", "column", "words"), [case[1:] for case in CASES], ids=[case[0] for case in CASES]
)
def test_hostile_text_is_one_finding_at_its_place(body, code, line, column, words):
    started = time.monotonic()
    loaded = read(body)
    assert time.monotonic() - started < 2
    assert loaded.is_model
    assert places(loaded) == [(code, "model.yaml", line, column)]
    assert words in every_finding(loaded)[0].message


def test_what_breaks_points_back_to_where_it_began():
    (found,) = read("a: {b: 1\nc: 2\n").problems
    assert [(place.label, place.location.line, place.location.column) for place in found.related] == [
        ("opened here", 2, 4)
    ]


def test_a_repeated_key_points_to_the_first_and_is_refused():
    (document,) = read("a: 1\nb: 2\na: 3\na: 4\n").documents
    assert [(found.location.line, found.related[0].location.line) for found in document.problems] == [(4, 2), (5, 2)]
    assert document.root == {"coverage_model": 1, "a": 1, "b": 2}
    assert document.rejected.refused(document.root, "a")
    assert not document.rejected.refused(document.root, "b")
    assert document.root.value_location("b").line == 3


def test_many_problems_end_the_reading():
    assert places(read("a:\n" + "  - .inf\n" * 5000)) == [("CL004", "model.yaml", 103, 5)]


def test_many_documents_end_the_reading():
    loaded = read("---\n" * 50_000)
    assert places(loaded) == [("CL004", "model.yaml", 1001, 1)]
    assert len(loaded.documents) == 1


def test_many_repeated_keys_end_the_reading():
    loaded = read("a: 1\n" * 5000)
    assert places(loaded) == [("CL004", "model.yaml", 103, 1)]


def test_a_refused_value_is_absent_and_the_rest_is_read():
    (document,) = read("a: .inf\nb: [1, 1e999, 2]\nc: !x 1\nd: 3\n").documents
    root = document.root
    assert root == {"coverage_model": 1, "a": None, "b": [1, None, 2], "c": None, "d": 3}
    assert [document.rejected.refused(root, key) for key in "abcd"] == [True, False, True, False]
    assert [document.rejected.refused(root["b"], at) for at in range(3)] == [False, True, False]


def test_the_same_refused_number_twice_is_two_findings():
    assert places(read("a: .inf\nb: .inf\n")) == [("CL001", "model.yaml", 2, 4), ("CL001", "model.yaml", 3, 4)]


@pytest.mark.parametrize("name", ["utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_other_encodings_are_named(name):
    mark = {"utf-16-le": "\ufeff", "utf-16-be": "\ufeff"}.get(name, "")
    loaded = read_documents((mark + MARKER).encode(name), "model.yaml")
    assert places(loaded) == [("CL002", "model.yaml", 1, 1)]
    assert name[:6].upper() in loaded.problems[0].message


def test_a_byte_order_mark_does_not_shift_places():
    loaded = read_documents(b"\xef\xbb\xbf" + b"coverage_model: 1\na: .inf\n", "model.yaml")
    assert places(loaded) == [("CL001", "model.yaml", 2, 4)]
    assert loaded.documents[0].root.key_location("coverage_model")[1:] == (0, 14)


@pytest.mark.parametrize("data", [b"", b"\n", b"# nothing\n", b"---\n", b"\xef\xbb\xbf", b"a: [", b"\xff", b"\0"])
def test_without_the_marker_nothing_is_said(data):
    assert read_documents(data, "other.yaml") == ((), [], False)


def test_a_large_model_is_refused_unread(tmp_path: Path):
    path = tmp_path / "model.yaml"
    with path.open("wb") as stream:
        stream.write(MARKER.encode())
        stream.truncate(50 * 1024 * 1024)
    started = time.monotonic()
    loaded = load_documents(str(path), "model.yaml")
    assert time.monotonic() - started < 2
    assert places(loaded) == [("CL004", "model.yaml", 1, 1)]
    assert "larger than 32 MiB" in loaded.problems[0].message


def test_a_large_file_without_the_marker_is_passed_over(tmp_path: Path):
    path = tmp_path / "data.json"
    with path.open("wb") as stream:
        stream.truncate(50 * 1024 * 1024)
    assert load_documents(str(path), "data.json") == ((), [], False)


def test_large_input_is_refused_by_its_bytes():
    loaded = read("a: 1\n", Limits(size=20))
    assert places(loaded) == [("CL004", "model.yaml", 1, 1)]
    assert "larger than 20 bytes" in loaded.problems[0].message


def test_what_is_no_file_is_said_and_nothing_hangs(tmp_path: Path):
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "loop").symlink_to(tmp_path / "loop")
    for path, words in [("", "a folder"), ("pipe", "a pipe"), ("loop", "cannot be read"), ("none", "cannot be read")]:
        loaded = load_documents(str(tmp_path / path), path)
        assert places(loaded) == [("CL001", path, 1, 1)]
        assert words in loaded.problems[0].message
    assert "NUL" in load_documents("a\0b", "odd").problems[0].message
    assert "a device" in load_documents("/dev/zero", "zero").problems[0].message


@settings(max_examples=examples(300), deadline=2000)
@given(st.binary(max_size=400))
def test_no_bytes_raise(data):
    for found in every_finding(read(data)):
        assert found.location.line >= 1
    read_documents(data, "any.yaml")


@settings(max_examples=examples(500), deadline=2000)
@given(st.text(st.sampled_from("ab1.-+e:,?&*!|>'\"%@`#[]{}\\u \t\n\r\x85\u2028\0é😀~"), max_size=60))
def test_no_text_raises_and_every_place_is_within(text):
    loaded = read(text)
    for found in every_finding(loaded):
        assert 0 <= found.location.start <= found.location.end <= len(found.location.source.text)
        assert found.location.end_line >= found.location.line
