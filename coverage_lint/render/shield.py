"""Text that a service which runs jobs takes no commands from, wherever a model's names, a file's or a call's spell one.

GitHub's runner reads each line of a job's output. `::name::` is a command where a line begins so, behind any space, and
the older `##[name]` wherever it stands in a line (actions/runner, ActionCommand.cs). Azure Pipelines takes `##vso[`,
TeamCity `##teamcity[`. One character of each is written as the format escapes characters, so that what reads the
format gets the same text, and what reads the log finds no command.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Mapping

Escapes: TypeAlias = Literal["text", "json", "markup"]
"""How a format writes a character: as this program shows what is unseen, as JSON does, as an entity."""

_WRITTEN: dict[Escapes, tuple[str, str]] = {
    "text": ("\\x23", "\\x3a"),
    "json": ("\\u0023", "\\u003a"),
    "markup": ("&#35;", "&#58;"),
}
_ANYWHERE = r"##(?=\w*\[)"
_AT_A_START = r"(?:(?<=[\r\n])|\A)([^\S\r\n]*):(?=:)"
"""The runner breaks lines at a lone CR too, and passes over space of every kind."""
_READERS = {"GITHUB_ACTIONS": "true", "TF_BUILD": "", "TEAMCITY_VERSION": ""}
"""Variables that tell of a reader of commands, with the value that counts, where not any does."""


def shielded(text: str, escapes: Escapes) -> str:
    """Return the text with one character of whatever spells a command escaped; most text comes back as it is."""
    sign, colon = _WRITTEN[escapes]
    if "##" in text:
        text = re.sub(_ANYWHERE, lambda _: f"#{sign}", text)
    if "::" in text:
        text = re.sub(_AT_A_START, lambda found: f"{found[1]}{colon}", text)
    return text


def reads_commands(environment: Mapping[str, str]) -> bool:
    """Return True if what is printed here reaches a log that takes commands."""
    return any(environment.get(name) == value if value else environment.get(name) for name, value in _READERS.items())
