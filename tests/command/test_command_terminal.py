"""On a real terminal: colour, width and links follow it, and nothing else changes."""

from __future__ import annotations

import fcntl
import os
import pty
import re
import struct
import subprocess
import termios
from typing import TYPE_CHECKING

import pytest
from running import MISSPELT, command, environment, run

from coverage_lint.console.terminal import wants_colour

if TYPE_CHECKING:
    from pathlib import Path

COLOURS = re.compile(r"\x1b\[[0-9;]*m")
LINKS = re.compile(r"\x1b\]8;;([^\x1b]*)\x1b\\")
LONG = "coverage_model: 1\nplan:\n  ownr: " + "x" * 300 + "\n"


def on_terminal(folder: Path, *arguments: str, columns: int = 120, **settings: str) -> tuple[int, str]:
    """Run the command on a terminal of a width; gives the status and all that was shown."""
    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 24, columns, 0, 0))
    process = subprocess.Popen(
        command(*arguments), cwd=folder, env=environment(**settings), stdin=theirs, stdout=theirs, stderr=theirs
    )
    os.close(theirs)
    shown = b""
    while True:
        try:
            piece = os.read(ours, 65536)
        except OSError:  # on Linux the end of a terminal is an error
            break
        if not piece:
            break
        shown += piece
    os.close(ours)
    return process.wait(timeout=60), shown.decode().replace("\r\n", "\n")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "a b.yaml").write_text(MISSPELT, encoding="utf-8")
    return tmp_path


def bare(text: str) -> str:
    """Take away colours, links and the elapsed time."""
    return re.sub(r" in [0-9.]+ s$", "", LINKS.sub("", COLOURS.sub("", text)), flags=re.MULTILINE)


@pytest.mark.parametrize("output", ["text", "concise"])
def test_a_terminal_shows_the_words_that_a_pipe_gets(output: str, folder: Path):
    status, shown = on_terminal(folder, "check", "--format", output)
    piped = run(folder, "check", "--format", output)
    assert status == piped.returncode == 1
    assert COLOURS.search(shown)
    # A pipe has no width to wrap at.
    assert bare(shown).split() == (piped.stdout + piped.stderr).decode().split()
    assert b"\x1b" not in piped.stdout + piped.stderr


def test_places_link_to_their_files(folder: Path):
    _, shown = on_terminal(folder, "check")
    urls = {url for url in LINKS.findall(shown) if url}
    (url,) = urls
    assert re.fullmatch(rf"file://[^/]*{re.escape(str(folder))}/a%20b\.yaml", url)


def test_elapsed_time_shows_on_a_terminal_only(folder: Path):
    _, shown = on_terminal(folder, "check", "--color", "never")
    assert re.search(r" in [0-9]+\.[0-9]{2} s\n$", shown)
    assert not re.search(rb" in [0-9.]+ s\n$", run(folder, "check", "--color", "always").stdout)


@pytest.mark.parametrize("columns", [40, 64, 100, 200])
def test_lines_follow_the_width(columns: int, tmp_path: Path):
    (tmp_path / "a.yaml").write_text(LONG, encoding="utf-8")
    _, shown = on_terminal(tmp_path, "check", columns=columns)
    lines = bare(shown).splitlines()
    assert max(len(line) for line in lines if " | " in line) == columns
    sentences = [line for line in lines[:-1] if "xxx" not in line]
    too_long = [line for line in sentences if len(line) > columns]
    # Only a first word that is too long to stand behind the code and name, and is not broken.
    assert all(re.fullmatch(r"\w+\[[^]]*\]: \S+", line) for line in too_long), sentences


def test_columns_in_the_environment_win_over_the_terminal(tmp_path: Path):
    (tmp_path / "a.yaml").write_text(LONG, encoding="utf-8")
    _, shown = on_terminal(tmp_path, "check", columns=200, COLUMNS="60")
    assert max(len(line) for line in bare(shown).splitlines() if " | " in line) == 60


@pytest.mark.parametrize("settings", [{"NO_COLOR": "1"}, {"TERM": "dumb"}, {"NO_COLOR": "1", "FORCE_COLOR": "1"}])
def test_plain_text_where_colour_is_refused(settings: dict[str, str], folder: Path):
    _, shown = on_terminal(folder, "check", **settings)
    assert "\x1b" not in shown
    _, shown = on_terminal(folder, "check", "--color", "always", **settings)
    assert COLOURS.search(shown)


def test_colour_where_it_is_asked_for_without_a_terminal_and_then_no_links(folder: Path):
    for ended in (run(folder, "check", "--color", "always"), run(folder, "check", FORCE_COLOR="1")):
        assert b"\x1b[" in ended.stdout
        assert b"\x1b]8" not in ended.stdout
        assert bare(ended.stdout.decode()) == run(folder, "check").stdout.decode()


def test_json_is_the_same_on_a_terminal(folder: Path):
    _, shown = on_terminal(folder, "check", "--format", "json")
    assert shown.encode() == run(folder, "check", "--format", "json").stdout


def test_nothing_of_a_hostile_model_commands_the_terminal(tmp_path: Path):
    name = "evil\x1b]0;x\x07.yaml"
    (tmp_path / name).write_text('coverage_model: 1\nplan:\n  "ow\\e[2Jnr\\x9b": "\u202e"\n', encoding="utf-8")
    _, shown = on_terminal(tmp_path, "check", "--show-undecided")
    words = bare(shown)
    assert "CL011" in words
    assert not set(words) & set(map(chr, [*range(10), *range(11, 32), 0x7F, *range(0x80, 0xA0), 0x202E]))


@pytest.mark.parametrize(
    ("choice", "settings", "terminal", "wanted"),
    [
        ("auto", {}, True, True),
        ("auto", {}, False, False),
        ("auto", {"NO_COLOR": ""}, True, True),
        ("auto", {"NO_COLOR": "0"}, True, False),
        ("auto", {"FORCE_COLOR": "0"}, True, False),
        ("auto", {"FORCE_COLOR": "3"}, False, True),
        ("auto", {"TERM": "dumb", "FORCE_COLOR": "1"}, True, True),
        ("never", {"FORCE_COLOR": "1"}, True, False),
        ("always", {"NO_COLOR": "1"}, False, True),
    ],
)
def test_what_decides_on_colour(choice: str, settings: dict[str, str], terminal: bool, wanted: bool):  # noqa: FBT001
    assert wants_colour(choice, settings, terminal=terminal) is wanted
