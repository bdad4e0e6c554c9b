from __future__ import annotations

import re

import pytest
from hand_made import LACKING, SHORT, report

from coverage_lint.render.findings.text import lay_out
from coverage_lint.render.terminal.colour import STYLES, coloured
from coverage_lint.render.terminal.segments import Segment, View, plain

ESCAPES = re.compile(r"\x1b\[[0-9;]*m|\x1b\]8;;[^\x1b]*\x1b\\")
FULL = report(
    SHORT, SHORT._replace(severity="warning"), SHORT._replace(severity="info"), undecided=(LACKING,), draft=True
)


@pytest.mark.parametrize("links", [None, "file://host/plans/"])
def test_colours_and_links_change_no_character_of_the_text(links: str | None):
    lines = list(lay_out(FULL, View(undecided=True, seconds=1.0)))
    painted = coloured(lines, links)
    assert "\x1b[" in painted
    stripped = "".join(line.rstrip() + "\n" for line in ESCAPES.sub("", painted).splitlines())
    assert stripped == plain(lines)


def test_every_style_of_the_layout_is_known():
    used = {segment.style for line in lay_out(FULL, View(undecided=True)) for segment in line}
    assert used - {""} <= set(STYLES)


@pytest.mark.parametrize(
    ("path", "url"),
    [
        ("a/coverage.yaml", "file://host/plans/a/coverage.yaml"),
        ("sales plan é#1.yaml", "file://host/plans/sales%20plan%20%C3%A9%231.yaml"),
        ("/other/x.yaml", "file://host/other/x.yaml"),
        ("odd\x1b\\.yaml", "file://host/plans/odd%1B%5C.yaml"),
        ("caf\udce9.yaml", "file://host/plans/caf%E9.yaml"),
    ],
)
def test_a_place_links_to_its_file(path: str, url: str):
    assert (
        coloured([[Segment("place", "here", path)]], "file://host/plans/") == f"\x1b]8;;{url}\x1b\\here\x1b]8;;\x1b\\\n"
    )


def test_what_is_no_file_is_no_link():
    assert coloured([[Segment("place", "<stdin>:1:1", "<stdin>")]], "file://host/") == "<stdin>:1:1\n"
