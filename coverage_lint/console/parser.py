"""A command's arguments, declared as argparse takes them; argparse itself is imported where options are given."""

from __future__ import annotations

from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Sequence


class Arguments(SimpleNamespace):
    """What was given, by the names of the parameters."""


class Parser:
    """What one command takes: options are never abbreviated, a wrong call is Misuse."""

    def __init__(self, command: str, about: str, examples: str) -> None:
        """Take the command's name, what it does in a line, and examples of its use."""
        self.command = command
        self.description = f"{about[0].upper()}{about[1:]}."
        self.examples = examples
        self.declared: list[tuple[tuple[str, ...], dict[str, Any]]] = []

    def add_argument(self, *names: str, **settings: Any) -> None:  # noqa: ANN401 - what argparse takes
        """Declare a parameter, as `argparse.ArgumentParser.add_argument` does."""
        self.declared.append((names, settings))

    def parse(self, arguments: Sequence[str]) -> Arguments:
        """Return what the arguments say. Raises Misuse, and SystemExit where help has been shown."""
        if not any(argument.startswith("-") for argument in arguments):
            plain = self._plain(arguments)
            if plain is not None:
                return plain
        from coverage_lint.console.options_parser import OptionsParser

        return OptionsParser(self).parse_intermixed_args(arguments, Arguments())

    def _plain(self, arguments: Sequence[str]) -> Arguments | None:
        """Return arguments without any option; None where they must be counted or checked.

        Most calls name files alone, and importing argparse takes longer than reading a small model.
        """
        values: dict[str, Any] = {}
        for names, settings in self.declared:
            if names[0].startswith("-"):
                name = settings.get("dest", names[-1].lstrip("-").replace("-", "_"))
                values[name] = settings.get("default", False if settings.get("action") == "store_true" else None)
            elif settings.keys() <= {"nargs", "metavar", "help"} and settings.get("nargs") == "*":
                values[names[0]] = list(arguments)
                arguments = ()
            else:
                return None
        return None if arguments else Arguments(**values)


def listed(given: Sequence[str] | None) -> tuple[str, ...]:
    """Take an option that may come often, each time with a list between commas."""
    return tuple(word for words in given or () for part in words.split(",") if (word := part.strip()))


def iso_day(text: str) -> str:
    """Take a day as YYYY-MM-DD, and nothing else that a date may be written as."""
    from argparse import ArgumentTypeError

    from coverage_lint.language.types import is_day

    if is_day(text):
        return text
    raise ArgumentTypeError(f"{text!r} is not a day written as YYYY-MM-DD, such as 2027-01-31")
