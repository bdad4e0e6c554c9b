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
        from coverage_lint.nearness import did_you_mean, nearest

        options = [option for action in self._actions for option in action.option_strings]
        asked = re.search(r"unrecognized arguments: (--[^\s=]+)", message)
        hint = did_you_mean(nearest(asked[1], options), after="; ") if asked else ""
        raise Misuse(f"{message}{hint} (see {self.prog} --help)")
