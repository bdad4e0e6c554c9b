from __future__ import annotations

import pytest

from coverage_lint.render.terminal.cells import visible, width, wrap


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("plain words", "plain words"),
        ("é日本語", "é日本語"),
        ("\x1b[31mred", "\\x1b[31mred"),
        ("bell\a null\0 delete\x7f", "bell\\x07 null\\x00 delete\\x7f"),
        ("\x9b31m", "\\x9b31m"),
        ("\u202eabc\u202c", "\\u202eabc\\u202c"),
        ("\u2066x\u2069\u200f\u200e\u061c", "\\u2066x\\u2069\\u200f\\u200e\\u061c"),
        ("zero\u200bwidth\ufeff", "zero\\u200bwidth\\ufeff"),
        ("\u2028\u2029", "\\u2028\\u2029"),
        ("\U000e0041", "\\U000e0041"),
        ("half \ud83d", "half \\ud83d"),
        ("one\ntwo\r\n  three", "one two three"),
        ("\u0645\u06cc\u200c\u062e", "\u0645\u06cc\u200c\u062e"),
    ],
)
def test_what_is_unseen_is_written_as_an_escape(text: str, seen: str):
    assert visible(text) == seen


@pytest.mark.parametrize(
    ("encoding", "seen"), [("ascii", "\\xe9 \\u65e5 \\U0001f600"), ("latin-1", "é \\u65e5 \\U0001f600")]
)
def test_what_an_encoding_lacks_is_written_as_an_escape(encoding: str, seen: str):
    assert visible("é 日 😀", encoding) == seen


@pytest.mark.parametrize(
    ("text", "cells"),
    [
        ("abc", 3),
        ("é", 1),
        ("e\u0301", 1),
        ("日本", 4),
        ("ﾊ", 1),
        ("\uff21", 2),
        ("😀", 2),
        ("각", 2),
        ("\u1100\u1161", 2),
    ],
)
def test_width_counts_cells(text: str, cells: int):
    assert width(text) == cells


def test_wrapping_counts_cells_and_keeps_long_words_whole():
    assert wrap("aa bb cc dd", 5, 8) == ["aa bb", "cc dd"]
    assert wrap("日本 日本 日本", 9, 9) == ["日本 日本", "日本"]
    assert wrap("a " + "x" * 20 + " b", 10, 10) == ["a", "x" * 20, "b"]
