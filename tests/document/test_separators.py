"""U+0085, U+2028 and U+2029 are text like any other, and what stands behind them is at its place."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from random_examples import examples
from reading import MARKER, only_document, places, read, root_of

from coverage_lint.document.model_file import read_documents

SEPARATORS = ["\x85", "\u2028", "\u2029"]
NAMES = ["next line", "line separator", "paragraph separator"]
every_separator = pytest.mark.parametrize("mark", SEPARATORS, ids=NAMES)


@every_separator
@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("a: New{} customers", "New{} customers"),
        ("a: 'New{} customers'", "New{} customers"),
        ('a: "New{}\\tcustomers"', "New{}\tcustomers"),
        ("a: |-\n  New{} customers", "New{} customers"),
        ("a: >-\n  New{}\n  customers", "New{} customers"),
        ("a: New{}  # last{}year: more", "New{}"),
        ("# what last{}year: brought\na: 1", 1),
        ("a: {}", "{}"),
        ("a: 1{}", "1{}"),
        ("a: &x New{}\nb: *x", "New{}"),
    ],
)
def test_they_are_text_wherever_they_stand(mark, written, meant):
    value = root_of(written.replace("{}", mark) + "\n")["a"]
    assert value == (meant.replace("{}", mark) if isinstance(meant, str) else meant)


@every_separator
def test_they_are_text_in_keys(mark):
    root = root_of(f"a{mark}b: 1\n'c{mark}': 2\n? d{mark}\n: 3\n&x e{mark}: 4\n")
    assert root == {f"a{mark}b": 1, f"c{mark}": 2, f"d{mark}": 3, f"e{mark}": 4}


@every_separator
def test_what_follows_has_its_line_and_column(mark):
    root = only_document(read(f"# a{mark}b\na: x{mark}y  # {mark}\nb: [{mark}, 12]\nc: |\n  x{mark}\nd: 1\n")).root
    found = [root.value_location("a"), root["b"].item_location(1), root.value_location("c"), root.key_location("d")]
    assert [(one.line, one.column, one.end_line, one.end_column) for one in found] == [
        (3, 4, 3, 7), (4, 8, 4, 10), (5, 4, 6, 5), (7, 1, 7, 2),
    ]  # fmt: skip


@every_separator
@pytest.mark.parametrize(
    ("body", "line", "column", "words"),
    [
        ("a: x{}\nb: .inf\n", 3, 4, ".inf"),
        ("a: x{}\nb: c: d\n", 3, 5, "in quotes"),
        ("a: x{}\nb: y\x07\n", 3, 5, "U+0007"),
        ("a: x{}\nb: \\ud83d\x07\n", 3, 10, "U+0007"),
        ('a: "\\{}"\n', 2, 5, "unknown escape"),
    ],
)
def test_what_is_wrong_behind_them_is_told_at_its_place(mark, body, line, column, words):
    loaded = read(body.replace("{}", mark))
    assert places(loaded) == [("CL001", "model.yaml", line, column)]
    found = [*loaded.problems, *(problem for document in loaded.documents for problem in document.problems)]
    assert words in found[0].message


def test_no_break_in_the_text_after_them_is_lost():
    assert root_of("a: |\n  x\u2028\n  y\u2029\n\n  z\x85\nb: 'p\u2028\n\n  q'\n") == {
        "a": "x\u2028\ny\u2029\n\nz\x85\n",
        "b": "p\u2028\nq",
    }


def test_escapes_mean_the_characters_they_name():
    assert root_of('a: "\\N\\L\\P \u2028 \\u2028 \\ue000 \\ud83d\\ude00 \\ue000ud83d\\ue000ude00"\n') == {
        "a": "\x85\u2028\u2029 \u2028 \u2028 \ue000 😀 \ue000ud83d\ue000ude00"
    }


def test_characters_of_private_use_stay_what_they_are():
    private = "\ue000\ue001 \U000f0000"
    assert root_of(f"a: {private}\u2028\nb: '\\U000f0001'\n") == {"a": f"{private}\u2028", "b": "\\U000f0001"}


def test_a_text_with_every_character_of_private_use_is_refused():
    private = "".join(map(chr, [*range(0xE000, 0xF900), *range(0xF0000, 0xFFFFE), *range(0x100000, 0x10FFFE)]))
    for text in (f"a: {private}\u2028\n", f'a: {private}\nb: "\\ud83d\\ude00"\n'):
        loaded = read(text)
        assert places(loaded) == [("CL004", "model.yaml", 1, 1)]
        assert "private use" in loaded.problems[0].message


@pytest.mark.parametrize("mark", ["\ufeff", "\ufeff\ufeff"])
def test_byte_order_marks_at_the_beginning_shift_no_place(mark):
    loaded = read_documents(f"{mark}{MARKER}a: .inf\n".encode(), "model.yaml")
    assert places(loaded) == [("CL001", "model.yaml", 2, 4)]


def test_a_byte_order_mark_within_is_named():
    loaded = read("a: 1\n\ufeff---\ncoverage_model: 1\n")
    assert places(loaded) == [("CL001", "model.yaml", 3, 2)]
    assert "U+FEFF" in loaded.problems[0].message


ENDS = ["\n", "\r", "\r\n", *SEPARATORS]


@pytest.mark.parametrize("end", ENDS, ids=["LF", "CR", "CR LF", *NAMES])
def test_many_tag_lines_are_refused_soon_whatever_ends_them(end):
    def seconds(count):
        lines = end.join(f"%TAG !a{number}! tag:x,{number}" for number in range(count))
        started = time.perf_counter()
        loaded = read_documents(f"{lines}\n---\n{MARKER}".encode(), "m.yaml")
        assert [found.location.line for found in loaded.problems] == [1]
        return time.perf_counter() - started

    assert seconds(160_000) < 1 + 5 * seconds(40_000)


@settings(max_examples=examples(200), deadline=None)
@given(st.text(st.sampled_from("ab \u2028\u2029\x85é😀\ue000"), min_size=1, max_size=12), st.sampled_from(SEPARATORS))
def test_any_text_reads_back_with_all_behind_it(text, mark):
    text += mark + "."
    root = only_document(read(f"a: '{text}'\n\"{text}\": '{mark}'\nz: 5\n")).root
    assert root["a"] == text
    assert root[text] == mark
    assert root.source.text[root.value_location("z").start :] == "5\n"
    assert root.value_location("z").line == 4
