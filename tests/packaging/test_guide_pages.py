"""The pages for people: every link in them leads somewhere, and every command that they show can be called so."""

from __future__ import annotations

import functools
import re
import shlex
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

import pytest
from markdown_it import MarkdownIt

from coverage_lint.command.main import COMMANDS, GROUPS
from coverage_lint.console.parser import Parser
from coverage_lint.errors import Misuse

if TYPE_CHECKING:
    from collections.abc import Iterator

    from markdown_it.token import Token

REPOSITORY = Path(__file__).parents[2]
NAMES = ["README.md", "CONTRIBUTING.md", "SECURITY.md", "CHANGELOG.md"]
PAGES = [
    *(REPOSITORY / name for name in NAMES),
    *sorted((REPOSITORY / "docs").rglob("*.md")),
    *sorted((REPOSITORY / "examples").rglob("*.md")),
]


def _name(page: Path) -> str:
    return page.relative_to(REPOSITORY).as_posix()


@functools.cache
def _tokens(page: Path) -> list[Token]:
    return MarkdownIt("commonmark").enable("table").parse(page.read_text(encoding="utf-8"))


def _links(page: Path) -> Iterator[str]:
    for block in _tokens(page):
        for token in block.children or []:
            link = token.attrs.get("href") or token.attrs.get("src")
            if link is not None:
                yield str(link)


@functools.cache
def _anchors(page: Path) -> set[str]:
    """Return the anchors that GitHub gives to headings: small letters, hyphens for spaces, no punctuation."""
    anchors: set[str] = set()
    tokens = _tokens(page)
    for at, token in enumerate(tokens):
        if token.type == "heading_open":
            children = tokens[at + 1].children or []
            words = "".join(child.content for child in children if child.type in {"text", "code_inline"})
            anchor = re.sub(r"[^\w\- ]", "", words.lower()).replace(" ", "-")
            again = sum(one == anchor or re.fullmatch(rf"{re.escape(anchor)}-\d+", one) is not None for one in anchors)
            anchors.add(f"{anchor}-{again}" if again else anchor)
    return anchors


def _fault(page: Path, link: str) -> str:
    """Return what is wrong with a link; '' if nothing is."""
    parts = urlsplit(link)
    if parts.scheme:
        return "" if parts.scheme == "https" and re.fullmatch(r"[\w-]+(?:\.[\w-]+)+", parts.netloc) else "no address"
    target = (page.parent / unquote(parts.path)).resolve() if parts.path else page
    if not target.is_relative_to(REPOSITORY) or not target.exists():
        return "no such file"
    if parts.fragment and (target.suffix != ".md" or parts.fragment not in _anchors(target)):
        return "no such heading"
    return ""


@pytest.mark.parametrize("page", PAGES, ids=_name)
def test_every_link_leads_somewhere(page):
    faults = {link: _fault(page, link) for link in _links(page)}
    assert {link: fault for link, fault in faults.items() if fault} == {}


def test_links_of_each_kind_are_there_to_be_followed():
    links = [link for page in PAGES for link in _links(page)]
    assert any(urlsplit(link).scheme for link in links)
    assert any(link.startswith("#") for link in links)
    assert any(".md#" in link and not urlsplit(link).scheme for link in links)


@pytest.mark.parametrize(
    ("link", "fault"),
    [("LICENCE", "no such file"), ("../outside.md", "no such file"), ("#no-heading", "no such heading"),
     ("docs/gate.md#no-heading", "no such heading"), ("LICENSE#x", "no such heading"),
     ("http://example.com", "no address"), ("https://example", "no address"), ("https://example.com/a#b", ""),
     ("docs/gate.md#4-in-ci", ""),
     ("#try-it", "")],
)  # fmt: skip
def test_a_link_that_leads_nowhere_is_noticed(link, fault):
    assert _fault(REPOSITORY / "README.md", link) == fault


def test_a_heading_that_comes_twice_has_an_anchor_with_a_number(tmp_path):
    page = tmp_path / "page.md"
    page.write_text("# One `two`: three?\n\n## Same\n\n## Same\n", encoding="utf-8")
    assert _anchors(page) == {"one-two-three", "same", "same-1"}


def _commands(page: Path) -> Iterator[str]:
    """Return the calls of coverage-lint that the blocks of a page show: after a prompt, or as a line of their own."""
    for token in _tokens(page):
        if token.type != "fence":
            continue
        prompt = r"\$ " if token.info == "console" else ""
        if token.info in {"", "console"}:
            yield from re.findall(rf"^{prompt}(?:[\w./]+/)?coverage-lint (.+)$", token.content, re.MULTILINE)


CALLS = sorted({call for page in PAGES for call in _commands(page)})


def _call(call: str) -> None:
    """Parse a call as the command does. Raises Misuse."""
    words = shlex.split(re.split(r" (?:&&|\||>|2>) ", call)[0], comments=True)
    name = " ".join(words[: 2 if words[0] in GROUPS else 1])
    assert name in COMMANDS
    module = import_module(f"coverage_lint.command.{name.replace(' ', '.')}")
    parser = Parser(name, COMMANDS[name], module.EXAMPLES)
    module.configure(parser)
    parser.parse(words[len(name.split()) :])


@pytest.mark.parametrize("call", CALLS)
def test_every_command_shown_exists_with_its_options(call):
    _call(call)


def test_a_call_with_an_unknown_option_is_noticed():
    with pytest.raises(Misuse, match="did you mean --format"):
        _call("check --formt json")


def test_pages_show_commands():
    assert {"check", "diff", "baseline", "config", "init"} <= {call.split()[0] for call in CALLS}


EXAMPLES = sorted(
    (name, line.split("coverage-lint ", 1)[1])
    for name in COMMANDS
    for line in import_module(f"coverage_lint.command.{name.replace(' ', '.')}").EXAMPLES.splitlines()
    if line.startswith("  coverage-lint ")
)


@pytest.mark.parametrize(("name", "call"), EXAMPLES)
def test_every_example_of_the_help_can_be_called(name, call):
    typed = re.split(r" {2,}", call)[0]
    assert typed.startswith(name)
    _call(typed)
