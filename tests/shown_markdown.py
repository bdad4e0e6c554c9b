"""What a reader of CommonMark with GitHub's tables makes of Markdown: the words shown, and all that is no word."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from markdown_it import MarkdownIt

if TYPE_CHECKING:
    from markdown_it.token import Token

_PLAIN = {"inline", "text", "softbreak", "text_special"}
_BLOCKS = {"heading", "paragraph", "bullet_list", "list_item", "table", "thead", "tbody", "tr", "th", "td", "strong"}


class Shown(NamedTuple):
    """The words of each block, and the markup that is more than headings, lists, tables and bold words."""

    blocks: list[str]
    markup: list[str]
    """Kinds of tokens; raw HTML as it is written."""


def shown(text: str) -> Shown:
    """Read Markdown."""
    made = Shown([], [])
    for token in MarkdownIt("commonmark").enable(["table", "strikethrough"]).parse(text):
        if token.type == "inline":
            made.blocks.append(_words(token.children or [], made))
        else:
            _note(token, made)
    return made


def _words(tokens: list[Token], made: Shown) -> str:
    words = ""
    for token in tokens:
        if token.type in {"text", "text_special"}:
            words += token.content
        elif token.type in {"softbreak", "hardbreak"}:
            words += "\n"
        _note(token, made)
    return words


def _note(token: Token, made: Shown) -> None:
    if token.type in {"html_inline", "html_block"}:
        made.markup.append(token.content)
    elif token.type not in _PLAIN and token.type.rsplit("_", 1)[0] not in _BLOCKS:
        made.markup.append(token.type)
