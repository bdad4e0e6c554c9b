"""A command's arguments. Only the parser of the command asked for is ever built."""

from __future__ import annotations

import argparse
import re
from typing import TYPE_CHECKING, Any, NoReturn

from coverage_lint.errors import Misuse

if TYPE_CHECKING:
    from collections.abc import Sequence

Arguments = argparse.Namespace


class _Layout(argparse.RawDescriptionHelpFormatter):
    """Help of one width everywhere; measuring the terminal for it would import half of shutil on every run."""

    def __init__(self, prog: str, **settings: Any) -> None:  # noqa: ANN401 - they differ between versions
        super().__init__(prog, **{"max_help_position": 30, "width": 110, **settings})


class Parser(argparse.ArgumentParser):
    """The parser of one command: options are never abbreviated, a wrong call is Misuse."""

    def __init__(self, command: str, about: str, examples: str) -> None:
        """Take the command's name, what it does in a line, and examples of its use."""
        super().__init__(
            prog=f"coverage-lint {command}",
            description=f"{about[0].upper()}{about[1:]}.",
            epilog=f"examples:\n{examples}",
            formatter_class=_Layout,
            allow_abbrev=False,
        )

    def error(self, message: str) -> NoReturn:
        """Refuse the call, with the option that was probably meant."""
        from coverage_lint.structure.nearness import nearest

        options = [option for action in self._actions for option in action.option_strings]
        asked = re.search(r"unrecognized arguments: (--[^\s=]+)", message)
        near = " or ".join(nearest(asked[1], options)) if asked else ""
        hint = f"; did you mean {near}?" if near else ""
        raise Misuse(f"{message}{hint} (see {self.prog} --help)")


def listed(given: Sequence[str] | None) -> tuple[str, ...]:
    """Take an option that may come often, each time with a list between commas."""
    return tuple(word for words in given or () for part in words.split(",") if (word := part.strip()))


def iso_day(text: str) -> str:
    """Take a day as YYYY-MM-DD, and nothing else that a date may be written as."""
    from datetime import date

    if re.fullmatch("[0-9]{4}-[0-9]{2}-[0-9]{2}", text):
        try:
            date.fromisoformat(text)
        except ValueError:
            pass
        else:
            return text
    raise argparse.ArgumentTypeError(f"{text!r} is not a day written as YYYY-MM-DD, such as 2027-01-31")
