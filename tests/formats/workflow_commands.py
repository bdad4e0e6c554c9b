"""A reader of workflow commands, by GitHub's documentation and as its runner does it: one line, one command."""

from __future__ import annotations

from typing import NamedTuple

KNOWN = {"error", "warning", "notice", "debug", "group", "endgroup", "add-mask", "stop-commands", "echo"}


class Command(NamedTuple):
    name: str
    properties: dict[str, str]
    message: str


def commands(output: str) -> list[Command]:
    """Return the commands that a step's output holds, up to where they are stopped and from where they resume."""
    found, resume = [], ""
    for line in output.split("\n"):
        command = _newer(line.lstrip(), resume) or _older(line)
        if resume:
            resume = "" if command is not None and command.name == resume else resume
        elif command is not None and command.name == "stop-commands":
            resume = command.message
        elif command is not None:
            found.append(command)
    return found


def _newer(line: str, resume: str) -> Command | None:
    if not line.startswith("::") or "::" not in line[2:]:
        return None
    head, _, message = line[2:].partition("::")
    name, _, written = head.partition(" ")
    if name not in KNOWN | {resume}:
        return None
    properties = dict(pair.split("=", 1) for pair in written.strip().split(",") if "=" in pair)
    unescaped = {key: _unescaped(value, {"%3A": ":", "%2C": ","}) for key, value in properties.items()}
    return Command(name, unescaped, _unescaped(message, {}))


def _older(line: str) -> Command | None:
    """Read the form `##[name]message`, which still counts anywhere in a line."""
    _, sign, rest = line.partition("##[")
    name, end, message = rest.partition("]")
    return Command(name, {}, message) if sign and end and name in KNOWN else None


def _unescaped(text: str, more: dict[str, str]) -> str:
    for escape, sign in {"%0D": "\r", "%0A": "\n", **more, "%25": "%"}.items():
        text = text.replace(escape, sign)
    return text
