"""`coverage-lint policies pages`: a page for each policy, and an index, as Markdown."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

from coverage_lint.command.streams import write

if TYPE_CHECKING:
    from coverage_lint.command.parser import Arguments, Parser

EXAMPLES = """\
  coverage-lint policies pages docs/policies                    of all that ships
  coverage-lint policies pages docs/rules --pack rules/         of your own
  coverage-lint policies pages docs/policies --check            fail where they are stale, and write nothing
"""
INDEX = "README.md"


def configure(parser: Parser) -> None:
    """Say what the command takes."""
    parser.add_argument("folder", metavar="FOLDER", help="where the pages are")
    parser.add_argument(
        "--pack", action="append", default=[], metavar="PATH", help="your own policies: a folder or file"
    )
    parser.add_argument("--check", action="store_true", help="only tell which pages are stale")


def run(arguments: Arguments) -> int:
    """Write the pages, or tell which are stale; pages of policies that are gone are stale too."""
    from coverage_lint.policy.page import pack_pages, shipped_pages
    from coverage_lint.render.page import index, markdown

    pages = pack_pages(arguments.pack) if arguments.pack else shipped_pages()
    wanted = {f"{page.code}.md": markdown(page) for page in pages} | {INDEX: index(pages)}
    folder = arguments.folder
    present = {name: _read(os.path.join(folder, name)) for name in _pages_in(folder)}
    stale = sorted(name for name in wanted.keys() | present.keys() if wanted.get(name) != present.get(name))
    if not arguments.check:
        os.makedirs(folder, exist_ok=True)
        for name in stale:
            _write(os.path.join(folder, name), wanted.get(name))
        write(sys.stdout, f"{len(wanted)} pages, {len(stale)} of them changed\n")
        return 0
    for name in stale:
        write(sys.stdout, f"{os.path.join(folder, name)} is stale\n")
    return int(bool(stale))


def _pages_in(folder: str) -> list[str]:
    names = os.listdir(folder) if os.path.isdir(folder) else []
    return [name for name in names if name == INDEX or (name.endswith(".md") and name[:-3].isupper())]


def _read(path: str) -> str:
    with open(path, encoding="utf-8", newline="") as file:
        return file.read()


def _write(path: str, text: str | None) -> None:
    if text is None:
        os.unlink(path)
        return
    with open(path, "w", encoding="utf-8", newline="\n") as file:
        file.write(text)
