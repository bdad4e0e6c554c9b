"""Policies in a line each, by element."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coverage_lint.render.cells import width
from coverage_lint.render.segments import Segment
from coverage_lint.render.sentences import sentence
from coverage_lint.render.summary import counted

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from coverage_lint.policy.page import Page
    from coverage_lint.render.segments import Line, View

OWN = "your own"


def lay_out(pages: Sequence[Page], view: View) -> Iterator[Line]:
    """Lay out code, name, severity and title of each, below its element's name, and the count."""
    longest = max((width(page.name) for page in pages), default=0)
    graves = max((len(_grave(page)) for page in pages), default=0)
    element = None
    for page in pages:
        if page.element() != element:
            if element is not None:
                yield []
            element = page.element()
            yield [Segment("help", element or OWN)]
        head = [
            Segment("", "  "),
            Segment(page.severity, page.code),
            Segment("", f"  {page.name}{' ' * (longest - width(page.name))}  "),
            Segment("quiet", f"{_grave(page):{graves}}  "),
        ]
        yield from sentence(head, page.title, view)
    yield []
    yield [Segment("summary", counted(len(pages), "policy", "policies"))]


def _grave(page: Page) -> str:
    return f"{page.severity}, error" if page.harder else page.severity
