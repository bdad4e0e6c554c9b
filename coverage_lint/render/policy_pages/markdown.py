"""Policies' pages and their index as Markdown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from coverage_lint.policy.policy_page import Said
from coverage_lint.render.policy_pages.terminal import Code, Table, parts, severity

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from coverage_lint.policy.policy_page import Page

GENERATED = "<!-- Written by `coverage-lint policies pages` from the policies; change those. -->"
"""The last line of each page: only files that have it are ever written over or removed."""
INDEX = "README.md"


def markdown(page: Page) -> str:
    """Write a page."""
    lines = [f"# {page.code} {page.name}", "", f"{_plain(page.title)}.", "", _facts(page), ""]
    return "\n".join([*lines, body(page), GENERATED]) + "\n"


def body(page: Page) -> str:
    """Write the parts of a page, each below its heading."""
    lines: list[str] = []
    for part in parts(page):
        lines += [f"## {_plain(part.heading)}", ""]
        for block in part.blocks:
            lines += [*_block(block, page), ""]
    return "\n".join(lines)


def _facts(page: Page) -> str:
    element = page.element()
    where = f"[{element}]({INDEX}#{_anchor(element)})" if element else f"[all policies]({INDEX})"
    return f"**{severity(page)}** | {where} | `coverage-lint explain {page.code}`"


def _block(block: str | Code | Said | Table, page: Page) -> Iterator[str]:
    if isinstance(block, str):
        yield _plain(block)
    elif isinstance(block, Code):
        yield from (f"```{block.language}", block.text, "```")
    elif isinstance(block, Said):
        yield f"> **{block.severity}[{page.code}]**: {_plain(block.message)}"
        if block.help:
            yield from (">", f"> **help**: {_plain(block.help)}")
    else:
        yield "| name | type | default | bounds | meaning |"
        yield "|---|---|---|---|---|"
        for name, *cells in block.rows:
            yield f"| `{name}` | {' | '.join(_plain(cell) for cell in cells)} |"


def _plain(text: str) -> str:
    """Return text that Markdown shows as it is; what stands between backticks is code there too."""
    pieces = text.split("`")
    if len(pieces) % 2 == 0:
        return _escaped(text)
    return "`".join(piece if index % 2 else _escaped(piece) for index, piece in enumerate(pieces))


def _escaped(text: str) -> str:
    for sign in "\\|<>*_`[]":
        text = text.replace(sign, f"\\{sign}")
    return text


def _anchor(element: str) -> str:
    return element.replace(" ", "-")


def index(pages: Sequence[Page]) -> str:
    """Write the index of pages, by element where they have one."""
    elements = list(dict.fromkeys(page.element() for page in pages))
    lines = ["# Policies", "", _about(pages), ""]
    for element in elements:
        if element:
            lines += [f"## {element[0].upper()}{element[1:]}", ""]
        lines += ["| code | name | severity | what it checks |", "|---|---|---|---|"]
        lines += list(_rows(page for page in pages if page.element() == element))
        lines.append("")
    return "\n".join([*lines, GENERATED]) + "\n"


def _about(pages: Sequence[Page]) -> str:
    shipped = any(page.policy is None for page in pages)
    told = (
        "Each policy has a page: why it exists, its source, an example before and after, its parameters, how to set "
        "them, and how to ignore a finding. `coverage-lint explain CODE` shows the same on a terminal."
    )
    drawn = (
        "Codes that begin with CL0 are found while a model is read, the others by the policies in `policies/`. Those "
        "that begin with CL9 are checked for changes, by `coverage-lint diff`. [Computed fields](fields.md) describes "
        "the figures that they use."
    )
    return told + (drawn if shipped else "")


def _rows(pages: Iterable[Page]) -> Iterator[str]:
    for page in pages:
        grave = f"{page.severity}, error" if page.harder else page.severity
        yield f"| [{page.code}]({page.code}.md) | {page.name} | {grave} | {_plain(page.title)} |"
