"""What argparse does for a command: its options, its help, and what is said of a wrong call."""

from __future__ import annotations

import argparse
import re
from typing import TYPE_CHECKING, Any, NoReturn

from coverage_lint.errors import Misuse

if TYPE_CHECKING:
    from coverage_lint.console.parser import Parser


class _Layout(argparse.RawDescriptionHelpFormatter):
    """Help of one width everywhere; measuring the terminal for it would import half of shutil."""

    def __init__(self, prog: str, **settings: Any) -> None:  # noqa: ANN401 - they differ between versions
        super().__init__(prog, **{"max_help_position": 30, "width": 110, **settings})


class OptionsParser(argparse.ArgumentParser):
    """The parser of one command, which refuses a wrong call with Misuse."""

    def __init__(self, declared: Parser) -> None:
        """Take what the command declares."""
        super().__init__(
            prog=f"coverage-lint {declared.command}",
            description=declared.description,
            epilog=f"examples:\n{declared.examples}",
            formatter_class=_Layout,
            allow_abbrev=False,
        )
        for names, settings in declared.declared:
            self.add_argument(*names, **settings)

    def error(self, message: str) -> NoReturn:
        """Refuse the call, with the option that was probably meant."""
        raise Misuse(f"{message}{self._hint(message)} (see {self.prog} --help)")

    def _hint(self, message: str) -> str:
        from coverage_lint.nearness import did_you_mean, nearest, nearest_choice

        asked = re.search(r"unrecognized arguments: (--[^\s=]+)", message)
        if asked:
            options = [option for action in self._actions for option in action.option_strings]
            return did_you_mean(nearest(asked[1], options), after="; ")
        chosen = re.match(r"argument (\S+): invalid choice: '(.*?)' \(", message)
        if chosen:
            choices = [
                str(one) for action in self._actions if chosen[1] in _names(action) for one in action.choices or ()
            ]
            return did_you_mean(nearest_choice(chosen[2], choices), after="; ")
        return ""


def _names(action: argparse.Action) -> list[str]:
    """Return the names by which messages call what an option or argument takes."""
    return ["/".join(action.option_strings), str(action.metavar), action.dest]
