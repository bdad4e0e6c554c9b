"""Policies in a line each, by element."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from coverage_lint.render.findings.summary import counted
from coverage_lint.render.terminal.cells import width
from coverage_lint.render.terminal.segments import Segment, sentence

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from coverage_lint.policy.policy_page import Page
    from coverage_lint.render.terminal.segments import Line, View

OWN = "your own"
HARDER = "+"
"""Behind the severity of a policy that has a second threshold."""


def lay_out(pages: Sequence[Page], view: View) -> Iterator[Line]:
    """Format code, severity, name and title of each policy, below the name of its element, and the count."""
    for element, group in groupby(pages, key=lambda page: page.element()):
        yield [Segment("help", element or OWN)]
        own = list(group)
        longest = max(width(page.name) for page in own)
        for page in own:
            head = [
                Segment("", "  "),
                Segment("message", page.code),
                Segment("", "  "),
                Segment(page.severity, f"{page.severity + HARDER * page.harder:8}"),
                Segment("", f"  {page.name}{' ' * (longest - width(page.name))}  "),
            ]
            yield from sentence(head, page.title, view)
        yield []
    harder = f"; {HARDER} is an error beyond a second threshold" if any(page.harder for page in pages) else ""
    yield [Segment("summary", counted(len(pages), "policy", "policies") + harder)]
