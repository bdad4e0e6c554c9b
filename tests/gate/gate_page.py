"""docs/gate.md as a script: what it tells to type, what it says comes of it, and what it tells to edit."""

from __future__ import annotations

import re
from typing import NamedTuple

FENCE = re.compile(r"^```(\w+)(?: ([^\n]+))?\n(.*?)^```$", re.MULTILINE | re.DOTALL)
PROMPT = "$ "
ANYTHING = "..."


class Command(NamedTuple):
    """A command, and what the page says it prints."""

    typed: str
    shown: str


class Edit(NamedTuple):
    """Lines of a file, and what takes their place."""

    path: str
    old: str
    new: str


def steps(page: str) -> list[Command | Edit]:
    """Return the page's commands and edits in their order."""
    found: list[Command | Edit] = []
    for language, path, body in FENCE.findall(page):
        if language == "console":
            found += _commands(body)
        elif language == "diff":
            found.append(_edit(path, body))
    return found


def _commands(body: str) -> list[Command]:
    assert body.startswith(PROMPT), body
    parts = re.split(r"^\$ ", body, flags=re.MULTILINE)[1:]
    return [Command(typed, shown) for typed, _, shown in (part.partition("\n") for part in parts)]


def _edit(path: str, body: str) -> Edit:
    assert path, "a diff names its file behind the language"
    lines = body.splitlines(keepends=True)
    assert {line[0] for line in lines} <= {" ", "+", "-"}, body
    old = "".join(line[1:] for line in lines if line[0] != "+")
    new = "".join(line[1:] for line in lines if line[0] != "-")
    return Edit(path, old, new)


def matches(shown: str, printed: str) -> bool:
    """True if something printed is what is shown, where a line `...` stands for any lines."""
    pattern = "".join(
        r"(?:.*\n)*?" if line.strip() == ANYTHING else re.escape(line) for line in shown.splitlines(keepends=True)
    )
    return re.fullmatch(pattern, printed) is not None
