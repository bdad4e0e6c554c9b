"""`coverage-lint config`: the settings in force, and where each came from."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

from coverage_lint.console.parser import listed
from coverage_lint.console.streams import encoding_of, write
from coverage_lint.errors import Misuse

if TYPE_CHECKING:
    from collections.abc import Iterable

    from coverage_lint.console.parser import Arguments, Parser
    from coverage_lint.policy.policy import Policy
    from coverage_lint.settings.effective import Origin, Override
    from coverage_lint.settings.settings import Settings

EXAMPLES = """\
  coverage-lint config                             the settings for models in this folder
  coverage-lint config plans/2027.yaml             the settings for one model, with per-file settings
  coverage-lint config --fail-on warning           the same with an option of 'check'
  coverage-lint config --format json               for programs
"""

_NONE = "-"


def configure(parser: Parser) -> None:
    """Declare the arguments of the command."""
    parser.add_argument("path", nargs="?", default=".", metavar="PATH", help="a folder or a model (default: .)")
    parser.add_argument("--format", choices=["text", "json"], default="text", help="text (default), or json")
    parser.add_argument("--fail-on", choices=["error", "warning", "info", "never"], help="as for 'check'")
    parser.add_argument("--select", action="append", metavar="CODES", help="as for 'check'")
    parser.add_argument("--ignore", action="append", metavar="CODES", help="as for 'check'")
    parser.add_argument("--strict", action="store_true", help="as for 'check'")


def run(arguments: Arguments) -> int:
    """Find the settings, hold them against the policies there are, and show them."""
    from coverage_lint.settings.effective import effective
    from coverage_lint.settings.find import SettingsFinder
    from coverage_lint.settings.meaning import check_meaning

    cwd = os.getcwd()
    path = os.path.abspath(arguments.path)
    if not os.path.lexists(path):
        raise Misuse(f"{arguments.path}: no such file or folder")
    is_folder = os.path.isdir(path)
    settings = SettingsFinder(cwd).nearest(path if is_folder else os.path.dirname(path))
    check_meaning(settings, lambda: _policies(settings, cwd))
    rows = effective(settings, _overrides(arguments), None if is_folder else path)
    encoding = encoding_of(sys.stdout)
    write(
        sys.stdout, _json(settings, rows, encoding) if arguments.format == "json" else _text(settings, rows, encoding)
    )
    return 0


def _policies(settings: Settings, cwd: str) -> list[Policy]:
    """Return the policies that settings may speak of: those shipped, and those of the packs."""
    from coverage_lint.checking.policy_set import own_policies
    from coverage_lint.policy.load import codes_once
    from coverage_lint.policy.shipped import shipped

    policies = [*shipped().policies, *own_policies(settings, cwd)]
    codes_once(policies)
    return policies


def _overrides(arguments: Arguments) -> dict[str, Override]:
    from coverage_lint.settings.effective import Override

    given = {
        "select": Override(listed(arguments.select), "--select"),
        "ignore": Override(listed(arguments.ignore), "--ignore"),
        "fail-on": Override((arguments.fail_on,) if arguments.fail_on else (), "--fail-on"),
        "drafts": Override(("strict",) if arguments.strict else (), "--strict"),
    }
    return {key: override for key, override in given.items() if override.values}


def _text(settings: Settings, rows: Iterable[Origin], encoding: str) -> str:
    from coverage_lint.render.terminal.cells import visible, width

    cells = [
        [visible(text, encoding) for text in (row.key, _NONE if row.value is None else _word(row.value), row.origin)]
        for row in rows
    ]
    widths = [max(width(line[column]) for line in cells) for column in (0, 1)]
    lines = [f"settings: {visible(settings.path or 'none, so the defaults apply', encoding)}", ""]
    for key, value, origin in cells:
        lines.append(
            f"{key}{' ' * (widths[0] - width(key))}  {value}{' ' * (widths[1] - width(value))}  {origin}".rstrip()
        )
    return "\n".join(lines) + "\n"


def _word(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)


def _json(settings: Settings, rows: Iterable[Origin], encoding: str) -> str:
    """Write the rows for programs. Numbers with a point are text, since JSON's readers would make floats of them."""
    from coverage_lint.render.findings.json_document import written

    held = {"path": settings.path, "settings": [{**row._asdict(), "value": _exact(row.value)} for row in rows]}
    return written(held, encoding)


def _exact(value: object) -> object:
    return value if value is None or isinstance(value, str | int) else str(value)
