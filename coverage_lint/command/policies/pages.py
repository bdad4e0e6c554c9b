"""`coverage-lint policies pages`: a page for each policy, one of all computed fields, and an index, as Markdown."""

from __future__ import annotations

import os
import re
import sys
from typing import TYPE_CHECKING

from coverage_lint.console.streams import write
from coverage_lint.errors import Misuse
from coverage_lint.render.policy_pages.markdown import GENERATED, INDEX
from coverage_lint.system.files import open_file
from coverage_lint.system.reach import leads_out
from coverage_lint.system.whole_file import make_folder, why_not, write_whole

if TYPE_CHECKING:
    from coverage_lint.console.parser import Arguments, Parser

EXAMPLES = """\
  coverage-lint policies pages docs/policies                 the shipped policies
  coverage-lint policies pages docs/rules --pack rules/      your own
  coverage-lint policies pages docs/policies --check         exit with 1 if pages are out of date, and write nothing
"""
_LARGEST = 4 * 1024 * 1024
_PAGE = re.compile(r"[A-Z]{2,8}[0-9]{3}\.md")


def configure(parser: Parser) -> None:
    """Declare the arguments of the command."""
    parser.add_argument("folder", metavar="FOLDER", help="where the pages are")
    parser.add_argument(
        "--pack", action="append", default=[], metavar="PATH", help="your own policies, instead of the shipped ones"
    )
    parser.add_argument("--check", action="store_true", help="write nothing; list the pages that are out of date")


def run(arguments: Arguments) -> int:
    """Write the pages, or list the stale ones; pages of removed policies are stale too."""
    folder = arguments.folder
    if arguments.check and not os.path.isdir(folder):
        raise Misuse(f"{folder} is not a folder")
    names = _names(folder)
    if not arguments.check and leads_out(folder):
        raise Misuse(f"{folder} cannot be written: {why_not(folder)}")
    wanted = _wanted(arguments.pack)
    present = _present(folder, names, wanted)
    stale = sorted(name for name in wanted.keys() | present.keys() if wanted.get(name) != present.get(name))
    if arguments.check:
        return _tell(folder, stale, wanted, arguments.pack)
    foreign = [name for name in stale if name in present and GENERATED not in present[name]]
    if foreign:
        raise Misuse(f"{os.path.join(folder, foreign[0])} was not written by this command, so no page was changed")
    try:
        make_folder(folder)
        for name in stale:
            _write(os.path.join(folder, name), wanted.get(name))
    except OSError as error:
        raise Misuse(f"{folder} cannot be written: {error.strerror or error}") from error
    write(sys.stdout, f"{folder}: {len(wanted):,} pages, {len(stale):,} of them changed\n")
    return 0


def _wanted(paths: list[str]) -> dict[str, str]:
    from coverage_lint.authoring.examples import illustrated
    from coverage_lint.policy.policy_page import pack_pages, shipped_pages
    from coverage_lint.render.policy_pages.markdown import index, markdown

    bare = pack_pages(paths) if paths else shipped_pages()
    pages = illustrated(bare, bare)
    wanted = {f"{page.code}.md": markdown(page) for page in pages} | {INDEX: index(pages)}
    return wanted if paths else wanted | _of_fields()


def _of_fields() -> dict[str, str]:
    """Return the page of computed fields: they ship with the program, so a team's own pages have none."""
    from coverage_lint.policy.fields.catalogue import entries
    from coverage_lint.render.policy_pages.fields import PAGE, fields_page

    return {PAGE: fields_page(entries())}


def _names(folder: str) -> list[str]:
    """Return what a folder holds, before any page is made, which takes seconds."""
    try:
        return os.listdir(folder) if os.path.lexists(folder) else []
    except OSError as error:
        raise Misuse(f"{folder} cannot be read: {error.strerror or error}") from error


def _present(folder: str, names: list[str], wanted: dict[str, str]) -> dict[str, str]:
    """Read what a folder holds of pages: those that are wanted, and those of policies that are gone."""
    try:
        read = {name: _read(os.path.join(folder, name)) for name in names if name in wanted or _PAGE.fullmatch(name)}
    except OSError as error:
        raise Misuse(f"{folder} cannot be read: {error.strerror or error}") from error
    return {name: text for name, text in read.items() if name in wanted or GENERATED in text}


def _read(path: str) -> str:
    with open_file(path) as file:
        return file.read(_LARGEST).decode("utf-8", "replace")


def _write(path: str, text: str | None) -> None:
    if text is None:
        os.unlink(path)
        return
    write_whole(path, text.encode())


def _tell(folder: str, stale: list[str], wanted: dict[str, str], paths: list[str]) -> int:
    """Write the names of stale pages, and the command that updates them."""
    if not stale:
        write(sys.stdout, f"{folder}: {len(wanted):,} pages, all up to date\n")
        return 0
    for name in stale:
        write(
            sys.stdout, f"{os.path.join(folder, name)} {'is stale' if name in wanted else 'no longer has a policy'}\n"
        )
    again = " ".join(["coverage-lint policies pages", folder, *(f"--pack {path}" for path in paths)])
    write(sys.stdout, f"{len(stale):,} of {len(wanted):,} pages are stale; write them with: {again}\n")
    return 1
