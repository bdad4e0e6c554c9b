"""Mermaid draws every chart of a report in Markdown, whatever its names are."""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING

import pytest
from made_plans import HOSTILE, LONG, TOP, hostile, report

from coverage_lint.render.terminal.cells import visible
from coverage_lint.report.markdown.mermaid import LONGEST, Node, Task, bars, label, pie, time_line, tree

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

pytestmark = pytest.mark.xdist_group("mermaid")

WORDS = (
    "end", "section a", "title b", "click me", "done", "subgraph x", "graph", "%% comment", "%%{init: {}}%%",
    "style n0", "classDef a", "direction LR", "crit, active", "a:b", "x;y", "a--b", '"', "`", "#35;", "#", "[x](y)",
    "{z}", "<b>b</b>", "accTitle: t", "showData", "bar [1]", "\\n", "é 漢字 עברית", "😀", " ", "---", "o--o", "call()",
    "@{ shape: rect }",
)  # fmt: skip
"""Names that are words or signs of Mermaid's languages."""


def words(svg: str) -> str:
    """Return what can be read in a chart."""
    body = re.sub(r"<(style|desc|title)\b.*?</\1>", " ", svg, flags=re.DOTALL)
    return " ".join(html.unescape(re.sub(r"<[^>]*>", " ", body)).split())


def test_every_chart_of_the_examples_is_drawn(drawn: Callable[[str], list[str]]):
    text = report(TOP, *(f"examples/{name}" for name in ("acme", "acme-broken", "software")), "--format", "markdown")
    svgs = drawn(text)
    kinds = re.findall(r"```mermaid\n([a-z-]+)", text)
    assert len(svgs) == len(kinds) == 21
    assert set(kinds) == {"xychart-beta", "pie", "flowchart", "gantt"}
    for svg in svgs:
        _, _, width, height = map(float, re.findall(r'viewBox="([^"]*)"', svg)[0].split())
        assert width > 100
        assert height > 100
    assert "Existing customers" in words(svgs[1])
    assert "Every renewal talk starts" in words(svgs[6])


@pytest.mark.parametrize("name", [HOSTILE, LONG])
def test_hostile_names_are_drawn_as_they_are(name: str, tmp_path: Path, drawn: Callable[[str], list[str]]):
    hostile(name, tmp_path)
    svgs = drawn(report(tmp_path, "plan.yaml", "--format", "markdown"))
    assert len(svgs) == 7
    begin = " ".join(visible(name)[: LONGEST - 1].split())
    for svg in (svgs[5], svgs[6]):  # the organization, the time line
        assert begin in words(svg).replace("< ", "<").replace(" >", ">")
        assert "<script>alert" not in svg


def test_words_of_the_language_are_names_like_any(drawn: Callable[[str], list[str]]):
    names = [*WORDS, "x" * 99]
    chart = bars("Bars", names[:12], [("bar", list(range(12))), ("line", [None] * 12)], "USD")
    slices = pie("Pie", [(name, 1) for name in names])
    tasks = time_line("Tasks", [Task(label(name), "2027-01-01", "2027-02-01") for name in names])
    boxes = tree([Node(label(name), at - 1 if at else None, round=at % 2 == 1) for at, name in enumerate(names)])
    svgs = drawn("\n".join([*chart, *slices, *tasks, *boxes]))
    assert len(svgs) == 4
    for svg in svgs[1:]:
        read = words(svg)
        for name in ("section a", "title b", "%% comment", "a:b", "x;y", "#35;", "[x](y)", "漢字", "😀", "accTitle: t"):
            assert name in read, (name, read)
