"""Which packs of a team's own a command speaks of: those named, else those of the settings where it runs."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from coverage_lint.console.parser import Arguments, Parser


def add_pack(parser: Parser) -> None:
    """Declare the option for packs of a command."""
    parser.add_argument(
        "--pack",
        action="append",
        default=[],
        metavar="PATH",
        help="policies of your own: a folder or file (default: those that the settings of this folder name)",
    )


def packs(arguments: Arguments) -> list[str]:
    """Return the paths of the packs. Raises Misuse."""
    if arguments.pack:
        return list(arguments.pack)
    from coverage_lint.settings.find import SettingsFinder

    cwd = os.getcwd()
    return list(SettingsFinder(cwd).nearest(cwd).policies)
