from __future__ import annotations

import pytest
from hand_made import PIPED, at, finding, shown
from hypothesis import given
from hypothesis import strategies as st

from coverage_lint.location import Location, Source
from coverage_lint.render.findings.excerpt import fit
from coverage_lint.render.terminal.cells import width
from coverage_lint.render.terminal.segments import View


def rows(source: Source, words: str, view: View = PIPED) -> tuple[str, str]:
    """Return the source line and the underline below it, behind the gutter."""
    lines = shown(finding(at(source, words), label="here"), view).splitlines()
    line = next(index for index, text in enumerate(lines) if text.startswith("1 | "))
    return lines[line][4:], lines[line + 1][4:]


@pytest.mark.parametrize(
    ("before", "place"),
    [
        ("name: ", "value"),
        ("\t", "value"),
        ("日本語: ", "値段"),
        ("e\u0301e\u0301: ", "value"),
        ("\x1b[2J\u202e: ", "value"),
        ("ok: ", "\x1b]0;title\x07"),
        ("😀: ", "e\u0301"),
    ],
)
def test_the_place_is_underlined_in_the_cells_it_takes(before: str, place: str):
    line, under = rows(Source("m.yaml", f"{before}{place}, more: 1\n"), place)
    start = under.index("^")
    signs = under.count("^")
    head = next(line[:at] for at in range(len(line) + 1) if width(line[:at]) == start)
    tail = line[len(head) :]
    assert tail.endswith(", more: 1")
    assert signs == width(tail) - len(", more: 1")
    assert under.endswith("^ here")


def test_no_control_character_of_a_source_reaches_the_output():
    source = Source("m.yaml", "".join(map(chr, range(32))).replace("\n", "").replace("\r", "") + "\x7f\x9b\u202eX\n")
    assert not set(shown(finding(at(source, "X")))) & {*map(chr, [*range(10), *range(11, 32), 0x7F, 0x9B, 0x202E])}


def test_message_label_help_and_path_are_escaped_like_the_source():
    source = Source("a\x1bb\u202e.yaml", "x: 1\n")
    text = shown(finding(at(source, "1"), message="m\x1bm", label="l\x1bl", help="h\x1bh\nsecond line"))
    assert "\x1b" not in text
    assert "\u202e" not in text
    assert "a\\x1bb\\u202e.yaml:1:4" in text
    assert "h\\x1bh second line" in text


def test_a_place_of_several_lines_is_underlined_to_the_end_of_its_first():
    source = Source("m.yaml", "goals: [1,\n  2]\nx: 1\n")
    line, under = rows(source, "[1,\n  2]")
    assert (line, under) == ("goals: [1,", "       ^^^ here")


@pytest.mark.parametrize("text", ["x: 1", "x: 1\n", "x: 1\r\n"])
def test_a_place_behind_the_last_character_is_one_sign(text: str):
    source = Source("m.yaml", text)
    end = len("x: 1")
    lines = shown(finding(Location(source, end, end))).splitlines()
    assert "  |     ^" in lines


def test_a_source_without_text_shows_its_path_alone():
    text = shown(finding(Location(Source("pipe.yaml", ""), 0, 0)))
    assert " --> pipe.yaml:1:1\n  = see" in text


@pytest.mark.parametrize("ahead", [0, 10, 1_000, 100_000])
def test_a_long_line_is_cut_around_the_place(ahead: int):
    source = Source("m.json", '{"x": "' + "a" * ahead + '", "place": 1, "y": "' + "b" * 100_000 + '"}\n')
    line, under = rows(source, '"place"', View(width=60))
    assert width(line) <= 60 - 4
    at_sign = under.index("^")
    assert line[at_sign : at_sign + under.count("^")] == '"place"'
    assert line.startswith("...") == (ahead > 40)
    assert line.endswith("...")


def test_a_place_wider_than_the_line_is_cut_with_it():
    source = Source("m.json", '{"x": "' + "a" * 1_000 + '"}\n')
    line, under = rows(source, '"' + "a" * 1_000 + '"', View(width=60))
    assert line.endswith("a...")
    assert width(line) <= 60 - 4
    assert width(under.removesuffix(" here")) == width(line) - 3


@given(
    st.text(st.sampled_from("ab 日😀\u0301\t\x1b\u202e"), max_size=120),
    st.integers(0, 120),
    st.integers(0, 120),
    st.integers(20, 80),
)
def test_any_line_fits_and_its_underline_stays_below_it(text: str, start: int, length: int, room: int):
    first = min(start, len(text))
    fitted = fit(text, first, min(first + max(length, 1), len(text) + 1), room, "utf-8")
    assert width(fitted.text) <= room
    assert fitted.under >= 1
    assert fitted.before + fitted.under <= room + 1
    assert not set(fitted.text) & set("\t\x1b\u202e\n")


def test_a_label_too_wide_for_the_terminal_goes_below():
    source = Source("m.yaml", "some_key: a value of some length\n")
    one = finding(at(source, "some length"), label="a label that does not fit behind it")
    text = shown(one, View(width=50, wrap=True))
    assert "  |                      ^^^^^^^^^^^\n  |            a label that does not fit behind it\n" in text
    assert "^ a label" in shown(one, View(width=50))
